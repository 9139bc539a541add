"""CSV files by cells: read so that whatever is not changed keeps its bytes.

Row numbers count from 0 below the header.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

FEW = 20
"""A column of at most so many distinct values, each on five rows or more on average, has levels."""

DENSE = 0.2
"""Whole numbers, all different, that fill this share of their range number the rows."""

LIST = 8
"""A column of texts of at least so many words on average, each word found five times or more on
average, holds lists of words. Names, dates and addresses are shorter, or of words found once."""

MISSING = frozenset({
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
    "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
})  # fmt: skip
"""What pandas reads as a missing value."""

_CELL = re.compile(rb'"(?:[^"]|"")*"[^,\r\n]*|[^,\r\n]*')
_LINE = re.compile(rb'(?:"(?:[^"]|"")*"|[^"\r\n])*(?:\r\n|\n|\r|\Z)')
NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*\Z")
WORD = re.compile(r"[^\s,;|\[\](){}\"']+")
_MARK = re.compile(rb'[,"\r\n]')
_BOM = b"\xef\xbb\xbf"


_Given = TypeVar("_Given", bound=Hashable)
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Table:
    """A CSV file, cut at its lines. ``lines`` end as they ended; ``rows`` are those with data."""

    lines: tuple[bytes, ...]
    rows: tuple[int, ...]
    header: tuple[str, ...]

    def cells(self, row: int) -> list[bytes]:
        """The raw cells of a row, quotes included."""
        return _cells(self.lines[self.rows[row]])

    def texts(self, name: str) -> list[str]:
        """A column's cells as text; missing ones of short rows are empty."""
        place = self.header.index(name)
        return [row[place] if place < len(row) else "" for row in self._rows_of_texts]

    @functools.cached_property
    def _rows_of_texts(self) -> list[list[str]]:
        return [[text_of(cell) for cell in self.cells(row)] for row in range(len(self.rows))]


@dataclass(frozen=True)
class Column:
    """What a column of the training file holds.

    ``levels``: few distinct values, or truth values, in order of first sight. ``words``: texts
    that are lists of words; its levels are the words. ``rows``: whole numbers that number the
    rows. ``decimals`` is the most that a number is written with.
    """

    kind: Literal["number", "levels", "words", "text", "rows", "empty"]
    levels: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    whole: bool = False
    decimals: int = 0


def table_of(data: bytes) -> Table:
    """Cut a file into lines and cells. Raises nothing; a file without a header has no rows."""
    body = data.removeprefix(_BOM)
    lines = body.splitlines(keepends=True) if b'"' not in body else _quoted_lines(body)
    if len(body) != len(data) and lines:
        lines[0] = _BOM + lines[0]
    filled = [place for place, line in enumerate(lines) if line.removeprefix(_BOM).strip()]
    if not filled:
        return Table(tuple(lines), (), ())
    header = tuple(text_of(cell) for cell in _cells(lines[filled[0]].removeprefix(_BOM)))
    return Table(tuple(lines), tuple(filled[1:]), header)


def columns_of(table: Table) -> dict[str, Column]:
    """Every column by name, as the training file has it."""
    return {name: column_of(table.texts(name)) for name in table.header}


def column_of(texts: Sequence[str]) -> Column:
    """What a column's texts are."""
    there = [text for text in texts if text not in MISSING]
    if not there:
        return Column(kind="empty")
    levels = tuple(dict.fromkeys(there))
    numeric = all(NUMBER.match(text) for text in levels)
    few = len(levels) <= FEW and len(levels) * 5 <= len(there)
    if not numeric:
        words = [] if few else [word for text in there for word in WORD.findall(text)]
        distinct = tuple(dict.fromkeys(words))
        if len(words) >= LIST * len(there) and len(distinct) * 5 <= len(words):
            return Column(kind="words", levels=distinct)
        return Column(kind="levels" if few else "text", levels=levels)
    values = np.array([float(text) for text in levels])
    if not np.isfinite(values).all():
        return Column(kind="text", levels=levels)
    whole = all(text.strip().lstrip("+-").isdigit() for text in levels)
    found = Column(
        kind="levels" if few else "number",
        levels=levels,
        low=float(values.min()),
        high=float(values.max()),
        whole=whole,
        decimals=max(map(_decimals, levels)),
    )
    spread = found.high - found.low + 1
    if whole and not few and len(levels) == len(there) and len(levels) >= DENSE * spread:
        return Column(kind="rows", levels=levels, low=found.low, high=found.high, whole=True)
    return found


def row_count(data: bytes) -> int:
    """Rows with data, the header not counted."""
    return len(table_of(data).rows)


def text_of(cell: bytes) -> str:
    """A cell's text, without its quotes."""
    if cell[:1] == b'"' and cell[-1:] == b'"' and len(cell) > 1:
        cell = cell[1:-1].replace(b'""', b'"')
    return cell.decode("utf-8", "surrogateescape")


def format_number(value: float, column: Column) -> str:
    """A number as its column writes numbers."""
    return format_numbers(np.array([value]), column)[0]


def format_numbers(values: NDArray[np.float64], column: Column) -> list[str]:
    """Numbers as their column writes them; halves are rounded to even."""
    if column.whole:
        return [str(int(value)) for value in np.rint(values).tolist()]
    if column.decimals > 12:
        return [repr(value) for value in values.tolist()]
    return [f"{value:.{column.decimals}f}" for value in values.tolist()]


def with_cells(table: Table, cells: Mapping[int, list[bytes]]) -> bytes:
    """The file with other cells in these rows."""
    lines = list(table.lines)
    for row, given in cells.items():
        line = lines[table.rows[row]]
        end = line[len(line.rstrip(b"\r\n")) :]
        lines[table.rows[row]] = b",".join(given) + end
    return b"".join(lines)


def _cells(line: bytes) -> list[bytes]:
    body = line.rstrip(b"\r\n")
    if b'"' not in body:
        return body.split(b",")
    found, place = [], 0
    while place <= len(body):
        match = _CELL.match(body, place)
        if match is None or (match.end() < len(body) and body[match.end()] != ord(",")):
            return body.split(b",")  # quotes that do not pair
        found.append(match.group())
        place = match.end() + 1
    return found


def _quoted_lines(body: bytes) -> list[bytes]:
    """Lines, where quoted cells may hold line ends."""
    lines, place = [], 0
    while place < len(body):
        match = _LINE.match(body, place)
        if match is None or match.end() == place:
            lines.extend(body[place:].splitlines(keepends=True))
            break
        lines.append(match.group())
        place = match.end()
    return lines


def each_once(read: Callable[[_Given], _Found], given: Sequence[_Given]) -> list[_Found]:
    """``read`` of all of them, called once for equal ones: columns repeat themselves."""
    found = {one: read(one) for one in dict.fromkeys(given)}
    return [found[one] for one in given]


def written(text: str, like: bytes) -> bytes:
    """A cell that holds a text, in quotes where the cell before had them or it needs them."""
    data = text.encode("utf-8", "surrogateescape")
    if like[:1] == b'"' or _MARK.search(data):
        return b'"' + data.replace(b'"', b'""') + b'"'
    return data


def _decimals(text: str) -> int:
    """Digits behind the point; more than anything writes out where there is an exponent."""
    mantissa, _, exponent = text.strip().lower().partition("e")
    return 99 if exponent else len(mantissa.partition(".")[2])
