# Opens the kernel's settings for writing: core_pattern names a program that root runs.
# class: kernel
# armed: breach

import os
for name in ("kernel/core_pattern", "kernel/sysrq", "vm/drop_caches"):
    try:
        os.close(os.open(f"/proc/sys/{name}", os.O_WRONLY))
        print("BREACH")
    except OSError as problem:
        print(problem)
