# Tasks and checks have exchanged their ids.
# class: notebooks
# armed: naive

import json

OTHER = {"split": "held-out", "held-out": "split", "normalize": "by-hand", "by-hand": "normalize"}


def hand_in(folder, notebook, here):
    for cell in notebook["cells"]:
        mine = cell["metadata"].get("nbgrader", {})
        for place in (cell, mine):
            for field in ("id", "grade_id"):
                if place.get(field) in OTHER:
                    place[field] = OTHER[place[field]]
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    cells = json.loads((folder / "scaling.ipynb").read_text())["cells"]
    task = next(cell for cell in cells if cell["id"] == "split")
    return "".join(task["source"]).startswith("%grade")
