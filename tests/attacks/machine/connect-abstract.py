# Connects to an abstract Unix socket.
# class: network
# armed: breach

import socket
try:
    client = socket.socket(socket.AF_UNIX)
    client.connect("\0" + ABSTRACT)
    print("BREACH")
except OSError as problem:
    print(problem)
