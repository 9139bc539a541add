"""Scores counted into bars, and the numbers that say where they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

BARS = 24
"""A bar for each whole point up to this many points; beyond, wider bars."""


class Bar(NamedTuple):
    """Scores from ``low`` to below ``high``; the last bar holds full marks and above alone."""

    low: float
    high: float
    students: int


class Distribution(NamedTuple):
    """Bars from 0 to full marks; quartiles and mean, None without scores."""

    bars: tuple[Bar, ...]
    lower: float | None
    median: float | None
    upper: float | None
    mean: float | None


def distribution(scores: Sequence[float], possible: float) -> Distribution:
    """Count ``scores`` of ``possible`` points. Every score is in exactly one bar."""
    width = 1 if possible <= BARS else math.ceil(possible / 20)
    below = math.ceil(possible / width) if possible > 0 else 0
    counts = [0] * (below + 1)
    for score in scores:
        full = score >= possible
        counts[below if full else max(0, int(score // width))] += 1
    bars = tuple(
        Bar(place * width, min((place + 1) * width, possible), count)
        for place, count in enumerate(counts[:-1])
    )
    bars += (Bar(possible, possible, counts[-1]),)
    if not scores:
        return Distribution(bars, None, None, None, None)
    lower, median, upper = (float(one) for one in np.quantile(scores, (0.25, 0.5, 0.75)))
    return Distribution(bars, lower, median, upper, float(np.mean(scores)))
