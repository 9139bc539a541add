"""`grade run` where a person grades cells in formgrader: it says so, until it is done."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from graders.cli import main

pytestmark = pytest.mark.box
PYTHON = {"name": "python3", "language": "python", "display_name": "Python"}


def meta(name, **told):
    usual = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {"grade_id": name, **usual, "schema_version": 3, **told}}


def work(answer):
    cells = [
        new_code_cell("x = 1", metadata=meta("x", solution=True)),
        new_code_cell("assert x == 1", metadata=meta("test", grade=True, locked=True, points=2)),
        new_markdown_cell(answer, metadata=meta("why", grade=True, solution=True, points=3)),
    ]
    return new_notebook(cells=cells, metadata={"kernelspec": PYTHON})


@pytest.fixture
def root(tmp_path, monkeypatch, backend):
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    for place, answer in (("source/ps1", "Why?"), ("submitted/kim/ps1", "Because.")):
        (tmp_path / place).mkdir(parents=True)
        nbformat.write(work(answer), tmp_path / place / "one.ipynb")
    return tmp_path


def run(root, capsys):
    assert main(["run", "ps1", "--course", str(root), "--lang", "en"]) == 0
    return capsys.readouterr().out


def test_a_score_typed_in_formgrader_is_in_the_next_table(root, capsys):
    said = run(root, capsys)
    assert "2 / 5" in said
    assert "0 graded, 1 to review" in said
    assert "A person grades cells of 1 of them: open Formgrader" in said

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("why", "one", "ps1", "kim")
        assert grade.needs_manual_grade
        grade.manual_score = 2.5
        gradebook.db.commit()

    said = run(root, capsys)
    assert "4.5 / 5" in said
    assert "1 graded, 0 to review" in said
    assert "Formgrader" not in said
