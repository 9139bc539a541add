"""The tables of a gradebook: made, recognised by version, and brought up to date.

nbgrader's own ``Gradebook`` and ``nbgrader db upgrade`` start ``alembic`` from PATH, which is not
there in a virtual environment that is not activated, and commit step by step. Here nbgrader's
migrations run in the transaction that is open, so that an upgrade happens or does not.
"""

from __future__ import annotations

import logging
import sqlite3
import warnings
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, inspect, text

from graders.errors import StoreError
from graders.gradebook.address import Address, lock_tables

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

State = Literal["empty", "incomplete", "current", "older"]
_LOG = logging.getLogger(__name__)
_OF_EVERY_VERSION = frozenset({"assignment", "notebook", "student", "grade", "comment"})


def state_of(connection: Connection, address: Address) -> State:
    """How a gradebook's tables stand to the installed nbgrader's.

    ``incomplete`` are those of today of which some are still to be made, as nbgrader itself does
    when it opens them. Raises :class:`StoreError` for a newer one, or another program's database.
    """
    seen = inspect(connection)
    tables = set(seen.get_table_names())
    if not _OF_EVERY_VERSION & tables:
        # On a server, a database may well be shared; a file is a gradebook or it is none.
        if tables and address.path is not None:
            raise StoreError(
                f"{address} is a database, but no gradebook: none of nbgrader's tables is in it. "
                "It was left as it is. Move it away, or set CourseDirectory.db_url."
            )
        return "empty"
    if lacking := _OF_EVERY_VERSION - tables:
        raise StoreError(
            f"{address} is no whole gradebook: the table {min(lacking)!r} is missing. It was left "
            "as it is. Put a copy of yours in its place, or move it away, and run `grade regrade`."
        )
    found = None
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    wanted = _tables()
    if found is None:
        there = {name: {c["name"] for c in seen.get_columns(name)} for name in wanted & tables}
        whole = all(_columns(name) <= columns for name, columns in there.items())
        known = whole and "base_cell" in tables
    elif found not in versions():
        raise StoreError(
            f"{address} was made by a newer nbgrader than the one installed here (its version is "
            f"{str(found)[:32]!r}). Install that nbgrader; until then nothing is written."
        )
    else:
        known = found == schema_version()
    if not known:
        return "older"
    return "current" if wanted <= tables else "incomplete"


def prepare(connection: Connection, address: Address) -> bool:
    """Make what is missing, and upgrade what is old, as nbgrader does; after a copy of a file.

    Returns whether it was upgraded. Raises :class:`StoreError` as :func:`state_of` does, and where
    the copy or a step of the upgrade fails.
    """
    from nbgrader.api import Base

    state = state_of(connection, address)
    if state == "older":
        copy = _copied(address.path) if address.path is not None else None
        _upgrade_or_say(connection, address, copy)
        beside = f" A copy of the old one is {copy}." if copy is not None else ""
        _LOG.warning(
            "%s was made by an older nbgrader and is upgraded, as `nbgrader db upgrade` does.%s",
            address,
            beside,
        )
        return True
    if state != "current":
        Base.metadata.create_all(connection)
    if state == "empty":
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"),
            {"head": schema_version()},
        )
    lock_tables(connection, sorted(_tables()))
    return False


def upgrade(connection: Connection) -> None:
    """Run nbgrader's migrations that are missing, in the transaction that is open."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from nbgrader.api import Base
    from nbgrader.dbutil import ALEMBIC_DIR

    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    scripts = _scripts()

    def steps(found: Any, _context: Any) -> Any:
        # What `alembic upgrade head` calls; alembic has no public name for it.
        return scripts._upgrade_revs("head", found)  # noqa: SLF001

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with EnvironmentContext(config, scripts, fn=steps) as environment:
            environment.configure(connection=connection, target_metadata=Base.metadata)
            environment.run_migrations()
    # nbgrader makes a table that no migration makes when it next opens the gradebook.
    Base.metadata.create_all(connection)


def schema_version() -> str:
    """The newest of the migrations that the installed nbgrader brings along."""
    return str(_scripts().get_current_head())


def versions() -> frozenset[str]:
    """All of them."""
    return frozenset(one.revision for one in _scripts().walk_revisions())


@cache
def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return ScriptDirectory(ALEMBIC_DIR)


def _tables() -> set[str]:
    from nbgrader.api import Base

    return set(Base.metadata.tables)


def _columns(table: str) -> set[str]:
    from nbgrader.api import Base

    return {column.name for column in Base.metadata.tables[table].columns}


def _copied(path: Path) -> Path:
    """A copy beside the file, named as nbgrader names its own; a half-written one is removed."""
    copy = path.with_name(f"{path.name}.{datetime.now(UTC):%Y-%m-%d-%H%M%S.%f}")
    try:
        source, target = sqlite3.connect(path), sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            source.close()
            target.close()
    except (OSError, sqlite3.Error) as problem:
        copy.unlink(missing_ok=True)
        raise StoreError(
            f"{path} was made by an older nbgrader and would be upgraded, but no copy of it can be "
            f"made beside it ({problem}). It was left as it is."
        ) from problem
    return copy


def _upgrade_or_say(connection: Connection, address: Address, copy: Path | None) -> None:
    from sqlalchemy.exc import DBAPIError

    try:
        upgrade(connection)
    except DBAPIError as problem:
        if copy is not None:
            copy.unlink(missing_ok=True)
        said = str(problem.orig).strip().splitlines()[0]
        raise StoreError(
            f"{address} was made by an older nbgrader, and nbgrader's own upgrade fails on it "
            f"({said}). It was left as it was, and no grade is lost."
        ) from problem
