# Forks more children than it may.
# class: bombs
# armed: breach

import os
leave, stay = os.pipe()
made = 0
try:
    while made < 2 * PROCESSES:
        if os.fork() == 0:
            os.close(stay)
            os.read(leave, 1)
            os._exit(0)
        made += 1
except OSError as problem:
    print(problem)
print("BREACH" if made > PROCESSES else made)
os.close(stay)
