# Sends more records than any notebook makes.
# class: evidence
# armed: pipe
# endings: output

import os, struct, msgspec
frame = msgspec.msgpack.encode({"frame": "cell-started", "cell": MARK, "index": 0})
frame = struct.pack(">I", len(frame)) + frame
for _ in range(300):
    os.write(3, frame * 100)
