"""Contents by kind and key, many in one file: what is written together is one *pack* on the disk.

A file of its own for each content is most of what storing hundreds a second would cost. A pack is
written aside, put on the disk, moved in under the next number, and never changed; the index says
where in it a content lies. Each entry also says itself what it is, so that rows which were lost,
with the index or because a writer was killed before it could add them, are made anew from packs.
"""

from __future__ import annotations

import contextlib
import os
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from graders.errors import StoreError
from graders.files import make_folder, new_aside, sync_folder, unwritten

if TYPE_CHECKING:
    from graders.cohort.index import Index

Kind = Literal["evidence", "large", "files"]
KINDS: tuple[Kind, ...] = ("evidence", "large", "files")
_SUFFIX = ".pack"
_NAME = re.compile(r"(?P<number>0[0-9]{7}|[1-9][0-9]{7,14})\.pack")
_MOST = 10**15 - 1
_HEAD = struct.Struct(">4sBHQ")
"""Before each content: a mark, its kind's place in ``KINDS``, bytes of its key and of itself."""
_MARK = b"\xc1gp1"


class Entry(NamedTuple):
    """Where a content lies: ``size`` bytes from ``start`` on in the pack of this number."""

    kind: Kind
    key: str
    pack: int
    start: int
    size: int


class _Group:
    """The pack that is being written."""

    def __init__(self, folder: Path, number: int) -> None:
        make_folder(folder)
        self.number = number
        self.place = folder / f"{number:08d}{_SUFFIX}"
        self.entries: dict[tuple[str, str], Entry] = {}
        self.path, self._stream = _opened(folder)
        self._end = 0

    def add(self, kind: Kind, key: str, data: bytes) -> None:
        """Append a content. Raises ``OSError``."""
        name = key.encode()
        self._stream.write(_HEAD.pack(_MARK, KINDS.index(kind), len(name), len(data)) + name)
        self._stream.write(data)
        start = self._end + _HEAD.size + len(name)
        self.entries[kind, key] = Entry(kind, key, self.number, start, len(data))
        self._end = start + len(data)

    def read(self, entry: Entry) -> bytes:
        """A content that waits. Raises ``OSError``."""
        self._stream.flush()
        return _read(self.path, entry)

    def settle(self, *, first: bool) -> None:
        """Have it on the disk under its name. Raises ``OSError``.

        With the ``first`` that is written, the folder's own name: it may have been made just now.
        """
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self.path.replace(self.place)
        sync_folder(str(self.place.parent))
        if first:
            sync_folder(str(self.place.parent.parent))

    def drop(self) -> None:
        """Take away what is not to be kept."""
        with contextlib.suppress(OSError):  # of what was not written yet, on a disk that is full
            self._stream.close()
        with contextlib.suppress(OSError):
            self.path.unlink()


class Packs:
    """The packs in ``<state>/packs/``, and ``<state>/<kind>/`` that earlier versions wrote."""

    def __init__(self, state: Path, index: Index) -> None:
        self._state, self._index = state, index
        self._folder = state / "packs"
        self._paths = f"{self._folder}{os.sep}"
        self._loose_kinds = {kind for kind in KINDS if (state / kind).is_dir()}
        self._together = False
        self._group: _Group | None = None
        self._last = 0
        self._synced = False

    def write(self, kind: Kind, key: str, data: bytes) -> None:
        """Keep a content durably; inside :meth:`together` at its end. Raises :class:`StoreError`.

        What was kept under this kind and key before gives way to it.
        """
        if not self._together:
            with self.together():
                self.write(kind, key, data)
            return
        try:
            if self._group is None:
                self._group = _Group(self._folder, self._next())
            self._group.add(kind, key, data)
        except OSError as problem:
            self._drop()
            raise unwritten(self._folder, problem) from problem

    def there(self, kind: Kind, key: str) -> bool:
        """Whether a content is kept, or will be when the group ends."""
        return (
            (self._group is not None and (kind, key) in self._group.entries)
            or self._index.entry(kind, key) is not None
            or (kind in self._loose_kinds and self._loose(kind, key).is_file())
        )

    def read(self, kind: Kind, key: str) -> bytes:
        """A content, of one that waits too. Raises ``OSError`` where it is missing or cut off."""
        waiting = self._group.entries.get((kind, key)) if self._group is not None else None
        if waiting is not None and self._group is not None:
            return self._group.read(waiting)
        entry = self._index.entry(kind, key)
        if entry is None:
            return self._loose(kind, key).read_bytes()
        try:
            return self._read(entry)
        except FileNotFoundError:
            # One who only reads may find a pack gone that a writer took away in this moment.
            later = self._index.entry(kind, key)
            if later is None or later == entry:
                raise
            return self._read(later)

    @contextmanager
    def together(self) -> Iterator[None]:
        """One pack for all that is written inside, on the disk at the end; then the rows.

        Where the block raises, what was written is kept all the same, unless it is a
        :class:`StoreError`: then nothing is.
        """
        if self._together:
            yield
            return
        self._together = True
        try:
            try:
                yield
            except StoreError:
                self._drop()
                raise
            finally:
                self._settle()
        finally:
            self._together = False

    def mend(self) -> None:
        """Have the rows agree with the packs that are there. For the one writer, as it begins.

        A pack without rows was finished by a writer that was killed, or the index is another one.
        A pack whose contents have all given way to later ones goes, if it could be read to its end.
        """
        there = self._listed()
        known = self._index.packs()
        self._last = max([0, *there, *known])
        with self._index.writing():
            self._index.remove_packs([number for number in known if number not in there])
            for number in sorted(there.keys() - known):
                with contextlib.suppress(OSError):  # the next writer tries again
                    entries, whole = _entries(there[number], number)
                    self._index.add_pack(number, entries, whole=whole)
            gone = self._index.empty_packs()
            self._index.remove_packs(gone)
        for number in gone:
            with contextlib.suppress(OSError):
                self._place(number).unlink()

    def _settle(self) -> None:
        group, self._group = self._group, None
        if group is None:
            return
        try:
            group.settle(first=not self._synced)
            self._synced = True
        except OSError as problem:
            group.drop()
            raise unwritten(group.place, problem) from problem
        with self._index.writing():
            self._index.add_pack(group.number, list(group.entries.values()))

    def _drop(self) -> None:
        group, self._group = self._group, None
        if group is not None:
            group.drop()

    def _next(self) -> int:
        if not self._last:
            self._last = max([0, *self._listed(), *self._index.packs()])
        if self._last >= _MOST:
            raise StoreError(f"{self._place(self._last)} is none of ours. Move it aside.")
        self._last += 1
        return self._last

    def _listed(self) -> dict[int, Path]:
        """The packs that are there: files of names that this module gives."""
        try:
            with os.scandir(self._folder) as found:
                named = [(_NAME.fullmatch(one.name), one) for one in found]
                return {
                    int(name["number"]): Path(one) for name, one in named if name and one.is_file()
                }
        except FileNotFoundError:
            return {}
        except OSError as problem:
            raise unwritten(self._folder, problem) from problem

    def _read(self, entry: Entry) -> bytes:
        try:
            return _read(f"{self._paths}{entry.pack:08d}{_SUFFIX}", entry)
        except (TypeError, ValueError, struct.error) as problem:  # a row that the disk has changed
            raise OSError(f"where it lies is damaged: {problem}") from problem

    def _place(self, number: int) -> Path:
        return self._folder / f"{number:08d}{_SUFFIX}"

    def _loose(self, kind: Kind, key: str) -> Path:
        return self._state / kind / key[:2] / key


def _opened(folder: Path) -> tuple[Path, BinaryIO]:
    try:
        path = Path(new_aside(str(folder), b""))
        return path, path.open("wb", buffering=2**20)
    except OSError as problem:
        raise unwritten(folder, problem) from problem


def _read(path: Path | str, entry: Entry) -> bytes:
    name = entry.key.encode()
    head = _HEAD.pack(_MARK, KINDS.index(entry.kind), len(name), entry.size) + name
    first = entry.start - len(head)
    # As it is on the disk: of a cohort's contents each is read once.
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a path object costs more
        found = b""
        if 0 <= first < entry.start + entry.size <= os.fstat(stream.fileno()).st_size:
            stream.seek(first)
            found = stream.read(len(head) + entry.size)
    if len(found) != len(head) + entry.size:
        raise OSError(f"{path} is cut off")
    if not found.startswith(head):
        raise OSError(f"{path} has something else there")
    return found[len(head) :]


def _entries(path: Path, number: int) -> tuple[list[Entry], bool]:
    """What a pack says of itself, and whether that is all of it.

    It is read up to its end or the first thing that is none of ours. Of one kind and key the last
    counts. Raises ``OSError``.
    """
    found: dict[tuple[str, bytes], Entry] = {}
    size, end = path.stat().st_size, 0
    with path.open("rb") as stream:
        while len(head := stream.read(_HEAD.size)) == _HEAD.size:
            mark, place, length, count = _HEAD.unpack(head)
            name = stream.read(length)
            start = end + _HEAD.size + length
            if mark != _MARK or place >= len(KINDS) or start + count > size:
                break
            kind = KINDS[place]
            found[kind, name] = Entry(kind, name.decode("utf-8", "replace"), number, start, count)
            end = stream.seek(start + count)
    return list(found.values()), end == size
