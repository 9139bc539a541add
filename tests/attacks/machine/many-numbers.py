# Sends numbers that take thirty times their bytes in memory.
# class: evidence
# armed: pipe
# endings: output

import os, struct, msgspec
many = 14_000_000
fit = {"sequence": 1, "cell": "split", "model": 0, "history": {"loss": "HERE"}}
frame = msgspec.msgpack.encode({"frame": "cell-done", "fits": [fit], "run": {"cell": "split", "index": 0, "outcome": "ok"}})
front, back = frame.split(msgspec.msgpack.encode("HERE"))
front += b"\xdd" + struct.pack(">I", many)
os.write(3, struct.pack(">I", len(front) + many + len(back)) + front)
left = many
while left:
    left -= os.write(3, bytes(min(left, 1 << 20)))
os.write(3, back)
