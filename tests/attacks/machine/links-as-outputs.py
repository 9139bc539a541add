# Leaves links, FIFOs and sockets where files are collected.
# class: files
# armed: breach

import os, socket
for name in ("data/train.csv", "result.csv", "model.keras"):
    if os.path.exists(name):
        os.unlink(name)
    os.symlink(FILE, name)
os.mkfifo("submission.csv")
listener = socket.socketpair()
try:
    print("BREACH" if SECRET in open("result.csv").read() else "other")
except OSError as problem:
    print(problem)
