"""Bytes that claim to be a notebook, decoded without trusting any of them.

Only what grading needs is ever built: a cell's type, its source and nbgrader's grade id. Outputs,
attachments and other metadata, which are most of a notebook, are skipped by the decoder without
allocating. Ids and names read here are claims; nothing is used as a path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec
from msgspec import Raw

from graders.errors import SubmissionError
from graders.model.evidence import Remark

NOTEBOOK_BYTES = 64 * 2**20
"""More is not parsed: outputs gone wild, or an attack."""
CELLS = 2_000
CHARACTERS = 4_000_000
"""All sources together; a term's work is a hundredth of it."""
_METADATA_BYTES = 100_000
_ORDERLY_BYTES = 2**20
_LONGEST_ID = 128
_FORGIVEN_BYTES = 4 * 2**20
_STRICT_BYTES = 16 * 2**20
_ARCHIVE = b"PK\x03\x04"
_NOTHING = Raw(b"null")

_TOKEN = re.compile(
    rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|-?\bInfinity\b|\bNaN\b',
    re.DOTALL,
)
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_BYTE = re.compile(r"\(byte (\d+)\)")


class GivenCell(NamedTuple):
    """A cell as it was handed in. ``grade_id`` is what its metadata claims, or empty."""

    type: str
    source: str
    grade_id: str = ""


@dataclass(frozen=True, slots=True)
class GivenNotebook:
    """A notebook as it was handed in, and what had to be forgiven to read it."""

    cells: tuple[GivenCell, ...]
    remarks: tuple[Remark, ...] = ()


class _Notebook(msgspec.Struct):
    nbformat: Raw = _NOTHING
    cells: Raw = _NOTHING
    worksheets: Raw = _NOTHING


class _Cell(msgspec.Struct):
    cell_type: Raw = _NOTHING
    source: Raw = _NOTHING
    input: Raw = _NOTHING
    level: Raw = _NOTHING
    metadata: Raw = _NOTHING


class _Nbgrader(msgspec.Struct, frozen=True):
    grade_id: str = ""


class _Metadata(msgspec.Struct, frozen=True):
    nbgrader: _Nbgrader = _Nbgrader()


class _OrderlyCell(msgspec.Struct):
    """A cell of format 4 as Jupyter writes it: nearly all of them, and read at once."""

    cell_type: Literal["code", "markdown", "raw"]
    source: str | list[str]
    metadata: _Metadata = _Metadata()


class _OrderlyNotebook(msgspec.Struct):
    nbformat: Literal[4]
    cells: list[_OrderlyCell]


class _Sheet(msgspec.Struct):
    cells: Raw


class _Marked(msgspec.Struct):
    cell_type: Raw


_NOTEBOOK = msgspec.json.Decoder(_Notebook)
_LIST = msgspec.json.Decoder(list[Raw])
_MARKED = msgspec.json.Decoder(list[_Marked])
_CELL = msgspec.json.Decoder(_Cell)
_ORDERLY_CELL = msgspec.json.Decoder(_OrderlyCell)
_ORDERLY_NOTEBOOK = msgspec.json.Decoder(_OrderlyNotebook)
# Format 3 allowed for several sheets, and nobody ever wrote more than one.
_SHEETS = msgspec.json.Decoder(tuple[_Sheet])
_LEVEL = msgspec.json.Decoder(int)
_TEXT = msgspec.json.Decoder(str | list[str])


def decode_notebook(data: bytes) -> GivenNotebook:
    """The cells of a notebook of format 4, or of format 3, which was written until 2015.

    Raises :class:`SubmissionError`, and nothing else, for whatever cannot be read: too large, too
    many cells, not UTF-8, not JSON, nested too deeply, no notebook, another version.
    """
    if len(data) > NOTEBOOK_BYTES:
        raise SubmissionError(
            "submission-too-large",
            file="notebook",
            megabytes=round(len(data) / 2**20, 1),
            limit=NOTEBOOK_BYTES // 2**20,
        )
    data, remarks = _utf8(data)
    if not data.strip():
        raise SubmissionError("submission-empty")
    orderly = _orderly(data)
    if orderly is not None:
        return GivenNotebook(cells=orderly, remarks=tuple(remarks))
    whole = _parsed(data)
    version = _version(whole)
    if version == 3:
        remarks.append(Remark(key="submission-format", facts={"version": version}))
    try:
        listed = whole.cells if version == 4 else _SHEETS.decode(whole.worksheets)[0].cells
        raw_cells = _elements(listed)
    except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
        raise SubmissionError("submission-not-a-notebook") from problem
    if len(raw_cells) > CELLS:
        raise SubmissionError("submission-too-many-cells", cells=len(raw_cells), limit=CELLS)
    cells = []
    odd = []
    characters = 0
    for place, raw in enumerate(raw_cells):
        cell, clean = _cell(raw, version)
        characters += len(cell.source)
        if characters > CHARACTERS:
            raise SubmissionError(
                "submission-too-much-text", place=place + 1, limit=CHARACTERS // 1_000_000
            )
        cells.append(cell)
        if not clean:
            odd.append(str(place + 1))
    if odd:
        remarks.append(Remark(key="cell-source-not-text", facts={"places": ", ".join(odd[:20])}))
    return GivenNotebook(cells=tuple(cells), remarks=tuple(remarks))


def _orderly(data: bytes) -> tuple[GivenCell, ...] | None:
    """The cells of a notebook that is as Jupyter writes it: nearly all, and read at once.

    ``None`` for any other, and for one that comes near a limit: that is read with more care.
    """
    if len(data) > _ORDERLY_BYTES:
        return None
    try:
        cells = _ORDERLY_NOTEBOOK.decode(data).cells
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None
    given = tuple(_given(cell) for cell in cells) if len(cells) <= CELLS else ()
    return given or None


def _given(cell: _OrderlyCell) -> GivenCell:
    text = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    name = cell.metadata.nbgrader.grade_id
    return GivenCell(cell.cell_type, text, name if len(name) <= _LONGEST_ID else "")


def _elements(cells: Raw) -> list[Raw]:
    """The cells, undecoded. A list of millions of nothings is found out before it is built."""
    data = bytes(cells)
    if len(data) > _FORGIVEN_BYTES:
        marked = data.count(b'"cell_type"')
        if marked > 20 * CELLS:
            raise SubmissionError("submission-too-many-cells", cells=marked, limit=CELLS)
        found = _MARKED.decode(data)
        if len(found) > CELLS:
            raise SubmissionError("submission-too-many-cells", cells=len(found), limit=CELLS)
    return _LIST.decode(data)


def _utf8(data: bytes) -> tuple[bytes, list[Remark]]:
    """The same text as UTF-8 without a byte order mark, and what was converted."""
    encoding = ""
    if data.startswith(b"\xef\xbb\xbf"):
        encoding, shown = "utf-8-sig", "UTF-8 with a byte order mark"
    elif data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        encoding, shown = "utf-32", "UTF-32"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, shown = "utf-16", "UTF-16"
    elif data[:4:2] in {b"{\n", b"{\r", b"{ ", b'{"'} and data[1:4:2] == b"\0\0":
        encoding, shown = "utf-16-le", "UTF-16"
    try:
        if not encoding:
            data.decode()
            return data, []
        text = data.decode(encoding)
        return text.encode(), [Remark(key="submission-encoding", facts={"encoding": shown})]
    except UnicodeError as problem:
        if data.startswith(_ARCHIVE):
            raise SubmissionError("submission-archive") from problem
        place = problem.start if isinstance(problem, UnicodeDecodeError) else 0
        raise SubmissionError("submission-not-utf8", byte=place) from problem


def _parsed(data: bytes) -> _Notebook:
    try:
        return _NOTEBOOK.decode(data)
    except RecursionError as problem:
        raise SubmissionError("submission-too-deep") from problem
    except msgspec.ValidationError as problem:
        raise SubmissionError("submission-not-a-notebook") from problem
    except msgspec.DecodeError as problem:
        first = problem
    mended = strict_json(data)
    if mended != data:
        try:
            return _NOTEBOOK.decode(mended)
        except RecursionError as problem:
            raise SubmissionError("submission-too-deep") from problem
        except msgspec.ValidationError as problem:
            raise SubmissionError("submission-not-a-notebook") from problem
        except msgspec.DecodeError as problem:
            first = problem
    raise _not_json(data, first) from first


def strict_json(data: bytes) -> bytes:
    """JSON as Python's json module writes and reads it, turned into JSON as it is defined.

    Two things differ: NaN and Infinity (a plot's output) become 0, which no reader here looks
    at, and half of a surrogate pair (a cut emoji) becomes the replacement character. Both keep
    their length, so that nothing is copied. More than 16 MB are left as they are.
    """
    if len(data) > _STRICT_BYTES:
        return data
    if not any(odd in data for odd in (b"NaN", b"Infinity", b"\\ud", b"\\uD")):
        return data
    mended = bytearray(data)
    for token in _TOKEN.finditer(data):
        start, end = token.span()
        if data[start] != ord('"'):
            mended[start:end] = b"0".ljust(end - start)
        elif b"\\u" in data[start:end]:
            for escape in _ESCAPE.finditer(data, start, end):
                if escape.group("half") is not None:
                    mended[escape.start() : escape.end()] = b"\\ufffd"
    return bytes(mended)


def _not_json(data: bytes, problem: msgspec.DecodeError) -> SubmissionError:
    start = data[:1000].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        return SubmissionError("submission-web-page")
    if data.startswith(_ARCHIVE):
        return SubmissionError("submission-archive")
    if start.startswith(b"{") and "truncated" in str(problem):
        return SubmissionError("submission-truncated", kilobytes=round(len(data) / 1024, 1))
    place = _BYTE.search(str(problem))
    byte = int(place.group(1)) if place else 0
    return SubmissionError("submission-not-json", line=data.count(b"\n", 0, byte) + 1)


def _version(whole: _Notebook) -> int:
    """The notebook's format: 3 or 4; any other is refused."""
    try:
        version = msgspec.json.decode(whole.nbformat, type=int)
    except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
        raise SubmissionError("submission-not-a-notebook") from problem
    if version in {3, 4}:
        return version
    if 0 < version < 3:
        raise SubmissionError("submission-old-version", version=version)
    if 4 < version < 100:
        raise SubmissionError("submission-new-version", version=version)
    raise SubmissionError("submission-not-a-notebook")


def _cell(raw: Raw, version: int) -> tuple[GivenCell, bool]:
    """A cell, and whether it was one in good order; what is not becomes an empty raw cell."""
    if version == 4 and len(bytes(raw)) <= _METADATA_BYTES:
        try:
            cell = _ORDERLY_CELL.decode(raw)
        except (msgspec.MsgspecError, RecursionError, ValueError):
            pass
        else:
            return _given(cell), True
    try:
        fields = _CELL.decode(raw)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return GivenCell(type="raw", source=""), False
    kind = _text(fields.cell_type)
    source = _text(fields.source)
    if version == 3 and kind == "code":
        source = _text(fields.input)
    elif version == 3 and kind == "heading" and source is not None:
        kind, source = "markdown", f"{'#' * _level(fields.level)} {source}"
    known = kind in {"code", "markdown", "raw"}
    if not known or source is None:
        clean = (kind or "") in {"code", "markdown", "raw", "heading"} and source is not None
        return GivenCell(type="raw", source=source or ""), clean
    return GivenCell(type=kind or "raw", source=source, grade_id=_grade_id(fields.metadata)), True


def _level(raw: Raw) -> int:
    """A heading's level, 1 to 6; 1 where there is none."""
    try:
        return min(max(_LEVEL.decode(raw), 1), 6)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return 1


def _text(raw: Raw) -> str | None:
    """A string, or a list of strings joined; ``None`` for anything else."""
    try:
        value = _TEXT.decode(raw)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None
    return value if isinstance(value, str) else "".join(value)


def _grade_id(metadata: Raw) -> str:
    data = bytes(metadata)
    if len(data) > _METADATA_BYTES or b"grade_id" not in data:
        return ""
    try:
        value = msgspec.json.decode(data)["nbgrader"]["grade_id"]
    except (msgspec.MsgspecError, ValueError, RecursionError, LookupError, TypeError):
        return ""
    return value if isinstance(value, str) and len(value) <= _LONGEST_ID else ""
