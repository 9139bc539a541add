# Kills its parent and pid 1.
# class: ending
# armed: parent
# endings: finished, died

import os
for pid in (os.getppid(), *((1,) if os.getpid() < 100 else ())):
    try:
        if pid > 0:
            os.kill(pid, 9)
    except OSError as problem:
        print(problem)
