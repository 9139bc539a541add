"""What the disk gave back, decoded; what is damaged becomes a sentence that says what to do.

The store writes these bytes itself. A disk that fails, a copy that was cut off or a hand that
slipped may still have changed any of them, and then no traceback helps anybody.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TypeVar

import msgspec

from graders.errors import StoreError
from graders.reports.plain import printable

Kind = TypeVar("Kind")

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAMAGED = re.compile(r"malformed|not a database|corrupt|file is encrypted|decode|codec")


def decoded(data: bytes, kind: type[Kind], what: str, remedy: str) -> Kind:
    """A stored value; of a damaged row it may be no bytes at all.

    Raises :class:`StoreError` naming ``what`` is damaged, and the ``remedy``.
    """
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError, OverflowError) as problem:
        raise StoreError(f"{what} cannot be read ({problem}). {remedy}") from problem


def run_again(slug: str, student: str) -> str:
    """The remedy for what a run made: the command that has it run once more."""
    words = ["grade", "run", slug, "--student", student, "--force"]
    return f"`{printable(shlex.join(words))}` makes it again."


def is_digest(name: object) -> bool:
    """Whether a file of ours can be called so: a damaged row must not lead out of the store."""
    return isinstance(name, str) and _DIGEST.fullmatch(name) is not None


def index_problem(path: Path, problem: Exception) -> StoreError:
    """What SQLite says of the index, in words for the person who has to act."""
    if _DAMAGED.search(str(problem)):
        return StoreError(
            f"{path} is damaged ({problem}). Put a copy of yours in its place. Without one, move "
            f"it away and call `grade run` again: what ran is kept beside it and is judged without "
            "running, what was changed in formgrader is read back; only points from "
            "`grade override` have to be given again."
        )
    return StoreError(
        f"{path} cannot be read or written: {problem}. "
        "Is the disk full, or is another program holding the file?"
    )
