# Raises its own limits.
# class: kernel
# armed: breach

import resource
try:
    resource.setrlimit(resource.RLIMIT_NPROC, (50_000, 50_000))
    print("BREACH")
except (OSError, ValueError) as problem:
    print(problem)
