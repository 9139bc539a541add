# Texts that no encoding can write.
# class: notebooks
# armed: naive

import json


def hand_in(folder, notebook, here):
    source = "print('\\udc80\\ud800 \ud800')"
    cell = {"cell_type": "code", "source": source, "metadata": {"\ud800": "\udfff"}, "outputs": []}
    notebook["cells"].append(cell | {"execution_count": None, "id": "surrogate"})
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    json.loads((folder / "scaling.ipynb").read_text())["cells"][-1]["source"].encode()
    return False
