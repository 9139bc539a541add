# Looks through every process' environment.
# class: reading
# armed: breach

import os
try:
    names = [name for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    names = ["self", "1", str(os.getppid()), str(VICTIM)]
for name in names:
    try:
        if SECRET.encode() in open(f"/proc/{name}/environ", "rb").read():
            print("BREACH")
    except OSError:
        pass
