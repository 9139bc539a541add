# Reserves far more memory than it may, without touching it.
# class: floods
# armed: breach

import mmap
try:
    area = mmap.mmap(-1, 64 * MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
    print("BREACH")
except (OSError, MemoryError) as problem:
    print(problem)
