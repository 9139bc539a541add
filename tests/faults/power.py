"""The power goes: what a disk may hold then, worked out from the calls that a process made.

``strace`` writes down every call that changes files below a folder, with its bytes. From any prefix
of them follow the states that a file system may be in after a crash (POSIX promises no more):
what was written to a file and not synchronised may be missing or torn, and so may names that were
given, moved or taken away in a folder that was not synchronised. In one folder, names change in order.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

CALLS = (
    "open,openat,creat,write,pwrite64,writev,pwritev,lseek,ftruncate,truncate,fallocate,rename,"
    "renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync,symlink"
)
SECTOR = 512
Policy = Literal["killed", "synced", "names", "torn"]
"""``killed``: all that was written is there. ``synced``: nothing but what was synchronised.
``names``: all names, with the data that was synchronised, so that files are short. ``torn``: by chance.
"""


class Op(NamedTuple):
    """A change. ``kind`` is create, mkdir, rename, link, unlink, rmdir, write, truncate, sync."""

    kind: str
    path: str
    other: str = ""
    at: int = 0
    data: bytes = b""


def available() -> str:
    """Why nothing can be recorded here, or an empty text."""
    if shutil.which("strace") is None:
        return "strace is not installed: apt install strace"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.decode()}"


@contextlib.contextmanager
def recorded(pid: int, log: Path) -> Iterator[None]:
    """Record a process that waits, and its threads; what they execute is left alone."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-b", "execve", "-y", "-xx", "-s", "100000000", "-o", str(log),
         "-e", f"trace={CALLS}", "-e", "signal=none", "-p", str(pid)],
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert tracer.stderr is not None
        assert b"attached" in tracer.stderr.readline()
        yield
    finally:
        tracer.wait(timeout=60)
        if tracer.stderr is not None:
            tracer.stderr.close()


_CALL = re.compile(r"^(\d+)\s+(\w+)\((.*)\)\s+=\s+(-?\d+)(?:<([^>]*)>)?", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2}|[^>])*)>")


def _plain(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def read_log(log: Path, root: Path) -> list[Op]:
    """The changes below ``root``, in order; paths are relative to it."""
    inside = "".join(f"\\x{byte:02x}" for byte in os.fsencode(root))
    unfinished: dict[str, str] = {}
    offsets: dict[int, int] = {}
    found: list[Op] = []
    with log.open() as lines:
        for line in lines:
            whole = line.rstrip("\n")
            pid = whole.split(" ", 1)[0]
            if whole.endswith("<unfinished ...>"):
                unfinished[pid] = whole.removesuffix("<unfinished ...>")
                continue
            if resumed := re.match(r"^\d+\s+<\.\.\. \w+ resumed>", whole):
                whole = unfinished.pop(pid, "") + whole[resumed.end() :]
            if inside not in whole:
                continue
            if (call := _CALL.match(whole)) and int(call[4]) >= 0:
                found += _ops(call[2], call[3], int(call[4]), root, offsets)
    return found


def _ops(name: str, given: str, result: int, root: Path, offsets: dict[int, int]) -> Iterator[Op]:
    texts = [_plain(text) for text in _TEXT.findall(given)]
    fd = _FD.match(given)
    number = int(fd[1]) if fd is not None and fd[1].isdigit() else -1
    path = _below(root, _plain(fd[2]) if fd is not None and "\\x" in fd[2] else b"")
    if name in {"open", "openat", "creat"}:
        place = _below(root, texts[0])
        offsets[result] = 0
        if place is None or "O_RDONLY" in given or "O_DIRECTORY" in given:
            return
        if "O_CREAT" in given or name == "creat":
            yield Op("create", place)
        if "O_TRUNC" in given or name == "creat":
            yield Op("truncate", place)
    elif name == "lseek":
        offsets[number] = result
    elif name in {"rename", "renameat", "renameat2", "link", "linkat"}:
        places = [_below(root, text) for text in texts[:2]]
        assert None not in places, given
        yield Op("rename" if "rename" in name else "link", str(places[0]), str(places[1]))
    elif name in {"unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"}:
        place = _below(root, texts[0])
        if place is not None:
            kind = "rmdir" if "AT_REMOVEDIR" in given else name.removesuffix("at")
            yield Op(kind, place)
    elif path is None:
        return
    elif name == "write":
        at = offsets.get(number, 0)
        offsets[number] = at + result
        yield Op("write", path, at=at, data=texts[0][:result])
    elif name == "pwrite64":
        yield Op("write", path, at=int(given.rsplit(",", 1)[1]), data=texts[0][:result])
    elif name in {"ftruncate", "truncate"}:
        yield Op("truncate", path, at=int(given.rsplit(",", 1)[1]))
    elif name in {"fsync", "fdatasync"}:
        yield Op("sync", path)
    else:
        raise AssertionError(f"a call that this does not know: {name}({given[:200]})")


def _below(root: Path, path: bytes) -> str | None:
    text = os.fsdecode(path).removesuffix("(deleted)")
    place = Path(text)
    if not place.is_absolute():
        place = root / place  # the process works in the course
    try:
        return place.relative_to(root).as_posix()
    except ValueError:
        return None


@dataclass
class _File:
    """A file's bytes as they are on the disk, and the changes that came after."""

    durable: bytes = b""
    waiting: list[Op] = field(default_factory=list)

    def content(self, changes: list[Op]) -> bytes:
        data = bytearray(self.durable)
        for change in changes:
            if change.kind == "truncate":
                data[change.at :] = b"" if change.at <= len(data) else data[change.at :]
                data.extend(bytes(change.at - len(data)) if change.at > len(data) else b"")
            else:
                if len(data) < change.at:
                    data.extend(bytes(change.at - len(data)))
                data[change.at : change.at + len(change.data)] = change.data
        return bytes(data)


class _Name(NamedTuple):
    """A change of names, the folder whose synchronising makes it durable, and the files meant."""

    op: Op
    folder: str
    file: int


class Disk:
    """Files and names as a process left them, and what of them would survive."""

    def __init__(self, before: Path) -> None:
        self._files: list[_File] = []
        self._names: dict[str, int] = {}  # as the process sees them; -1 is a folder
        for path in sorted(before.rglob("*")):
            name = path.relative_to(before).as_posix()
            self._names[name] = -1
            if path.is_file():
                self._names[name] = len(self._files)
                self._files.append(_File(path.read_bytes()))
        self._durable = dict(self._names)
        self._waiting: list[_Name] = []

    def apply(self, op: Op) -> None:
        """What the process does next."""
        folder = Path(op.path).parent.as_posix()
        if op.kind in {"write", "truncate"}:
            if op.path in self._names:  # else a file that has no name any more
                self._files[self._names[op.path]].waiting.append(op)
        elif op.kind == "sync":
            self._sync(op.path)
        elif op.kind == "create":
            if op.path not in self._names:
                self._files.append(_File())
                self._change(_Name(op, folder, len(self._files) - 1))
        else:
            self._change(_Name(op, folder, self._names.get(op.path, -1)))

    def _change(self, name: _Name) -> None:
        _rename(self._names, name)
        self._waiting.append(name)

    def _sync(self, path: str) -> None:
        number = self._names.get(path, -1)
        if number >= 0:
            file = self._files[number]
            file.durable, file.waiting = file.content(file.waiting), []
            return
        left = []
        for name in self._waiting:
            if name.folder == path:
                _rename(self._durable, name)
            else:
                left.append(name)
        self._waiting = left

    def after(self, policy: Policy, chance: random.Random) -> dict[str, bytes | None]:
        """What lies there when the power comes back: bytes by path, ``None`` for folders."""
        names = dict(self._names) if policy in {"killed", "names"} else dict(self._durable)
        if policy == "torn":
            cut = {name.folder: chance.random() for name in self._waiting}
            for place, name in enumerate(self._waiting):
                if place / len(self._waiting) < cut[name.folder]:
                    _rename(names, name)
        found: dict[str, bytes | None] = {}
        for name, number in names.items():
            parents = [parent.as_posix() for parent in Path(name).parents][:-1]
            if any(names.get(parent) != -1 for parent in parents):
                continue  # in a folder that is not there
            if number < 0:
                found[name] = None
                continue
            file = self._files[number]
            kept: list[Op] = []
            if policy == "killed":
                kept = file.waiting
            elif policy == "torn":
                kept = [_torn(one, chance) for one in file.waiting if chance.random() < 0.6]
            found[name] = file.content(kept)
        return found


def _rename(names: dict[str, int], change: _Name) -> None:
    op = change.op
    if op.kind in {"create", "mkdir"}:
        names.setdefault(op.path, change.file if op.kind == "create" else -1)
    elif op.kind in {"unlink", "rmdir"}:
        names.pop(op.path, None)
    elif op.kind == "link":
        names[op.other] = change.file
    elif op.kind == "rename":
        names.pop(op.path, None)
        names[op.other] = change.file


def _torn(op: Op, chance: random.Random) -> Op:
    """A write of which only some sectors came through, at times."""
    if op.kind != "write" or len(op.data) <= SECTOR or chance.random() < 0.5:
        return op
    return op._replace(data=op.data[: SECTOR * chance.randrange(len(op.data) // SECTOR)])


def lay_down(state: dict[str, bytes | None], root: Path, like: Path | None = None) -> None:
    """Make a folder of it; files have the times that they have in ``like``, where they are there."""
    root.mkdir(parents=True)
    for name, data in sorted(state.items()):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(data)
            if like is not None and (like / name).is_file():
                moment = (like / name).stat().st_mtime_ns
                os.utime(path, ns=(moment, moment))
