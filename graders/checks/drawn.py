"""Where a curve's numbers stand in the figures of a run, and what a reader would call it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from graders.checks.arrays import Numbers, numbers
from graders.model.evidence import Evidence
from graders.model.figure import AxesDrawn, FigureDrawn, SeriesDrawn
from graders.model.values import Struct

_KINDS = frozenset({"line", "points", "bars"})
_MOST_NAMES = 6
_UNSEEN = 0.005
"""A share of a curve's range that nobody sees in a picture; float noise and rounding are below."""
_VALIDATION = ("val", "test", "dev", "held", "검증", "테스트", "평가")
_TRAINING = ("train", "훈련", "학습", "트레이닝")


class Drawn(Struct, frozen=True, kw_only=True):
    """A curve in a figure: which figure, which axes in it, which series in those.

    ``name`` is what tells it from others there; empty: nothing does. ``called`` is what its legend,
    or where it is alone its axes, call it.
    """

    place: tuple[int, int, int]
    name: str
    called: str


def drawn(evidence: Evidence, curves: Sequence[Numbers]) -> Iterator[Drawn]:
    """Where a curve is drawn, by any of its forms."""
    for number, figure in enumerate(evidence.figures):
        for panel, axes in enumerate(figure.axes):
            for place, series in enumerate(axes.series):
                y = numbers(series.y) if series.kind in _KINDS else None
                if y is not None and any(_shows(y, curve) for curve in curves):
                    yield Drawn(
                        place=(number, panel, place),
                        name=_name(figure, axes, place),
                        called=_called(axes, series),
                    )


def _shows(y: Numbers, curve: Numbers) -> bool:
    """Whether these numbers are the curve, or the greater part of it, on one scale or another."""
    y = y.ravel()
    if not len(y) or not len(y) <= len(curve) or 2 * len(y) < len(curve):
        return False
    forms = (curve, 100 * curve, np.sqrt(curve), np.log(curve), np.log10(curve))
    return any(_within(y, form) for form in forms)


def _within(y: Numbers, curve: Numbers) -> bool:
    finite = curve[np.isfinite(curve)]
    if not len(finite):
        return False
    seen = _UNSEEN * float(np.ptp(finite)) + 1e-6 * float(np.max(np.abs(finite)))
    return any(
        bool(np.all((np.abs(part - y) <= seen) | (part == y) | (np.isnan(part) & np.isnan(y))))
        for part in (curve[: len(y)], curve[len(curve) - len(y) :])
    )


def _name(figure: FigureDrawn, axes: AxesDrawn, place: int) -> str:
    """All words by which a reader knows a line; none where it could be another one as well."""
    series = axes.series[place]
    beside = [one for one in axes.series if _another(one, series)]
    shown = series.label if series.label in axes.legend else ""
    written = len(axes.texts) > len(beside)
    if beside and not shown and not written:
        return ""
    if shown and any(one.label == shown for one in beside):
        return ""
    own = f"{place}" if beside and not shown else shown
    title = figure.title if len(figure.axes) == 1 else ""
    words = (title, axes.title, axes.y_label, own, *(axes.texts if written else ()))
    return " ".join(word for word in words if word)


def _another(one: SeriesDrawn, series: SeriesDrawn) -> bool:
    """Whether a reader could take one for the other: curves, not marks such as a vertical line."""
    y, mine = numbers(one.y), numbers(series.y)
    if one is series or one.kind not in _KINDS or y is None or mine is None:
        return False
    mark = y.size <= 2 < mine.size
    same = y.shape == mine.shape and bool(np.array_equal(y, mine, equal_nan=True))
    return not (mark or same)


def _called(axes: AxesDrawn, series: SeriesDrawn) -> str:
    if series.label and series.label in axes.legend:
        return series.label
    alone = not any(_another(one, series) for one in axes.series)
    return f"{axes.title} {axes.y_label}".strip() if alone else ""


def _says(called: str, words: tuple[str, ...]) -> bool:
    return any(word in called.casefold() for word in words)


def told_apart(found: Mapping[str, tuple[Drawn, ...]]) -> bool:
    """Whether every curve has, somewhere, a name that is not another's."""
    names = [
        list(dict.fromkeys(one.name for one in places if one.name))[:_MOST_NAMES]
        for places in found.values()
    ]
    return any(len(set(chosen)) == len(chosen) for chosen in itertools.product(*names))


def swapped(found: Mapping[str, tuple[Drawn, ...]]) -> bool:
    """Whether a curve of training is called validation, and its counterpart is not."""
    for name, places in found.items():
        counterpart = found.get(name.removeprefix("val_"))
        if not name.startswith("val_") or counterpart is None:
            continue
        if all(
            _says(one.called, _VALIDATION) and not _says(one.called, _TRAINING)
            for one in counterpart
        ) and all(one.called and not _says(one.called, _VALIDATION) for one in places):
            return True
    return False
