"""Whether a network written by hand gives logits, row by row, and keeps signals at their size."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from graders.checks import roles
from graders.checks.arrays import Numbers, constant
from graders.checks.base import Check, Facts, failed, passed
from graders.checks.probing import answered, array, call, notebook, outputs
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.reference import Reference

_PAIRS = 16
_NOISE = 1e-3
"""Relative: float32 sums in another order agree to about 1e-6."""
_FADED, _GROWN = 0.1, 10.0
"""How much smaller or larger than the inputs the first outputs may be. He weights give 1.4 and
Xavier weights 0.5 in two hidden relu layers; with a standard deviation of 1 it is some hundreds."""


class ForwardPass(Check, frozen=True, kw_only=True):
    """A function that is a network gives each row its logits.

    ## What it does
    Calls ``function(x, weights)`` with rows of our own and the notebook's own ``weights``, as both
    stand when the line's cell has run. ``asked = "logits"``: one finite number for each of
    ``classes``, whatever other rows are in the batch; no softmax, sigmoid or relu at the end; and
    a network that bends (an output halfway between two rows is not always halfway between
    theirs). ``asked = "signal"``: before any training, outputs are of the size of the inputs,
    neither a tenth nor ten times as large, and not the same for every class. How layers and
    weights are kept is free, and any activation that bends will do.

    ## Why it matters
    Everything that a framework hides happens here: sums, bends, shapes. And where signals grow or
    fade from layer to layer, gradients do too.

    ## Example
    ``return softmax(h @ w + b)`` where the loss takes a softmax of its own.

    ## Use instead
    ``h = relu(x @ w1 + b1)``, then ``return h @ w2 + b2``
    """

    features: int
    classes: int
    function: str = "forward"
    weights: str = "weights"
    asked: Literal["logits", "signal"] = "logits"

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """The whole batch and its first row alone, as float32 and as float64."""
        rows = _rows(self.features)
        own = notebook(self.weights)
        return tuple(
            call(self.function, item.cell, array(part, single=single), own)
            for single in (True, False)
            for part in (rows, rows[:1])
        )

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge form, then rows, then what ends and bends the network; or the signal alone."""
        del reference
        answers = [answer for _, answer in answered(self, evidence, item)]
        if all(answer is None or answer.outcome == "missing" for answer in answers):
            lacking = next((one.message for one in answers if one and one.message), self.function)
            return roles.absent(evidence, item, name=lacking, kind="value")
        found = [self._pair(answers[:2]), self._pair(answers[2:])]
        best = next((one for one in found if not isinstance(one, Verdict)), found[0])
        if isinstance(best, Verdict):
            return best
        return self._signal(best[0]) if self.asked == "signal" else self._logits(*best)

    def _pair(self, answers: list[ProbeAnswer | None]) -> tuple[Numbers, Numbers] | Verdict:
        """The outputs for the whole batch and for its first row, or what is wrong with one."""
        whole, alone = (
            self._read(rows, one) for rows, one in zip((3 * _PAIRS, 1), answers, strict=True)
        )
        if isinstance(whole, Verdict):
            return whole
        return alone if isinstance(alone, Verdict) else (whole, alone)

    def _read(self, rows: int, answer: ProbeAnswer | None) -> Numbers | Verdict:
        facts: Facts = {"name": self.function, "rows": rows, "features": self.features}
        if answer is None or answer.outcome in {"timeout", "missing"}:
            return failed("forward-slow", **facts)
        if answer.outcome == "raised":
            return failed("forward-raised", said=f"{answer.error}: {answer.message}"[:200], **facts)
        arrays = outputs(answer)
        shape = answer.outputs[0].shape if answer.outputs else ()
        if answer.outcome != "ok" or answer.many or not arrays or shape != (rows, self.classes):
            got = str(tuple(shape)) if arrays and not answer.many else answer.message or "tuple"
            return failed("forward-shape", got=got, classes=self.classes, **facts)
        found = arrays[0].astype(np.float64)
        if not np.all(np.isfinite(found)):
            return failed("forward-nan", **facts)
        return found

    def _logits(self, whole: Numbers, alone: Numbers) -> Verdict:
        facts: Facts = {"name": self.function, "rows": len(whole), "classes": self.classes}
        scale = max(float(np.max(np.abs(whole))), 1e-30)
        if np.max(np.abs(whole[:1] - alone)) > _NOISE * scale:
            return failed("forward-rows", **facts)
        if constant(whole / scale):
            return failed("forward-constant", **facts)
        if np.min(whole) >= 0 and np.allclose(whole.sum(axis=1), 1, atol=1e-3):
            return failed("forward-softmax", **facts)
        # A row of zeros alone may come from hidden units that are all 0 there.
        mixed = (whole == 0) & (whole.max(axis=1, keepdims=True) > 0)
        if np.min(whole) == 0 and np.any(mixed):
            return failed("forward-relu", **facts)
        if np.min(whole) >= 0 and np.max(whole) <= 1:
            return failed("forward-squashed", **facts)
        one, other, middle = whole[:_PAIRS], whole[_PAIRS : 2 * _PAIRS], whole[2 * _PAIRS :]
        if np.max(np.abs((one + other) / 2 - middle)) <= _NOISE * scale:
            return failed("forward-linear", **facts)
        return passed("forward-right", **facts)

    def _signal(self, whole: Numbers) -> Verdict:
        rows = _rows(self.features)
        size_in, size_out = (float(np.sqrt(np.mean(part**2))) for part in (rows, whole))
        facts: Facts = {"name": self.function, "weights": self.weights, "size_in": size_in,
                        "size_out": size_out, "times": size_out / size_in}  # fmt: skip
        if size_out == 0:
            return failed("signal-zero", **facts)
        if self.classes > 1 and np.max(np.ptp(whole, axis=1)) <= 1e-6 * size_out:
            return failed("signal-same", **facts)
        if size_out < _FADED * size_in:
            return failed("signal-faded", **facts)
        if size_out > _GROWN * size_in:
            return failed("signal-grown", **facts)
        return passed("signal-right", **facts)


@cache
def _rows(features: int) -> Numbers:
    """Rows of numbers between -1 and 1: pairs, and behind them what lies halfway.

    Half of the columns of each row are 0, so that rows differ as images do. Numbers of both signs
    bend a network whose weights have one sign only.
    """
    drawn = np.random.Generator(np.random.PCG64(16))
    pairs = drawn.uniform(-1, 1, (2 * _PAIRS, features)) * (
        drawn.random((2 * _PAIRS, features)) < 0.5
    )
    return np.vstack([pairs, (pairs[:_PAIRS] + pairs[_PAIRS:]) / 2])
