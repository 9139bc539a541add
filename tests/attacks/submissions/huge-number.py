# A notebook with an integer of a million digits.
# class: notebooks
# armed: naive

import json


def hand_in(folder, notebook, here):
    text = json.dumps(notebook)
    (folder / "scaling.ipynb").write_text(text[:-1] + ', "large": ' + "9" * 1_000_000 + "}")


def naive(folder, here):
    json.loads((folder / "scaling.ipynb").read_text())
    return False
