# Speaks in the grader's name.
# class: evidence
# armed: pipe

import os, struct, msgspec
run = {"cell": "setup", "index": 0, "outcome": "ok", "binds": []}
remark = {"key": "original-served", "facts": {"file": "x", "mark": MARK}, "cell": None}
frame = msgspec.msgpack.encode({"frame": "cell-done", "run": run, "remarks": [remark, {"key": MARK, "facts": {}}]})
os.write(3, struct.pack(">I", len(frame)) + frame)
