# A student whose name is in no encoding.
# class: names
# armed: naive

import json
import os

STUDENT = os.fsdecode(b"\xff\xfe-bytes")


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    STUDENT.encode()
    return False
