"""Old gradebooks are upgraded as nbgrader does, after a copy; others are left alone."""

import logging
import shutil
import sqlite3
from pathlib import Path

import nbgrader
import pytest
from nbgrader.api import BaseCell, Grade, Gradebook
from sqlalchemy import select

from graders.errors import StoreError
from graders.gradebook import schema
from graders.gradebook.adjustments import read_adjustments
from graders.gradebook.database import reading, writing
from graders.gradebook.projection import Result, project, register

OLD = Path(nbgrader.__file__).parent / "tests" / "apps" / "files" / "gradebook.db"


def insert(connection, table, **values):
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


@pytest.fixture
def old(course):
    """A gradebook of nbgrader 0.4, with a score that a person gave."""
    if not OLD.is_file():
        pytest.skip("this nbgrader was installed without its tests' old gradebook")
    path = course.root / "gradebook.db"
    shutil.copy(OLD, path)
    connection = sqlite3.connect(path)
    insert(connection, "assignment", id="a", name="ps1")
    insert(connection, "notebook", id="n", name="problem1", assignment_id="a")
    insert(
        connection, "grade_cell", id="g", name="test1", max_score=2.0, cell_type="code",
        notebook_id="n",
    )  # fmt: skip
    insert(connection, "solution_cell", id="s", name="answer1", notebook_id="n")
    insert(connection, "student", id="alice")
    insert(connection, "submitted_assignment", id="sa", assignment_id="a", student_id="alice")
    insert(
        connection, "submitted_notebook", id="sn", assignment_id="sa", notebook_id="n", flagged=0
    )
    insert(
        connection, "grade", id="gr", cell_id="g", notebook_id="sn", auto_score=1.0,
        manual_score=1.5, needs_manual_grade=0,
    )  # fmt: skip
    connection.commit()
    connection.close()
    return path


@pytest.fixture
def no_path(monkeypatch):
    """As in a virtual environment that is not activated: no `alembic` is found."""
    monkeypatch.setenv("PATH", "")


def contents(path):
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def scores(session):
    query = select(BaseCell.name, Grade.manual_score).join(BaseCell, BaseCell.id == Grade.cell_id)
    return [tuple(row) for row in session.execute(query)]


@pytest.mark.usefixtures("no_path")
def test_an_old_gradebook_is_upgraded_after_a_copy_and_nbgrader_reads_it(
    loaded, graded, messages, old, caplog
):
    before = contents(old)
    with caplog.at_level(logging.WARNING):
        project(loaded, [Result(graded("alice"))], messages)
    (copy,) = old.parent.glob("gradebook.db.*")
    assert contents(copy) == before
    (said,) = [record.getMessage() for record in caplog.records]
    assert "older nbgrader" in said
    assert str(copy) in said
    with Gradebook(f"sqlite:///{old}") as gradebook:
        assert gradebook.find_submission("ps1", "alice").score == 1.5
        assert gradebook.find_submission("scaling", "alice").score > 0
    project(loaded, [Result(graded("bob"))], messages)
    assert len(list(old.parent.glob("gradebook.db*"))) == 2


def test_reading_an_old_gradebook_changes_nothing(course, loaded, old):
    before = old.read_bytes()
    with reading(course.layout) as session:
        assert scores(session) == [("test1", 1.5)]
    assert read_adjustments(loaded, {}) == {}
    assert old.read_bytes() == before
    assert [path.name for path in course.root.glob("gradebook*")] == ["gradebook.db"]


def test_an_upgrade_that_fails_half_way_leaves_all_as_it_was(course, old):
    with sqlite3.connect(old) as connection:
        # The first migration works, the second one adds a column that is there.
        connection.execute("ALTER TABLE grade ADD COLUMN extra_credit FLOAT")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('b6d005d67074')")
    connection.close()
    before = old.read_bytes()
    with pytest.raises(StoreError, match="upgrade fails"), writing(course.layout):
        pass
    assert old.read_bytes() == before
    assert [path.name for path in course.root.glob("gradebook*")] == ["gradebook.db"]


def test_without_room_for_a_copy_nothing_is_upgraded(course, old, monkeypatch):
    before = old.read_bytes()
    connect = sqlite3.connect

    def full(path, *rest, **more):
        if str(path).startswith(f"{old}."):
            raise sqlite3.OperationalError("database or disk is full")
        return connect(path, *rest, **more)

    monkeypatch.setattr(schema.sqlite3, "connect", full)
    with pytest.raises(StoreError, match="no copy"), writing(course.layout):
        pass
    assert old.read_bytes() == before


def test_tables_that_are_still_to_be_made_are_made(course, loaded):
    register(loaded)
    path = course.root / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE task_cells")
    connection.close()
    with reading(course.layout) as session:
        assert scores(session) == []
    register(loaded)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM task_cells").fetchone() == (0,)
    connection.close()


def test_another_programs_database_is_left_alone(course):
    path = course.root / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = path.read_bytes()
    for opened in (reading, writing):
        with pytest.raises(StoreError, match="no gradebook"), opened(course.layout):
            pass
    assert path.read_bytes() == before


def test_a_gradebook_that_lost_a_table_is_left_alone(course, loaded):
    register(loaded)
    path = course.root / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE comment")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="'comment' is missing"), writing(course.layout):
        pass
    assert path.read_bytes() == before
