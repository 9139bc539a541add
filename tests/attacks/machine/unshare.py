# Makes namespaces of its own.
# class: kernel
# armed: breach

import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)

print("BREACH" if libc.unshare(0x10000000) == 0 else "refused")
