"""Whether a training written by hand taught the network anything, and wrote down how."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graders.checks import roles
from graders.checks.arrays import Numbers, codes, numbers, raw
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.checks.entropies import Case, costs
from graders.checks.probing import answered, call, notebook, outputs
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Verdict
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.reference import Reference

_LEARNED = 0.8
"""Of the loss of the best constant answer: a network that learned is below it. One that began far
off may get a little below 1 by learning how often each class comes."""
_APART = 2.0
"""A batch's last loss may be so many times that of all rows."""

_FAR = 2.0
"""Two draws of one law begin within a few tenths of each other, and either may end lower; logits of
weights that are too large begin with a loss many times as large."""


class Descent(Check, frozen=True, kw_only=True):
    """Gradient descent written by hand made the loss fall, and the record of it is true.

    ## What it does
    Asks the notebook's own network, ``function(features, weights)``, about all training rows
    before the training (when the cell ``before`` has run) and after it, and works out the
    cross-entropy of its logits. After it, the loss has to lie well below that of one constant
    answer. ``losses`` has to be a list of finite numbers that falls and ends about where the
    network really is. Full batches or small ones, any optimizer, any way of taking gradients.
    With ``beside``, the losses of another start, it judges that comparison alone: that start was
    worse from its first step to its last.

    ## Why it matters
    A loop that ran is not a loop that learned: a sign, an assignment that is missing or a rate
    that is too large, and the weights go nowhere, or away.

    ## Example
    ``w = w - rate * gradient`` inside a function, of which nothing comes out.

    ## Use instead
    ``w.assign_sub(rate * gradient)``, or return the new weights and keep them.
    """

    function: str = "forward"
    weights: str = "weights"
    features: str = "x_train"
    losses: str = "losses"
    before: str = "forward"
    beside: str = ""

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """The training rows before the training and after it."""
        if self.beside:
            return ()
        given = notebook(self.features), notebook(self.weights)
        return tuple(call(self.function, cell, *given) for cell in (self.before, item.cell))

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the record's form, then the network itself, then the record by the network."""
        kept = self._record(evidence, item, self.losses)
        if isinstance(kept, Verdict):
            return kept
        if self.beside:
            return self._compared(evidence, item, kept)
        facts: Facts = {"name": self.losses, "steps": len(kept), "first": kept[0], "last": kept[-1]}
        lost = np.flatnonzero(~np.isfinite(kept))
        if lost.size:
            return failed("descent-diverged", step=int(lost[0]) + 1, **facts)
        truth = raw(reference.train_targets)
        classes = codes(truth, reference.labels) if truth is not None else None
        answers = [answer for _, answer in answered(self, evidence, item)]
        found = [_loss(answer, classes) for answer in answers]
        before, after = (found[0], found[1]) if len(found) == 2 else (None, None)
        if classes is not None and after is not None:
            fault = self._course(classes, before, after, facts)
            if fault is not None:
                return fault
        if not kept[-1] < kept[0]:
            return failed("descent-rising", **facts)
        if after is None:
            return passed("descent-claimed", review="descent-claimed", **facts)
        if not after / _APART - 0.1 <= kept[-1] <= after * _APART + 0.1:
            return failed("descent-other-losses", measured=after, **facts)
        return passed("descent-right", measured=after, **facts)

    def _record(self, evidence: Evidence, item: RubricItem, name: str) -> Numbers | Verdict:
        """The losses called ``name``, (steps,), two or more."""
        value = evidence.value(name)
        found = numbers(value)
        if found is None or found.size < 2 or found.ndim > 2:
            verdict = roles.absent(evidence, item, name=name, kind="value")
            if value is None or verdict.outcome == "blocked":
                return verdict
            return failed("descent-no-list", name=name, type=value.type)
        return found.reshape(-1)

    def _course(
        self,
        classes: NDArray[np.int64],
        before: float | None,
        after: float,
        facts: Facts,
    ) -> Verdict | None:
        """What the network itself says of the training."""
        if not np.isfinite(after):
            return failed("descent-nan", **facts)
        shares = np.unique(classes, return_counts=True)[1] / max(1, classes.size)
        constant = float(-np.sum(shares * np.log(shares)))
        shown: Facts = {**facts, "measured": after, "constant": constant}
        if after < _LEARNED * constant:
            return None
        if before is not None and np.isfinite(before):
            shown["began"] = before
            if before == after:
                return failed("descent-unchanged", **shown)
            if after > before:
                return failed("descent-worse", **shown)
        return failed("descent-little", **shown)

    def _compared(self, evidence: Evidence, item: RubricItem, kept: Numbers) -> Verdict:
        other = self._record(evidence, item, self.beside)
        if isinstance(other, Verdict):
            return other
        facts: Facts = {
            "name": self.losses, "beside": self.beside, "first": kept[0], "last": kept[-1],
            "other_first": other[0], "other_last": other[-1],
        }  # fmt: skip
        if not np.all(np.isfinite(kept)):
            return failed("contrast-lost", **facts)
        notes: tuple[Remark, ...] = ()
        if not np.all(np.isfinite(other)):
            notes = (remark("contrast-diverged", beside=self.beside),)
            other = np.where(np.isfinite(other), other, np.inf)
        if other.shape == kept.shape and np.array_equal(other, kept):
            return failed("contrast-same", **facts)
        if not (other[0] > _FAR * kept[0] and other[-1] > kept[-1]):
            return failed("contrast-none", **facts)
        return passed("contrast-right", remarks=notes, **facts)


def _loss(answer: ProbeAnswer | None, classes: NDArray[np.int64] | None) -> float | None:
    """The mean cross-entropy of logits (n, k) for all training rows; ``None`` where unknown."""
    if answer is None or answer.outcome != "ok" or classes is None or classes.ndim != 1:
        return None
    arrays = outputs(answer)
    if not arrays or len(arrays) != 1 or arrays[0].ndim != 2 or len(arrays[0]) != len(classes):
        return None
    logits = arrays[0].astype(np.float64)
    if not classes.size or classes.min() < 0 or classes.max() >= logits.shape[1]:
        return None
    if not np.all(np.isfinite(logits)):
        return float("nan")
    return float(costs(Case(classes, logits), "logits").mean())
