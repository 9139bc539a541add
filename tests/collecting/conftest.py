"""Archives as platforms make them, and as nobody should."""

from __future__ import annotations

import io
import shutil
import struct
import tarfile
import zipfile
from zoneinfo import ZoneInfo

import nbformat
import pytest

from graders.collecting.archive import unpack
from graders.collecting.source import LIMITS

SEOUL = ZoneInfo("Asia/Seoul")


def notebook(text="x = 1"):
    """A small notebook, told apart by its text."""
    cell = nbformat.v4.new_code_cell(text, id="a")
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()


class RawInfo(zipfile.ZipInfo):
    """A member whose name is these bytes, with or without the UTF-8 bit."""

    raw: bytes | None = None
    bits = 0

    def _encodeFilenameFlags(self):  # noqa: N802 - zipfile's
        if self.raw is None:
            return super()._encodeFilenameFlags()
        return self.raw, self.flag_bits | self.bits


def member(
    name,
    *,
    raw=None,
    mode=0o100644,
    when=(2026, 3, 1, 9, 30, 0),
    method=zipfile.ZIP_DEFLATED,
    bits=0,
    utc=None,
):
    info = RawInfo(name, when)
    info.raw, info.bits = raw, bits
    info.external_attr = mode << 16
    info.compress_type = method
    info.create_system = 3
    if utc is not None:
        info.extra = struct.pack("<HHBi", 0x5455, 5, 1, utc)
    return info


def zipped(files):
    """A ZIP of ``files``: names or members made by :func:`member`, with their bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files:
            opened.writestr(name if isinstance(name, zipfile.ZipInfo) else member(name), data)
    return out.getvalue()


def tarred(files, mode="w:gz"):
    """A tar of ``files``: names or TarInfos, with their bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as opened:
        for name, data in files:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data) if info.isreg() else 0
            info.mtime = info.mtime or 1_772_323_200
            opened.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.fixture
def unpacked(tmp_path):
    """Unpacks bytes, and says what came out."""

    def do(data, name="work.zip", limits=LIMITS):
        archive = tmp_path / name
        archive.write_bytes(data)
        aside = tmp_path / "aside"
        shutil.rmtree(aside, ignore_errors=True)
        return unpack(archive, aside, SEOUL, limits)

    return do
