"""Inputs for a student's functions, drawn by Hypothesis: the same ones for everybody, always.

A strategy says what may come; a draw of it is derandomised, and does not depend on what else is
loaded: Hypothesis mixes in constants that it finds in the modules of a program, which would make
the judging process ask other questions than the planning one.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Drawn = TypeVar("Drawn")
Numbers = NDArray[np.float64]

SHORT_DIGITS = 3
"""Significant digits of a drawn number, so that a failing one can be read and typed in."""

_SEED = 20


def draw(strategy: SearchStrategy[Drawn], count: int) -> tuple[Drawn, ...]:
    """At most ``count`` examples of a strategy, simple ones first as Hypothesis draws them.

    Not cached: a caller keeps what it draws (``functools.cache``), since a draw takes some
    milliseconds and planning happens for every notebook.
    """
    with ThreadPoolExecutor(1) as thread:  # a caller's own thread may be inside a Hypothesis test
        return thread.submit(_draw, strategy, count).result()


def _draw(strategy: SearchStrategy[Drawn], count: int) -> tuple[Drawn, ...]:
    from hypothesis import HealthCheck, Phase, given, seed, settings

    found: list[Drawn] = []

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        backend=_backend(),
    )
    @seed(_SEED)
    @given(strategy)
    def collect(example: Drawn) -> None:
        found.append(example)

    collect()
    return tuple(found)


@cache
def _backend() -> str:
    """Register a source of choices that knows nothing of the modules which are loaded."""
    from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS

    AVAILABLE_PROVIDERS["graders"] = "graders.checks.choices.Choices"
    return "graders"


def short(number: float) -> float:
    """The number with few significant digits."""
    return float(f"{number:.{SHORT_DIGITS}g}")


def numbers(largest: float = 30.0, tiny: float = 1e-6) -> SearchStrategy[float]:
    """Small whole numbers, everyday ones, ones next to zero, and up to ``largest`` each way."""
    from hypothesis import strategies as st

    near = st.floats(-6, 6, allow_nan=False).map(short)
    wide = st.floats(-largest, largest, allow_nan=False).map(short)
    small = st.sampled_from([tiny, -tiny, tiny * 1e-3, -tiny * 1e-3])
    return st.one_of(st.integers(-3, 3).map(float), near, wide, small)


def arrays(
    elements: SearchStrategy[float], *, dimensions: tuple[int, int] = (1, 2), most: int = 5
) -> SearchStrategy[Numbers]:
    """Float arrays of that many dimensions (from, to), each side 1 to ``most``."""
    from hypothesis.extra import numpy as numpy_strategies
    from hypothesis.strategies import nothing

    shapes = numpy_strategies.array_shapes(
        min_dims=dimensions[0], max_dims=dimensions[1], min_side=1, max_side=most
    )
    return numpy_strategies.arrays(np.float64, shapes, elements=elements, fill=nothing())
