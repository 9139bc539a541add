# Sends numbers that are none, or larger than any.
# class: evidence
# armed: pipe

import os, struct, msgspec
for number in (float("nan"), float("inf"), -1.0, 2**63, -(2**63)):
    run = {"cell": "split", "index": number, "outcome": "ok", "binds": [], "seconds": number}
    frame = msgspec.msgpack.encode({"frame": "cell-done", "run": run})
    os.write(3, struct.pack(">I", len(frame)) + frame)
    break
