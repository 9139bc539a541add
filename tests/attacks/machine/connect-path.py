# Connects to a Unix socket in the file system, as Docker's is.
# class: network
# armed: breach

import socket
try:
    client = socket.socket(socket.AF_UNIX)
    client.connect(SOCKET)
    print("BREACH")
except OSError as problem:
    print(problem)
