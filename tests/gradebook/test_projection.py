"""Grades reach nbgrader's gradebook in bulk, twice the same, and leave people's work alone."""

import sqlite3
import time
from decimal import Decimal

import nbformat
import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event
from sqlalchemy.engine import Engine

from graders.course.executed import notebook_bytes, unread_notebook
from graders.errors import StoreError
from graders.gradebook import address, schema
from graders.gradebook.projection import Result, project, register
from graders.model.evidence import Remark
from graders.model.grade import Adjustment, Digests, Verdict


def opened(course):
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}")


def result(loaded, messages, grade, received_at="2026-03-01T12:00:00+09:00"):
    def make():
        return notebook_bytes(unread_notebook(loaded, grade, messages))

    return Result(grade, received_at, make)


def test_nbgrader_reads_what_was_written(course, loaded, graded, messages):
    one, half = graded("alice"), graded("김철수", "0.5")
    projected = project(loaded, [result(loaded, messages, g) for g in (one, half)], messages)
    assert (projected.written, projected.unchanged, projected.refused) == (2, 0, {})
    with opened(course) as gradebook:
        submission = gradebook.find_submission("scaling", "alice")
        assert submission.score == float(loaded.assignment.points)
        assert submission.max_score == float(loaded.assignment.points)
        assert submission.timestamp.isoformat() == "2026-03-01T03:00:00"
        assert not submission.needs_manual_grade
        other = gradebook.find_submission("scaling", "김철수")
        assert other.score == float(loaded.assignment.points) / 2
        names = {cell.name for cell in gradebook.find_notebook("scaling", "scaling").grade_cells}
        assert names == {item.id for item in loaded.assignment.checks}


def test_a_second_projection_writes_nothing(course, loaded, graded, messages):
    results = [result(loaded, messages, graded("alice"))]
    project(loaded, results, messages)
    written = []

    def executed(_connection, _cursor, statement, *_):
        if not statement.startswith(("SELECT", "PRAGMA", "BEGIN")):
            written.append(statement)

    event.listen(Engine, "before_cursor_execute", executed)
    try:
        again = project(loaded, results, messages)
    finally:
        event.remove(Engine, "before_cursor_execute", executed)
    assert (again.written, again.unchanged) == (0, 1)
    assert written == []


def test_the_database_is_nbgraders_own_and_needs_no_alembic_on_the_path(
    course, loaded, messages, monkeypatch
):
    monkeypatch.setenv("PATH", "")
    register(loaded)
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    assert version == schema.schema_version()
    with opened(course) as gradebook:
        assert [one.name for one in gradebook.assignments] == ["scaling"]


def test_a_changed_grade_is_updated_and_a_persons_work_is_kept(course, loaded, graded, messages):
    project(loaded, [result(loaded, messages, graded("alice", "0"))], messages)
    item = loaded.assignment.checks[0].id
    task = loaded.assignment.cells[0].id
    with opened(course) as gradebook:
        grade = gradebook.find_grade(item, "scaling", "scaling", "alice")
        grade.manual_score, grade.extra_credit = 0.25, 0.5
        gradebook.find_comment(task, "scaling", "scaling", "alice").manual_comment = "Well done"
        gradebook.db.commit()
    review = Remark(key="cells-missing", facts={"cells": "x"}, cell=task)
    again = graded("alice", "1", state="needs-review", remarks=(review,))
    assert project(loaded, [result(loaded, messages, again)], messages).written == 1
    with opened(course) as gradebook:
        grade = gradebook.find_grade(item, "scaling", "scaling", "alice")
        assert (grade.manual_score, grade.extra_credit) == (0.25, 0.5)
        assert grade.auto_score == float(loaded.assignment.checks[0].points)
        assert not grade.needs_manual_grade
        other = gradebook.find_grade(loaded.assignment.checks[1].id, "scaling", "scaling", "alice")
        assert other.needs_manual_grade
        comment = gradebook.find_comment(task, "scaling", "scaling", "alice")
        assert comment.comment == "Well done"
        assert "Missing" in comment.auto_comment


def test_states(course, loaded, graded, messages):
    problem = Remark(key="submission-empty")
    broken = graded("b", state="broken", lines=(), problem=problem, score=Decimal(0))
    unread = graded("u", state="unreadable", lines=(), problem=problem, score=Decimal(0))
    late = graded(
        "l", adjustments=(Adjustment(kind="penalty", who="x", at="", points=Decimal("-1.5")),)
    )
    first = loaded.assignment.checks[0].id
    verdict = Verdict(outcome="passed", key="k", credit=Decimal(1), review="k")
    lines = graded("r").lines
    lines = (type(lines[0])(**{**_fields(lines[0]), "verdict": verdict}), *lines[1:])
    review = graded("r", state="needs-review", lines=lines)
    results = [result(loaded, messages, grade) for grade in (broken, unread, late, review)]
    project(loaded, results, messages)
    with opened(course) as gradebook:
        assert gradebook.find_submission("scaling", "b").needs_manual_grade
        assert gradebook.find_grade(first, "scaling", "scaling", "b").auto_score is None
        unread_row = gradebook.find_submission("scaling", "u")
        assert (unread_row.score, unread_row.needs_manual_grade) == (0, False)
        assert gradebook.find_submission("scaling", "l").late_submission_penalty == 1.5
        flagged = gradebook.find_submission("scaling", "r").notebooks[0].grades
        assert [grade.name for grade in flagged if grade.needs_manual_grade] == [first]


def _fields(struct):
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def test_an_override_of_ours_counts_and_is_not_a_persons_in_formgrader(
    course, loaded, graded, messages
):
    item = loaded.assignment.checks[0].id
    change = Adjustment(kind="override", who="prof", at="", item=item, points=Decimal("0.5"))
    project(loaded, [result(loaded, messages, graded("a", adjustments=(change,)))], messages)
    with opened(course) as gradebook:
        grade = gradebook.find_grade(item, "scaling", "scaling", "a")
        assert (grade.auto_score, grade.manual_score) == (0.5, None)


@pytest.mark.parametrize("name", ["../../x", "/etc", "a\x1bb", "CON", "x" * 300, "a/b", "..", ""])
def test_a_name_that_is_a_path_reaches_neither_disk_nor_database(
    course, loaded, graded, messages, name
):
    before = {path for path in course.root.parent.rglob("*") if "gradebook" not in path.name}
    results = [result(loaded, messages, graded(name)), result(loaded, messages, graded("ok"))]
    projected = project(loaded, results, messages)
    assert list(projected.refused) == [name]
    new = {path for path in course.root.parent.rglob("*") if "gradebook" not in path.name} - before
    roots = {path.relative_to(course.root).parts[:2] for path in new}
    assert roots <= {
        ("autograded",),
        ("autograded", "ok"),
        (".graders",),
        (".graders", "projected"),
    }
    with opened(course) as gradebook:
        assert [student.id for student in gradebook.students] == ["ok"]


def test_a_gradebook_in_use_is_a_sentence_and_nothing_is_written(
    course, loaded, graded, messages, monkeypatch
):
    project(loaded, [], messages)
    monkeypatch.setattr(address, "WAIT_SECONDS", 0.1)
    other = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError, match="in use"):
            project(loaded, [result(loaded, messages, graded("alice"))], messages)
    finally:
        other.close()
    assert not (course.root / "autograded").exists()


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 20, None])
def test_a_gradebook_that_is_none_is_a_sentence(course, loaded, messages, content):
    path = course.root / "gradebook.db"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(StoreError, match=r"gradebook\.db"):
        project(loaded, [], messages)


def test_a_gradebook_of_a_newer_nbgrader_is_left_alone(course, loaded, messages):
    register(loaded)
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'new'")
    connection.close()
    with pytest.raises(StoreError, match="newer nbgrader"):
        project(loaded, [], messages)


def test_a_failure_half_way_writes_nothing_to_the_database(course, loaded, graded, messages):
    register(loaded)

    def fails():
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space"):
        project(loaded, [Result(graded("alice"), "", fails)], messages)
    with opened(course) as gradebook:
        assert gradebook.students == []


def test_a_time_without_a_zone_is_a_mistake_of_ours(loaded, graded, messages):
    with pytest.raises(ValueError, match="no time zone"):
        project(loaded, [Result(graded("alice"), "2026-03-01T12:00:00")], messages)


def test_executed_notebooks_are_valid_and_alone(course, loaded, graded, messages):
    project(loaded, [result(loaded, messages, graded("alice"))], messages)
    folder = course.root / "autograded" / "alice" / "scaling"
    assert sorted(path.name for path in folder.iterdir()) == ["scaling.ipynb", "timestamp.txt"]
    nbformat.validate(nbformat.read(folder / "scaling.ipynb", as_version=4))
    assert (folder / "timestamp.txt").read_text() == "2026-03-01 03:00:00.000000 UTC\n"


def test_a_regraded_notebook_keeps_its_outputs_without_being_made_again(
    course, loaded, graded, messages
):
    ran = Digests(evidence="e", notebook="n")
    project(loaded, [result(loaded, messages, graded("alice", "1", digests=ran))], messages)
    path = course.root / "autograded" / "alice" / "scaling" / "scaling.ipynb"
    assert "0.5 / 1" not in path.read_text("utf-8")

    def made_again():
        raise AssertionError("the run is the same")

    project(loaded, [Result(graded("alice", "0.5", digests=ran), "", made_again)], messages)
    assert "0.5 / 1" in path.read_text("utf-8")
    # What somebody else replaced is made again, whatever the grade.
    path.write_text("{}")
    grade = graded("alice", "0.5", digests=ran)
    assert project(loaded, [result(loaded, messages, grade)], messages).written == 1
    nbformat.validate(nbformat.read(path, as_version=4))


def test_a_rubric_line_that_is_gone_takes_its_points_along(course, loaded, graded, messages):
    project(loaded, [result(loaded, messages, graded("alice"))], messages)
    gone = loaded.assignment.checks[-1]
    kept = loaded.assignment.checks[:-1]
    loaded.assignment = type(loaded.assignment)(**{**_fields(loaded.assignment), "checks": kept})
    project(loaded, [result(loaded, messages, graded("alice"))], messages)
    with opened(course) as gradebook:
        assert gradebook.find_submission("scaling", "alice").max_score == float(
            loaded.assignment.points
        )
        assert gone.id not in {
            grade.name
            for grade in gradebook.find_submission("scaling", "alice").notebooks[0].grades
        }


@pytest.mark.slow
def test_a_thousand_submissions_are_a_matter_of_seconds(course, loaded, graded, messages):
    grades = [graded(f"student-{number:04}") for number in range(1000)]
    notebook = notebook_bytes(unread_notebook(loaded, grades[0], messages))
    results = [Result(grade, "", lambda: notebook) for grade in grades]
    start = time.process_time()
    assert project(loaded, results, messages).written == 1000
    assert time.process_time() - start < 20
