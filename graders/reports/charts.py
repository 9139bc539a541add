"""Where lines, bars and squares stand in a drawing: numbers in, coordinates out.

The drawing itself is a template of inline SVG, whose colours are the page's own in light and in
dark, and whose words are text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

WIDTH, HEIGHT = 460, 240
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 12, 38
_POINTS = 400
"""Points of a line; of more epochs every n-th is drawn, and the last."""


class Tick(NamedTuple):
    """A mark of an axis: ``at`` pixels from the drawing's edge, and what it says."""

    at: float
    label: str


class Curve(NamedTuple):
    """A line as pieces of ``x,y`` pairs: it is broken where a value is no number."""

    name: str
    kind: str
    pieces: tuple[str, ...]
    first: float | None
    last: float | None
    lowest: float | None
    lowest_at: int


class Shade(NamedTuple):
    """An area between two lines, as ``x,y`` pairs around it; where it ends."""

    kind: str
    points: str
    low: float
    high: float


class CurveChart(NamedTuple):
    """Lines over epochs, what is shaded behind them, and the ticks of both axes."""

    curves: tuple[Curve, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    epochs: int
    shades: tuple[Shade, ...] = ()


Range = tuple[Sequence[float], Sequence[float]]
"""Least and largest value of each epoch."""


def curve_chart(
    lines: Mapping[str, Sequence[float]], ranges: Mapping[str, Range] | None = None
) -> CurveChart | None:
    """A chart of the ``lines`` by epoch; ``None`` where not even two numbers are in one of them.

    ``ranges`` are shaded behind the lines, as far as the lines go, in the kind of their name.

    The height is that of all but the wildest hundredth of the values, so that a first epoch
    that is off by powers of ten does not flatten the rest.
    """
    finite = [value for line in lines.values() for value in line if _drawable(value)]
    epochs = max((len(line) for line in lines.values()), default=0)
    if len(finite) < 2 or epochs < 2:
        return None
    behind = {
        name: (low[:epochs], high[:epochs])
        for name, (low, high) in (ranges or {}).items()
        if name in lines and min(len(low), len(high), epochs) > 1
    }
    finite += [value for both in behind.values() for line in both for value in line]
    low, high = min(finite), _most(finite)
    low, high = (low, high) if high > low else (low - 0.5, high + 0.5)
    y_values = ticks(low, high)
    low, high = min(low, y_values[0]), max(high, y_values[-1])
    curves = tuple(_curve(name, line, epochs, low, high) for name, line in lines.items())
    x_values = [value for value in ticks(1, epochs, whole=True) if 1 <= value <= epochs]
    return CurveChart(
        curves,
        tuple(Tick(_x(value, epochs), f"{value:g}") for value in x_values),
        tuple(Tick(_y(value, low, high), number(value)) for value in y_values),
        epochs,
        tuple(_shade(name, both, epochs, low, high) for name, both in behind.items()),
    )


def ticks(low: float, high: float, *, whole: bool = False, most: int = 6) -> list[float]:
    """Round numbers from below ``low`` to above ``high``: matplotlib's own choice."""
    found = _locator(whole, most).tick_values(low, high)
    return [float(value) for value in found]


def number(value: float) -> str:
    """A value as an axis or a table shows it: four digits at most.

    >>> number(1234567.0), number(0.25), number(-0.0)
    ('1.235e+06', '0.25', '0')
    """
    return f"{value + 0.0:.4g}"


@cache
def _locator(whole: bool, most: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 - matplotlib has no types
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=most, integer=whole)


def _most(finite: list[float]) -> float:
    ordered = sorted(finite)
    kept = ordered[min(len(ordered) - 1, math.ceil(0.99 * len(ordered)) - 1)]
    low = ordered[0]
    return ordered[-1] if ordered[-1] - low <= 4 * (kept - low) else kept


def _drawable(value: float) -> bool:
    return math.isfinite(value) and abs(value) < 1e30


def _curve(name: str, line: Sequence[float], epochs: int, low: float, high: float) -> Curve:
    step = max(1, math.ceil(len(line) / _POINTS))
    pieces: list[list[str]] = [[]]
    for place, value in enumerate(line):
        if not _drawable(value):
            pieces.append([])
        elif place % step == 0 or place == len(line) - 1:
            at = _y(min(value, high + (high - low) / 20), low, high)
            pieces[-1].append(f"{_x(place + 1, epochs):.1f},{at:.1f}")
    finite = [(value, place) for place, value in enumerate(line) if _drawable(value)]
    lowest, at = min(finite, default=(None, -1))
    return Curve(
        name,
        _kind(name),
        tuple(" ".join(piece) for piece in pieces if piece),
        finite[0][0] if finite else None,
        finite[-1][0] if finite else None,
        lowest,
        at + 1,
    )


def _shade(name: str, both: Range, epochs: int, low: float, high: float) -> Shade:
    least, most = both
    step = max(1, math.ceil(len(least) / _POINTS))
    places = sorted({*range(0, len(least), step), len(least) - 1})
    around = [(place, most[place]) for place in places]
    around += [(place, least[place]) for place in reversed(places)]
    top = high + (high - low) / 20
    points = [
        f"{_x(place + 1, epochs):.1f},{_y(min(value, top), low, high):.1f}"
        for place, value in around
    ]
    return Shade(_kind(name), " ".join(points), least[-1], most[-1])


def _kind(name: str) -> str:
    return "held" if name.startswith("val_") else "train"


def _x(epoch: float, epochs: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (epoch - 1) / (epochs - 1), 1)


def _y(value: float, low: float, high: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low), 1)
