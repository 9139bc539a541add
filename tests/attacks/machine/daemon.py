# Leaves a process behind that holds every descriptor.
# class: daemons
# armed: orphan
# endings: finished

import os, time, ctypes
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(15, MARK.encode(), 0, 0, 0)
        time.sleep(30)
    os._exit(0)
time.sleep(0.3)
