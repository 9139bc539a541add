# Opens a socket to the hypervisor, which no namespace confines.
# class: network
# armed: breach

import socket
try:
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
    print("BREACH")
except OSError as problem:
    print(problem)
