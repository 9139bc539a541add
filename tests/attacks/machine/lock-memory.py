# Locks more memory than it may.
# class: floods
# armed: breach

import ctypes, mmap
libc = ctypes.CDLL(None, use_errno=True)
area = mmap.mmap(-1, 1 << 20)
address = ctypes.addressof(ctypes.c_char.from_buffer(area))
print("BREACH" if libc.mlock(ctypes.c_void_p(address), ctypes.c_size_t(1 << 20)) == 0 else "refused")
