"""Whether the rows of an array are given rows of the files, and which they are by their values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from .lineage import ranks
from .tables import Matrix, Tables

SAMPLE = 300
FEWEST = 8
"""Rows, and distinct values of a column, below which an agreement may be chance."""

LIKE = 0.999
COLUMNS = 14
EXTREMES = 8
PROBE = 24
LIKELY = 4
MISSES = 3
LEAST_PRESENT = 0.5
ENOUGH = 0.98

Scaling = tuple[float, float]
RAW: Scaling = (1.0, 0.0)
MOST_SCALINGS = 6

_RANDOM = np.random.Generator(np.random.PCG64(3)).integers(1, 2**63, 4096, dtype=np.uint64) | 1


def agrees(tables: Tables, matrix: Matrix, rows: Matrix) -> bool:
    """Whether these rows of the files stand behind the rows of ``matrix``.

    Columns of many values must rise and fall with columns of the files (scaling, shifting and
    logarithms keep the order): half of them, or two. An array without such columns must be
    made of functions of the files' columns, as labels and dummies are. Of an array made of lists
    of words, how many different ones each row has is compared.
    """
    known = np.flatnonzero(rows >= 0)
    if len(known) < FEWEST or len(rows) != len(matrix):
        return False
    known = known[np.unique(np.linspace(0, len(known) - 1, SAMPLE).astype(int))]
    wide = tables.wide(matrix)
    ours = matrix[known][:, -1:] if wide else matrix[known][:, : COLUMNS * 3]
    theirs = tables.values[rows[known]][:, -1:] if wide else tables.values[rows[known]]
    theirs = theirs[:, ~np.isnan(theirs).all(axis=0)]
    many = _distinct(ours) >= FEWEST
    if many.any() and theirs.shape[1]:
        strong = theirs[:, _distinct(theirs) >= FEWEST]
        if not strong.shape[1]:
            return False
        alike = (abs(_ranked(ours[:, many]).T @ _ranked(strong)) > LIKE).any(axis=1)
        return bool(alike.mean() >= 0.5 or alike.sum() > 1)
    return _functions(ours, theirs)


def _distinct(matrix: Matrix) -> Matrix:
    ordered = np.sort(matrix, axis=0)
    return np.asarray((np.diff(ordered, axis=0) > 0).sum(axis=0) + 1)


def _ranked(matrix: Matrix) -> Matrix:
    """Ranks; a missing value takes the middle, which other values may have been put for."""
    missing = np.isnan(matrix)
    if missing.any():
        middle = np.nan_to_num(np.nanmedian(np.where(missing.all(axis=0), 0.0, matrix), axis=0))
        matrix = np.where(missing, middle, matrix)
    placed: Matrix = ranks(matrix)
    return placed


def _functions(ours: Matrix, theirs: Matrix) -> bool:
    """Whether the columns of few values are functions of columns of few values in the files."""
    varying = ours[:, _distinct(ours) > 1][:, :6]
    few = theirs[:, (_distinct(theirs) > 1) & (_distinct(theirs) <= max(2, len(theirs) // 5))]
    if not varying.shape[1] or not few.shape[1]:
        return False
    codes = [np.unique(few[:, place], return_inverse=True)[1].ravel()
             for place in range(few.shape[1])]  # fmt: skip
    made = 0
    for place in range(varying.shape[1]):
        own = np.unique(varying[:, place], return_inverse=True)[1].ravel()
        made += any(_follows(own, other) for other in codes)
    return bool(made * 2 > varying.shape[1])


def _follows(own: Matrix, other: Matrix) -> bool:
    """Whether ``own`` is a function of ``other`` and not by chance: levels repeat."""
    pairs = len(np.unique(own * (int(other.max()) + 1) + other))
    return bool(pairs == int(other.max()) + 1 and len(own) >= 2 * pairs)


def by_values(
    tables: Tables,
    matrix: Matrix,
    names: list[str] | None,
    maps: dict[int, list[Scaling]],
) -> Matrix | None:
    """Rows of the files by unique combinations of values, -1 where there is none; or ``None``.

    A column may be raw, or scaled and shifted; ``maps`` keeps what was found by file column, for
    the next array: validation rows are scaled as training rows were.
    """
    if len(matrix) < FEWEST or not tables.columns:
        return None
    sample = np.unique(np.linspace(0, len(matrix) - 1, SAMPLE).astype(int))
    strength = _distinct(matrix[sample])
    ours = np.zeros(len(matrix), dtype=np.uint64)
    theirs = np.zeros(tables.rows, dtype=np.uint64)
    used: set[int] = set()
    best: Matrix | None = None
    misses, scale = 0, RAW
    for place in np.argsort(-strength, kind="stable")[:COLUMNS]:
        named = names is not None and names[place] in tables.columns
        if strength[place] < 2 or (strength[place] < FEWEST and not named):
            break
        found: tuple[float, Matrix, tuple[Matrix, Matrix], int] | None = None
        for which, codes, scaling in _columns(tables, matrix, int(place), names, used, maps):
            if best is not None and which in tables.incomplete:
                continue  # what stands there now may have been put there
            keys = (
                ours + (codes + 2).astype(np.uint64) * _RANDOM[which],
                theirs + (tables.distinct(which)[1] + 2).astype(np.uint64) * _RANDOM[which],
            )
            present, rows = _joined(*keys)
            if present >= LEAST_PRESENT and (found is None or present > found[0]):
                found, scale = (present, rows, keys, which), scaling
        if found is None:
            misses += 1
            if misses > MISSES and best is None:
                return None
            continue
        present, best, (ours, theirs), which = found
        used.add(which)
        if scale != RAW and scale not in maps.setdefault(which, []):
            maps[which].append(scale)
        if (best >= 0).mean() >= ENOUGH * present:
            return best
    return best if best is not None and (best >= 0).mean() >= LEAST_PRESENT else None


def _joined(ours: Matrix, theirs: Matrix) -> tuple[float, Matrix]:
    """The share of keys that ``theirs`` has, and the row with the same key if there is only one."""
    keys, first, counts = np.unique(theirs, return_index=True, return_counts=True)
    place = np.minimum(np.searchsorted(keys, ours), len(keys) - 1)
    hit = keys[place] == ours
    return float(hit.mean()), np.where(hit & (counts[place] == 1), first[place], -1)


def _candidates(
    tables: Tables, place: int, names: list[str] | None, matrix: Matrix, used: set[int]
) -> list[int]:
    """Columns of the files that a column may be, likely ones first."""
    if names is not None and names[place] in tables.columns:
        return [tables.columns.index(names[place])]
    total = len(tables.columns)
    likely = [place, place + 1]
    if matrix.shape[1] == total - 1:  # one is left out: the target, or an identifier
        likely = [place + 1, place]
    # Dummies come behind the columns of numbers, and text is often left out.
    numeric = [at for at, name in enumerate(tables.columns) if name not in tables.levels]
    likely += numeric[place : place + 2]
    ordered = dict.fromkeys((*likely, *range(total)))
    return [column for column in ordered if column < total and column not in used]


def _columns(  # noqa: PLR0917 - what an array and a column are
    tables: Tables, matrix: Matrix, place: int, names: list[str] | None, used: set[int],
    maps: dict[int, list[Scaling]],
) -> Iterator[tuple[int, Matrix, Scaling]]:  # fmt: skip
    """The files' columns that this one may be, raw or scaled, and its values' places there.

    The place is -1 for a value that the file does not have.
    """
    column = matrix[:, place]
    present = column[np.isfinite(column)]
    if len(present) < FEWEST:
        return
    probe = np.unique(present[np.linspace(0, len(present) - 1, PROBE).astype(int)])
    if len(probe) < 2:
        return
    candidates = _candidates(tables, place, names, matrix, used)
    for which in candidates:
        kept = tables.distinct(which)[0]
        for scaling in (RAW, *maps.get(which, ())):
            if len(kept) >= 2 and _within(kept * scaling[0] + scaling[1], probe):
                yield which, _places(kept * scaling[0] + scaling[1], column), scaling
                break
    for which in candidates[:LIKELY]:
        kept = tables.distinct(which)[0]
        if len(kept) >= FEWEST and len(probe) >= FEWEST:
            for slope, shift in islice(_scalings(kept, present, probe), MOST_SCALINGS):
                yield which, _places(kept * slope + shift, column), (slope, shift)


def _scalings(kept: Matrix, present: Matrix, probe: Matrix) -> Iterator[Scaling]:
    """Slopes and shifts that take the file's values to the array's: extremes go to extremes.

    Values at equal distances may be taken there in more than one way.
    """
    low, high = float(present.min()), float(present.max())
    if low == high:
        return
    ends = min(EXTREMES, len(kept) // 2)
    for total in range(2 * ends - 1):
        for lower in range(max(0, total - ends + 1), min(total, ends - 1) + 1):
            bottom, top = float(kept[lower]), float(kept[len(kept) - 1 - (total - lower)])
            slope = (high - low) / (top - bottom) if top > bottom else 0.0
            if slope and _within(kept * slope + (low - bottom * slope), probe):
                yield slope, low - bottom * slope


def _within(values: Matrix, probe: Matrix) -> bool:
    """Whether all values of ``probe`` are among ``values`` (in order), but for float noise."""
    return bool((_places(values, probe) >= 0).all())


def _places(values: Matrix, column: Matrix) -> Matrix:
    """The place of each value of ``column`` among ``values``, -1 where it is not there."""
    filled = np.nan_to_num(column, nan=np.inf)
    after = np.clip(np.searchsorted(values, filled), 1, len(values) - 1)
    nearer = filled - values[after - 1] < values[after] - filled
    place = after - nearer
    noise = 2e-6 * max(float(np.abs(values).max()), 1e-30)
    return np.where(np.abs(values[place] - filled) <= noise, place, -1)


def row_keys(matrix: Matrix) -> Matrix:
    """A number for each row by its values as ``float32``: equal rows, equal numbers."""
    plain = np.ascontiguousarray(matrix, dtype=np.float32) + np.float32(0.0)  # no minus zero
    bits = plain.view(np.uint32).astype(np.uint64)
    keys: Matrix = (bits * _RANDOM[: matrix.shape[1]]).sum(axis=1, dtype=np.uint64)
    return keys
