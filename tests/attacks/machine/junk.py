# Writes junk to the result pipe.
# class: evidence
# armed: pipe
# endings: output

import os
os.write(3, b"\x00\x00\x00\x08" + MARK.encode()[:8])
