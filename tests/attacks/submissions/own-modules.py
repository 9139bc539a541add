# Brings modules by the names of those that the notebook and the grader import.
# class: files
# armed: naive

import json
import subprocess
import sys


def hand_in(folder, notebook, here):
    program = f"open({str(here.trace('own-modules'))!r}, 'w')\nraise SystemExit\n"
    for name in ("sitecustomize", "usercustomize", "numpy", "pandas", "sklearn", "msgspec", "inside", "graders"):
        (folder / f"{name}.py").write_text(program)
    (folder / "conftest.py").write_text(program)
    (folder / "scaling.ipynb").write_text(json.dumps(notebook))


def naive(folder, here):
    subprocess.run([sys.executable, "-c", "import pandas"], cwd=folder, check=False)
    return here.trace("own-modules").exists()
