"""Whether training rows were scaled by statistics of the whole file, wherever those came from.

An experiment changes rows and looks at what moves. Constants that were worked out elsewhere and
typed in do not move; but rows that are known show by their figures what they were scaled by.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graders.checks import columns, file_rows
from graders.checks.arrays import numbers
from graders.model.evidence import DataInfo, Evidence, FitRecord
from graders.model.reference import FeatureColumn

_FILE = "data/train.csv"
_AT_LEAST = 3
"""Columns that one scaling gives away. One or two may have bounds that everybody knows."""
_CLOSE = 1e-5
"""Relative to a column's range: networks are given single precision."""
_DIGITS = 3
"""An extreme with fewer significant digits may be a bound that the subject sets: 0, 100, 1990."""


class _Figures(NamedTuple):
    """Of every column, over the same rows: shape (columns,) each."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    mean: NDArray[np.float64]
    std: NDArray[np.float64]

    def form(self) -> NDArray[np.float64]:
        """What shifting and stretching leave as it is, shape (columns, 2); NaN: a constant column.

        Where in its range a column's mean lies, and what part of the range its spread is.
        """
        width = self.high - self.low
        return np.stack([(self.mean - self.low) / width, self.std / width], axis=1)

    def own(self) -> bool:
        """Whether every column is as it would be if it were scaled by these rows alone."""
        extremes = (np.abs(self.low) < _CLOSE) & (np.abs(self.high - 1) < _CLOSE)
        return bool(np.all(extremes | (np.abs(self.mean) < _CLOSE) | (self.low == self.high)))


class _File(NamedTuple):
    """Columns without gaps: their names, whether extremes are no round bounds, and their values.

    ``table`` has shape (rows, columns).
    """

    names: tuple[str, ...]
    odd: NDArray[np.bool_]
    table: NDArray[np.float64]
    figures: _Figures


def scaled_by_all(
    evidence: Evidence, fits: Sequence[FitRecord], features: tuple[FeatureColumn, ...]
) -> tuple[str, ...]:
    """The file's columns whose figures over all rows scaled what a training was given.

    Empty unless three or more columns were scaled by the smallest and largest value of all rows,
    or by their mean and standard deviation; named are those of which the rows that any of the
    trainings was given (of folds that is all of them) have others. Needs to know which rows these
    are.
    """
    with np.errstate(all="ignore"):  # whatever a student's process says of its figures
        asked = [(x, given) for fit in fits if (x := fit.x) and (given := _given(x)) is not None]
        file = _file(features) if asked else None
        if file is None:
            return ()
        every = [rows for fit in fits if (rows := _rows(evidence, fit.x)) is not None]
        together = np.unique(np.concatenate(every)) if every else np.empty(0, np.int64)
        if not 0 < together.size < len(file.table) or together[-1] >= len(file.table):
            return ()
        theirs = _figures(file.table[together])
        for x, given in asked:
            rows = _rows(evidence, x)
            if rows is not None and rows.size == x.shape[0]:
                same = rows.size == together.size
                found = _told(given, theirs if same else _figures(file.table[rows]), theirs, file)
                if found:
                    return found
    return ()


def _given(x: DataInfo) -> _Figures | None:
    """The figures of a training's rows; ``None`` where they are unknown, or their own alone."""
    if not columns.complete(x):
        return None
    given = _Figures(*map(np.asarray, (x.minimum, x.maximum, x.mean, x.std)))
    return None if given.own() else given


def _rows(evidence: Evidence, x: DataInfo | None) -> NDArray[np.int64] | None:
    return file_rows.known(evidence, x.digest).get(_FILE) if x is not None else None


# A cohort's submissions are held against the same file.
@lru_cache(maxsize=16)
def _file(features: tuple[FeatureColumn, ...]) -> _File | None:
    known = [
        (column.name, values)
        for column in features
        if (values := numbers(column.values)) is not None and np.all(np.isfinite(values))
    ]
    if len(known) < _AT_LEAST:
        return None
    table = np.stack([values for _, values in known], axis=1)
    figures = _figures(table)
    odd = [
        max(_digits(low), _digits(high)) >= _DIGITS
        for low, high in zip(figures.low, figures.high, strict=True)
    ]
    return _File(tuple(name for name, _ in known), np.array(odd), table, figures)


def _figures(table: NDArray[np.float64]) -> _Figures:
    return _Figures(table.min(axis=0), table.max(axis=0), table.mean(axis=0), table.std(axis=0))


def _told(given: _Figures, own: _Figures, theirs: _Figures, file: _File) -> tuple[str, ...]:
    """The columns that bear figures of all rows, and not ``theirs``, if there are enough.

    ``given`` are ``own`` after scaling; columns are found again by what scaling leaves alone.
    """
    every, count = file.figures, len(file.table)
    same = np.abs(given.form()[:, None] - own.form()[None]).max(axis=2) < _CLOSE
    place, at = np.nonzero(same)
    scale = (own.high[at] - own.low[at]) / (given.high[place] - given.low[place])
    shift = own.low[at] - given.low[place] * scale
    width = every.high[at] - every.low[at]
    close = _CLOSE * width
    by_moments = np.abs(shift - every.mean[at]) < close
    # Divided by the number of rows or by one less.
    by_moments &= np.abs(scale - every.std[at]) < every.std[at] / count + close
    by_extremes = (np.abs(shift - every.low[at]) < close) & (np.abs(scale - width) < close)
    by_extremes &= file.odd[at]
    differ = np.where(
        by_moments,
        np.abs(theirs.mean[at] - every.mean[at]) > close,
        np.maximum(theirs.low[at] - every.low[at], every.high[at] - theirs.high[at]) > close,
    )
    known = by_moments | by_extremes
    if np.unique(at[known]).size < _AT_LEAST:
        return ()
    return tuple(file.names[number] for number in np.unique(at[known & differ]))


def _digits(value: float) -> int:
    """Significant digits."""
    return len(f"{abs(value):.11e}".split("e")[0].replace(".", "").rstrip("0"))
