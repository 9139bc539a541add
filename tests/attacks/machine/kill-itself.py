# Kills itself with a signal that nothing can catch.
# class: ending
# armed: gone
# endings: died, finished

import os, signal
os.kill(os.getpid(), signal.SIGKILL)
