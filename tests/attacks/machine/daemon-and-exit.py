# Leaves one behind and crashes.
# class: daemons
# armed: orphan
# endings: died

import os, time, ctypes, signal
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(15, MARK.encode(), 0, 0, 0)
        time.sleep(30)
    os._exit(0)
time.sleep(0.3)
os._exit(3)
