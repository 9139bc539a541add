# Takes a real-time priority, before which nothing else runs.
# class: kernel
# armed: breach

import os
try:
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    print("BREACH")
except OSError as problem:
    print(problem)
