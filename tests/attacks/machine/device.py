# Makes a device file of the machine's memory.
# class: files
# armed: breach

import os
try:
    os.mknod("memory", 0o20600, os.makedev(1, 1))
    print("BREACH")
except OSError as problem:
    print(problem)
