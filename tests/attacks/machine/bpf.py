# Makes a BPF map, from which programs in the kernel begin.
# class: kernel
# armed: breach

import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
settings = ctypes.create_string_buffer(struct.pack("4I", 2, 4, 8, 1), 120)
print("BREACH" if libc.syscall(SYSCALLS["bpf"], 0, settings, 120) >= 0 else "refused")
