"""Fresh hidden rows of a dataset as files, for whoever grades without a course folder.

The rows come from a secret file: the same secret gives the same rows on every machine, and
nobody who lacks it can draw them. An assignment's own hidden rows are drawn under another label,
so a draw that is given away tells nothing about them.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from graders.course.datasets import Dataset, table_bytes
from graders.errors import CourseError

SHORTEST = 16
"""Characters of a secret, at least."""


def read_secret(path: Path) -> bytes:
    """The secret in a file. Raises :class:`CourseError` where there is none, or a short one."""
    try:
        found = path.read_bytes().strip()
    except OSError as problem:
        raise CourseError(f"{path} cannot be read: {problem.strerror or problem}.") from None
    if len(found) < SHORTEST:
        raise CourseError(
            f"The secret in {path} should have at least {SHORTEST} characters. Make one with "
            f"`python -c 'import secrets; print(secrets.token_hex(32))' > {path.name}`."
        )
    return found


def drawn_files(dataset: Dataset, secret: bytes, train: int, test: int) -> dict[str, bytes]:
    """``train.csv``, ``test.csv`` and the hidden ``targets.csv`` of the latter, by name.

    Training rows are the public ones, whatever the secret. Raises :class:`CourseError` where so
    many rows cannot be had.
    """
    label = f"drawn rows of {dataset.name}".encode()
    draw = dataset.draw(train, test, hmac.new(secret, label, hashlib.sha256).digest())
    return {
        "train.csv": table_bytes(draw.train),
        "test.csv": table_bytes(draw.test),
        "targets.csv": table_bytes(draw.hidden.to_frame()),
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, all of them or none; the paths written.

    Raises :class:`CourseError` where one is there already, or the folder cannot be written.
    """
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise CourseError(
            f"{folder} already has {', '.join(there)}. Nothing was written; choose another folder."
        )
    aside = None
    moved: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".drawn-", dir=folder))
        for name, data in files.items():
            (aside / name).write_bytes(data)
        # One by one: what was moved before a fault is known, and taken away again.
        moved.extend((aside / name).rename(folder / name) for name in files)
    except OSError as problem:
        for path in moved:
            with contextlib.suppress(OSError):
                path.unlink()
        raise CourseError(
            f"{folder} cannot be written: {problem.strerror or problem}. Nothing was kept."
        ) from None
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return moved
