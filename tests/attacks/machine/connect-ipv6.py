# Connects to a server of the host over IPv6.
# class: network
# armed: breach

import socket
try:
    socket.create_connection(("::1", PORT6), 2).close()
    print("BREACH")
except OSError as problem:
    print(problem)
