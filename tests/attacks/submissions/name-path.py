# A student whose name climbs out of a folder, on one system or another.
# class: names
# armed: naive

import json
from pathlib import PureWindowsPath

STUDENT = "C:\\..\\..\\..%2f..%2faux"


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    return ".." in PureWindowsPath("feedback", STUDENT).parts
