"""Files that are there whole or not at all: made aside, then moved in.

One at a time with :func:`write_aside`; many with :class:`Files`, which may wait for the disk once
for all of a group.
"""

# Of hundreds a second, paths as texts cost half of what path objects do.
# ruff: noqa: PTH105, PTH108, PTH113, PTH120

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
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


class Files:
    """Writes files durably; inside :meth:`together`, all of them at its end."""

    def __init__(self) -> None:
        self._waiting: dict[str, str] | None = None
        self._folders: set[str] = set()

    def write(self, path: Path, data: bytes) -> None:
        """Write a file whole and durably; inside :meth:`together` it is there at the end."""
        if self._waiting is None:
            write_aside(path, data)
            return
        try:
            folder = os.path.dirname(path)
            if folder not in self._folders:
                if _made_parent(path):
                    self._folders.add(os.path.dirname(folder))
                self._folders.add(folder)
            aside = new_aside(folder, data)
        except OSError as problem:
            raise unwritten(path, problem) from problem
        before = self._waiting.get(str(path))
        self._waiting[str(path)] = aside
        if before is not None:
            os.unlink(before)

    def there(self, path: Path) -> bool:
        """Whether a file is there, or will be when the group ends."""
        return (self._waiting is not None and str(path) in self._waiting) or os.path.isfile(path)

    def read(self, path: Path) -> bytes:
        """A file's bytes, of one that waits too. Raises ``OSError``."""
        return Path((self._waiting or {}).get(str(path), path)).read_bytes()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Wait for the disk at the end, once for all files written inside.

        All data is on the disk before the first file gets its name. Where the block raises, what
        was written is kept all the same: each file is whole. Raises :class:`StoreError` where
        the disk fails; then no file that waited has its name.
        """
        if self._waiting is not None:
            yield
            return
        self._waiting = {}
        try:
            try:
                yield
            finally:
                self._settle(self._waiting)
        finally:
            self._waiting = None
            self._folders = set()

    def _settle(self, waiting: dict[str, str]) -> None:
        try:
            for aside in waiting.values():
                _sync(aside)
            for path, aside in waiting.items():
                os.replace(aside, path)
            for folder in self._folders:
                sync_folder(folder)
        except OSError as problem:
            for aside in waiting.values():
                with contextlib.suppress(OSError):
                    os.unlink(aside)
            raise unwritten(problem.filename or next(iter(waiting)), problem) from problem


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
                os.unlink(aside)
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
