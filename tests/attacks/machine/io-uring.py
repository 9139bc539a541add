# Opens an io_uring, whose operations no filter sees.
# class: kernel
# armed: breach

import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)

print("BREACH" if libc.syscall(425, 4, ctypes.create_string_buffer(120)) >= 0 else "refused")
