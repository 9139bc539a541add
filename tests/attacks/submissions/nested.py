# A notebook that is a list in a list, a hundred thousand times.
# class: notebooks
# armed: naive
# endings: unreadable

import json


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").write_text('{"cells":' + "[" * 100_000 + "]" * 100_000 + "}")


def naive(folder, here):
    json.loads((folder / "scaling.ipynb").read_text())
    return False
