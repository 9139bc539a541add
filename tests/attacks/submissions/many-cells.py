# A hundred thousand empty cells.
# class: notebooks
# armed: naive

import json


def hand_in(folder, notebook, here):
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"] += [cell] * 100_000
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    return len(json.loads((folder / "scaling.ipynb").read_text())["cells"]) > 10_000
