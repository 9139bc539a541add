# Opens the memory of another process for writing: its parent has no filter.
# class: processes
# armed: breach

import os
for pid in {VICTIM, os.getppid(), 1} - {0, os.getpid()}:
    try:
        with open(f"/proc/{pid}/mem", "r+b", buffering=0):
            print("BREACH")
    except OSError as problem:
        print(problem)
