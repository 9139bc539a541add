"""A stream that unpacks while it is read, and never gives more than it was allowed to."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
from collections.abc import Callable, Iterator
from typing import IO, cast

from graders.collecting.source import Limits
from graders.errors import CollectionError

_PACKED: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda packed: cast("IO[bytes]", gzip.GzipFile(fileobj=packed)),
    b"BZ": lambda packed: cast("IO[bytes]", bz2.BZ2File(packed)),
    b"\xfd7": lambda packed: cast("IO[bytes]", lzma.LZMAFile(packed)),  # noqa: SIM115 - by whoever calls
}


class Bounded:
    """What ``tarfile`` reads from. Headers have a budget of their own beside the members' sizes.

    A header may announce an extended header of any length, which ``tarfile`` reads into memory:
    a few kilobytes of gzip could ask for gigabytes.
    """

    def __init__(self, stream: IO[bytes], archive: str, limits: Limits) -> None:
        self._stream, self._archive, self._limits = stream, archive, limits
        self._left = limits.header_bytes
        self._total = 0

    @classmethod
    @contextlib.contextmanager
    def unpacking(cls, stream: IO[bytes], archive: str, limits: Limits) -> Iterator[Bounded]:
        """The bytes of a tar archive, unpacked where they are packed by gzip, bzip2 or xz."""
        opener = _PACKED.get(stream.read(2))
        stream.seek(0)
        if opener is None:
            yield cls(stream, archive, limits)
            return
        with opener(stream) as unpacked:
            yield cls(unpacked, archive, limits)

    def allow(self, size: int) -> None:
        """A member of ``size`` bytes may now be read, and its neighbour's header."""
        if size > self._limits.total_bytes:
            raise self._too_large()
        self._left = size + self._limits.header_bytes

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes. Raises :class:`CollectionError` where the budget is spent."""
        if size < 0 or size > self._left:
            size = self._left + 1
        data = self._stream.read(size)
        self._left -= len(data)
        self._total += len(data)
        if self._left < 0 or self._total > 2 * self._limits.total_bytes:
            raise self._too_large()
        return data

    def _too_large(self) -> CollectionError:
        limit = self._limits.total_bytes // 2**20
        return CollectionError("archive-too-large", archive=self._archive, file="-", limit=limit)
