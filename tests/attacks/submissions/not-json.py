# A notebook that is no JSON.
# class: notebooks
# armed: naive
# endings: unreadable

import json


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").write_text("PK\x03\x04 this was a zip once")


def naive(folder, here):
    json.loads((folder / "scaling.ipynb").read_text())
    return False
