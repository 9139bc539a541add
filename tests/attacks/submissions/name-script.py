# A student whose name is a script.
# class: names
# armed: naive

import json

STUDENT = "<img src=x onerror=alert(1)><script>alert(1)<&#47;script>"


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    return "<script>" in f"<td>{STUDENT}</td>"
