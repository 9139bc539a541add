# A student whose name is a formula.
# class: names
# armed: naive

import csv
import io
import json

STUDENT = "=HYPERLINK(A1)+formula"


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    table = io.StringIO()
    csv.writer(table).writerow([STUDENT, 10])
    return table.getvalue().startswith("=")
