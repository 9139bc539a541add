"""Reading a learning curve: what a person sees in it, as numbers.

A curve is the training loss and the validation loss by epoch. Everything is measured against the
*span*, the height that the two lines use together, so that a curve reads the same in any unit.
Lines are smoothed by a running median of five epochs, which takes out single leaps and keeps
bends where they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from graders.checks.arrays import Numbers
from graders.model.values import Struct

_WINDOW = 5
_TAIL = 5
"""A fifth of the epochs is the curve's end."""

JAGGED = 0.01
RISING = 0.1
STILL_FALLING = 0.04


class Reading(Struct, frozen=True, kw_only=True):
    """What stands in a curve of ``epochs`` epochs; epochs count from 1.

    ``first`` and ``last`` are the training loss at both ends, ``held_first`` and ``held_last`` the
    validation loss. ``least`` is the lowest smoothed validation loss, in epoch ``turn``.

    Shares of the span: ``rise`` from the validation loss's valley to its end, ``rough`` how far
    an epoch of the rougher line is from the middle of its neighbours, on average. ``left`` is what
    the training loss still fell in its last fifth, as a share of its whole fall, from
    ``left_loss`` in epoch ``left_from``.

    ``fall`` is the share of its first value that the training loss lost; in epoch ``rest``
    nineteen twentieths of that were done, and it stood at ``rest_loss``. ``ups`` is how often the
    validation loss rose by more than a tenth of the span, ``leap`` by how much at most, in epoch
    ``leap_epoch``. ``lost`` is the first epoch whose loss is no number, or 0.
    """

    epochs: int
    first: float
    last: float
    held_first: float
    held_last: float
    least: float
    turn: int
    fall: float
    rise: float
    rough: float
    left: float
    left_from: int
    left_loss: float
    rest: int
    rest_loss: float
    ups: int
    leap: float
    leap_epoch: int
    lost: int = 0


def read(loss: Sequence[float], held: Sequence[float] = ()) -> Reading | None:
    """A reading of the training loss and, where there is one as long, the validation loss.

    ``None`` for fewer than three epochs. From the first value that is no number on, nothing is
    read.
    """
    line = np.asarray(loss, dtype=np.float64)
    other = np.asarray(held, dtype=np.float64)
    if other.shape != line.shape:
        other = line
    broken = np.flatnonzero(~(np.isfinite(line) & np.isfinite(other)))
    lost = int(broken[0]) + 1 if len(broken) else 0
    if lost:
        line, other = line[: lost - 1], other[: lost - 1]
    if len(line) < 3:
        return None if not lost else _nothing(len(loss), lost, line, other)
    calm, held_calm = smooth(line), smooth(other)
    top = max(line[0], other[0])
    span = top - min(calm.min(), held_calm.min())
    span = span if span > 0 else math.inf
    turn = int(np.argmin(held_calm))
    end = max(1, len(line) // _TAIL)
    steps = np.diff(other)
    leap = int(np.argmax(steps))
    fallen = line[0] - calm[-1]
    rest = int(np.argmax(calm <= calm.min() + (calm[0] - calm.min()) / 20))
    return Reading(
        epochs=len(loss),
        first=float(line[0]),
        last=float(line[-1]),
        held_first=float(other[0]),
        held_last=float(other[-1]),
        least=float(held_calm[turn]),
        turn=turn + 1,
        fall=float(1.0 - calm.min() / line[0]) if line[0] > 0 else 0.0,
        rise=float((np.median(other[-end:]) - held_calm[turn]) / span),
        rough=float(max(_unrest(line), _unrest(other)) / span),
        left=float((calm[-1 - end] - calm[-1]) / fallen) if fallen > 0 else 0.0,
        left_from=len(line) - end,
        left_loss=float(calm[-1 - end]),
        rest=rest + 1,
        rest_loss=float(line[rest]),
        ups=int(np.sum(steps > span / 10)),
        leap=float(max(steps[leap], 0.0)),
        leap_epoch=leap + 2,
        lost=lost,
    )


def smooth(line: Numbers) -> Numbers:
    """The running median over five epochs (fewer at the ends), as long as the line."""
    reach = _WINDOW // 2
    places = range(len(line))
    return np.array([np.median(line[max(0, at - reach) : at + reach + 1]) for at in places])


def _unrest(line: Numbers) -> float:
    """How far an epoch's loss is from the middle of its neighbours', on average.

    The first quarter is left out, where a steep line bends. A running median would not do: it
    follows a line that leaps up and down by turns.
    """
    late = line[min(len(line) // 4, len(line) - 3) :]
    return float(np.abs(late[1:-1] - (late[:-2] + late[2:]) / 2).mean())


def _nothing(epochs: int, lost: int, line: Numbers, other: Numbers) -> Reading:
    """A curve that ended before it began."""
    first = float(line[0]) if len(line) else math.nan
    held = float(other[0]) if len(other) else math.nan
    return Reading(
        epochs=epochs, first=first, last=first, held_first=held, held_last=held, least=held,
        turn=1, fall=0.0, rise=0.0, rough=0.0, left=0.0, left_from=1, left_loss=first, rest=1,
        rest_loss=first, ups=0, leap=0.0, leap_epoch=1, lost=lost,
    )  # fmt: skip
