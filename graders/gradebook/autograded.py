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

from graders.errors import StoreError

if TYPE_CHECKING:
    from graders.course.executed import Speaker
    from graders.course.folder import LoadedAssignment
    from graders.gradebook.projection import Result

_FORMAT = b"1"


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
            folder = root / student / slug
            path = folder / f"{slug}.ipynb"
            key = _key(result, messages)
            if known.get(student) == _state(key, path):
                continue
            _write(path, notebook_bytes(result.notebook()))
            if result.received_at:
                _write(folder / "timestamp.txt", _stamp(result.received_at))
            known[student] = _state(key, path)
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


def _key(result: Result, messages: Speaker) -> str:
    whole = hashlib.sha256(_FORMAT + str(getattr(messages, "lang", "")).encode())
    whole.update(msgspec.msgpack.encode(result.grade) + result.received_at.encode())
    return whole.hexdigest()


def _state(key: str, path: Path) -> str:
    """What is remembered of a written file: nbgrader's own commands may have replaced it."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{key} {status.st_size} {status.st_mtime_ns}"


def _remembered(path: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError):
        return {}


def _stamp(received_at: str) -> bytes:
    moment = datetime.fromisoformat(received_at).astimezone(UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
