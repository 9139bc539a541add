"""The gradebook: opened, or made, in one transaction that either happens or does not.

nbgrader's own ``Gradebook`` commits after every call. Here its mapped classes are used directly.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from graders.errors import StoreError
from graders.gradebook.address import Address, address_of
from graders.gradebook.schema import prepare, state_of, upgrade

if TYPE_CHECKING:
    from graders.course.layout import Layout


@contextmanager
def writing(layout: Layout) -> Iterator[Session]:
    """A session on the course's gradebook that nobody else can write to meanwhile.

    Made where there is none, upgraded where it is old. Committed when the block ends, rolled back
    when it raises. Raises :class:`StoreError` where the gradebook is in use, read-only, no
    database, of a newer nbgrader, or where its server does not answer.
    """
    address = address_of(layout)
    if address.path is not None:
        _look_for_folder(address.path)
    with _spoken(address, address.engine(write=True)) as engine, Session(engine) as session:
        with session.begin():
            upgraded = prepare(session.connection(), address)
            if not upgraded:
                yield session
                return
        # An upgrade is kept whatever becomes of the grades.
        with session.begin():
            prepare(session.connection(), address)
            yield session


@contextmanager
def reading(layout: Layout) -> Iterator[Session | None]:
    """A session for reading; ``None`` where there is no gradebook yet.

    Nothing is changed: of a gradebook of an older nbgrader, an upgraded copy is read. Raises
    :class:`StoreError` as :func:`writing` does.
    """
    address = address_of(layout)
    path = address.path
    if path is not None and (not path.exists() or (path.is_file() and path.stat().st_size == 0)):
        yield None
        return
    with _spoken(address, address.engine(write=False)) as engine, Session(engine) as session:
        session.begin()
        try:
            state = state_of(session.connection(), address)
            if state == "current":
                yield session
            elif state == "empty":
                yield None
            elif path is None:
                # PostgreSQL takes back new tables and columns like anything else.
                upgrade(session.connection())
                yield session
            else:
                session.rollback()
                with _upgraded_copy(path) as copy:
                    yield copy
        finally:
            session.rollback()


@contextmanager
def _upgraded_copy(path: Path) -> Iterator[Session]:
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            source.backup(memory)
        finally:
            source.close()
        memory.isolation_level = None
        engine = create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool)
        with Session(engine) as session:
            upgrade(session.connection())
            yield session
    finally:
        memory.close()


@contextmanager
def _spoken(address: Address, engine: Engine) -> Iterator[Engine]:
    """The engine; what the database says becomes a sentence."""
    try:
        yield engine
    except DBAPIError as problem:
        # Not chained: what a driver raised may hold the address, and that a password.
        raise address.sentence(problem) from None
    finally:
        engine.dispose()


def _look_for_folder(path: Path) -> None:
    """SQLite would only say that it cannot open the file."""
    if not path.parent.is_dir():
        raise StoreError(
            f"{path} cannot be made: there is no folder {path.parent}. Make it, or look at "
            "CourseDirectory.db_url in nbgrader_config.py."
        )
