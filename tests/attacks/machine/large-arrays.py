# Sends values that are far larger than the collector takes.
# class: evidence
# armed: pipe

import os, struct, hashlib, msgspec
data = bytes(8_000_000)
array = {"dtype": "float64", "shape": [1_000_000], "data": data, "kept": True, "digest": "0" * 64}
values = [{"name": name, "cell": "split", "kind": "array", "array": array} for name in ("x_train", "x_val", "x_test")]
frame = msgspec.msgpack.encode({"frame": "cell-done", "run": {"cell": "split", "index": 0, "outcome": "ok"},
                                "values": values})
left = memoryview(struct.pack(">I", len(frame)) + frame)
while left:
    left = left[os.write(3, left):]
