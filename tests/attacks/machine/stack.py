# Overflows the stack, below Python's own limit.
# class: ending
# armed: gone
# endings: finished, died

import sys, threading
sys.setrecursionlimit(10**8)
def fall():
    return (lambda: fall())()
class Falling:
    def __repr__(self):
        return repr([self])
try:
    sorted([0], key=lambda _: repr(Falling()))
except MemoryError:
    pass
