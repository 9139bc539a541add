# Announces a frame of 2 GiB.
# class: evidence
# armed: pipe
# endings: output

import os
os.write(3, b"\x7f\xff\xff\xff" + MARK.encode())
while True:
    os.write(3, bytes(1 << 20))
