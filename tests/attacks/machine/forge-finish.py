# Says that every cell was run, and leaves.
# class: evidence
# armed: pipe
# endings: finished

import os, struct, msgspec
frame = msgspec.msgpack.encode({"frame": "finished", "cpu_seconds": 0.1, "seconds": 0.1})
os.write(3, struct.pack(">I", len(frame)) + frame)
os._exit(0)
