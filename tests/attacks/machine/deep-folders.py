# Fills the disk deeper than any path can name.
# class: floods
# armed: breach

import os, time
home = os.getcwd()
try:
    for _ in range(1100):
        os.mkdir("below")
        os.chdir("below")
    for number in range(2 * DISK >> 20):
        with open(f"flood-{number}", "wb") as file:
            file.write(bytes(1 << 20))
    time.sleep(1)
    print("BREACH")
except OSError as problem:
    print(problem)
os.chdir(home)
