# Sleeps for ever and uses no time of the processor.
# class: loops
# armed: waits
# endings: timeout, finished

import time
while True:
    try:
        time.sleep(1e6)
    except BaseException:
        pass
