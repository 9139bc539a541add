"""What a cohort's run tells while it goes on: facts for a progress display, no text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from graders.model.grade import Grade

How = Literal["ran", "kept", "judged", "not-run"]
"""``ran``: its cells ran now. ``judged``: from stored evidence. ``kept``: nothing had changed.
``not-run``: it could not be read, or we failed."""


class Planned(NamedTuple):
    """The cohort is known: so many submissions."""

    total: int


class RunnerStarting(NamedTuple):
    """Something has to run, and the libraries are being imported; done once."""


class RunnerReady(NamedTuple):
    """The libraries are there; ``seconds`` it took."""

    seconds: float


class Started(NamedTuple):
    """A submission's cells run now. Told from the thread that waits for it."""

    student: str
    slug: str


class CellStarted(NamedTuple):
    """A submission's cell runs now; ``measuring`` at the end. Told from the thread that waits."""

    student: str
    slug: str
    cell: str


class Retrying(NamedTuple):
    """Our own fault struck a submission; once more."""

    student: str
    slug: str
    problem: str


class Finished(NamedTuple):
    """A submission has its grade, and the store has it."""

    grade: Grade
    how: How


Event = Planned | RunnerStarting | RunnerReady | Started | CellStarted | Retrying | Finished
Watch = Callable[[Event], None]
"""Called from several threads."""


def ignore(_event: Event) -> None:
    """Watch nothing."""
