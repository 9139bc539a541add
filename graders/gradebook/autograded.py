"""``autograded/<student>/<slug>/``: the executed notebooks, each written aside and moved in.

Only the notebook and its time stamp lie there: nbgrader copies whatever it finds into feedback.
A list in the course's state remembers which grade each was made from.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from graders.course.executed import renew_reasons
from graders.errors import StoreError
from graders.model.values import Struct

if TYPE_CHECKING:
    from graders.course.executed import Speaker
    from graders.course.folder import LoadedAssignment
    from graders.gradebook.projection import Result

_FORMAT = b"1"


class _Written(Struct, frozen=True, kw_only=True):
    """What a file was made from, and what it looked like when it was written."""

    run: str
    grade: str
    place: tuple[int, int]


def write_autograded(
    loaded: LoadedAssignment, results: Sequence[Result], messages: Speaker
) -> set[str]:
    """Write the notebooks whose grade is new; the students whose were.

    Student names have been checked. Raises :class:`StoreError` where a file cannot be written.
    """
    slug = loaded.assignment.slug
    root = loaded.course.root / "autograded"
    remembered = loaded.course.state / "projected" / f"{slug}.json"
    known = _remembered(remembered)
    written = set()
    try:
        for result in results:
            if result.notebook is None:
                continue
            student = result.grade.student
            path = root / student / slug / f"{slug}.ipynb"
            run, grade = _run_key(result), _grade_key(result, messages)
            there = known.get(student)
            intact = there is not None and there.place == _place(path)
            if there is not None and intact and (there.run, there.grade) == (run, grade):
                continue
            notebook = None
            if there is not None and intact and run and there.run == run:
                notebook = _renewed(path, result, messages)
            _write(path, notebook_bytes(notebook or result.notebook()))
            if result.received_at:
                _write_if_new(path.with_name("timestamp.txt"), _stamp(result.received_at))
            known[student] = _Written(run=run, grade=grade, place=_place(path))
            written.add(student)
        if written:
            _write(remembered, msgspec.json.encode(known))
    except OSError as problem:
        raise StoreError(
            f"{problem.filename or root} cannot be written: {problem.strerror}. The gradebook was "
            "left as it was and no grade is lost. Try again with `grade regrade`."
        ) from problem
    return written


def notebook_bytes(notebook: Any) -> bytes:
    """A notebook as Jupyter writes it: one space of indent, keys in order, a line end."""
    encoded = msgspec.json.encode(notebook, order="sorted")
    return msgspec.json.format(encoded, indent=1) + b"\n"


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


def _write_if_new(path: Path, data: bytes) -> None:
    """Leave a file that says so already: to read one is cheaper than to replace it."""
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        pass
    _write(path, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
