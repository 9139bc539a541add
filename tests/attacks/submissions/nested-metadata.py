# A good notebook whose metadata is a map in a map, nine hundred times.
# class: notebooks
# armed: naive

import copy
import json


def hand_in(folder, notebook, here):
    deep = {}
    for _ in range(900):
        deep = {"a": deep}
    notebook["metadata"]["deep"] = deep
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    copy.deepcopy(json.loads((folder / "scaling.ipynb").read_text()))
    return False
