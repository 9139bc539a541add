"""`grade run` and `grade adopt` where a course made for nbgrader is not right: a sentence, no file.

Nothing runs here: each of these is known before a box is opened.
"""

import unicodedata

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from graders.cli import main

PYTHON = {"name": "python3", "language": "python", "display_name": "Python"}


def cell(source, name, **told):
    meta = {"grade_id": name, "grade": False, "solution": False, "locked": True, "task": False}
    return new_code_cell(source, metadata={"nbgrader": {**meta, "schema_version": 3, **told}})


def put(path, *, kernel=PYTHON, ids=("work", "test")):
    solution, test = ids
    cells = [
        cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", solution, solution=True, locked=False),
        cell("assert x == 1", test, grade=True, points=2),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    root = tmp_path / "course"
    put(root / "source/ps1/one.ipynb")
    put(root / "submitted/kim/ps1/one.ipynb")
    configure(root, "")
    return root


def configure(root, line):
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{line}\n", encoding="utf-8")


def everything(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refused(root, capsys, *command):
    """What a command said that is refused; it must be one line, and must have written nothing."""
    before = everything(root)
    code = main([*command, "--course", str(root)])
    said = capsys.readouterr().err
    assert code == 2
    assert said.startswith("grade: ")
    assert said.count("\n") == 1, said
    assert "Traceback" not in said
    assert everything(root) == before
    return said


@pytest.mark.parametrize("command", [["run", "ps1"], ["run"], ["adopt"]])
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("open('weights.csv')", "FileNotFoundError"),
        ("raise SystemExit('not on this machine')", "not on this machine"),
        ("c.Execute.timeout = ", "SyntaxError"),
        ("c.CourseDirectory.ignore = 3", "not right"),
        ("c.CourseDirectory.directory_structure = '{assignment_id}/{student_id}'", "structure"),
    ],
)
def test_a_config_that_fails(root, capsys, command, line, problem):
    configure(root, line)
    said = refused(root, capsys, *command)
    assert problem in said
    assert str(root / "nbgrader_config.py") in said


@pytest.mark.parametrize(
    ("kernel", "name"),
    [({"name": "ir", "language": "R", "display_name": "R"}, "'r'"),
     ({"name": "julia-1.10", "display_name": "Julia"}, "'julia-1.10'")],
)  # fmt: skip
def test_a_kernel_other_than_python(root, capsys, kernel, name):
    put(root / "source/ps1/one.ipynb", kernel=kernel)
    said = refused(root, capsys, "run", "ps1")
    assert f"its kernel is {name}" in said
    assert "nbgrader autograde" in said


def test_an_assignment_of_which_one_notebook_cannot_be_graded_is_left_whole(root, capsys):
    put(root / "source/ps1/two.ipynb", kernel={"name": "ir", "language": "R", "display_name": "R"})
    put(root / "submitted/kim/ps1/two.ipynb")
    said = refused(root, capsys, "run")
    assert "ps1/two" in said


def test_what_nbgrader_would_reject_itself(root, capsys):
    put(root / "source/ps1/one.ipynb", ids=("same", "same"))
    said = refused(root, capsys, "run", "ps1")
    assert "nbgrader would refuse this notebook" in said
    assert "same" in said


def test_an_assignment_that_nobody_knows(root, capsys):
    put(root / "submitted/kim/ps9/one.ipynb")
    said = refused(root, capsys, "run", "ps9")
    assert "ps9: no such assignment" in said
    assert "There are: ps1." in said


def test_work_for_no_assignment_is_named(root, capsys):
    (root / "submitted/kim/ps1").rename(root / "submitted/kim/Ps-1")
    before = everything(root)
    assert main(["run", "--course", str(root)]) == 0
    told = capsys.readouterr()
    assert "has work for Ps-1" in told.err
    assert "it has ps1" in told.err
    assert "Nothing is handed in" in told.out
    assert everything(root) == before


@pytest.mark.parametrize("command", [["run", "ps1"], ["run"], ["run", "ps1/one"]])
def test_two_students_with_one_name(root, capsys, command):
    for form in ("NFC", "NFD"):
        put(root / "submitted" / unicodedata.normalize(form, "José") / "ps1/one.ipynb")
    spelt = {path.name for path in (root / "submitted").iterdir()}
    if len(spelt) != 3:
        pytest.skip("this file system holds one spelling of a name only")
    said = refused(root, capsys, *command)
    assert "two folders of one name" in said
    assert "'Jos\\xe9'" in said
    assert "'Jose\\u0301'" in said


def test_nothing_handed_in_yet(root, capsys):
    (root / "submitted/kim/ps1/one.ipynb").unlink()
    (root / "submitted/kim/ps1").rmdir()
    before = everything(root)
    assert main(["run", "ps1", "--course", str(root)]) == 0
    said = capsys.readouterr().out
    assert said == f"Nothing is handed in: {root / 'submitted'} has no folder STUDENT/ps1 yet.\n"
    assert everything(root) == before


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("c.AssignLatePenalties.plugin_class = 'nbgrader.plugins.LateSubmissionPlugin'",
         "AssignLatePenalties.plugin_class"),
        ("c.LateSubmissionPlugin.penalty_method = 'zero'", "LateSubmissionPlugin.penalty_method"),
        ("c.Autograde.autograde_preprocessors = ['mine.Run']", "Autograde.autograde_preprocessors"),
        ("c.Autograde.sanitize_preprocessors = ['mine.Clean']", "Autograde.sanitize_preprocessors"),
        ("c.Execute.error_on_timeout = {}", "Execute.error_on_timeout"),
        ("c.SaveAutoGrades.enabled = False", "SaveAutoGrades.enabled"),
    ],
)  # fmt: skip
def test_plug_ins_that_are_not_followed_are_named(root, capsys, line, name):
    configure(root, line)
    assert main(["adopt", "--course", str(root)]) == 0
    assert f"not followed {name} = " in capsys.readouterr().out
