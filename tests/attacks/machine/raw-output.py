# Floods the process' own standard output.
# class: floods
# armed: flood
# endings: output

import os
while True:
    os.write(1, bytes(100_000))
