"""Whether class weights make a rare class weigh as much as the other."""

from __future__ import annotations

from graders.checks import roles
from graders.checks.base import Check, Facts, failed, passed
from graders.checks.rare import by_code, counted, rare_class, share_of
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value

_LEAST, _MOST = 0.4, 0.6
"""The rare class's share of the whole weight, where both are to weigh the same."""


class ClassWeights(Check, frozen=True, kw_only=True):
    """Class weights make both classes weigh the same, all their rows together.

    ## What it does
    Reads the mapping ``name`` from a class to the weight of one of its rows, and multiplies with
    the rows of each class in ``targets`` (or in the training file). The rare class should come to
    about half. Only the proportion counts: ``{0: 0.5, 1: 17}`` and ``{0: 1, 1: 34}`` are the same.
    Fails a class without a weight, a weight that is not positive, weights the wrong way round,
    and ones that leave the rare class light or make the other one negligible.

    ## Why it matters
    A weight is what a mistake costs. Too little, and the rare class is not worth an answer; too
    much, and everything else is not.

    ## Example
    ``class_weight = {0: 0.97, 1: 0.03}``: the shares of the rows, the wrong way round.

    ## Use instead
    ``{code: len(y_train) / (2 * (y_train == code).sum()) for code in (0, 1)}``
    """

    name: str = "class_weight"
    targets: str = "y_train"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the mapping."""
        value = evidence.value(self.name, item.cell) or evidence.value(self.name)
        if value is None:
            return roles.absent(evidence, item, name=self.name, kind="value")
        rare = rare_class(reference)
        if rare is None:
            return passed("imbalance-unseen", review="imbalance-unseen")
        facts: Facts = {"name": self.name, "rare": rare.name}
        if value.kind == "text":
            return failed("class-weights-word", word=(value.text or "")[:40], **facts)
        weights = by_code(_mapping(value), reference.labels)
        train = counted(evidence.value(self.targets), reference.labels)
        rows = train if len(train) > 1 else counted(reference.train_targets, reference.labels)
        if not weights:
            return failed("class-weights-unreadable", **facts)
        if set(weights) != set(rows) or not all(weights.values()):
            return failed("class-weights-classes", classes=len(rows), **facts)
        total = {code: weights[code] * count for code, count in rows.items()}
        share = share_of(total, rare.code)
        counted_share = share_of(rows, rare.code)
        facts |= {"percent": _percent(share), "share": _percent(counted_share)}
        if share < counted_share:
            return failed("class-weights-inverted", **facts)
        if share < _LEAST:
            return failed("class-weights-light", **facts)
        if share > _MOST:
            return failed("class-weights-heavy", **facts)
        return passed("class-weights", **facts)


def _mapping(value: Value) -> dict[str, float]:
    """One number each, by the name of its class; empty where it is something else."""
    series = value.series or {}
    if any(len(numbers) != 1 for numbers in series.values()):
        return {}
    return {name: numbers[0] for name, numbers in series.items()}


def _percent(share: float) -> float:
    return round(100 * share, 1)
