"""Columns that reached a library call: raw as they stand in the file, or scaled."""

from __future__ import annotations

from graders.model.evidence import DataInfo
from graders.model.reference import FeatureColumn

_WIDE_SPREAD = 10.0
"""A column whose standard deviation is beyond this is called raw whatever it is. Scalers leave
about 1, RobustScaler up to about 5 on a heavy tail."""
_FAR_MEAN, _FAR_SPREAD = 10.0, 1.5
"""So is one that lies this far from 0 with at least this spread; a logarithm may lie far out
(log of 10^6 is 13.8), but its spread is small."""


def complete(x: DataInfo) -> bool:
    """Whether the statistics of every column are known."""
    return 0 < len(x.mean) == len(x.std) == len(x.minimum) == len(x.maximum)


def far(x: DataInfo) -> list[int]:
    """Columns that are raw whatever they are."""
    return [
        place
        for place in range(len(x.mean))
        if x.std[place] > _WIDE_SPREAD
        or (abs(x.mean[place]) > _FAR_MEAN and x.std[place] > _FAR_SPREAD)
    ]


def untouched(x: DataInfo, features: tuple[FeatureColumn, ...]) -> list[int]:
    """Columns that stand as in the file, where that is all of them that are not within [-1, 1]."""
    wide = [
        place for place in range(len(x.mean)) if max(-x.minimum[place], x.maximum[place]) > 1.001
    ]
    # The first that is another one decides; a wide table has thousands of pairs to compare.
    return wide if all(source(x, place, features) is not None for place in wide) else []


def source(x: DataInfo, place: int, features: tuple[FeatureColumn, ...]) -> FeatureColumn | None:
    """The file's column that this one is a part of, row-wise, with its values unchanged."""
    for column in features:
        # One that is standardised in the file already looks the same after scaling.
        if column.std <= 0 or (abs(column.mean) < 0.5 and 0.5 < column.std < 2):
            continue
        if not abs(x.mean[place] - column.mean) <= 0.25 * column.std:
            continue
        if not 0.7 * column.std <= x.std[place] <= 1.4 * column.std:
            continue
        slack = 1e-6 * max(1.0, abs(column.minimum), abs(column.maximum))
        if (
            column.minimum - slack <= x.minimum[place]
            and x.maximum[place] <= column.maximum + slack
        ):
            return column
    return None


def shown(x: DataInfo, place: int, features: tuple[FeatureColumn, ...]) -> str:
    """A column's name in the file, or its number from 1."""
    found = source(x, place, features)
    return found.name if found is not None else f"#{place + 1}"
