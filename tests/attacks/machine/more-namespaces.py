# Allows itself namespaces again, which the box has set to none.
# class: kernel
# armed: breach

import ctypes, os
if CONTROL:  # in a user namespace of its own, as in the box
    user = os.geteuid()
    ctypes.CDLL(None).unshare(0x1000_0000)
    open("/proc/self/uid_map", "w").write(f"{user} {user} 1")
try:
    place = os.open("/proc/sys/user/max_user_namespaces", os.O_RDWR)
    os.pwrite(place, b"9", 0)
    print("BREACH")
except OSError as problem:
    print(problem)
