"""A small real course of nbgrader's: two notebooks, every kind of cell, folders of its own."""

import json

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

CONFIG = r"""
import os, sys
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])
c = get_config()
c.CourseDirectory.course_id = "algebra"
c.CourseDirectory.submitted_directory = "handed_in"
c.CourseDirectory.autograded_directory = "graded"
c.CourseDirectory.feedback_directory = "told"
c.Exchange.root = "{root}/exchange"
c.FileNameCollectorPlugin.named_regexp = (
    r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
)
"""
HIDDEN = "### BEGIN HIDDEN TESTS\nassert double(7) == 14\n### END HIDDEN TESTS"


def cell(make, source, grade_id, **told):
    roles = {"grade": False, "solution": False, "locked": False, "task": False}
    meta = {**roles, "schema_version": 3, "grade_id": grade_id, **told}
    return make(source, metadata={"nbgrader": meta})


def solution(body):
    return f"def double(x):\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"


PROBLEM1 = [
    new_markdown_cell("# Doubling"),
    cell(new_code_cell, "import math", "setup", locked=True),
    cell(new_code_cell, solution("return 2 * x"), "double", solution=True),
    cell(new_code_cell, "assert double(1) == 2", "test-one", grade=True, locked=True, points=1),
    cell(new_code_cell, f"assert callable(double)\n{HIDDEN}", "test-two", grade=True, locked=True,
         points=2),
    cell(new_code_cell, "### BEGIN SOLUTION\nplot = 1\n### END SOLUTION", "by-hand-code", grade=True,
         solution=True, points=3),
]  # fmt: skip
PROBLEM2 = [
    cell(new_markdown_cell, "Why?\n=== BEGIN MARK SCHEME ===\nx\n=== END MARK SCHEME ===", "why",
         grade=True, solution=True, points=4),
    cell(new_markdown_cell, "Measure something.", "measure", task=True, locked=True, points=5),
    cell(new_code_cell, "### BEGIN SOLUTION\nfree = 1\n### END SOLUTION", "free", solution=True),
]  # fmt: skip
ANSWERS = {
    "double": "def double(x):\n    return 2 * x",
    "by-hand-code": "plot = 'drawn'",
    "why": "Because.",
    "free": "free = 2",
}


def kernel(cells):
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    made = new_notebook(cells=cells, metadata={"kernelspec": spec})
    made.nbformat_minor = 5
    for number, one in enumerate(made.cells):
        one["id"] = f"cell-{number}"
    return made


def make_course(root):
    """The course's folder, with its source."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG.format(root=root), encoding="utf-8")
    for name, cells in {"problem1": PROBLEM1, "problem2": PROBLEM2}.items():
        path = root / "source" / "ps1" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(kernel(cells), path)
    (root / "source" / "ps1" / "data.csv").write_text("a\n1\n", encoding="utf-8")
    return root


def hand_in(root, student, *, answers=ANSWERS, notebooks=("problem1", "problem2"), when=""):
    """A submission: the released notebooks with these answers in them."""
    folder = root / "handed_in" / student / "ps1"
    folder.mkdir(parents=True, exist_ok=True)
    for name in notebooks:
        notebook = nbformat.read(root / "release" / "ps1" / f"{name}.ipynb", as_version=4)
        for one in notebook.cells:
            grade_id = one.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id in answers:
                one.source = answers[grade_id]
        nbformat.write(notebook, folder / f"{name}.ipynb")
    if when:
        (folder / "timestamp.txt").write_text(when, encoding="utf-8")
        (folder / "submission_secret.txt").write_text(f"secret of {student}", encoding="utf-8")
    return folder


def numbers(url):
    """What the gradebook says, by student, notebook and cell; comments; and the times."""
    from nbgrader.api import Gradebook

    grades, comments, times = {}, {}, {}
    with Gradebook(url) as gradebook:
        for submission in gradebook.find_assignment("ps1").submissions:
            student = submission.student.id
            times[student] = (submission.timestamp, submission.score, submission.max_score)
            for notebook in submission.notebooks:
                for one in notebook.grades:
                    grades[student, notebook.name, one.name] = (
                        one.auto_score, one.manual_score, one.max_score, one.needs_manual_grade
                    )  # fmt: skip
                for one in notebook.comments:
                    comments[student, notebook.name, one.name] = one.auto_comment
    return grades, comments, times


def structure(url):
    """The cells as they are saved."""
    from nbgrader.api import Gradebook

    with Gradebook(url) as gradebook:
        return {
            notebook.name: {
                "kernel": json.loads(notebook.kernelspec),
                "graded": sorted((c.name, c.max_score, c.cell_type) for c in notebook.grade_cells),
                "tasks": sorted((c.name, c.max_score, c.cell_type) for c in notebook.task_cells),
                "solutions": sorted(c.name for c in notebook.solution_cells),
                "sources": sorted(
                    (c.name, c.cell_type, c.locked, c.source, c.checksum)
                    for c in notebook.source_cells
                ),
            }
            for notebook in gradebook.find_assignment("ps1").notebooks
        }
