# Makes a user namespace by the newest call, whose flags no filter can read.
# class: kernel
# armed: breach

import ctypes, os, struct
libc = ctypes.CDLL(None, use_errno=True)
wanted = ctypes.create_string_buffer(struct.pack("8Q", 0x1000_0000, 0, 0, 0, 17, 0, 0, 0), 64)
pid = libc.syscall(435, wanted, ctypes.c_size_t(64))
if pid == 0:
    os._exit(7)
if pid > 0:
    print("BREACH" if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7 else "died")
