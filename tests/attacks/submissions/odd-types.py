# A notebook whose cells are numbers, whose sources are maps and whose metadata is a list.
# class: notebooks
# armed: naive

import json


def hand_in(folder, notebook, here):
    odd = [7, None, {"cell_type": "code", "source": {"a": 1}, "metadata": []}, {"cell_type": ["code"]}]
    notebook["cells"] = [*odd, *notebook["cells"]]
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    for cell in json.loads((folder / "scaling.ipynb").read_text())["cells"]:
        "".join(cell["source"])
    return False
