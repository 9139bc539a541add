"""Whether a derivative that was written by hand is the slope of one's own function."""

from __future__ import annotations

from functools import cache

import numpy as np

from graders.checks.arrays import Numbers
from graders.checks.base import Check, blocked, failed, passed
from graders.checks.heard import Fault, Heard, argument, facts, hear, in_shape, unanswered
from graders.checks.probing import answered, call
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.probe import ProbeCall
from graders.model.reference import Reference

_STEP = 0.01
_TOLERANCE = 3e-3
"""Of a slope of about 1. Differences over the step are good to 1e-3 in float32."""

_DRAWN = 6
_PLACES = (0.0, -_STEP, _STEP)


class Slope(Check, frozen=True, kw_only=True):
    """A derivative written by hand is the slope of the function beside it.

    ## What it does
    Calls ``function`` with numbers, vectors and tables, and ``of`` a small step left and right of
    them. The slope has to lie between those to the left and to the right, so at a kink any value
    between the two is right. The notebook's own ``of`` counts: where that is wrong, it is judged
    elsewhere, and its slope may be right all the same.

    ## Why it matters
    What reaches the first layer is a product of slopes, one for each layer. Who knows the largest
    slope knows how much is left of it after ten.

    ## Example
    ``def sigmoid_slope(x): return x * (1 - x)``: that is the slope only if ``x`` is ``sigmoid(x)``

    ## Use instead
    ``s = sigmoid(x)``, then ``s * (1 - s)``
    """

    function: str
    of: str

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """The derivative at each input; the function there, and a step to each side."""
        return tuple(
            call(name, item.cell, argument(given + move))
            for name, moves in ((self.function, (0.0,)), (self.of, _PLACES))
            for move in moves
            for given in _inputs()
        )

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge against finite differences of the notebook's own function."""
        del reference
        given, answers = _inputs(), [answer for _, answer in answered(self, evidence, item)]
        parts = [
            answers[start : start + len(given)] for start in range(0, len(answers), len(given))
        ]
        if all(answer is None or answer.outcome == "missing" for answer in parts[0]):
            return unanswered(evidence, item, self.function)
        around = [hear(given, part) for part in parts[1:]]
        sound = all(in_shape(one) for found, _ in around for one in found)
        if not sound or any(fault is not None for _, fault in around):
            return blocked("slope-of", name=self.function, of=self.of)
        heard, fault = hear(given, parts[0])
        here, left, right = ([one.got for one in found] for found, _ in around)
        fault = fault or self._fault(heard, here, left, right)
        if fault is None:
            return passed("slope-right", name=self.function, of=self.of, calls=len(given))
        start = "slope" if fault.kind in {"value", "itself", "of-value"} else "function"
        return failed(f"{start}-{fault.kind}", of=self.of, kind="slope", other="",
                      **facts(self.function, fault))  # fmt: skip

    def _fault(
        self, heard: list[Heard], here: list[Numbers], left: list[Numbers], right: list[Numbers]
    ) -> Fault | None:
        wrong = []
        itself = of_value = True
        for one, middle, before, after in zip(heard, here, left, right, strict=True):
            if not in_shape(one):
                return Fault("shape", one.given, one.got)
            got = one.got.reshape(one.given.shape)
            values, low, high = (part.reshape(one.given.shape) for part in (middle, before, after))
            with np.errstate(all="ignore"):
                slopes = np.stack([(values - low) / _STEP, (high - values) / _STEP])
                least, most = slopes.min(axis=0) - _TOLERANCE, slopes.max(axis=0) + _TOLERANCE
                right_here = (got >= least) & (got <= most)
                itself &= bool(np.allclose(got, values, atol=_TOLERANCE))
                of_value &= bool(np.allclose(got, one.given * (1 - one.given), atol=_TOLERANCE))
            if not right_here.all():
                wrong.append(one)
        if not wrong:
            return None
        kind = "itself" if itself else "of-value" if of_value else "value"
        if not np.all(np.isfinite(wrong[0].got)):
            kind = "not-finite"
        return Fault(kind, wrong[0].given, wrong[0].got)


@cache
def _inputs() -> tuple[Numbers, ...]:
    from hypothesis import strategies as st

    from graders.checks.examples import arrays, draw, short

    tried = [0.5, -0.5, 2.0, -2.0, 0.0, [-3.0, -1.0, 1.0, 3.0], [[-0.5, 1.5], [2.5, -4.0]]]
    drawn = draw(arrays(st.floats(-8, 8).map(short)), _DRAWN)
    in_order = sorted(drawn, key=lambda one: (one.ndim, one.size))
    return tuple(np.asarray(one, dtype=np.float64) for one in [*tried, *in_order])
