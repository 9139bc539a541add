"""Tables whose rows are other than they were: pure functions from a CSV file's bytes to bytes.

Only changed cells differ; every other byte stays, so that a program reads the same types, the
same missing values and the same number of rows. Row numbers count from 0 below the header.
What is random comes from a seed: the same call gives the same bytes.
"""

from __future__ import annotations

import functools
import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FEW = 20
"""A column of at most so many distinct values, each on five rows or more on average, has levels."""

BEYOND = 0.1
"""How far beyond the training range some numbers move, as a share of the range's width."""

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
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*\Z")
_WORD = re.compile(r"[^\s,;|\[\](){}\"']+")
_BOM = b"\xef\xbb\xbf"


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
    numeric = all(_NUMBER.match(text) for text in levels)
    few = len(levels) <= FEW and len(levels) * 5 <= len(there)
    if not numeric:
        words = [] if few else [word for text in there for word in _WORD.findall(text)]
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


def changed(  # noqa: PLR0917 - what to change, how, and how far
    data: bytes, rows: Sequence[int], columns: Mapping[str, Column], seed: int,
    keep: frozenset[str] = frozenset(), beyond: float = BEYOND,
) -> bytes:  # fmt: skip
    """The file with other features in ``rows``; columns named in ``keep`` stay.

    Numbers move within the training range of ``columns``, some ``beyond`` (a share of its width),
    each on its own side of zero. Levels are exchanged so that none disappears from the rows, and
    so are the words of texts that are lists of words. Other texts, and columns that number the
    rows, change places.
    """
    table = table_of(data)
    chosen = sorted({row for row in rows if 0 <= row < len(table.rows)})
    cells = {row: table.cells(row) for row in chosen}
    vary = _varying(columns, beyond)
    for place, name in enumerate(table.header):
        column = columns.get(name)
        here = [row for row in chosen if place < len(cells[row])]
        old = [text_of(cells[row][place]) for row in here]
        there = [at for at, text in enumerate(old) if text not in MISSING]
        if name in keep or column is None or not there:
            continue
        random = np.random.default_rng([seed, zlib.crc32(name.encode("utf-8", "surrogatepass"))])
        new = vary(column)([old[at] for at in there], column, random)
        for at, text in zip(there, new, strict=True):
            if text != old[at]:
                cells[here[at]][place] = _written(text, cells[here[at]][place])
    return _with(table, cells)


def planted(test: bytes, train: bytes, pairs: Mapping[int, int]) -> bytes:
    """The test file with copies of training rows: ``pairs`` are test row to training row.

    Columns are matched by name, cells copied as they are written; others stay.
    """
    table, source = table_of(test), table_of(train)
    places = {name: place for place, name in enumerate(source.header)}
    cells = {}
    for row, like in pairs.items():
        if not (0 <= row < len(table.rows) and 0 <= like < len(source.rows)):
            continue
        given, taken = table.cells(row), source.cells(like)
        for place, name in enumerate(table.header):
            if name in places and place < len(given) and places[name] < len(taken):
                given[place] = taken[places[name]]
        cells[row] = given
    return _with(table, cells)


def flipped(data: bytes, rows: Sequence[int], column: str, *, classes: bool) -> bytes:
    """The file with other labels in ``rows``: the next class, or the number on the other side.

    A number is mirrored within the range of its column; one in the middle becomes the largest.
    """
    table = table_of(data)
    if column not in table.header:
        return data
    place, known = table.header.index(column), column_of(table.texts(column))
    levels = sorted(known.levels)
    following = dict(zip(levels, [*levels[1:], *levels[:1]], strict=True))
    cells = {}
    for row in sorted({row for row in rows if 0 <= row < len(table.rows)}):
        given = table.cells(row)
        text = text_of(given[place]) if place < len(given) else ""
        if text in MISSING:
            continue
        if classes or known.kind not in {"number", "rows", "levels"} or not _NUMBER.match(text):
            new = following[text]
        else:
            new = format_number(known.low + known.high - float(text), known)
            if float(new) == float(text):
                new = format_number(known.high, known)
        if new != text:
            given[place] = _written(new, given[place])
            cells[row] = given
    return _with(table, cells)


def text_of(cell: bytes) -> str:
    """A cell's text, without its quotes."""
    if cell[:1] == b'"' and cell[-1:] == b'"' and len(cell) > 1:
        cell = cell[1:-1].replace(b'""', b'"')
    return cell.decode("utf-8", "surrogateescape")


def format_number(value: float, column: Column) -> str:
    """A number as its column writes numbers."""
    if column.whole:
        return str(round(value))
    return f"{value:.{column.decimals}f}" if column.decimals <= 12 else repr(float(value))


_Vary = Callable[[list[str], Column, np.random.Generator], list[str]]


def _varying(columns: Mapping[str, Column], beyond: float) -> Callable[[Column], _Vary]:
    """How a column varies. Numbers of rows keep to themselves unless there is nothing else."""
    others = any(column.kind in {"number", "levels", "words"} for column in columns.values())

    def vary(column: Column) -> _Vary:
        if column.kind == "number" or (column.kind == "rows" and not others):
            return functools.partial(_numbers, beyond=beyond)
        if column.kind == "words":
            return _words
        return _levels if column.kind == "levels" else _exchanged

    return vary


def _numbers(
    old: list[str], column: Column, random: np.random.Generator, beyond: float
) -> list[str]:
    values = np.array([float(text) if _NUMBER.match(text) else math.nan for text in old])
    sides = np.sign(values)
    new = np.empty_like(values)
    for side in (-1.0, 0.0, 1.0):
        new[sides == side] = _moved(values[sides == side], side, column, random, beyond)
    return [
        text if math.isnan(value) else _kept_side(value, was, text, column)
        for text, value, was in zip(old, new, values, strict=True)
    ]


def _moved(
    values: NDArray[np.float64],
    side: float,
    column: Column,
    random: np.random.Generator,
    beyond: float,
) -> NDArray[np.float64]:
    """Numbers of one side of zero, each somewhere else there; the outermost end a bit beyond."""
    low = max(column.low, 0.0) if side > 0 else column.low
    high = min(column.high, 0.0) if side < 0 else column.high
    width = high - low
    if not side or width <= 0 or not len(values):
        return values
    share = ((values - low) / width + random.uniform(0.15, 0.85, len(values))) % 1.0
    moved = low + width * share
    whole = column.high - column.low
    outermost = high if side > 0 else low
    if beyond:
        out = random.permutation(len(values))[: max(1, len(values) // 10)]
        moved[out] = outermost + side * whole * beyond * random.uniform(0.5, 1.0, len(out))
    return np.asarray(moved, dtype=np.float64)


def _kept_side(value: float, was: float, text: str, column: Column) -> str:
    """The number written out; the old one where rounding would take it to zero or to its place."""
    if value == was:
        return text
    new = format_number(value, column)
    if np.sign(float(new)) != np.sign(was):
        step = 1.0 if column.whole else 10.0**-column.decimals
        new = format_number(float(np.sign(was)) * step, column)
    return new if float(new) != was else text


def _levels(old: list[str], column: Column, random: np.random.Generator) -> list[str]:
    """Each value's next level; those that would be lost to the rows are given back."""
    levels = sorted(column.levels)
    step = int(random.integers(1, len(levels))) if len(levels) > 1 else 0
    places = {level: place for place, level in enumerate(levels)}
    new = [levels[(places[text] + step) % len(levels)] if text in places else text for text in old]
    counts: dict[str, int] = {}
    for text in new:
        counts[text] = counts.get(text, 0) + 1
    for level in dict.fromkeys(old):
        if counts.get(level):
            continue
        # A row that has it today keeps it, where that takes no other level away.
        for at, text in enumerate(old):
            if text == level and counts[new[at]] > 1:
                counts[new[at]] -= 1
                new[at] = level
                counts[level] = counts.get(level, 0) + 1
                break
    return new if set(old) <= set(new) else _exchanged(old, column, random)


def _words(old: list[str], column: Column, random: np.random.Generator) -> list[str]:
    """Texts of as many words, each word another one; none is lost to the rows.

    How many rows hold a word changes, so that whatever counts words (their document frequencies,
    the most common ones) moves; which words there are does not, as with levels.
    """
    words = [word for text in old for word in _WORD.findall(text)]
    levels = sorted(column.levels)
    step = int(random.integers(1, len(levels))) if len(levels) > 1 else 0
    following = {word: levels[(at + step) % len(levels)] for at, word in enumerate(levels)}
    new = [following.get(word, word) for word in words]
    counts = Counter(new)
    lost = [word for word in dict.fromkeys(words) if word not in counts]
    for at in random.permutation(len(words)):
        if not lost:
            break
        if counts[new[at]] > 1:
            counts[new[at]] -= 1
            new[at] = lost.pop()
    told = iter(new)
    return [_WORD.sub(lambda _: next(told), text) for text in old]


def _exchanged(old: list[str], column: Column, random: np.random.Generator) -> list[str]:
    """The same texts at other places."""
    del column
    return list(np.roll(np.array(old, dtype=object), int(random.integers(1, max(2, len(old))))))


def _with(table: Table, cells: Mapping[int, list[bytes]]) -> bytes:
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


def _written(text: str, like: bytes) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    if like[:1] == b'"' or any(mark in data for mark in (b",", b'"', b"\n", b"\r")):
        return b'"' + data.replace(b'"', b'""') + b'"'
    return data


def _decimals(text: str) -> int:
    """Digits behind the point; more than anything writes out where there is an exponent."""
    mantissa, _, exponent = text.strip().lower().partition("e")
    return 99 if exponent else len(mantissa.partition(".")[2])
