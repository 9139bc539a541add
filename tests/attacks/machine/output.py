# Prints without end.
# class: floods
# armed: flood
# endings: finished, timeout, output, memory

import time
began = time.time()
while time.time() - began < 20:
    print("x" * 100_000)
