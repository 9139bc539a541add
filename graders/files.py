"""Files that are there whole or not at all: made aside, then moved in."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from pathlib import Path

from graders.errors import StoreError

_NUMBERS = itertools.count()
_ASIDE = ".aside-"


def write_aside(path: Path, data: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Write ``path`` whole or not at all: aside, then moved in; on the disk where ``durable``.

    Only its owner can read it, unless ``mode`` says otherwise.
    """
    try:
        made = _made_parent(path)
        aside = Path(new_aside(str(path.parent), data))
        try:
            if durable:
                _sync(str(aside))
            if mode is not None:
                aside.chmod(mode)
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        if durable:
            sync_folder(str(path.parent))
            if made:
                sync_folder(str(path.parent.parent))
    except OSError as problem:
        raise unwritten(path, problem) from problem


def make_folder(folder: Path) -> None:
    """Make a folder that others on a shared machine cannot look into."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise unwritten(folder, problem) from problem


def _made_parent(path: Path) -> bool:
    if path.parent.is_dir():
        return False
    make_folder(path.parent)
    return True


def new_aside(folder: str, data: bytes) -> str:
    """A new file with this content, readable by its owner only."""
    while True:
        aside = f"{folder}{os.sep}{_ASIDE}{os.getpid()}-{next(_NUMBERS)}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(aside, flags, 0o600)
        except FileExistsError:  # of a process of this number that was killed
            continue
        try:
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
            finally:
                os.close(descriptor)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(aside).unlink()
            raise
        return aside


def _sync(path: str, flags: int = os.O_RDWR) -> None:
    # What counts is the file, not the descriptor that wrote it; some systems want one for writing.
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: str) -> None:
    """Have the names in a folder on the disk. Raises ``OSError``."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def remove_asides(folder: Path) -> None:
    """Take away what a writer that was killed had not moved in yet. Nobody may be writing."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.startswith(_ASIDE):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()


def unwritten(path: Path | str, problem: OSError) -> StoreError:
    """Why a file could not be written, and what to do about it."""
    kept = "and call the command again; what is finished is kept."
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        remedy = f"Make room on that disk, {kept}"
    elif problem.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        remedy = f"Make the file and its folder writable for you, {kept}"
    else:
        remedy = f"Look at that disk, {kept}"
    return StoreError(f"{path} cannot be written: {problem.strerror}. {remedy}")
