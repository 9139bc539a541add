# Floods the process' own standard output.
# class: floods
# armed: flood
# endings: output

import os
for _ in range(3_000):
    os.write(1, bytes(100_000))
