# Fills the disk in a folder that cannot be listed.
# class: floods
# armed: breach

import os, time
os.mkdir("unlisted", 0o300)
try:
    for number in range(2 * DISK >> 20):
        with open(f"unlisted/flood-{number}", "wb") as file:
            file.write(bytes(1 << 20))
    time.sleep(1)
    print("BREACH")
except OSError as problem:
    print(problem)
