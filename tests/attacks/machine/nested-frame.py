# Sends a record that is a list in a list in a list, without end.
# class: evidence
# armed: pipe
# endings: output

import os, struct
body = b"\x82\xa5frame\xa8finished\xa4" + MARK.encode()[:4] + b"\x91" * 1_000_000 + b"\xc0"
body = struct.pack(">I", len(body)) + body
while body:
    body = body[os.write(3, body):]
