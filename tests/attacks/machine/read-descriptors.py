# Looks for descriptors that the grader left open.
# class: reading
# armed: breach

import os
for number in range(3, 4096):
    try:
        if SECRET.encode() in os.pread(number, 4096, 0):
            print("BREACH")
    except OSError:
        pass
    try:
        # The socket on which runs are ordered, or another run's pipe.
        if number > 3 and os.readlink(f"/proc/self/fd/{number}").startswith("socket:"):
            import socket
            os.fstat(number)
            if socket.socket(fileno=os.dup(number)).type & socket.SOCK_SEQPACKET == socket.SOCK_SEQPACKET:
                print("BREACH")
    except OSError:
        pass
