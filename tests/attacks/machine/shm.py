# Hides memory in System V shared memory.
# class: floods
# armed: breach

import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)

print("BREACH" if libc.shmget(0, 1 << 20, 0o1600) >= 0 else "refused")
