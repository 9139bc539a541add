# Writes its own measurement to the result pipe.
# class: evidence
# armed: pipe

import os, struct, msgspec
frame = msgspec.msgpack.encode({"frame": "measured", "measurement": {
    "model": 0, "status": "confirmed", "reason": MARK}})
try:
    os.write(3, struct.pack(">I", len(frame)) + frame)
except OSError as problem:
    print(problem)
