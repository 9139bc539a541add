"""How far a run is, in a file that others may read while it goes on: ``.graders/progress.json``."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path
from typing import Self

import msgspec

from graders.cohort.events import CellStarted, Event, Finished, Planned, Started, Watch
from graders.errors import StoreError
from graders.files import write_aside
from graders.model.values import Struct

NAME = "progress.json"
_EVERY = 0.5


class Running(Struct, frozen=True, kw_only=True):
    """A submission whose cells run now; ``cell`` is empty before the first."""

    student: str
    slug: str
    cell: str = ""


class ProgressNote(Struct, frozen=True, kw_only=True):
    """``done`` of ``total`` submissions have their grade. ``pid`` is the process that runs them."""

    pid: int
    done: int = 0
    total: int = 0
    running: tuple[Running, ...] = ()


class ProgressFile:
    """Writes the file at most twice a second, and takes it away at the end.

    :meth:`watch` takes the pipeline's events, from any thread, and passes them on. A disk that is
    full stops no run: then nobody sees how far it is.
    """

    def __init__(self, state: Path, further: Watch) -> None:
        self._path = state / NAME
        self._further = further
        self._lock = threading.Lock()
        self._done = self._total = 0
        self._running: dict[tuple[str, str], str] = {}
        self._written = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink()

    def watch(self, event: Event) -> None:
        """Take note of an event, and pass it on."""
        with self._lock:
            if isinstance(event, Planned):
                self._total += event.total
            elif isinstance(event, Started):
                self._running[event.student, event.slug] = ""
            elif isinstance(event, CellStarted):
                self._running[event.student, event.slug] = event.cell
            elif isinstance(event, Finished):
                self._done += 1
                self._running.pop((event.grade.student, event.grade.assignment), None)
            if isinstance(event, Planned) or time.monotonic() - self._written >= _EVERY:
                self._write()
        self._further(event)

    def _write(self) -> None:
        note = ProgressNote(
            pid=os.getpid(),
            done=self._done,
            total=self._total,
            running=tuple(
                Running(student=student, slug=slug, cell=cell)
                for (student, slug), cell in self._running.items()
            ),
        )
        with contextlib.suppress(StoreError):
            write_aside(self._path, msgspec.json.encode(note), durable=False)
        self._written = time.monotonic()


def read_progress(state: Path) -> ProgressNote | None:
    """How far the run is that goes on now; None where none does."""
    try:
        note = msgspec.json.decode((state / NAME).read_bytes(), type=ProgressNote)
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return None
    return note if _alive(note.pid) else None


def _alive(pid: int) -> bool:
    # A killed run leaves its file behind.
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
