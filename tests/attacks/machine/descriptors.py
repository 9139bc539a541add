# Opens more files than it may.
# class: floods
# armed: breach

import os, resource
try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
except (OSError, ValueError) as problem:
    print(problem)
held = []
try:
    while len(held) < 3000:
        held.append(os.open("/dev/null", os.O_RDONLY))
    print("BREACH")
except OSError as problem:
    print(problem)
for number in held:
    os.close(number)
