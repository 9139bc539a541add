"""Tables whose rows are other than they were: pure functions from a CSV file's bytes to bytes.

Only changed cells differ; every other byte stays, so that a program reads the same types, the
same missing values and the same number of rows. Row numbers count from 0 below the header.
What is random comes from a seed: the same call gives the same bytes.
"""

from __future__ import annotations

import functools
import math
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graders.running.experiments.csv_table import (
    MISSING,
    NUMBER,
    WORD,
    Column,
    column_of,
    each_once,
    format_number,
    format_numbers,
    table_of,
    text_of,
    with_cells,
    written,
)

BEYOND = 0.1
"""How far beyond the training range some numbers move, as a share of the range's width."""


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
        if name in keep or column is None:
            continue
        here = [row for row in chosen if place < len(cells[row])]
        texts = each_once(text_of, [cells[row][place] for row in here])
        there = [(row, text) for row, text in zip(here, texts, strict=True) if text not in MISSING]
        if not there:
            continue
        random = np.random.default_rng([seed, zlib.crc32(name.encode("utf-8", "surrogatepass"))])
        new = vary(column)([text for _, text in there], column, random)
        for (row, old), text in zip(there, new, strict=True):
            if text != old:
                cells[row][place] = written(text, cells[row][place])
    return with_cells(table, cells)


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
    return with_cells(table, cells)


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
        if classes or known.kind not in {"number", "rows", "levels"} or not NUMBER.match(text):
            new = following[text]
        else:
            new = format_number(known.low + known.high - float(text), known)
            if float(new) == float(text):
                new = format_number(known.high, known)
        if new != text:
            given[place] = written(new, given[place])
            cells[row] = given
    return with_cells(table, cells)


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
    values = np.array(each_once(_number, old), dtype=np.float64)
    sides = np.sign(values)
    moved = values.copy()
    for side in (-1.0, 0.0, 1.0):
        moved[sides == side] = _moved(values[sides == side], side, column, random, beyond)
    there = np.flatnonzero(~np.isnan(values) & (moved != values)).tolist()
    new = list(old)
    for at, text in zip(there, _kept_sides(moved[there], values[there], column), strict=True):
        new[at] = text or old[at]
    return new


def _number(text: str) -> float:
    return float(text) if NUMBER.match(text) else math.nan


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


def _kept_sides(moved: NDArray[np.float64], old: NDArray[np.float64], column: Column) -> list[str]:
    """The numbers written out; empty where rounding would take one to its place.

    One that rounding would take to zero, or over it, is the smallest of its side.
    """
    texts = format_numbers(moved, column)
    read = np.array(each_once(float, texts), dtype=np.float64)
    sides = np.sign(old)
    step = 1.0 if column.whole else 10.0**-column.decimals
    smallest = {side: format_number(side * step, column) for side in (-1.0, 0.0, 1.0)}
    for at in np.flatnonzero(np.sign(read) != sides).tolist():
        texts[at] = smallest[sides[at]]
        read[at] = float(texts[at])
    for at in np.flatnonzero(read == old).tolist():
        texts[at] = ""
    return texts


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
    words = [word for text in old for word in WORD.findall(text)]
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
    return [WORD.sub(lambda _: next(told), text) for text in old]


def _exchanged(old: list[str], column: Column, random: np.random.Generator) -> list[str]:
    """The same texts at other places."""
    del column
    return list(np.roll(np.array(old, dtype=object), int(random.integers(1, max(2, len(old))))))
