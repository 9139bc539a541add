# Reads the file through another process' root.
# class: reading
# armed: breach

import os
try:
    names = list(filter(str.isdigit, os.listdir("/proc")))
except OSError:
    names = ["1", "2", str(os.getppid())]
for name in names:
    try:
        if SECRET in open(f"/proc/{name}/root{FILE}").read():
            print("BREACH")
    except OSError:
        pass
