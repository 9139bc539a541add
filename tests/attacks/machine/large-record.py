# Sends an output of 170 MB.
# class: evidence
# armed: pipe
# endings: output

import os, struct, msgspec
size = 170_000_000
run = {"cell": "split", "index": 0, "outcome": "ok", "outputs": "HERE"}
front, back = msgspec.msgpack.encode({"frame": "cell-done", "run": run}).split(msgspec.msgpack.encode("HERE"))
front += b"\xc6" + struct.pack(">I", size) + b"["
os.write(3, struct.pack(">I", len(front) + size - 1 + len(back)) + front)
left = size - 2
while left:
    left -= os.write(3, b" " * min(left, 1 << 20))
os.write(3, b"]" + back)
