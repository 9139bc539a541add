"""Where a course keeps what: its own folders, or those that nbgrader's settings name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
"""What nbgrader leaves out when it copies, unless a course says otherwise."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A course's folders (absolute), its gradebook's address, and what grading follows.

    ``timeout`` is nbgrader's limit for a cell in seconds of wall time; ``None`` for no limit.
    ``kept`` are the files of an assignment, by its name, that a student may replace. ``only`` and
    ``without`` are the students that nbgrader is told of. ``unheard`` are settings that cannot be
    followed, as sentences.
    """

    root: Path
    source: Path
    release: Path
    submitted: Path
    autograded: Path
    feedback: Path
    db_url: str
    course_id: str = ""
    ignore: tuple[str, ...] = IGNORED
    timeout: float | None = 30.0
    kept: tuple[tuple[str, tuple[str, ...]], ...] = ()
    only: str = "*"
    without: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()


def attempts_folder(state: Path, name: str) -> Path:
    """Where `grade collect` keeps earlier attempts at an assignment: a folder a student."""
    return state / "attempts" / name


def reports_folder(root: Path, slug: str) -> Path:
    """Where `grade report` keeps an assignment's pages."""
    return root / "reports" / Path(*slug.split("/"))


def own_layout(root: Path) -> Layout:
    """The folders of a course of ours, which `grade init` tells nbgrader as well."""
    return Layout(
        root=root,
        source=root / "source",
        release=root / "release",
        submitted=root / "submitted",
        autograded=root / "autograded",
        feedback=root / "feedback",
        db_url=f"sqlite:///{root / 'gradebook.db'}",
    )
