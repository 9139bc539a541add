"""Who changes or publishes a grade: what is appended to the store says by whom."""

from __future__ import annotations

import getpass
import shutil
import subprocess
from pathlib import Path

import click

who_option = click.option(
    "--who",
    metavar="NAME",
    default=None,
    help="Who does this (default: git's user.name, else the system's user).",
)


def who_does(given: str | None, folder: Path) -> str:
    """The name given, else git's, else the system's.

    Raises :class:`CourseError` for formgrader's: what is typed there has columns of its own.
    """
    from graders.errors import CourseError
    from graders.gradebook.scores import FORMGRADER
    from graders.reports.plain import printable
    from graders.reports.totals import LATE_POLICY

    name = printable((given if given is not None else _git(folder) or _system()).strip())
    if not name or name in {FORMGRADER, LATE_POLICY}:
        raise CourseError(
            f"--who {name!r}: say which person does this, such as --who 'Kim Minseo'."
        )
    return name


def _git(folder: Path) -> str:
    if shutil.which("git") is None:
        return ""
    done = subprocess.run(
        ["git", "config", "user.name"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.stdout.strip()


def _system() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
