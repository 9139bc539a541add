# Fills the disk with many files.
# class: floods
# armed: breach

import os
try:
    for number in range(2 * DISK >> 20):
        with open(f"flood-{number}", "wb") as file:
            file.write(bytes(1 << 20))
    import time
    time.sleep(1)
    print("BREACH")
except OSError as problem:
    print(problem)
