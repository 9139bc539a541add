# Fills the disk with files that have no name any more.
# class: floods
# armed: breach

import os, time
held = []
try:
    for number in range(2 * DISK >> 20):
        held.append(os.open(f"gone-{number}", os.O_CREAT | os.O_RDWR, 0o600))
        os.unlink(f"gone-{number}")
        os.write(held[-1], bytes(1 << 20))
    time.sleep(1)
    print("BREACH")
except OSError as problem:
    print(problem)
