# Signals a process outside.
# class: processes
# armed: breach

import os
try:
    os.kill(VICTIM, 0)
    print("BREACH")
except OSError as problem:
    print(problem)
