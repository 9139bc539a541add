# Mounts a file system.
# class: kernel
# armed: breach

import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)

os.mkdir("here")
made = libc.unshare(0x10020000) == 0 and libc.mount(b"none", b"here", b"tmpfs", 0, None) == 0
print("BREACH" if made else "refused")
