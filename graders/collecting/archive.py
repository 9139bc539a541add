"""Archives from strangers, unpacked without letting a name become a path.

Every file is written under a number into a folder of ours; its name is only text until
:mod:`graders.collecting.placing` has looked at it. An archive that no learning platform would
make (absolute paths, ``..``, links, devices, encryption, overlapping or too many members) is
refused as a whole. What one student can bring about (a file that is too large, an archive within
the archive) costs that file only.
"""

from __future__ import annotations

import contextlib
import lzma
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import IO, cast

from graders.collecting.bounded import Bounded
from graders.collecting.naming import composed, decoded
from graders.collecting.source import (
    LIMITS,
    Limits,
    Member,
    Source,
    archive_ending,
    is_archive,
    skipped,
)
from graders.errors import CollectionError, StoreError
from graders.model.evidence import Remark
from graders.reports.plain import printable

_DAMAGES = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, struct.error,
    NotImplementedError, OverflowError, ValueError,
)  # fmt: skip
_CHUNK = 1 << 20
_READ = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_FIXED_HEADER = 30


def unpack(path: Path, aside: Path, zone: tzinfo, limits: Limits = LIMITS) -> Source:
    """The files of a ZIP or (compressed) tar archive, written into the folder ``aside``.

    Times without a zone, as ZIPs have them, are taken to be of ``zone``. Raises
    :class:`CollectionError` where the archive is refused, with the member and the reason;
    :class:`StoreError` where the disk refuses.
    """
    archive = printable(path.name)
    try:
        with _opened(path) as stream:
            # By its first bytes: a tar whose last member is a ZIP would pass for one by its end.
            zipped = stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}
            stream.seek(0)
            if zipped:
                return _unzip(stream, archive, aside, zone, limits)
            return _untar(stream, archive, aside, limits)
    except _DAMAGES as problem:
        raise CollectionError(
            "archive-damaged", archive=archive, problem=printable(str(problem))[:200]
        ) from problem
    except OSError as problem:
        if problem.errno is not None:
            where = printable(str(problem.filename or path))
            raise StoreError(f"{where} cannot be read or written: {problem.strerror}.") from problem
        # gzip says in an OSError without a number that the data are not its own.
        said = printable(str(problem))[:200]
        raise CollectionError("archive-damaged", archive=archive, problem=said) from problem


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise CollectionError("source-no-file", source=printable(str(path)))
        yield stream


class _Writer:
    """Takes members one by one and keeps count of what they add up to."""

    def __init__(self, archive: str, aside: Path, limits: Limits) -> None:
        self._archive, self._aside, self._limits = archive, aside, limits
        self._bytes = self._count = 0
        self.members: list[Member] = []
        aside.mkdir(parents=True, exist_ok=True)

    def refuse(self, key: str, path: str, **facts: str | float) -> CollectionError:
        return CollectionError(key, archive=self._archive, file=printable(path)[:200], **facts)

    def look_at(self, path: str) -> str:
        """The name without empty parts. Raises for one that leads out of any folder."""
        self._count += 1
        if self._count > self._limits.members:
            raise CollectionError(
                "archive-too-many", archive=self._archive, limit=self._limits.members
            )
        if path.startswith("/") or path[1:2] == ":":
            raise self.refuse("archive-absolute", path)
        if ".." in path.split("/"):
            raise self.refuse("archive-upwards", path)
        if "\0" in path:
            raise self.refuse("archive-odd-name", path)
        return "/".join(part for part in path.split("/") if part not in {"", "."})

    def add(self, path: str, size: int, packed: int | None, when: datetime | None) -> Path | None:
        """Where a member's data are to be written; None where it is left out."""
        self._bytes += size
        if self._bytes > self._limits.total_bytes:
            megabytes = self._limits.total_bytes // 2**20
            raise self.refuse("archive-too-large", path, limit=megabytes)
        if size > self._limits.file_bytes:
            limit = self._limits.file_bytes // 2**20
            self.leave_out(path, "collect-too-large", limit=limit)
            return None
        unpacked_too_far = packed is not None and size > max(1, packed) * self._limits.ratio
        if unpacked_too_far and size > self._limits.ratio_from:
            self.leave_out(path, "collect-bomb", ratio=self._limits.ratio)
            return None
        file = self._aside / f"{len(self.members):06d}"
        self.members.append(Member(path=path, file=file, size=size, modified=when))
        return file

    def leave_out(self, path: str, key: str, **facts: str | float) -> None:
        problem = Remark(key=key, facts={"file": printable(path.rpartition("/")[2])[:200], **facts})
        self.members.append(Member(path=path, problem=problem))

    def write(self, file: Path, stream: IO[bytes], size: int) -> None:
        """Copy a member. zipfile and tarfile hand out no more than it said, and check the rest."""
        path = self.members[-1].path
        left = size
        with file.open("xb") as out:
            while left:
                data = stream.read(min(_CHUNK, left))
                if not data:
                    raise self.refuse("archive-cut-off", path)
                out.write(data)
                left -= len(data)
        if is_archive(file, path):
            file.unlink()
            self.members.pop()
            self.leave_out(path, "collect-nested")

    def source(self) -> Source:
        return Source(name=self._archive, members=tuple(self.members))


def _unzip(stream: IO[bytes], archive: str, aside: Path, zone: tzinfo, limits: Limits) -> Source:
    writer = _Writer(archive, aside, limits)
    with zipfile.ZipFile(stream) as opened:
        infos = opened.infolist()
        if len(infos) > limits.members:
            raise CollectionError("archive-too-many", archive=archive, limit=limits.members)
        _refuse_overlaps(infos, writer)
        for info, name in zip(infos, _names(infos), strict=True):
            path = writer.look_at(composed(name.replace("\\", "/")))
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
                raise writer.refuse("archive-special", path)
            if info.orig_filename.endswith(("/", "\\")) or kind == stat.S_IFDIR or skipped(path):
                continue
            if info.flag_bits & _ENCRYPTED:
                raise writer.refuse("archive-encrypted", path)
            if archive_ending(path):
                writer.leave_out(path, "collect-nested")
                continue
            if info.compress_type not in _READ:
                raise writer.refuse("archive-method", path, method=info.compress_type)
            when = _zip_time(info, zone)
            file = writer.add(path, info.file_size, info.compress_size, when)
            if file is not None:
                with opened.open(info) as data:
                    writer.write(file, data, info.file_size)
    return writer.source()


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Members' names; those without the UTF-8 bit are decoded together."""
    unstated = [info for info in infos if not info.flag_bits & _UTF8]
    # zipfile has read these as code page 437, which turns every byte into some character.
    texts = iter(decoded([info.orig_filename.encode("cp437") for info in unstated]))
    return [info.orig_filename if info.flag_bits & _UTF8 else next(texts) for info in infos]


def _refuse_overlaps(infos: list[zipfile.ZipInfo], writer: _Writer) -> None:
    """Members that share bytes: a few kilobytes can so claim to be terabytes (Fifield 2019)."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise writer.refuse("archive-overlap", info.orig_filename)
        end = info.header_offset + _FIXED_HEADER + info.compress_size


def _zip_time(info: zipfile.ZipInfo, zone: tzinfo) -> datetime | None:
    """A member's time: exact where Info-ZIP's extra field 0x5455 has it, else local, to 2 s."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 0x5455 and len(field) >= 5 and field[0] & 1:
            return datetime.fromtimestamp(struct.unpack("<i", field[1:5])[0], UTC)
    try:
        return datetime(*info.date_time, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _untar(stream: IO[bytes], archive: str, aside: Path, limits: Limits) -> Source:
    writer = _Writer(archive, aside, limits)
    with (
        Bounded.unpacking(stream, archive, limits) as bounded,
        tarfile.open(
            fileobj=cast("IO[bytes]", bounded),
            mode="r|",
            encoding="utf-8",
            errors="surrogateescape",
        ) as opened,
    ):
        while (info := opened.next()) is not None:
            raw = info.name.encode("utf-8", "surrogateescape")
            path = writer.look_at(composed(decoded([raw])[0].replace("\\", "/")))
            if info.isdir():
                continue
            if not info.isreg() or info.issparse():
                raise writer.refuse("archive-special", path)
            bounded.allow(info.size)
            if skipped(path):
                continue
            if archive_ending(path):
                writer.leave_out(path, "collect-nested")
                continue
            file = writer.add(path, info.size, None, _tar_time(info))
            data = opened.extractfile(info)
            if file is not None and data is not None:
                writer.write(file, data, info.size)
    return writer.source()


def _tar_time(info: tarfile.TarInfo) -> datetime | None:
    try:
        return datetime.fromtimestamp(info.mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return None
