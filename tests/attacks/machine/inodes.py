# Fills the disk with empty files.
# class: floods
# armed: breach

import os
try:
    for number in range(60_000):
        os.close(os.open(f"inode-{number}", os.O_CREAT | os.O_WRONLY, 0o600))
    import time
    time.sleep(1)
    print("BREACH")
except OSError as problem:
    print(problem)
