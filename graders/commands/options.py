"""Options that several commands share, and how a help page shows examples."""

from __future__ import annotations

from pathlib import Path

import click

course_option = click.option(
    "--course",
    "start",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The course folder, or a folder in it (default: the current one).",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "ko"]),
    default=None,
    help="Language of the reasons (default: the system's, where it is one of these).",
)
roster_option = click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="CSV that says who is who: a column `student`, and the platform's names and numbers.",
)
student_option = click.option(
    "--student",
    "students",
    multiple=True,
    metavar="NAME",
    help="Only this student; may be given several times.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 512),
    default=None,
    help="Submissions at a time (default: one per core).",
)
backend_option = click.option(
    "--backend", metavar="NAME", default=None, help="Box to use; `grade doctor` lists them."
)
unsafe_option = click.option(
    "--unsafe",
    is_flag=True,
    help="Run without a box if there is none. Others' code then runs as you; grades are marked.",
)


def examples(*lines: str) -> str:
    """A help page's closing section."""
    shown = "\n".join(f"  {line}" for line in lines)
    return f"\b\n{'Example' if len(lines) == 1 else 'Examples'}:\n{shown}"


def cores() -> int:
    """Cores that this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
