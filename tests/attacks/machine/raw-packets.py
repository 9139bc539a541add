# Listens to every packet of the machine.
# class: network
# armed: breach

import socket
try:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    print("BREACH")
except OSError as problem:
    print(problem)
