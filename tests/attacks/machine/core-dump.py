# Has the kernel hand its memory to a program outside, or write it to the disk, by crashing.
# class: floods
# armed: breach

import glob, os, resource
try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except (OSError, ValueError) as problem:
    print(problem)
child = os.fork()
if child == 0:
    os.abort()
dumped = os.WCOREDUMP(os.waitpid(child, 0)[1])
# A limit of 0 keeps a core off the disk; only 1 keeps it from a program that core_pattern names.
piped = open("/proc/sys/kernel/core_pattern").read(1) == "|"
if dumped or glob.glob("core*") or (piped and resource.getrlimit(resource.RLIMIT_CORE)[0] != 1):
    print("BREACH")
