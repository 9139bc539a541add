"""Evidence packed tightly: against other evidence of the same assignment, and checked when read.

A cohort's evidence is mostly the same: the rows of the split, the scaled features, the names of
layers. Zstandard takes one submission's evidence (the *basis*) as a dictionary for the others',
and what is left of 200 kB is about 10, in less time than writing them would take. A basis is kept
twice, by the digest of its content: many depend on it.

Packed bytes begin with 0xC1, which no MessagePack does, so what earlier versions wrote is read
as it is. A checksum of what is packed says when the disk has changed it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graders.errors import StoreError
from graders.files import write_aside

if TYPE_CHECKING:
    import zstandard

_MAGIC = b"\xc1g1"
_NO_BASIS = bytes(32)
_HEAD = len(_MAGIC) + len(_NO_BASIS)
_CHECKSUM = 4
_LEVEL, _PLAIN_LEVEL = 3, 1
"""Pictures and weights do not pack, and a notebook is small: level 3 would gain 3 % there."""
MOST_BYTES = 2**31
"""Packed bytes that say they are more are damaged: no evidence is."""
_SMALL = 16_384
"""Evidence below it is no basis: a run that ended at once has little in common with others."""
_HELPS = 10
"""A basis helps where it leaves at most a tenth."""
_MOST_BASES = 8
_BASIS_BYTES = 8 * 2**20


class _Basis(NamedTuple):
    digest: bytes
    marks: frozenset[str]
    common: zstandard.ZstdCompressionDict
    pack: zstandard.ZstdCompressor


Marks = Callable[[bytes], frozenset[str]]
"""What is told apart in data that is to be packed: it goes with the basis that shares most."""


class Packing:
    """Packs and unpacks with the bases in ``<state>/basis/``; one folder for each group."""

    def __init__(self, folder: Path, marks: Marks = lambda _: frozenset()) -> None:
        self._folder, self._marks = folder, marks
        self._groups: dict[str, list[_Basis]] = {}

    def packed(self, data: bytes, group: str, marks: frozenset[str] = frozenset()) -> bytes:
        """``data`` packed against what its group has in common; the basis is on the disk first.

        The first of a group is its basis, and one that is like none before becomes another.
        """
        bases = self._groups.get(group)
        if bases is None:
            bases = self._groups[group] = list(self._known(group))
        enough = len(data) // _HELPS
        best = b""
        if marks:
            bases.sort(key=lambda one: -len(one.marks & marks))
        for place, basis in enumerate(bases):
            found = _frame(basis.digest, basis.pack.compress(data))
            if not best or len(found) < len(best):
                best = found
            if len(best) <= enough:
                # The one that helped is tried first for the next.
                bases.insert(0, bases.pop(place))
                return best
        if _SMALL <= len(data) <= _BASIS_BYTES and len(bases) < _MOST_BASES:
            basis = self._new(data, group)
            bases.insert(0, basis)
            return _frame(basis.digest, basis.pack.compress(data))
        return best or plainly_packed(data)

    def unpacked(self, data: bytes) -> bytes:
        """What :meth:`packed` was given. Raises :class:`StoreError` where it is damaged."""
        if data[:_HEAD].endswith(_NO_BASIS) or not data.startswith(_MAGIC):
            return plainly_unpacked(data)
        import zstandard

        digest = data[len(_MAGIC) : _HEAD]
        own = (one.common for ones in self._groups.values() for one in ones if one.digest == digest)
        common = next(own, None) or _read_basis(self._folder, digest.hex())
        return _decompressed(data, zstandard.ZstdDecompressor(dict_data=common))

    def _known(self, group: str) -> Iterator[_Basis]:
        folder = self._folder / _named(group)
        if folder.is_dir():
            for path in sorted(folder.glob("*.basis"))[:_MOST_BASES]:
                data = path.read_bytes()
                if hashlib.sha256(data).hexdigest() == path.stem:
                    yield _basis(data, self._marks(data))

    def _new(self, data: bytes, group: str) -> _Basis:
        name = f"{hashlib.sha256(data).hexdigest()}.basis"
        place = self._folder / _named(group) / name
        write_aside(place.with_suffix(".copy"), data)
        write_aside(place, data)
        return _basis(data, self._marks(data))


def plainly_packed(data: bytes) -> bytes:
    """``data`` packed on its own."""
    return _frame(_NO_BASIS, _plain().compress(data))


def plainly_unpacked(data: bytes) -> bytes:
    """What :func:`plainly_packed` was given, or ``data`` that is not packed.

    Raises :class:`StoreError` where it is damaged.
    """
    if not data.startswith(_MAGIC):
        return data
    import zstandard

    return _decompressed(data, zstandard.ZstdDecompressor())


@lru_cache(maxsize=1)
def _plain() -> zstandard.ZstdCompressor:
    import zstandard

    return zstandard.ZstdCompressor(level=_PLAIN_LEVEL)


def _frame(digest: bytes, packed: bytes) -> bytes:
    return _MAGIC + digest + zlib.crc32(packed).to_bytes(_CHECKSUM, "big") + packed


def _decompressed(data: bytes, reader: zstandard.ZstdDecompressor) -> bytes:
    import zstandard

    frame = data[_HEAD + _CHECKSUM :]
    if zlib.crc32(frame) != int.from_bytes(data[_HEAD : _HEAD + _CHECKSUM], "big"):
        raise StoreError("it was changed on the disk")
    try:
        size = zstandard.frame_content_size(frame)
        if not 0 <= size <= MOST_BYTES:
            raise StoreError("its size is impossible")
        return reader.decompress(frame)
    except (zstandard.ZstdError, MemoryError) as problem:
        raise StoreError(f"it is damaged: {problem}") from problem


def _basis(data: bytes, marks: frozenset[str]) -> _Basis:
    import zstandard

    common = zstandard.ZstdCompressionDict(data, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    common.precompute_compress(level=_LEVEL)
    writer = zstandard.ZstdCompressor(dict_data=common)
    return _Basis(hashlib.sha256(data).digest(), marks, common, writer)


@lru_cache(maxsize=16)
def _read_basis(folder: Path, digest: str) -> zstandard.ZstdCompressionDict:
    """A basis from the disk, or its copy. Raises :class:`StoreError` where both are damaged."""
    import zstandard

    for path in folder.glob(f"*/{digest}.*"):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == digest:
            return zstandard.ZstdCompressionDict(data, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    raise StoreError(f"what it was packed against ({digest[:12]}) is missing or damaged")


def _named(group: str) -> str:
    """A group's folder: an assignment's name may be no file name."""
    return hashlib.sha256(group.encode()).hexdigest()[:16]
