# Reads it through a symbolic link in its own folder.
# class: reading
# armed: breach

import os
os.symlink(FILE, "innocent.csv")
try:
    print("BREACH" if SECRET in open("innocent.csv").read() else "other")
except OSError as problem:
    print(problem)
