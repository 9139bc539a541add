"""A real PostgreSQL server for tests, started where its binaries are found."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

USER = "grader"
PASSWORD = "geheim:42/@x"


def binaries():
    """The folder of ``initdb``; Debian keeps it off PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return there[-1].parent if there else None


def owner():
    """Whom the server runs as: it refuses root."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return None


@contextlib.contextmanager
def server():
    """Address pieces of a server: host, port; skips where there is none."""
    pytest.importorskip("psycopg", reason="the Python package psycopg is not installed")
    folder = binaries()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed (apt install postgresql)")
    who = owner()
    if os.geteuid() == 0 and who is None:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")
    base = Path(tempfile.mkdtemp(prefix="graders-postgresql-", dir="/tmp"))
    chosen = {} if who is None else {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    try:
        (base / "password").write_text(PASSWORD, encoding="utf-8")
        if who is not None:
            for path in (base, base / "password"):
                os.chown(path, who.pw_uid, who.pw_gid)
        subprocess.run(
            [folder / "initdb", "-D", base / "data", "-U", USER, "-A", "scram-sha-256",
             f"--pwfile={base / 'password'}", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True, capture_output=True, cwd=base, **chosen,
        )  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with (base / "log").open("wb") as log:
            running = subprocess.Popen(
                [folder / "postgres", "-D", base / "data", "-h", "127.0.0.1", "-p", str(port),
                 "-k", base, "-F", "-c", "max_connections=20"],
                stdout=log, stderr=log, cwd=base, **chosen,
            )  # fmt: skip
        try:
            subprocess.run(
                ["sh", "-c",
                 'for n in $(seq 200); do "$0" -q -h 127.0.0.1 -p "$1" && exit 0; sleep 0.1; done; exit 1',
                 folder / "pg_isready", str(port)],
                check=True,
            )  # fmt: skip
            yield port
        finally:
            running.terminate()
            running.wait(30)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def new_database(port):
    """nbgrader's ``db_url`` of an empty database."""
    import psycopg

    name = f"course_{secrets.token_hex(4)}"
    with psycopg.connect(
        host="127.0.0.1",
        port=port,
        user=USER,
        password=PASSWORD,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    from sqlalchemy import URL

    url = URL.create("postgresql", USER, PASSWORD, "127.0.0.1", port, name)
    return url.render_as_string(hide_password=False)
