"""Whether a cross-entropy that was written by hand is one."""

from __future__ import annotations

from functools import cache
from typing import Annotated, NamedTuple

import numpy as np
from msgspec import Meta

from graders.checks import roles
from graders.checks.base import Check, Facts, failed, passed
from graders.checks.entropies import SLIPS, Case, Numbers, Scores, costs, least_costs
from graders.checks.probing import answered, array, call, outputs, shown
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.reference import Reference

_CASES = 12
_RELATIVE, _ABSOLUTE = 1e-3, 1e-4
"""A small number added to a probability before its logarithm moves the loss less than this."""


class Fault(NamedTuple):
    """A case that was answered wrongly. ``kind`` ends a message's key."""

    case: Case
    kind: str
    got: Numbers | None = None
    said: str = ""


class CrossEntropy(Check, frozen=True, kw_only=True):
    """A cross-entropy written by hand gives the mean of minus the logarithm of the right chance.

    ## What it does
    Calls ``function(labels, scores)`` (with ``scores_first``, the other way round) with small
    batches and compares what comes back with the textbook's formula. ``scores`` says what a row
    is scored by: ``chance`` one probability, in a row or in a column as ``predict`` gives it;
    ``chances`` a probability for each class; ``logits`` any number for each class, of which
    there are ``classes`` (0: any number of them). For logits
    one form of labels has to be right, integers or one-hot rows; for all of them float32 or
    float64. Any way of writing it, with numpy, TensorFlow or a loop. With ``extreme``
    probabilities are exactly 0 and 1, or logits are 1,000: the answer has to be a finite number,
    small for who is right and large for who is wrong.

    ## Why it matters
    Training makes small what this function says. A sum for a mean is another learning rate; a
    missing sign learns to be wrong.

    ## Example
    ``-np.mean(y * np.log(p))``: who says 1 to everything pays nothing.

    ## Use instead
    ``-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))``
    """

    function: str
    scores: Scores
    classes: Annotated[int, Meta(ge=0, le=100)] = 0
    scores_first: bool = False
    extreme: bool = False

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """Batches drawn by Hypothesis, or the edges."""
        found = []
        for case in _cases(self.scores, self.classes, self.extreme):
            pair = (array(part, single=case.single) for part in (case.given, case.scores))
            labels, scores = pair
            given = (scores, labels) if self.scores_first else (labels, scores)
            found.append(call(self.function, item.cell, *given))
        return tuple(found)

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the form of labels and numbers that fares best, by its smallest fault."""
        del reference
        cases = _cases(self.scores, self.classes, self.extreme)
        answers = [answer for _, answer in answered(self, evidence, item)]
        if all(answer is None or answer.outcome == "missing" for answer in answers):
            return roles.absent(evidence, item, name=self.function, kind="value")
        forms: dict[tuple[bool, bool], list[tuple[Case, ProbeAnswer | None]]] = {}
        for case, answer in zip(cases, answers, strict=True):
            forms.setdefault((case.one_hot, case.single), []).append((case, answer))
        faults = [self._faults(form) for form in forms.values()]
        fewest = min(faults, key=len)
        if not fewest:
            return passed("entropy-right", name=self.function, calls=len(cases) // len(forms))
        return self._told(fewest)

    def _faults(self, pairs: list[tuple[Case, ProbeAnswer | None]]) -> list[Fault]:
        found = (self._fault(case, answer) for case, answer in pairs)
        return [fault for fault in found if fault is not None]

    def _fault(self, case: Case, answer: ProbeAnswer | None) -> Fault | None:
        if answer is None or answer.outcome in {"timeout", "missing"}:
            return Fault(case, "slow")
        if answer.outcome == "raised":
            return Fault(case, "raised", said=f"{answer.error}: {answer.message}"[:200])
        arrays = outputs(answer)
        if answer.outcome != "ok" or arrays is None or len(arrays) != 1:
            return Fault(case, "nothing", said=answer.message)
        got = arrays[0].astype(np.float64)
        if not np.all(np.isfinite(got)):
            return Fault(case, "edge" if self.extreme else "not-finite", got)
        if got.size != 1:
            return Fault(case, "many", got)
        value = float(got.reshape(-1)[0])
        wanted, least = costs(case, self.scores), least_costs(case, self.scores)
        if self.extreme:
            # Who clips at another distance from 0 pays another price, of the same size.
            close = value <= wanted.mean() + 0.01 if np.all(np.isfinite(wanted)) else True
            right = close and value >= least.mean() * 0.99 - 0.01
            return None if right else Fault(case, "edge-value", got)
        right = np.isclose(value, wanted.mean(), rtol=_RELATIVE, atol=_ABSOLUTE)
        return None if right else Fault(case, "value", got)

    def _told(self, faults: list[Fault]) -> Verdict:
        smallest = min(faults, key=lambda fault: (fault.case.scores.size, len(fault.case.labels)))
        slip = "" if self.extreme else self._slip(faults)
        kind = f"slip-{slip}" if slip else smallest.kind
        return failed(f"entropy-{kind}", **self._shown(smallest))

    def _slip(self, faults: list[Fault]) -> str:
        """The one slip that explains every answer, if any does."""
        for name, (formula, for_scores) in SLIPS.items():
            if self.scores not in for_scores:
                continue
            if all(_explains(formula(one.case, self.scores), one.got) for one in faults):
                return name
        return ""

    def _shown(self, fault: Fault) -> Facts:
        first, second = shown(fault.case.given), shown(fault.case.scores)
        given = f"{second}, {first}" if self.scores_first else f"{first}, {second}"
        got = "" if fault.got is None else shown(fault.got)
        return {"name": self.function, "given": given, "got": got, "said": fault.said}


def _explains(formula: Numbers | float, got: Numbers | None) -> bool:
    if got is None or got.size != np.size(formula):
        return False
    with np.errstate(all="ignore"):
        return bool(
            np.allclose(got.reshape(-1), np.reshape(formula, -1), rtol=_RELATIVE, atol=_ABSOLUTE)
        )


@cache
def _cases(scores: Scores, classes: int, extreme: bool) -> tuple[Case, ...]:
    found = _edges(scores, classes) if extreme else _drawn(scores, classes)
    if scores == "chance":
        found += tuple(case._replace(scores=case.scores.reshape(-1, 1)) for case in found)
    if scores == "logits":
        found += tuple(case._replace(one_hot=True) for case in found)
    return (*(case._replace(single=True) for case in found), *found)


def _drawn(scores: Scores, wanted: int) -> tuple[Case, ...]:
    from hypothesis import strategies as st

    from graders.checks.examples import draw

    per_cent = st.integers(2, 98).map(lambda share: share / 100)
    number = st.integers(-6, 6).map(lambda half: half / 2)

    @st.composite
    def cases(choose: st.DrawFn) -> Case:
        rows = choose(st.integers(1, 4))
        many = st.just(wanted) if wanted else st.integers(2, 4)
        classes = 2 if scores == "chance" else choose(many)
        labels = choose(st.lists(st.integers(0, classes - 1), min_size=rows, max_size=rows))
        count = rows if scores == "chance" else rows * classes
        drawn = choose(st.lists(number if scores == "logits" else per_cent,
                                min_size=count, max_size=count))  # fmt: skip
        table = np.array(drawn, dtype=np.float64)
        if scores != "chance":
            table = table.reshape(rows, classes)
        if scores == "chances":
            table = table / table.sum(axis=1, keepdims=True)
        return Case(np.array(labels, dtype=np.int64), table)

    return draw(cases(), _CASES)


def _edges(scores: Scores, classes: int) -> tuple[Case, ...]:
    """Sure and right, sure and wrong, and one such row among others."""
    sure: dict[Scores, list[tuple[list[int], list[list[float]]]]] = {
        "chance": [([1], [[1]]), ([0], [[0]]), ([1], [[0]]), ([0], [[1]]), ([1, 0], [[0.5], [1]])],
        "chances": [([0], [[1, 0]]), ([1], [[1, 0]]), ([2, 0], [[0, 1, 0], [0.5, 0.5, 0]])],
        "logits": [
            ([0], [[1000, 0]]), ([1], [[1000, 0]]), ([0], [[-1000, -1000]]),
            ([2, 0], [[1000, 0, -1000], [1, 2, 3]]),
        ],
    }  # fmt: skip
    found = []
    for labels, rows in sure[scores]:
        table = np.array(rows, dtype=np.float64)
        if scores == "chance":
            table = table[:, 0]
        elif classes > table.shape[1]:  # the other classes get nothing
            lowest = np.zeros(len(table)) if scores == "chances" else table.min(axis=1)
            more = np.repeat(lowest[:, None], classes - table.shape[1], axis=1)
            table = np.hstack([table, more])
        if not classes or scores == "chance" or table.shape[1] == classes:
            found.append(Case(np.array(labels, dtype=np.int64), table))
    return tuple(found)
