"""nbgrader's own commands work on what we wrote, and nothing secret comes out of them."""

import csv
import json

import pandas as pd
import pytest

from graders.course.executed import executed_notebook
from graders.course.executed import notebook_bytes as executed_bytes
from graders.course.release import release
from graders.course.released_notebook import notebook_bytes
from graders.course.submission import read_submission
from graders.gradebook.config import nbgrader_config
from graders.gradebook.projection import Result, project
from graders.model.evidence import CellRun, Remark

pytestmark = pytest.mark.slow
CANARY = "canary-5b1f9c"


@pytest.fixture
def nbgrader(planted, commands):
    return lambda *arguments: commands.run(planted.root, "nbgrader", *arguments)


@pytest.fixture
def planted(course):
    """The course with nbgrader's settings and a canary in everything that is secret."""
    (course.root / "nbgrader_config.py").write_text(nbgrader_config(course), encoding="utf-8")
    folder = course.root / "reference" / "scaling"
    notebook = (folder / "scaling.ipynb").read_text(encoding="utf-8")
    assert "### BEGIN SOLUTION\\n" in notebook
    notebook = notebook.replace(
        "### BEGIN SOLUTION\\n", f'### BEGIN SOLUTION\\n",\n    "# {CANARY}\\n'
    )
    (folder / "scaling.ipynb").write_text(notebook, encoding="utf-8")
    for name in ("notes.md", "right/other.py", "answers.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(CANARY, encoding="utf-8")
    (course.root / ".graders").mkdir(exist_ok=True)
    (course.root / ".graders" / "secret").write_text(f"{CANARY}-0123456789", encoding="utf-8")
    assert CANARY in course.load("scaling").source_notebook().cells[-1].source or any(
        CANARY in cell.source for cell in course.load("scaling").source_notebook().cells
    )
    return course


def public_files(course):
    for name in ("assignments", "source", "release", "autograded", "feedback"):
        yield from (path for path in (course.root / name).rglob("*") if path.is_file())


TABLE = pd.DataFrame({"rooms": [7]})._repr_html_()
HOSTILE = "<script>alert('owned')</script><img src=x onerror=alert(1)>"


def hostile_notebook(loaded, grade, messages):
    """The executed notebook of a student who writes and prints scripts."""
    notebook = json.loads(notebook_bytes(loaded.skeleton_notebook()))
    text = {"cell_type": "markdown", "metadata": {}, "source": HOSTILE}
    raw = {"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": HOSTILE}
    notebook["cells"] += [{"id": "m", **text}, {"id": "r", **raw}]
    read = read_submission(json.dumps(notebook).encode(), loaded)
    shown = {"text/html": HOSTILE, "text/plain": HOSTILE, "application/javascript": "alert(1)"}
    table = {"text/html": TABLE, "text/plain": "1"}
    outputs = [
        {"output_type": "display_data", "data": shown, "metadata": {}},
        {"output_type": "display_data", "data": table, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": HOSTILE},
        {"output_type": "error", "ename": HOSTILE, "evalue": HOSTILE, "traceback": [HOSTILE]},
    ]
    runs = tuple(
        CellRun(cell=c.cell, index=c.index, outcome="ok", outputs=json.dumps(outputs).encode())
        for c in read.cells
    )
    return executed_notebook(read, runs, grade, messages)


def test_export_feedback_and_assignment(planted, nbgrader, graded, messages):
    loaded = planted.load("scaling")
    release(planted, "scaling")
    nbgrader("generate_assignment", "scaling", "--force")
    results = []
    for student, share in (("alice", "1"), ("김철수", "0.5")):
        remark = Remark(key=HOSTILE, facts={"name": HOSTILE})
        grade = graded(student, share, remarks=(remark,))
        results.append(
            Result(
                grade,
                "2026-03-01T12:00:00+00:00",
                lambda grade=grade: executed_bytes(hostile_notebook(loaded, grade, messages)),
            )
        )
        (planted.root / "submitted" / student / "scaling").mkdir(parents=True)
    project(loaded, results, messages)

    nbgrader("export")
    with (planted.root / "grades.csv").open(encoding="utf-8") as lines:
        rows = {row["student_id"]: row for row in csv.DictReader(lines)}
    full = float(loaded.assignment.points)
    assert float(rows["alice"]["score"]) == full
    assert float(rows["김철수"]["score"]) == full / 2
    assert float(rows["alice"]["max_score"]) == full
    assert rows["alice"]["timestamp"] == "2026-03-01 12:00:00"

    nbgrader("generate_feedback", "scaling")
    page = planted.root / "feedback" / "alice" / "scaling" / "scaling.html"
    body = page.read_text(encoding="utf-8")
    body = body[body.index("<body") :]
    assert "passed-plainly" in body
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "<th>rooms</th>" in body
    assert "&lt;th" not in body
    assert "Comment" in body

    # Once more, now that there are submissions.
    nbgrader("generate_assignment", "scaling", "--force")
    found = list(public_files(planted))
    assert {path.relative_to(planted.root).parts[0] for path in found} == {
        "assignments", "source", "release", "autograded", "feedback",
    }  # fmt: skip
    for path in found:
        assert CANARY.encode() not in path.read_bytes(), path


@pytest.mark.box
@pytest.mark.tensorflow
def test_autograde_is_grade_run(planted, nbgrader):
    loaded = planted.load("scaling")
    release(planted, "scaling")
    for student, data in {
        "alice": notebook_bytes(loaded.skeleton_notebook()),
        "mallory": b"{ not a notebook",
    }.items():
        folder = planted.root / "submitted" / student / "scaling"
        folder.mkdir(parents=True)
        (folder / "scaling.ipynb").write_bytes(data)
    nbgrader("generate_assignment", "scaling", "--force")
    nbgrader("autograde", "scaling")
    for student in ("alice", "mallory"):
        notebook = planted.root / "autograded" / student / "scaling" / "scaling.ipynb"
        assert "%grade" in notebook.read_text(encoding="utf-8")
    nbgrader("generate_feedback", "scaling")
    nbgrader("export")
    grades = (planted.root / "grades.csv").read_text(encoding="utf-8")
    assert "alice" in grades
    assert "mallory" in grades
    for path in public_files(planted):
        assert CANARY.encode() not in path.read_bytes(), path
