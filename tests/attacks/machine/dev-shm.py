# Fills /dev/shm.
# class: floods
# armed: breach

import os
made = []
try:
    for number in range(2 * DISK >> 20):
        made.append(f"/dev/shm/{MARK}-{number}")
        with open(made[-1], "wb") as file:
            file.write(bytes(1 << 20))
    print("BREACH")
except OSError as problem:
    print(problem)
for name in made:
    try:
        os.unlink(name)
    except OSError:
        pass
