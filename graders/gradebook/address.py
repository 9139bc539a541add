"""A gradebook's address, nbgrader's ``db_url``: SQLite in a file, or a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from graders.course.layout import Layout, own_layout
from graders.errors import StoreError

WAIT_SECONDS = 5.0
"""How long to wait for whoever is writing, and for a server to answer."""
_LOCK = 0x67726164
"""Which of PostgreSQL's advisory locks is ours: the letters "grad"."""
_TRY_AGAIN = "Try again with `grade regrade`, which runs no notebook."


@dataclass(frozen=True, slots=True)
class Address:
    """Where a gradebook is. ``path`` is its file, ``None`` on a server.

    ``str()`` of it is for people, without the password.
    """

    url: URL
    path: Path | None

    def __str__(self) -> str:
        if self.path is not None:
            return str(self.path)
        port = f":{self.url.port}" if self.url.port else ""
        return f"the gradebook {self.url.database!r} on {self.url.host or 'this machine'}{port}"

    def engine(self, *, write: bool) -> Engine:
        """An engine whose transactions begin with the lock that writing needs.

        Raises :class:`StoreError` where the driver is not installed.
        """
        if self.path is not None:
            return _sqlite(self.url, "BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            return _postgresql(self.url, write=write)
        except ModuleNotFoundError as problem:
            raise StoreError(
                f"{_begun(self)} cannot be opened: the Python package {problem.name!r} is not "
                "installed. Install it with `pip install 'graders[postgresql]'`. No grade is "
                f"lost. {_TRY_AGAIN}"
            ) from None

    def sentence(self, problem: DBAPIError) -> StoreError:
        """What a database's error means, and what to do."""
        said = self._said(problem)
        if self.path is not None:
            return _about_file(self.path, said)
        code = getattr(problem.orig, "sqlstate", None) or getattr(problem.orig, "pgcode", None)
        return _about_server(self, said, str(code or ""))

    def _said(self, problem: DBAPIError) -> str:
        """The first line of what the database said; a driver may repeat what it was given."""
        lines = str(problem.orig).strip().splitlines() or [type(problem.orig).__name__]
        said = lines[0].strip().rstrip(".")
        secrets = [self.url.password, *(_texts(self.url.query.get("password")))]
        for secret in secrets:
            if secret:
                said = said.replace(str(secret), "***")
        return said


def address_of(layout: Layout) -> Address:
    """Where the course's gradebook is; a relative file is one in the course's folder.

    Raises :class:`StoreError` for a database that is neither SQLite in a file nor PostgreSQL.
    """
    own = own_layout(layout.root)
    if layout.db_url == own.db_url:
        # Not parsed: a folder's name may hold what means something in an address.
        path = layout.root / "gradebook.db"
        return Address(URL.create("sqlite", database=str(path)), path)
    try:
        url = make_url(layout.db_url)
        name = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        # Without what was said: an address that cannot be read may hold a password anywhere.
        raise StoreError(
            "CourseDirectory.db_url in nbgrader_config.py is no address of a database. Write "
            "sqlite:////folder/gradebook.db or postgresql://user:password@host/database."
        ) from None
    if name == "postgresql":
        return Address(url, None)
    file = url.database or ""
    if name != "sqlite" or file in {"", ":memory:"} or file.startswith("file:"):
        raise StoreError(
            f"CourseDirectory.db_url in nbgrader_config.py names a database of the kind {name!r} "
            f"({url.drivername}). `grade` keeps gradebooks in an SQLite file or in PostgreSQL."
        )
    path = layout.root / file
    return Address(url.set(database=str(path)), path)


def _sqlite(url: URL, begin: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS})

    # sqlite3 begins transactions by itself, late and not before a table is made; we begin.
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: URL, *, write: bool) -> Engine:
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": str(max(2, int(WAIT_SECONDS)))})
    engine = create_engine(url, isolation_level="READ COMMITTED" if write else "REPEATABLE READ")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(WAIT_SECONDS * 1000)}")
        if write:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    return engine


def lock_tables(connection: Any, tables: list[str]) -> None:
    """Keep formgrader and nbgrader, which take no lock of ours, from writing meanwhile.

    They may read on. SQLite locks the whole file anyway.
    """
    if tables and connection.dialect.name == "postgresql":
        quote = connection.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in sorted(tables))
        connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _about_file(path: Path, said: str) -> StoreError:
    if "locked" in said or "busy" in said:
        return StoreError(
            f"{path} is in use: formgrader, nbgrader or another `grade` is writing to it. Nothing "
            f"was written, and no grade is lost. {_TRY_AGAIN}"
        )
    if "readonly" in said or "unable to open" in said:
        return StoreError(
            f"{path} cannot be written ({said}). Make the file and its folder writable for "
            "you and try again with `grade regrade`. No grade is lost."
        )
    if "full" in said or "disk I/O" in said:
        return StoreError(
            f"{path} cannot be written ({said}). It was left as it was, and no grade is lost. "
            f"{_TRY_AGAIN}"
        )
    return StoreError(
        f"{path} is no gradebook that can be read ({said}). It was left as it is. Put a copy of "
        "yours in its place, or move it away, and run `grade regrade`: grades are written again "
        "from the store."
    )


def _about_server(address: Address, said: str, code: str) -> StoreError:
    kept = f"Nothing was written, and no grade is lost. {_TRY_AGAIN}"
    if code in {"55P03", "40P01"}:
        return StoreError(
            f"{_begun(address)} is in use: formgrader, nbgrader or another `grade` is writing to "
            f"it. {kept}"
        )
    if code in {"42501", "25006"}:
        return StoreError(f"{_begun(address)} cannot be written ({said}). {kept}")
    if code.startswith(("28", "3D")) or (not code and "FATAL" in said):
        return StoreError(
            f"{_begun(address)} cannot be opened ({said}). Look at CourseDirectory.db_url in "
            f"nbgrader_config.py. {kept}"
        )
    if code.startswith(("08", "57", "53")) or not code:
        return StoreError(f"{_begun(address)} does not answer ({said}). {kept}")
    return StoreError(f"{_begun(address)} did not take the grades ({said}). {kept}")


def _begun(address: Address) -> str:
    """The address as a sentence begins with it."""
    said = str(address)
    return said if address.path is not None else said[0].upper() + said[1:]


def _texts(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value
