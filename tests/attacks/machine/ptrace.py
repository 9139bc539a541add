# Takes hold of another process.
# class: kernel
# armed: breach

import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)

for pid in (VICTIM, os.getppid(), 1):
    if pid not in (0, os.getpid()) and libc.ptrace(0x4206, pid, 0, 0) == 0:
        print("BREACH")
        libc.ptrace(17, pid, 0, 0)
        break
