# Lets children do the endless work, and sleeps.
# class: loops
# armed: waits
# endings: timeout

import os, time
for _ in range(4):
    if os.fork() == 0:
        while True:
            pass
while True:
    try:
        time.sleep(1e6)
    except BaseException:
        pass
