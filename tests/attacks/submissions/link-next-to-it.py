# A link to a file of the host beside the notebook, which a cell prints.
# class: files
# armed: naive

import json


def hand_in(folder, notebook, here):
    (folder / "helpers.csv").symlink_to(here.folder / "private" / "names.csv")
    (folder / "below").symlink_to(here.folder / "private", target_is_directory=True)
    source = "for name in ('helpers.csv', 'below/names.csv'):\n    try:\n        print(open(name).read())\n    except OSError as problem:\n        print(problem)"
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "id": "reading"}
    notebook["cells"].append(cell | {"execution_count": None})
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    return here.private in (folder / "below" / "names.csv").read_text()
