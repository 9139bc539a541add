"""Answers held against hidden targets, so coarsely that no hidden row can be read off.

A student may know which answer was given for which row: the program can print it. What must not
be found out is the target of a single row, also by answering one row otherwise than all others.
Three rules, after the threshold rule and the rounding of tables in statistical disclosure control
(A. Hundepool et al., *Statistical Disclosure Control*, Wiley 2012):

1. Where fewer than ``LEAST`` rows got the same answer (the same class, or a value in the same
   bin), nothing is said about their targets; nor is the sum over targets, from which they
   could be had as a difference.
2. Every count is rounded to a multiple of ``BASE``; a count of 1 to ``BASE - 1`` is shown as
   "fewer than ``BASE``", as a count of 0 that others stand beside is.
3. Bins of numbers are cut by the training targets, which students hold, never by the least or
   largest hidden one; what is beyond counts in the outermost bin.

One page is protected so. A student who hands in again and again learns from each score as well,
which a course limits by the number of attempts that it publishes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEAST = 10
BASE = 5
CLASSES = 12
"""A table of more classes is no picture."""
BINS = 8


class Count(NamedTuple):
    """A cell: ``rows`` rounded, or ``None`` where fewer than ``BASE``; ``shade`` is 0 to 5."""

    rows: int | None
    shade: int


class Answered(NamedTuple):
    """The rows that got one answer. ``counts`` go by target; ``None`` where they are too few."""

    counts: tuple[Count, ...] | None


class Table(NamedTuple):
    """One row for each answer. ``labels`` are classes; ``edges`` those of bins, one more than bins.

    ``rows`` is how many hidden rows there are.
    """

    labels: tuple[str, ...]
    answered: tuple[Answered, ...]
    rows: int
    edges: tuple[float, ...] = ()


def confusion(
    truth: NDArray[np.int64], answers: NDArray[np.int64], labels: tuple[str, ...]
) -> Table | None:
    """Classes 0..k-1 against classes. ``None`` where there are too many, or too few rows."""
    classes = len(labels)
    if not 2 <= classes <= CLASSES or len(truth) < 2 * LEAST or truth.shape != answers.shape:
        return None
    if np.any((truth < 0) | (truth >= classes)):
        return None
    counts = np.zeros((classes, classes), dtype=np.int64)
    within = (answers >= 0) & (answers < classes)
    np.add.at(counts, (answers[within], truth[within]), 1)
    return Table(labels, _protected(counts), len(truth))


def binned(
    truth: NDArray[np.float64], answers: NDArray[np.float64], train: NDArray[np.float64]
) -> Table | None:
    """Values against values, in as many bins as there are rows for.

    ``None`` where there are too few rows, or where training targets are all the same.
    """
    finite = train[np.isfinite(train)]
    bins = min(BINS, int(np.sqrt(len(truth) / BASE)))
    if bins < 3 or not len(finite) or truth.shape != answers.shape:
        return None
    # The middle 98 %: a single far value would leave all others in one bin.
    low, high = (float(value) for value in np.quantile(finite, (0.01, 0.99)))
    if not high > low:
        return None
    edges = np.linspace(low, high, bins + 1)
    usable = np.isfinite(truth) & np.isfinite(answers)
    counts = np.zeros((bins, bins), dtype=np.int64)
    places = [np.digitize(values[usable], edges[1:-1]) for values in (answers, truth)]
    np.add.at(counts, (places[0], places[1]), 1)
    return Table((), _protected(counts), len(truth), tuple(float(edge) for edge in edges))


def _protected(counts: NDArray[np.int64]) -> tuple[Answered, ...]:
    most = max(int(counts.max()), 1)
    return tuple(
        Answered(tuple(_count(int(cell), most) for cell in row) if row.sum() >= LEAST else None)
        for row in counts
    )


def _count(cell: int, most: int) -> Count:
    if cell < BASE:
        return Count(None, 0)
    rounded = BASE * round(cell / BASE)
    return Count(rounded, min(5, 1 + int(4 * rounded / most)))
