# Opens the standard library for writing.
# class: kernel
# armed: breach

import os
try:
    open(os.__file__, "ab").close()
    print("BREACH")
except OSError as problem:
    print(problem)
