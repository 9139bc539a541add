"""`grade adopt` as a person calls it."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from graders.cli import main


def cell(source, name, **told):
    meta = {"grade_id": name, "grade": False, "solution": False, "locked": True, "task": False}
    return new_code_cell(source, metadata={"nbgrader": {**meta, "schema_version": 3, **told}})


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    monkeypatch.setenv("COLUMNS", "160")
    folder = tmp_path / "course" / "source" / "ps1"
    folder.mkdir(parents=True)
    root = tmp_path / "course"
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Execute.execute_retries = 2\n", encoding="utf-8"
    )
    work = "### BEGIN SOLUTION\nmodel.compile('adam', 'mse')\n### END SOLUTION\nmodel = model"
    cells = [cell(work, "build", solution=True, locked=False),
             cell("assert model.loss == 'mse'", "test-build", grade=True, points=2)]  # fmt: skip
    kernel = {"name": "python3", "language": "python", "display_name": "Python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / "one.ipynb")
    return root


def test_it_tells_and_changes_nothing(root, capsys):
    before = sorted(path for path in root.rglob("*"))
    assert main(["adopt", "--course", str(root)]) == 0
    said = capsys.readouterr().out
    assert "a course made for nbgrader" in said
    assert "ps1/one: 2 points, 1 graded cells" in said
    assert "loss-fits: the test compares the loss' spelling" in said
    assert "not followed Execute.execute_retries = 2" in said
    assert "Next: grade run ps1" in said
    assert sorted(path for path in root.rglob("*")) == before


def test_it_writes_what_it_is_asked_to(root, capsys):
    assert main(["adopt", "ps1", "--write", "--plugin", "--course", str(root)]) == 0
    assert 'check = "loss-fits"' in (root / "reference/ps1-one/assignment.toml").read_text("utf-8")
    assert "GradeInBox" in (root / "nbgrader_config.py").read_text("utf-8")
    assert main(["adopt", "ps1", "--write", "--course", str(root)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_an_unknown_assignment_and_a_course_of_ours_are_said(root, tmp_path, capsys):
    assert main(["adopt", "ps9", "--course", str(root)]) == 2
    assert "There is no assignment 'ps9'" in capsys.readouterr().err
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "course.toml").write_text("", encoding="utf-8")
    assert main(["adopt", "--course", str(tmp_path / "ours")]) == 2
    assert "nothing to adopt" in capsys.readouterr().err
