# A notebook in another encoding, with a byte order mark in the middle.
# class: notebooks
# armed: naive

import json


def hand_in(folder, notebook, here):
    text = json.dumps(notebook, ensure_ascii=False)
    (folder / "scaling.ipynb").write_bytes(text.encode() + b"\xff\xfe\x00")


def naive(folder, here):
    (folder / "scaling.ipynb").read_text("utf-8")
    return False
