"""``grade preflight``, called as a student calls it."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from graders.cli import main

RELEASED = Path(__file__).resolve().parents[2] / "assignments" / "scaling"


@pytest.fixture
def notebook(tmp_path):
    folder = shutil.copytree(RELEASED, tmp_path / "scaling")
    return folder / "scaling.ipynb"


def test_a_notebook_that_is_not_there_is_said(tmp_path, capsys):
    assert main(["preflight", str(tmp_path / "no.ipynb")]) == 2
    assert "is not there" in capsys.readouterr().err


def test_what_is_no_notebook_is_said(notebook, capsys):
    notebook.write_bytes(b"PK\x03\x04")
    assert main(["preflight", str(notebook), "--lang", "en"]) == 1
    assert "ZIP archive" in capsys.readouterr().err


@pytest.mark.tensorflow
@pytest.mark.slow
def test_a_receipt_of_a_real_run(notebook, capsys, tmp_path):
    node = nbformat.read(notebook, as_version=4)
    for cell in node.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "split":
            cell.source = '# task: split\nshown = later\nown = pd.read_csv("mine.csv")'
    node.cells.append(nbformat.v4.new_code_cell("later = 1"))
    nbformat.write(node, notebook)
    into = tmp_path / "receipt.json"
    assert main(["preflight", str(notebook), "--lang", "en", "--json", str(into)]) == 1
    shown = capsys.readouterr().out
    assert "scaling.ipynb is not ready yet." in shown
    assert "✗ It does not run from top to bottom." in shown
    assert "mine.csv, which will not be there" in shown
    found = json.loads(into.read_text("utf-8"))
    assert found["sha256"] == hashlib.sha256(notebook.read_bytes()).hexdigest()
    assert datetime.fromisoformat(found["at"]).tzinfo is not None
    assert [stop["cell"] for stop in found["hidden_state"]] == ["split"]
    assert "Restart" in found["hidden_state"][0]["reason"]["text"]
    assert not found["ready"]
    assert "points" not in into.read_text("utf-8")
