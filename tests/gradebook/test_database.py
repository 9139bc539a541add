"""A gradebook is written whole or not at all, in a file and on a server, and says what is wrong."""

import dataclasses
import os
import sqlite3
import threading

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, make_url, text

from graders.errors import StoreError
from graders.gradebook import address
from graders.gradebook.adjustments import read_adjustments
from graders.gradebook.database import reading, writing
from graders.gradebook.projection import Result, project, register


def url_of(course):
    return make_url(course.layout.db_url)


def connected(url):
    import psycopg

    return psycopg.connect(
        host=url.host, port=url.port, user=url.username, password=url.password, dbname=url.database
    )


def test_grades_and_what_people_change_go_back_and_forth(anywhere, graded, messages):
    loaded = anywhere.load("scaling")
    assert read_adjustments(loaded, {}) == {}
    results = [Result(graded("alice"), "2026-03-01T12:00:00+09:00"), Result(graded("김철수"))]
    assert project(loaded, results, messages).written == 2
    assert project(loaded, results, messages).written == 0
    item, task = loaded.assignment.checks[0].id, loaded.assignment.cells[0].id
    with Gradebook(anywhere.layout.db_url) as gradebook:
        submission = gradebook.find_submission("scaling", "alice")
        assert submission.score == float(loaded.assignment.points)
        assert submission.timestamp.isoformat() == "2026-03-01T03:00:00"
        gradebook.find_grade(item, "scaling", "scaling", "alice").manual_score = 0.25
        gradebook.find_comment(task, "scaling", "scaling", "alice").manual_comment = "좋아요"
        gradebook.db.commit()
    found = read_adjustments(loaded, {})["alice"]
    assert [(one.kind, one.item) for one in found] == [("override", item), ("comment", task)]
    # A line that is gone takes its grades along, through every foreign key.
    kept = loaded.assignment.checks[:-1]
    assignment = {
        name: getattr(loaded.assignment, name) for name in loaded.assignment.__struct_fields__
    }
    loaded.assignment = type(loaded.assignment)(**{**assignment, "checks": kept})
    project(loaded, results, messages)
    with Gradebook(anywhere.layout.db_url) as gradebook:
        assert gradebook.find_submission("scaling", "alice").max_score == float(
            sum(one.points for one in kept)
        )


def test_a_failure_half_way_writes_nothing(anywhere, graded, messages):
    loaded = anywhere.load("scaling")
    register(loaded)

    def fails():
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space"):
        project(loaded, [Result(graded("alice"), "", fails)], messages)
    with Gradebook(anywhere.layout.db_url) as gradebook:
        assert gradebook.students == []


def test_who_is_writing_is_waited_for_and_then_named(anywhere, graded, messages, monkeypatch):
    loaded = anywhere.load("scaling")
    project(loaded, [Result(graded("alice", "0"))], messages)
    monkeypatch.setattr(address, "WAIT_SECONDS", 0.3)
    url = url_of(anywhere)
    if url.get_backend_name() == "sqlite":
        other = sqlite3.connect(url.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        # As formgrader: no lock but that of the row.
        other = connected(url)
    other.execute("UPDATE grade SET manual_score = 1")
    try:
        with pytest.raises(StoreError, match="in use"):
            project(loaded, [Result(graded("alice"))], messages)
        with reading(anywhere.layout) as session:
            assert session.execute(text("SELECT sum(auto_score) FROM grade")).scalar() == 0
    finally:
        other.rollback()
        other.close()
    assert project(loaded, [Result(graded("alice"))], messages).written == 1


def test_two_writers_come_one_after_the_other(anywhere):
    inside, order = threading.Event(), []

    def second():
        inside.wait()
        with writing(anywhere.layout) as session:
            order.append(session.execute(text("SELECT count(*) FROM student")).scalar())

    thread = threading.Thread(target=second)
    thread.start()
    with writing(anywhere.layout) as session:
        inside.set()
        thread.join(0.5)
        session.execute(text("INSERT INTO student (id) VALUES ('x')"))
        order.append("first")
    thread.join()
    assert order == ["first", 1]


@pytest.mark.parametrize("keep", [3, 40, 2500])
def test_a_damaged_file_is_a_sentence_and_is_left_as_it_is(course, loaded, graded, messages, keep):
    project(loaded, [Result(graded(f"student-{n}")) for n in range(20)], messages)
    path = course.root / "gradebook.db"
    whole = path.read_bytes()
    damaged = whole[:keep] + b"\xff" * 60_000 + whole[keep + 60_000 :]
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match=r"gradebook\.db"):
        project(loaded, [Result(graded("alice"))], messages)
    assert path.read_bytes() == damaged


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_file_that_may_not_be_written_is_read_and_a_sentence(course, loaded, graded, messages):
    project(loaded, [Result(graded("alice"))], messages)
    (course.root / "gradebook.db").chmod(0o400)
    assert read_adjustments(loaded, {}) == {}
    with pytest.raises(StoreError, match="cannot be written"):
        project(loaded, [Result(graded("alice", "0"))], messages)


def test_a_folder_that_is_not_there_is_a_sentence(course):
    layout = dataclasses.replace(course.layout, db_url="sqlite:///nowhere/gradebook.db")
    with pytest.raises(StoreError, match="no folder"), writing(layout):
        pass
    with reading(layout) as session:
        assert session is None


def test_a_server_that_cannot_be_had_is_a_sentence_without_the_password(course, database):
    url = make_url(database)
    for wrong, said in [
        (url.set(port=1), "does not answer"),
        (url.set(password="geheim-99"), "cannot be opened"),
        (url.set(database="nowhere"), "cannot be opened"),
    ]:
        layout = dataclasses.replace(
            course.layout, db_url=wrong.render_as_string(hide_password=False)
        )
        for opened in (reading, writing):
            with pytest.raises(StoreError, match=said) as problem, opened(layout):
                pass
            text_of = f"{problem.value!r} {problem.value.__cause__!r}"
            assert url.password not in text_of
            assert "geheim" not in text_of


def test_who_may_only_read_is_told(anywhere, database):
    url = make_url(database)
    with connected(url) as connection:
        connection.execute(
            f'ALTER DATABASE "{url.database}" SET default_transaction_read_only = on'
        )
    layout = dataclasses.replace(anywhere.layout, db_url=database)
    with pytest.raises(StoreError, match="cannot be written"), writing(layout):
        pass


def test_both_drivers_are_understood(course, database):
    pytest.importorskip("psycopg2", reason="the Python package psycopg2 is not installed")
    loaded = course.load("scaling")
    course.layout = dataclasses.replace(course.layout, db_url=database)
    register(loaded)
    other = make_url(database).set(drivername="postgresql+psycopg2")
    layout = dataclasses.replace(course.layout, db_url=other.render_as_string(hide_password=False))
    with reading(layout) as session:
        assert session.execute(text("SELECT name FROM assignment")).scalars().all() == ["scaling"]
    with pytest.raises(StoreError, match="in use"):
        _hold_with(layout, database)


def _hold_with(layout, database):
    engine = create_engine(database)
    try:
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE grade IN EXCLUSIVE MODE"))
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(address, "WAIT_SECONDS", 0.3)
                with writing(layout):
                    pass
    finally:
        engine.dispose()


def test_an_older_gradebook_on_a_server_is_upgraded(course, database):
    course.layout = dataclasses.replace(course.layout, db_url=database)
    register(course.load("scaling"))
    url = make_url(database)
    with connected(url) as connection:
        connection.execute("ALTER TABLE student DROP COLUMN lms_user_id")
        connection.execute("UPDATE alembic_version SET version_num = '167914646830'")
        connection.execute("ALTER TABLE assignment DROP COLUMN course_id")
        for table in (
            "source_cell",
            "solution_cells",
            "grade_cells",
            "base_cell",
            "notebook",
            "assignment",
        ):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DROP TABLE course")
    with reading(course.layout) as session:
        assert session.execute(text("SELECT lms_user_id FROM student")).all() == []
    with connected(url) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == ("167914646830",)
    with writing(course.layout):
        pass
    with Gradebook(database) as gradebook:
        assert gradebook.assignments == []
