"""``autograded/<student>/<assignment>/``: the executed notebooks, each written aside and moved in.

Beside them lies only what the exchange needs, since nbgrader copies whatever it finds into
feedback: when it was handed in, and the secret by which a student is given the feedback.
A list in the course's state remembers which grade each was made from.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from graders.course.executed import notebook_bytes, renew_reasons
from graders.errors import StoreError
from graders.model.values import Struct

if TYPE_CHECKING:
    from graders.course.executed import Speaker
    from graders.course.folder import LoadedAssignment
    from graders.gradebook.projection import Result

_FORMAT = b"2"
_BESIDE = ("timestamp.txt", "submission_secret.txt")
_LONGEST = 1_000


class _Written(Struct, frozen=True, kw_only=True):
    """What a file was made from, and what it looked like when it was written."""

    run: str
    grade: str
    place: tuple[int, int]
    attempt: int = 0


class Written:
    """What was written before, by student, and what is now; remembered once all of it holds."""

    def __init__(self, loaded: LoadedAssignment) -> None:
        self._path = loaded.course.state / "projected" / f"{loaded.assignment.slug}.json"
        self._known = _remembered(self._path)
        self._changed = False

    def of(self, student: str) -> _Written | None:
        """What a student's files were made from."""
        return self._known.get(student)

    def attempt(self, student: str) -> int | None:
        """Which hand-in the gradebook tells of, where that is known."""
        known = self._known.get(student)
        return known.attempt or None if known is not None else None

    def note(self, student: str, written: _Written) -> None:
        """Remember this from :meth:`keep` on."""
        if self._known.get(student) != written:
            self._known[student] = written
            self._changed = True

    def keep(self) -> None:
        """Write it down. Raises ``OSError``."""
        if self._changed:
            _write(self._path, msgspec.json.encode(self._known))
            self._changed = False


class Maker(Protocol):
    """Makes notebooks, perhaps several at once."""

    def begin(self, notebooks: Sequence[Callable[[], bytes]]) -> None:
        """These are wanted; the gradebook's rows are written first."""
        ...

    def each(self) -> Iterator[tuple[int, bytes]]:
        """Every one that was begun with, in whatever order: its place among them, its bytes."""
        ...


class OneByOne:
    """Makes each when its turn comes."""

    def begin(self, notebooks: Sequence[Callable[[], bytes]]) -> None:
        """These are wanted."""
        self._notebooks = notebooks

    def each(self) -> Iterator[tuple[int, bytes]]:
        """Every one, in order."""
        for place, notebook in enumerate(self._notebooks):
            yield place, notebook()


class _Due(NamedTuple):
    """A notebook that is to be written, and what is remembered of it."""

    result: Result
    path: Path
    new: _Written
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Compared:
    """What is to be done: whole notebooks, those with new reasons, and what is as it was.

    ``gone`` are the notebooks of an earlier hand-in, which the newest has not.
    """

    whole: list[_Due]
    reasons: list[_Due]
    same: list[tuple[str, _Written]]
    gone: list[Path]


def compare_autograded(
    loaded: LoadedAssignment, results: Sequence[Result], messages: Speaker, written: Written
) -> Compared:
    """What is to be done for ``results``; nothing is written. Student names have been checked.

    A result without a notebook has none there either.
    """
    root = loaded.course.layout.autograded
    found = Compared([], [], [], [])
    for result in results:
        student, make = result.grade.student, result.notebook
        path = root.joinpath(student, loaded.name, f"{loaded.notebook}.ipynb")
        run, grade = _run_key(result), _grade_key(result, messages)
        new = _Written(run=run, grade=grade, place=(-1, -1), attempt=result.grade.attempt)
        place = _place(path)
        there = written.of(student)
        if there is not None and (there.place != place or place[0] < 0):
            there = None
        if make is None:
            found.same.append((student, new))
            if there is not None:
                found.gone.append(path)
        elif there is not None and (there.run, there.grade) == (run, grade):
            found.same.append((student, msgspec.structs.replace(new, place=place)))
        else:
            # Where the run is as before, its outputs stay.
            kept = there is not None and run and there.run == run
            due = found.reasons if kept else found.whole
            due.append(_Due(result, path, new, make))
    return found


def write_autograded(
    loaded: LoadedAssignment, found: Compared, messages: Speaker, written: Written, maker: Maker
) -> set[str]:
    """Write the notebooks whose grade is new, and note them; the students whose were.

    ``maker`` was told to begin with those of ``found.whole``. Raises :class:`StoreError` where a
    file cannot be written.
    """
    changed = set()

    def write(due: _Due, data: bytes) -> None:
        _write(due.path, data)
        _write_beside(loaded, due.result, due.path)
        student = due.result.grade.student
        written.note(student, msgspec.structs.replace(due.new, place=_place(due.path)))
        changed.add(student)

    try:
        for path in found.gone:
            path.unlink()
        for student, new in found.same:
            written.note(student, new)
        for due in found.reasons:
            notebook = _renewed(due.path, due.result, messages)
            write(due, due.make() if notebook is None else notebook_bytes(notebook))
        for at, data in maker.each():
            write(found.whole[at], data)
    except OSError as problem:
        where = problem.filename or loaded.course.layout.autograded
        raise unwritten(where, problem) from problem
    return changed


def unwritten(place: object, problem: OSError) -> StoreError:
    """Why the executed notebooks could not be written."""
    return StoreError(
        f"{place} cannot be written: {problem.strerror}. The gradebook was "
        "left as it was and no grade is lost. Try again with `grade regrade`."
    )


def _renewed(path: Path, result: Result, messages: Speaker) -> dict[str, Any] | None:
    """The written notebook with the new grade's reasons; ``None`` where it cannot be read."""
    try:
        notebook = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        renew_reasons(notebook["cells"], result.grade, messages)
    except (OSError, msgspec.MsgspecError, KeyError, TypeError, AttributeError):
        return None
    return notebook


def _run_key(result: Result) -> str:
    """What the outputs came from; empty where nothing ran."""
    digests = result.grade.digests
    if not digests.evidence:
        return ""
    run = [digests.evidence, digests.notebook, digests.files, result.grade.state == "unreadable"]
    return hashlib.sha256(_FORMAT + msgspec.msgpack.encode(run)).hexdigest()


def _grade_key(result: Result, messages: Speaker) -> str:
    whole = hashlib.sha256(_FORMAT + str(getattr(messages, "lang", "")).encode())
    whole.update(msgspec.msgpack.encode(result.grade) + result.received_at.encode())
    return whole.hexdigest()


def _place(path: Path) -> tuple[int, int]:
    """Size and time of a written file: nbgrader's own commands may have replaced it."""
    try:
        status = path.stat()
    except OSError:
        return (-1, -1)
    return (status.st_size, status.st_mtime_ns)


def _remembered(path: Path) -> dict[str, _Written]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, _Written])
    except (OSError, msgspec.MsgspecError):
        return {}


def _stamp(received_at: str) -> bytes:
    moment = datetime.fromisoformat(received_at).astimezone(UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode()


def _write_beside(loaded: LoadedAssignment, result: Result, path: Path) -> None:
    """The files of :data:`_BESIDE`, as they were handed in; else the time that is known."""
    folder = f"{loaded.course.layout.submitted}{os.sep}{result.grade.student}{os.sep}{loaded.name}"
    found = {name: _plain_file(f"{folder}{os.sep}{name}") for name in _BESIDE}
    if found["timestamp.txt"] is None and result.received_at:
        found["timestamp.txt"] = _stamp(result.received_at)
    for name, data in found.items():
        if data is not None:
            _write_if_new(path.with_name(name), data)


def _plain_file(path: str) -> bytes | None:
    """A short plain file of a student's; ``None`` for a link, a device, or anything long."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LONGEST:
            return None
        return stream.read()


def _write_if_new(path: Path, data: bytes) -> None:
    """Leave a file that says so already: to read one is cheaper than to replace it."""
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        pass
    _write(path, data)


def _write(path: Path, data: bytes) -> None:
    # One name for all processes, of which one writes: what a kill leaves is moved in by the next,
    # and nbgrader copies nothing strange into feedback.
    aside = path.with_name(f".{path.name}.aside")
    try:
        try:
            aside.write_bytes(data)
        except FileNotFoundError:
            # The outer one first: else each new student's would be tried in vain before.
            path.parent.parent.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(exist_ok=True)
            aside.write_bytes(data)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
