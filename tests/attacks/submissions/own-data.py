# Brings its own data files, in which every row is the same.
# class: files
# armed: naive

import json


def hand_in(folder, notebook, here):
    (folder / "data").mkdir()
    for name in ("train.csv", "test.csv"):
        (folder / "data" / name).write_text(f"crim,medv\n{here.mark('own-data')},1\n")
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    return here.mark("own-data") in (folder / "data" / "train.csv").read_text()
