# Stops itself and waits for ever.
# class: loops
# armed: stops
# endings: timeout, finished

import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
while True:
    signal.pause()
