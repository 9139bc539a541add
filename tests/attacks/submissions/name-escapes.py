# A student whose name clears the terminal.
# class: names
# armed: naive

import json

STUDENT = "\x1b[2J\x1b]0;title\x07 \u202eescapes\n1 of 1  zz, scaling: 10 of 10"


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    return "\x1b[2J" in f"{STUDENT}: graded"
