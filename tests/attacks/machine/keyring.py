# Keeps a secret in the kernel's keyring, where the next run finds it.
# class: kernel
# armed: breach

import ctypes
libc = ctypes.CDLL(None, use_errno=True)
key = libc.syscall(SYSCALLS["add_key"], b"user", MARK.encode(), b"kept", ctypes.c_size_t(4), ctypes.c_long(-5))
print("BREACH" if key > 0 else "refused")
