# Walked ten times a second, where pathlib would cost more than the looking.
# ruff: noqa: PTH101, PTH104, PTH106, PTH108, PTH115, PTH116, PTH118, PTH123, PTH208
"""What a job holds on this machine's disk, where it has no file system of its own.

A folder that was made to be overlooked counts all the same: one that may not be listed is opened
first, one that lies deeper than a path can name counts as a flood, and a file without a name
counts for as long as a process holds it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator

FLOOD = 1 << 62
"""More than any limit: what cannot be looked at is not let pass."""

BLOCK = 512
LEAST = 1024
"""Bytes that an entry counts at least: empty files cost the disk something as well."""

GONE = " (deleted)"
OWNER = stat.S_IRWXU
SIZE = 20  # the field's place behind the name


def folder_size(path: str) -> int:
    """Bytes below a folder, links not followed; 0 where it is not there.

    Folders that their owner locked are unlocked, so that they can be looked into.
    """
    total = 0
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            with _listing(folder) as entries:
                for entry in entries:
                    # One that goes away while we look must not hide those behind it.
                    with contextlib.suppress(FileNotFoundError):
                        held = entry.stat(follow_symlinks=False).st_blocks * BLOCK
                        total += max(LEAST, held)
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError as problem:
            if problem.errno != errno.ENOTDIR:  # it may have been another thing by then
                return FLOOD
    return total


@contextlib.contextmanager
def _listing(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    try:
        entries = os.scandir(folder)
    except PermissionError:
        _unlock(folder)
        entries = os.scandir(folder)
    with entries:
        yield entries


def _unlock(folder: str) -> None:
    """Give the owner every right to a folder, and never to what a link put in its place names."""
    place = os.open(folder, os.O_PATH | os.O_NOFOLLOW | os.O_DIRECTORY)
    try:
        os.chmod(f"/proc/self/fd/{place}", OWNER)
    finally:
        os.close(place)


def nameless_size(pids: Iterable[int], folder: str, least: int) -> int:
    """Bytes of files below a folder that have no name any more, and are held by a process.

    A file that is only mapped does not say how large it is: it counts ``least`` bytes. A living
    process that hides what it holds counts as a flood.
    """
    held: dict[tuple[int, int], int] = {}
    inside = folder.rstrip("/") + "/"
    for pid in pids:
        try:
            _opened(pid, inside, held)
            _mapped(pid, inside, held, least)
        except (FileNotFoundError, ProcessLookupError):
            continue
        except PermissionError:
            if _lives(pid):
                return FLOOD
    return sum(held.values())


def _opened(pid: int, inside: str, held: dict[tuple[int, int], int]) -> None:
    for number in os.listdir(f"/proc/{pid}/fd"):
        path = f"/proc/{pid}/fd/{number}"
        with contextlib.suppress(FileNotFoundError):
            name = os.readlink(path)
            if name.endswith(GONE) and name.startswith(inside):
                status = os.stat(path)
                held[status.st_dev, status.st_ino] = max(LEAST, status.st_blocks * BLOCK)


def _mapped(pid: int, inside: str, held: dict[tuple[int, int], int], least: int) -> None:
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as file:
        for line in file:
            if not line.endswith(f"{GONE}\n"):
                continue
            _, _, _, device, inode, name = line.split(maxsplit=5)
            if name.startswith(inside):
                major, minor = (int(part, 16) for part in device.split(":"))
                held.setdefault((os.makedev(major, minor), int(inode)), least)


def _lives(pid: int) -> bool:
    """Whether a process still has memory: one that ends has none, and shows nobody what it held."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[SIZE] != b"0"
    except (OSError, IndexError):
        return False


def remove_folder(path: str) -> None:
    """Remove a folder that a notebook filled, however deep and whatever it locked.

    What lies deeper is moved up first, so that neither a path nor a recursion is ever too long.
    What cannot be removed stays.
    """
    try:
        while folders := _only_folders(path):
            for folder in folders:
                for inner in _only_folders(folder):
                    os.rename(inner, os.path.join(path, secrets.token_hex(12)))
                os.rmdir(folder)
        os.rmdir(path)
    except OSError:
        return


def _only_folders(path: str) -> list[str]:
    """The folders in a folder, unlocked; everything else in it is removed."""
    folders: list[str] = []
    with _listing(path) as listed:
        entries = list(listed)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _unlock(entry.path)
            folders.append(entry.path)
        else:
            os.unlink(entry.path)
    return folders
