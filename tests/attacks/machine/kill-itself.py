# Kills itself with a signal that nothing can catch.
# class: ending
# armed: gone
# endings: died

import os, signal
os.kill(os.getpid(), signal.SIGKILL)
