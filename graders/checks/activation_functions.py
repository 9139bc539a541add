"""Activation functions as a textbook has them, what is true of them, and how they come out wrong.

Formulas and names: Goodfellow, Bengio and Courville, *Deep Learning*, 6.3; ELU: Clevert,
Unterthiner and Hochreiter (2016). A formula is written so that no input overflows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, NamedTuple

import numpy as np

from graders.checks.arrays import Numbers
from graders.checks.heard import Heard

Formula = Callable[[Numbers], Numbers]
Kind = Literal["step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax"]

RELATIVE, ABSOLUTE = 1e-4, 1e-6
"""How far an answer may be off: what is computed in float32 is as right."""

SLOPE = 0.01
"""Leaky ReLU's, where the answers do not tell which one was chosen."""

_DRAWN = 14
_SHIFT = 10.0


class Function(NamedTuple):
    """What a function should give for the inputs that it was called with.

    ``expected`` is told all answers, since one may have a choice (a leaky slope); ``low`` and
    ``high`` bound what may come out; ``slips`` are formulas of what comes out after one mistake.
    """

    expected: Callable[[Heard, Sequence[Heard]], Numbers]
    low: float
    high: float
    rises: bool
    slips: dict[str, Formula]


def step(x: Numbers) -> Numbers:
    """1 above 0, else 0."""
    return np.asarray(x > 0, dtype=np.float64)


def sigmoid(x: Numbers) -> Numbers:
    """``1 / (1 + exp(-x))``."""
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1 / (1 + small), small / (1 + small)))


def relu(x: Numbers) -> Numbers:
    """The positive part."""
    return np.asarray(np.maximum(x, 0.0))


def leaky_relu(x: Numbers, slope: float = SLOPE) -> Numbers:
    """The positive part, and ``slope`` times the negative one."""
    return np.asarray(np.where(x > 0, x, slope * x))


def elu(x: Numbers) -> Numbers:
    """``x`` above 0, ``exp(x) - 1`` below."""
    return np.asarray(np.where(x > 0, x, np.expm1(np.minimum(x, 0.0))))


def softmax(x: Numbers, axis: int | None = -1) -> Numbers:
    """Exponentials over the sum of those along ``axis`` (``None``: of all)."""
    raised = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.asarray(raised / raised.sum(axis=axis, keepdims=True))


def chosen_slope(answers: Sequence[Heard]) -> float:
    """The factor that negative inputs were multiplied by, where it is one between 0 and 1."""
    with np.errstate(all="ignore"):
        found = [
            (one.got[one.given < 0] / one.given[one.given < 0]).ravel()
            for one in answers
            if one.got.shape == one.given.shape
        ]
    factors = np.concatenate(found) if found else np.empty(0)
    factors = factors[np.isfinite(factors)]
    slope = float(np.median(factors)) if factors.size else SLOPE
    return slope if 1e-6 < slope < 1 - 1e-6 else SLOPE


def _plain(formula: Formula) -> Callable[[Heard, Sequence[Heard]], Numbers]:
    return lambda heard, _: formula(heard.given)


def _step(heard: Heard, _: Sequence[Heard]) -> Numbers:
    """At 0 itself any of the three usual conventions."""
    at_zero = np.where(np.isin(heard.got, (0.0, 0.5, 1.0)), heard.got, 0.0)
    return np.asarray(np.where(heard.given == 0, at_zero, step(heard.given)))


def _leaky(heard: Heard, answers: Sequence[Heard]) -> Numbers:
    return leaky_relu(heard.given, chosen_slope(answers))


_KNOWN: dict[str, Formula] = {
    "step": step,
    "sigmoid": sigmoid,
    "tanh": lambda x: np.asarray(np.tanh(x)),
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
}
_INF = float("inf")


def _slips(own: str, **more: Formula) -> dict[str, Formula]:
    """One's own slips, then the function mirrored, then other functions by name."""
    own_slips = set(more.values())
    found: dict[str, Formula] = dict(more)
    found["mirrored"] = lambda x: _KNOWN[own](-x)
    found["identity"] = lambda x: x
    found |= {
        f"other:{name}": formula
        for name, formula in _KNOWN.items()
        if name != own and formula not in own_slips
    }
    return found


FUNCTIONS: dict[Kind, Function] = {
    "step": Function(_step, 0.0, 1.0, rises=True, slips=_slips("step", sign=np.sign)),
    "sigmoid": Function(
        _plain(sigmoid), 0.0, 1.0, rises=True,
        slips=_slips("sigmoid", derivative=lambda x: sigmoid(x) * sigmoid(-x)),
    ),
    "tanh": Function(
        _plain(np.tanh), -1.0, 1.0, rises=True,
        slips=_slips("tanh", derivative=lambda x: 1 - np.tanh(x) ** 2),
    ),
    "relu": Function(
        _plain(relu), 0.0, _INF, rises=True,
        slips=_slips("relu", magnitude=np.abs, lower=lambda x: np.minimum(x, 0.0)),
    ),
    "leaky_relu": Function(
        _leaky, -_INF, _INF, rises=True,
        slips=_slips("leaky_relu", flat=relu, bent=lambda x: np.where(x > 0, x, -SLOPE * x),
                     lower=lambda x: np.where(x > 0, SLOPE * x, x)),
    ),
    "elu": Function(
        _plain(elu), -1.0, _INF, rises=True,
        slips=_slips("elu", jump=lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0.0))),
                     selu=lambda x: 1.0507009873554805 * np.where(
                         x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0.0)))),
    ),
    "softmax": Function(
        _plain(softmax), 0.0, 1.0, rises=False,
        slips={
            "down": lambda x: softmax(x, axis=0),
            "whole": lambda x: softmax(x, axis=None),
            "each": sigmoid,
            "undivided": np.exp,
            "unraised": lambda x: x / x.sum(axis=-1, keepdims=True),
            "logarithm": lambda x: np.log(softmax(x)),
            "hard": lambda x: np.asarray(x == x.max(axis=-1, keepdims=True), dtype=np.float64),
        },
    ),
}  # fmt: skip


@cache
def examples(kind: Kind, extreme: bool) -> tuple[Numbers, ...]:
    """Inputs, simple ones first: those that people would try, then drawn ones.

    Scalars are arrays of no dimension. With ``extreme`` there are numbers whose exponential is
    beyond any float as well.
    """
    from graders.checks.examples import arrays, draw, numbers

    if kind == "softmax":
        tried: list[object] = [[1, 2, 3], [0, 0], [5], [[1, 2], [3, 5], [0, 0]], [-1, 0, 1]]
        edges: list[object] = [[1000, 1000], [[1000, 0, -1000], [-1000, -1000, -1001]], [800, 801]]
    else:
        tried = [1, -1, 0, 2.5, -2.5, [-2, -1, 0, 1, 2], [[-1, 0.5, 2], [3, -4, 0]]]
        edges = [1000, -1000, [-1000, -1, 0, 1, 1000], [[800, -800]]]
    drawn = draw(arrays(numbers(), dimensions=(1, 2)), _DRAWN)
    found = [np.asarray(one, dtype=np.float64) for one in tried]
    if kind == "softmax":
        found += [found[0] + _SHIFT, found[3] - _SHIFT]
    found += sorted(drawn, key=lambda one: (one.ndim, one.size, float(np.abs(one).sum())))
    found += [np.asarray(one, dtype=np.float64) for one in edges] if extreme else []
    return tuple(found)


def close(got: Numbers, expected: Numbers) -> bool:
    """Whether an answer is right within tolerance; NaN is not."""
    with np.errstate(all="ignore"):
        gap = np.abs(got - expected)
        allowed = ABSOLUTE + RELATIVE * np.abs(expected)
        return bool(got.shape == expected.shape and np.all((gap <= allowed) | (got == expected)))
