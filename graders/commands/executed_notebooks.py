"""Executed notebooks made from the store: here, and beside where there are many.

To mend, fill in and write down a notebook takes a millisecond or two, all of it Python's. Where
hundreds are new, other processes begin with them while this one goes on with the gradebook; then
it makes what they have not been given, and takes what they have made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self, cast

import click

from graders.cohort.index import AttemptRow
from graders.cohort.store import Store, Stored
from graders.commands.options import cores
from graders.course.executed import executed_notebook, notebook_bytes, unread_notebook
from graders.course.folder import Course, LoadedAssignment
from graders.course.notebook_bytes import decode_notebook
from graders.course.skeleton import Skeleton
from graders.course.submission import mend, skeletons_of
from graders.errors import StoreError, SubmissionError
from graders.processes import Helpers
from graders.reports.messages import Messages
from graders.reports.plain import printable

_FEW = 400
"""Fewer are made here sooner than a process has started and imported what it needs."""
_MOST_BESIDE = 4
"""Processes that keep this one busy with its own share of a notebook: rows, and writing files."""
_TOGETHER = 16
"""Notebooks that a process is asked for at once."""
_AHEAD = 20
"""Parts that were given away: what others make while the gradebook's rows are compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Executed:
    """One student's executed notebook. Calling it makes the file's bytes."""

    maker: NotebookMaker
    loaded: LoadedAssignment
    row: AttemptRow
    stored: Stored

    def __call__(self) -> bytes:
        """Its bytes. Raises :class:`StoreError` where the store lacks what was handed in."""
        return self.maker.make(self)


_Part = list[tuple[int, Executed]]


class NotebookMaker:
    """Makes executed notebooks, in as many processes as pay. ``processes`` counts this one."""

    def __init__(
        self,
        course: Course,
        store: Store,
        slugs: Iterable[str],
        speaker: Messages,
        processes: int | None = None,
    ) -> None:
        self._course, self._store, self._speaker = course, store, speaker
        self._slugs = tuple(slugs)
        self._beside = min(_MOST_BESIDE, (processes or cores()) - 1)
        self._pool: Helpers | None = None
        self._left: deque[_Part] = deque()
        self._given: dict[Future[list[_Made | None]], _Part] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def begin(self, notebooks: Sequence[Callable[[], bytes]]) -> None:
        """What :meth:`each` is to give. Where there are many, they are begun with."""
        numbered = list(enumerate(cast("Sequence[Executed]", notebooks)))  # of its own making
        self._given.clear()
        self._left = deque(
            numbered[at : at + _TOGETHER] for at in range(0, len(numbered), _TOGETHER)
        )
        if self._beside > 0 and len(numbered) >= _FEW:
            self._give()

    def each(self) -> Iterator[tuple[int, bytes]]:
        """Every notebook that was begun with, as they come: its place among them, and its bytes.

        Raises :class:`StoreError` where the store lacks what was handed in.
        """
        while self._left or self._given:
            done = next((one for one in self._given if one.done()), None)
            if done is None and not self._left:
                done = self._take_back()
            if done is not None:
                part = self._given.pop(done)
                self._give()
                for (place, notebook), made in zip(part, _result(done, len(part)), strict=True):
                    yield place, self.make(notebook) if made is None else self._told(notebook, made)
            else:
                place, notebook = self._left[0].pop(0)
                if not self._left[0]:
                    self._left.popleft()
                yield place, self.make(notebook)

    def _take_back(self) -> Future[list[_Made | None]] | None:
        """Make here what others have not begun; what is waited for where they have begun all."""
        for future in reversed(self._given):
            if future.cancel():
                self._left.append(self._given.pop(future))
                return None
        return next(iter(self._given))

    def make(self, notebook: Executed) -> bytes:
        """The bytes of one, made here."""
        grade = notebook.stored.grade
        skeletons = skeletons_of(notebook.loaded)
        try:
            made = _make(self._store, skeletons, self._speaker, notebook.row, notebook.stored)
        except SubmissionError:
            return notebook_bytes(unread_notebook(notebook.loaded, grade, self._speaker))
        return self._told(notebook, made)

    def _told(self, notebook: Executed, made: _Made) -> bytes:
        if made.problem:
            student = printable(notebook.stored.grade.student)
            click.echo(f"{student}: {made.problem}", err=True)
        return made.data

    def _give(self) -> None:
        """Keep the other processes busy; the last part is for this one.

        With no more than this ahead, memory is bounded.
        """
        while self._beside > 0 and len(self._left) > 1 and len(self._given) < _AHEAD:
            asked = [(notebook.row, notebook.stored) for _, notebook in self._left[0]]
            try:
                self._pool = self._pool or self._open()
                future = self._pool.submit(_make_part, asked)
            except (RuntimeError, OSError, NotImplementedError):
                # A process was killed, or the system has no room for one, or no semaphores.
                self._beside = 0  # all is made here from now on
            else:
                self._given[future] = self._left.popleft()

    def _open(self) -> Helpers:
        known = {slug: skeletons_of(self._course.load(slug)) for slug in self._slugs}
        return Helpers(self._beside, _begin, (self._course.state, known, self._speaker.lang))


class _Made(NamedTuple):
    """A notebook's bytes, and why it has no outputs, where evidence is damaged."""

    data: bytes
    problem: str


def _result(done: Future[list[_Made | None]], count: int) -> list[_Made | None]:
    """``None`` for what another process could not make: that is made here, and said here."""
    try:
        return done.result()
    except Exception:  # noqa: BLE001 - a process was killed, say
        return [None] * count


def _make(
    store: Store,
    skeletons: dict[str, Skeleton],
    speaker: Messages,
    row: AttemptRow,
    stored: Stored,
) -> _Made:
    """Raises :class:`SubmissionError` where nothing can be read from what was handed in."""
    given = decode_notebook(store.notebook(row))
    problem = ""
    try:
        ran = store.cell_runs(stored.evidence) if stored.evidence else ()
    except StoreError as damaged:
        # Of an older version, or damaged: this notebook goes without outputs, the others on.
        ran, problem = (), str(damaged)
    made = executed_notebook(mend(given, skeletons), ran, stored.grade, speaker)
    return _Made(notebook_bytes(made), problem)


class _Process(NamedTuple):
    """What a process of the pool has open."""

    store: Store
    skeletons: dict[str, dict[str, Skeleton]]
    speaker: Messages


_process: list[_Process] = []


def _begin(state: Path, skeletons: dict[str, dict[str, Skeleton]], lang: str) -> None:
    _process.append(_Process(Store(state, readonly=True), skeletons, Messages(lang)))


def _make_part(asked: Sequence[tuple[AttemptRow, Stored]]) -> list[_Made | None]:
    """``None`` for what is left to the process that asks."""
    store, skeletons, speaker = _process[0]
    made: list[_Made | None] = []
    for row, stored in asked:
        try:
            made.append(_make(store, skeletons[row.slug], speaker, row, stored))
        except (SubmissionError, StoreError):
            made.append(None)
    return made
