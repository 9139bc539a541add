# Lets many children write into mappings that they share.
# class: floods
# armed: breach
# endings: finished, memory, died

import mmap
areas = []
try:
    while len(areas) * (64 << 20) < 1.5 * MEMORY:
        area = mmap.mmap(-1, 64 << 20)
        for page in range(0, 64 << 20, 4096):
            area[page] = 1
        areas.append(area)
    print("BREACH")
except (OSError, MemoryError) as problem:
    areas.clear()
    print(problem)
