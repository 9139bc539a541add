"""Files that are there whole or not at all: made aside, then moved in.

One at a time with :func:`write_aside`; many with :class:`Files`, which may wait for the disk once
for all of a group.
"""

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


def write_aside(path: Path, data: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Write ``path`` whole or not at all: aside, then moved in; on the disk where ``durable``.

    Only its owner can read it, unless ``mode`` says otherwise.
    """
    try:
        made = _made_parent(path)
        aside = _aside(path.parent, data)
        try:
            if durable:
                _sync(aside)
            if mode is not None:
                aside.chmod(mode)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        if durable:
            _sync_folder(path.parent)
            if made:
                _sync_folder(path.parent.parent)
    except OSError as problem:
        raise unwritten(path, problem) from problem


class Files:
    """Writes files durably; inside :meth:`together`, all of them at its end."""

    def __init__(self) -> None:
        self._waiting: dict[Path, Path] | None = None
        self._folders: set[Path] = set()

    def write(self, path: Path, data: bytes) -> None:
        """Write a file whole and durably; inside :meth:`together` it is there at the end."""
        if self._waiting is None:
            write_aside(path, data)
            return
        try:
            if _made_parent(path):
                self._folders.add(path.parent.parent)
            aside = _aside(path.parent, data)
        except OSError as problem:
            raise unwritten(path, problem) from problem
        if (before := self._waiting.get(path)) is not None:
            before.unlink(missing_ok=True)
        self._waiting[path] = aside

    def there(self, path: Path) -> bool:
        """Whether a file is there, or will be when the group ends."""
        return path.is_file() or (self._waiting is not None and path in self._waiting)

    def read(self, path: Path) -> bytes:
        """A file's bytes, of one that waits too. Raises ``OSError``."""
        return (self._waiting or {}).get(path, path).read_bytes()

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

    def _settle(self, waiting: dict[Path, Path]) -> None:
        try:
            for aside in waiting.values():
                _sync(aside)
            for path, aside in waiting.items():
                aside.replace(path)
                self._folders.add(path.parent)
            for folder in self._folders:
                _sync_folder(folder)
        except OSError as problem:
            raise unwritten(problem.filename or next(iter(waiting)), problem) from problem
        finally:
            for aside in waiting.values():
                with contextlib.suppress(OSError):
                    aside.unlink(missing_ok=True)


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


def _aside(folder: Path, data: bytes) -> Path:
    """A new file with this content, readable by its owner only."""
    while True:
        aside = folder / f".aside-{os.getpid()}-{next(_NUMBERS)}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(aside, flags, 0o600)
        except FileExistsError:  # of a process of this number that was killed
            continue
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        return aside


def _sync(path: Path) -> None:
    # What counts is the file, not the descriptor that wrote it; some systems want one for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


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
