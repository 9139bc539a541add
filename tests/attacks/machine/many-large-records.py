# Sends 900 MB in records that are each small enough.
# class: evidence
# armed: pipe
# endings: output, died, timeout

import os, struct, msgspec
size, block = 150_000_000, memoryview(bytes(1 << 20))
front = msgspec.msgpack.encode({"frame": "models", "models": [{"model": 0, "archive": "HERE"}]})
front, back = front.split(msgspec.msgpack.encode("HERE"))
front += b"\xc6" + struct.pack(">I", size)
for _ in range(6):
    os.write(3, struct.pack(">I", len(front) + size + len(back)) + front)
    left = size
    while left:
        left -= os.write(3, block[:left])
    os.write(3, back)
print("BREACH")
