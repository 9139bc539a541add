"""Whether test rows go through what the training rows went through."""

from __future__ import annotations

from typing import ClassVar

from graders.checks import roles
from graders.checks.base import Check, Facts, failed, passed
from graders.checks.unanswered import answer
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.experiment import Transform
from graders.model.grade import Verdict
from graders.model.reference import Reference

_MOST = 0.5
"""Training rows may be treated to something more (values clipped, noise added), which a few
planted rows show. A scaler of their own moves nearly all of them."""


class SameTransform(Check, frozen=True, kw_only=True):
    """Test rows reach the network in the form that the training rows had.

    ## What it does
    Runs the notebook again with other test rows. A few rows stay as they were: they must reach
    ``predict`` as they did before, whatever stands beside them. A few others are copies of
    training rows: they must reach ``predict`` as those rows reached ``fit``. So a scaler that
    is fitted on the test rows shows itself, test rows left raw, dummies in another order, and rows
    taken away or added. How rows are transformed does not matter, nor what the network does
    inside or what becomes of its answers.

    ## Why it matters
    A network knows numbers, not towns: the same town in other numbers is another town to it.

    ## Example
    ``x_test = StandardScaler().fit_transform(x_test)``

    ## Use instead
    ``x_test = scaler.transform(x_test)`` with the scaler that was fitted on ``x_train``.
    """

    needs: ClassVar[frozenset[str]] = frozenset({"interference"})

    model: str = "model"
    answers: str = "y_test_pred"

    def asks(self, evidence: Evidence, reference: Reference, item: RubricItem) -> frozenset[str]:
        """Nothing where no model answered test rows."""
        del reference
        return self.needs if self._absent(evidence, item) is None else frozenset()

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge how kept and planted test rows reached ``predict``."""
        del reference
        absent = self._absent(evidence, item)
        if absent is not None:
            return absent
        found = answer(evidence, "interference")
        if isinstance(found, Verdict):
            return found
        seen = self._about(evidence, item, found.transforms)
        if not any(one.kept or one.planted for one in seen):
            return passed("same-not-seen", review="same-not-seen")
        for one in seen:
            verdict = _judge(evidence, one)
            if verdict is not None:
                return verdict
        return passed("same", rows=sum(one.kept + one.planted for one in seen))

    def _absent(self, evidence: Evidence, item: RubricItem) -> Verdict | None:
        """Why no test row was predicted."""
        if evidence.value(self.answers) is None:
            return roles.absent(evidence, item, name=self.answers, kind="value")
        if not evidence.fits and not evidence.models:
            return roles.absent(evidence, item, name=self.model, kind="training")
        return None

    def _about(
        self, evidence: Evidence, item: RubricItem, transforms: tuple[Transform, ...]
    ) -> list[Transform]:
        """The network that the text is about, if it answered test rows, else all that did."""
        record = roles.find_model(evidence, self.model, item.cell)
        own = [one for one in transforms if record is not None and one.model == record.model]
        return own or list(transforms)


def _judge(evidence: Evidence, seen: Transform) -> Verdict | None:
    record = evidence.model(seen.model)
    facts: Facts = {
        "model": roles.shown_name(record) if record is not None else seen.name or "model",
        "cell": seen.cell,
        "columns": ", ".join(seen.columns),
        "columned": "yes" if seen.columns else "no",
    }
    expected, found = seen.rows_expected, seen.rows_seen
    if expected is not None and found is not None and expected != found:
        return failed("same-rows", expected=expected, found=found, **facts)
    if seen.kept_moved:
        return failed("same-own-statistics", kept=seen.kept, moved=seen.kept_moved, **facts)
    if seen.planted and seen.planted_differ > _MOST * seen.planted:
        key = "same-raw" if seen.raw else "same-otherwise"
        return failed(key, planted=seen.planted, differ=seen.planted_differ, **facts)
    return None
