# Leaves a file that every Python starts with.
# class: files
# armed: breach

import os, site, sys
for place in [*site.getsitepackages(), site.getusersitepackages(), os.path.dirname(os.__file__)]:
    try:
        os.close(os.open(f"{place}/{MARK}.pth", os.O_CREAT | os.O_WRONLY, 0o600))
        if not place.startswith(os.path.expanduser("~")) or CONTROL:
            print("BREACH")
        os.unlink(f"{place}/{MARK}.pth")
    except OSError as problem:
        print(problem)
