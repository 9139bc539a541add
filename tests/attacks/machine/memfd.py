# Hides memory in a memfd, which counts towards no process.
# class: floods
# armed: breach

import os
try:
    os.write(os.memfd_create("hidden"), bytes(1 << 20))
    print("BREACH")
except OSError as problem:
    print(problem)
