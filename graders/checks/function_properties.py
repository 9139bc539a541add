"""Whether a function that was written by hand is the activation function that it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graders.checks.activation_functions import FUNCTIONS, Kind, close, examples
from graders.checks.base import Check, failed, passed
from graders.checks.heard import Fault, Heard, argument, facts, hear, in_shape, unanswered
from graders.checks.probing import answered, call, shown
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.probe import ProbeCall
from graders.model.reference import Reference

_EXTREME = 100.0
"""Inputs beyond this are there for the sake of overflow."""


class FunctionProperties(Check, frozen=True, kw_only=True):
    """A function written by hand gives an activation function's values for every kind of input.

    ## What it does
    Calls ``function`` (by default the name of ``kind``) with single numbers, vectors and tables:
    ones that people would try, and ones drawn by Hypothesis, tiny and large. What comes back is
    compared with the formula, within float32's accuracy. Any way to write it is right; step may
    give 0, 0.5 or 1 at 0, a leaky slope may be any number between 0 and 1, and a warning of
    overflow is fine while the values are right. With ``stable`` inputs of 1,000 have to be
    answered too. Softmax is of a vector, or of each row of a table. Of all calls that went
    wrong the simplest is shown; where one mistake explains every answer, it is named.

    ## Why it matters
    A network bends by these functions alone, and learns by their slopes.

    ## Example
    ``np.exp(z) / np.sum(np.exp(z))``: right for one row, and for a table the rows share one 1.

    ## Use instead
    ``e = np.exp(z - z.max(axis=-1, keepdims=True))``, then ``e / e.sum(axis=-1, keepdims=True)``
    """

    kind: Kind
    function: str = ""
    stable: bool = False

    @property
    def name(self) -> str:
        """The function's name in the notebook."""
        return self.function or self.kind

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """One call for each input."""
        return tuple(
            call(self.name, item.cell, argument(given))
            for given in examples(self.kind, self.stable)
        )

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge what came back, the simplest call first."""
        del reference
        given = examples(self.kind, self.stable)
        answers = [answer for _, answer in answered(self, evidence, item)]
        if all(answer is None or answer.outcome == "missing" for answer in answers):
            return unanswered(evidence, item, self.name)
        heard, fault = hear(given, answers)
        fault = fault or self._fault(heard)
        if fault is None:
            return passed("function-right", name=self.name, calls=len(given))
        kind, _, other = fault.kind.partition(":")
        return failed(f"function-{kind}", other=other, kind=self.kind, **facts(self.name, fault))

    def _fault(self, heard: Sequence[Heard]) -> Fault | None:
        """What is wrong with the values: shapes, one mistake that explains all, a property."""
        function = FUNCTIONS[self.kind]
        for one in heard:
            if not in_shape(one):
                return Fault("shape", one.given, one.got)
        heard = [Heard(one.given, one.got.reshape(one.given.shape)) for one in heard]
        wrong = [one for one in heard if not close(one.got, function.expected(one, heard))]
        if not wrong:
            return None
        first = wrong[0]
        for slip, formula in function.slips.items():
            if _explains(formula, heard):
                return Fault(f"slip-{slip}", first.given, first.got)
        for broken_property in self._properties(wrong, heard):
            return broken_property
        return Fault("value", first.given, first.got)

    def _properties(self, wrong: Sequence[Heard], heard: Sequence[Heard]) -> Iterator[Fault]:
        """Properties that the wrong answers do not have, the simplest call of each."""
        function = FUNCTIONS[self.kind]
        for one in wrong:
            if not np.all(np.isfinite(one.got)):
                large = bool(np.abs(one.given).max(initial=0.0) > _EXTREME)
                yield Fault("overflow" if large else "not-finite", one.given, one.got)
        for one in wrong:
            margin = 1e-6 * max(1.0, float(np.abs(one.got).max(initial=0.0)))
            if np.any(one.got < function.low - margin) or np.any(one.got > function.high + margin):
                yield Fault("range", one.given, one.got)
        if self.kind == "softmax":
            yield from _sums(wrong)
            yield from _shifts(heard)
        elif function.rises:
            yield from _falls(heard)


def _explains(formula: object, heard: Sequence[Heard]) -> bool:
    """Whether a mistake gives every answer; where it overflows, anything may have come."""
    seen = False
    for one in heard:
        with np.errstate(all="ignore"):
            made = np.asarray(formula(one.given)) if callable(formula) else one.got
        if not np.all(np.isfinite(made)):
            continue
        if not close(one.got, made.astype(np.float64)):
            return False
        seen = True
    return seen


def _sums(wrong: Sequence[Heard]) -> Iterator[Fault]:
    for one in wrong:
        if not np.allclose(one.got.sum(axis=-1), 1.0, rtol=1e-3):
            yield Fault("sum", one.given, one.got)


def _shifts(heard: Sequence[Heard]) -> Iterator[Fault]:
    """Softmax does not change where the same number is added to a whole row."""
    for place, one in enumerate(heard):
        for other in heard[:place]:
            if other.given.shape != one.given.shape:
                continue
            moved = one.given - other.given
            same = np.ptp(moved) == 0 and moved.size > 1
            if same and not np.allclose(one.got, other.got, rtol=1e-3, atol=1e-6):
                yield Fault("shift", one.given, one.got, said=shown(other.given))


def _falls(heard: Sequence[Heard]) -> Iterator[Fault]:
    """None of these functions ever falls: two inputs whose answers stand the other way round."""
    x = np.concatenate([one.given.ravel() for one in heard])
    y = np.concatenate([one.got.ravel() for one in heard])
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    for place in range(len(x) - 1):
        margin = 1e-6 * max(1.0, abs(float(y[place])))
        if x[place] < x[place + 1] and y[place + 1] < y[place] - margin:
            pair = np.array([x[place], x[place + 1]])
            yield Fault("falls", pair, np.array([y[place], y[place + 1]]))
