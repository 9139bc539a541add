# Starts more threads than it may.
# class: bombs
# armed: breach

import threading
threading.stack_size(64 << 10)
stop = threading.Event()
made = 0
try:
    while made < 2 * PROCESSES:
        threading.Thread(target=stop.wait, daemon=True).start()
        made += 1
except RuntimeError as problem:
    print(problem)
print("BREACH" if made > PROCESSES else made)
stop.set()
