# Connects to a server of the host.
# class: network
# armed: breach

import socket
try:
    socket.create_connection(("127.0.0.1", PORT), 2).close()
    print("BREACH")
except OSError as problem:
    print(problem)
