# FIFOs next to the notebook, by the names of files that it reads.
# class: files
# armed: naive

import json
import os


def hand_in(folder, notebook, here):
    os.mkfifo(folder / "train.csv")
    os.mkfifo(folder / "helpers.py")
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    os.open(folder / "helpers.py", os.O_WRONLY | os.O_NONBLOCK)
    return False
