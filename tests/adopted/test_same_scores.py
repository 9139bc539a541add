"""Two nbgrader courses, unchanged: ``grade run`` gives nbgrader's scores, cell by cell.

What nbgrader gave is recorded in ``recorded/``, with what it was made with. Where that is as it was,
nbgrader runs again over a few submissions, else over all, and over all with
``GRADERS_NBGRADER=all``. Where the two are meant to differ, ``courses/differences.py`` says so and
why.
"""

import json
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "adopted")]

import nbgrader_courses  # noqa: E402
from cohorts import environment  # noqa: E402
from courses import differences  # noqa: E402

COURSES = list(nbgrader_courses.COURSES)
SOME = {
    "problem-set": ["right", "one-third-right", "missing-test-cell", "above-the-maximum", "late"],
    "odd-notebooks": [
        "format-4.0",
        "cell-types",
        "duplicate-grade-ids",
        "empty-file",
        "유니코드-이름",
    ],
}


@pytest.fixture(params=COURSES)
def chosen(request):
    return nbgrader_courses.COURSES[request.param]


@pytest.fixture
def quickly(commands, monkeypatch):
    """Commands start at once, and boxes hold no TensorFlow, which no notebook here asks for."""

    def execute(root, program, arguments):
        done = commands.grade(root, *arguments, program=program, environment=environment())
        return done.code, done.said

    monkeypatch.setattr(nbgrader_courses, "execute", execute)


@pytest.mark.box
@pytest.mark.usefixtures("quickly")
def test_scores_are_nbgraders_but_where_it_is_meant(chosen, backend, tmp_path):
    recorded = json.loads(chosen.recorded.read_text("utf-8"))
    chosen.build(tmp_path)
    scores = nbgrader_courses.grade_run(chosen, tmp_path)
    assert differences.unexplained(chosen.name, recorded, scores) == []


def test_every_submission_is_recorded(chosen):
    recorded = json.loads(chosen.recorded.read_text("utf-8"))
    assert set(recorded["submissions"]) | set(recorded["refused"]) == set(chosen.work.SUBMISSIONS)


def test_enough_submissions():
    assert len(nbgrader_courses.COURSES["problem-set"].work.SUBMISSIONS) >= 20
    assert len(nbgrader_courses.COURSES["odd-notebooks"].work.SUBMISSIONS) >= 10


def test_lateness_is_nbgraders(chosen):
    recorded = json.loads(chosen.recorded.read_text("utf-8"))
    late = {name for name, one in recorded["submissions"].items() if one["seconds_late"]}
    assert late == ({"late"} if chosen.due else set())


def test_documentation_shows_the_same_tables(chosen):
    page = (ROOT / "docs" / "coming-from-nbgrader.md").read_text("utf-8")
    assert differences.as_markdown(chosen.name) in page
    number = len(chosen.work.SUBMISSIONS)
    assert f"{number} submissions:" in page or f"{number} odd notebooks (" in page


def test_a_difference_that_does_not_come_true_is_found(chosen):
    recorded = json.loads(chosen.recorded.read_text("utf-8"))
    found = differences.unexplained(chosen.name, recorded, recorded["submissions"])
    said = {line.split("/")[0] for line in found}
    assert said == {row.submission for row in differences.TABLES[chosen.name]}


@pytest.mark.parametrize(
    ("field", "value"),
    [("auto_score", 0.5), ("needs_manual_grade", True), ("no_response", True)],
)
def test_a_difference_without_a_reason_is_found(chosen, field, value):
    recorded = json.loads(chosen.recorded.read_text("utf-8"))
    before = differences.unexplained(chosen.name, recorded, recorded["submissions"])
    student = {"problem-set": "right", "odd-notebooks": "format-4.0"}[chosen.name]
    changed = json.loads(chosen.recorded.read_text("utf-8"))["submissions"]
    for notebook in changed[student]["notebooks"].values():
        cell = next(cell for cell in notebook.values() if cell.get("auto_score"))
        cell[field] = value
    after = differences.unexplained(chosen.name, recorded, changed)
    assert {line.split("/")[0] for line in set(after) - set(before)} == {student}


def test_lateness_counts(chosen):
    recorded = json.loads(chosen.recorded.read_text("utf-8"))
    changed = json.loads(chosen.recorded.read_text("utf-8"))["submissions"]
    changed["right" if chosen.due else "format-4.0"]["seconds_late"] = 60.0
    found = differences.unexplained(chosen.name, recorded, changed)
    assert any("60 s late" in line for line in found)


@pytest.mark.slow
@pytest.mark.box
@pytest.mark.usefixtures("quickly")
def test_nbgrader_still_gives_what_is_recorded_and_grade_run_goes_on_from_there(
    chosen, backend, tmp_path
):
    """nbgrader itself runs over a few of each kind; over all where it is not what it was."""
    chosen.course.make(tmp_path)
    nbgrader_courses.nbgrader(tmp_path, "generate_assignment", chosen.assignment)
    recorded = json.loads(chosen.recorded.read_text("utf-8"))
    same = recorded["made with"] == nbgrader_courses.made_with(chosen)
    every = os.environ.get("GRADERS_NBGRADER") == "all" or not same
    students = list(chosen.work.SUBMISSIONS) if every else SOME[chosen.name]
    found = nbgrader_courses.autograded(chosen, tmp_path, students)
    assert found == nbgrader_courses.part(recorded, students)
    assert found["submissions"]
    assert found["refused"]
    # In the same folder, over the gradebook and the executed notebooks that nbgrader made.
    scores = nbgrader_courses.grade_run(chosen, tmp_path)
    assert differences.unexplained(chosen.name, recorded, scores, students) == []
