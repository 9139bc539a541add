"""A table as a learning platform or a spreadsheet wrote it: read, and written back as it was.

Platforms differ in encoding (UTF-8 with and without a byte order mark, UTF-16 from Blackboard,
cp949 from a Korean Excel), in delimiters and line ends; a file that goes back has to keep its own.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from graders.errors import UsageError
from graders.model.values import Struct
from graders.reports.plain import printable

_BYTES = 64 * 2**20
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Sheet(Struct, frozen=True, kw_only=True):
    """Rows of text, the first of them the header, and how they were written."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\n"
    quoted: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """The columns' names."""
        return self.rows[0]

    def column(self, *names: str) -> int | None:
        """The place of the first of these columns that is there; small and big letters are one."""
        there = [name.strip().casefold() for name in self.header]
        return next(
            (there.index(name.casefold()) for name in names if name.casefold() in there), None
        )

    def encoded(self) -> bytes:
        """The file's bytes, in the encoding and with the line ends that it came with."""
        out = io.StringIO()
        writer = csv.writer(
            out,
            delimiter=self.delimiter,
            lineterminator=self.line_end,
            quoting=csv.QUOTE_ALL if self.quoted else csv.QUOTE_MINIMAL,
        )
        writer.writerows(self.rows)
        return out.getvalue().encode(self.encoding, "backslashreplace")


def read_sheet(path: Path) -> Sheet:
    """A CSV or tab-separated file. Raises :class:`UsageError` where it is none, or not there."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _BYTES else None
    except OSError as problem:
        raise UsageError(f"{printable(str(path))} cannot be read: {problem.strerror}.") from None
    if data is None:
        raise UsageError(f"{printable(str(path))} is larger than {_BYTES // 2**20} MB.")
    text, encoding = _text(data, path)
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise UsageError(f"{printable(str(path))} is no table: {problem}.") from None
    rows = [row for row in rows if row]
    if not rows:
        raise UsageError(f"{printable(str(path))} is empty; it should begin with a header.")
    return Sheet(
        name=printable(path.name),
        rows=tuple(tuple(row) for row in rows),
        encoding=encoding,
        delimiter=delimiter,
        line_end="\r\n" if "\r\n" in text else "\n",
        quoted=_all_quoted(first, delimiter),
    )


def _all_quoted(line: str, delimiter: str) -> bool:
    """Whether every column's name stands in quotes, as Blackboard writes them."""
    names = line.strip("\ufeff\r\n").split(delimiter)
    return all(name.startswith('"') and name.endswith('"') and len(name) > 1 for name in names)


def _text(data: bytes, path: Path) -> tuple[str, str]:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp949"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UsageError(
        f"{printable(str(path))} is neither UTF-8, UTF-16 nor cp949 text. Save it as CSV UTF-8."
    )
