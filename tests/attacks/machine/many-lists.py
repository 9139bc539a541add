# Sends records, each as large as one may be, that together are too many.
# class: evidence
# armed: pipe
# endings: output, died, timeout

import os, struct, msgspec
facts = {str(number): number for number in range(700_000)}
frame = msgspec.msgpack.encode({"frame": "cell-done", "run": {"cell": "split", "index": 0, "outcome": "ok"},
                                "remarks": [{"key": MARK, "facts": facts}]})
frame = struct.pack(">I", len(frame)) + frame
for _ in range(12):
    left = memoryview(frame)
    while left:
        left = left[os.write(3, left):]
print("BREACH")
