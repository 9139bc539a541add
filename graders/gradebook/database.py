"""``gradebook.db``: opened, or made, in one transaction that either happens or does not.

nbgrader's own ``Gradebook`` starts ``alembic`` from PATH when it makes a database, which is not
there in a virtual environment that is not activated, and commits after every call. Here its
mapped classes are used directly, and the schema's version is read off its migrations.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from graders.errors import StoreError

FILE = "gradebook.db"
_WAIT_SECONDS = 5.0


@contextmanager
def writing(root: Path) -> Iterator[Session]:
    """A session on the course's gradebook that nobody else can write to meanwhile.

    Committed when the block ends, rolled back when it raises. Raises :class:`StoreError` where
    the gradebook is in use, read-only, no database, or of another version of nbgrader.
    """
    with _session(root / FILE, "BEGIN IMMEDIATE") as session:
        _prepare(session, root / FILE)
        yield session


@contextmanager
def reading(root: Path) -> Iterator[Session | None]:
    """A session for reading; ``None`` where there is no gradebook yet."""
    path = root / FILE
    if not path.exists() or path.stat().st_size == 0:
        yield None
        return
    with _session(path, "BEGIN") as session:
        _prepare(session, path)
        yield session


@contextmanager
def _session(path: Path, begin: str) -> Iterator[Session]:
    engine = _engine(path, begin)
    try:
        with Session(engine) as session, session.begin():
            yield session
    except OperationalError as problem:
        raise _sentence(path, str(problem.orig)) from problem
    except DatabaseError as problem:
        raise _sentence(path, str(problem.orig)) from problem
    finally:
        engine.dispose()


def _engine(path: Path, begin: str) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})

    # sqlite3 begins transactions by itself, late and not before a table is made; we begin.
    @event.listens_for(engine, "connect")
    def connected(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def begun(connection: object) -> None:
        connection.exec_driver_sql(begin)  # type: ignore[attr-defined]

    return engine


def _prepare(session: Session, path: Path) -> None:
    """Make nbgrader's tables where there are none; refuse those of another version."""
    from nbgrader.api import Base

    connection = session.connection()
    tables = inspect(connection).get_table_names()
    if not tables:
        Base.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"),
            {"head": schema_version()},
        )
        return
    missing = {"assignment", "grade", "comment", "course", "base_cell"}.difference(tables)
    found = None
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if missing or (found is not None and found != schema_version()):
        raise StoreError(
            f"{path} was made by another version of nbgrader. Keep a copy of it, run "
            "`nbgrader db upgrade` in the course's folder, and try again. Nothing was written."
        )


def schema_version() -> str:
    """The newest of the migrations that the installed nbgrader brings along."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


def _sentence(path: Path, problem: str) -> StoreError:
    if "locked" in problem or "busy" in problem:
        return StoreError(
            f"{path} is in use: formgrader, nbgrader or another `grade` is writing to it. Nothing "
            "was written, and no grade is lost. Try again with `grade regrade`, which runs no "
            "notebook."
        )
    if "readonly" in problem or "unable to open" in problem:
        return StoreError(
            f"{path} cannot be written ({problem}). Make the file and its folder writable for "
            "you and try again with `grade regrade`. No grade is lost."
        )
    return StoreError(
        f"{path} is no gradebook that can be read ({problem}). Move it away and run "
        "`grade regrade`: it is made again from the stored grades."
    )
