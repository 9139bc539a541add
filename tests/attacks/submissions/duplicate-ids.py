# Every cell has the id of the first check.
# class: notebooks
# armed: naive

import json


def hand_in(folder, notebook, here):
    for cell in notebook["cells"]:
        cell["id"] = "held-out"
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    cells = json.loads((folder / "scaling.ipynb").read_text())["cells"]
    return len({cell["id"] for cell in cells}) < len(cells)
