"""Whether a model's score on the rows put aside is one that right solutions reach."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, file_rows, roles
from graders.checks.arrays import raw, too_large
from graders.checks.base import Facts, broken, partial, passed
from graders.checks.calibrated import WORTH_A_NUMBER, Calibrated, skill
from graders.checks.scored import Scored, classes_of, scored
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference


class ValidationScore(Calibrated, frozen=True, kw_only=True):
    """A model scores on the rows put aside what right solutions' models score there.

    ## What it does
    Recomputes the share of right answers among the rows of ``truth`` from what ``model``, a
    network or an estimator, was seen to answer for as many rows since its last training, as
    ``scores`` does. At the calibrated bar or beyond, full credit; below it, credit in proportion
    to the way from the best constant answer to the bar. Everybody's rows are another draw, so the
    bar has room for the standard error of a share of so many rows. A model that was never asked
    about these rows passes: a score that is missing, or of other rows, is for ``scores`` or
    ``reported`` to tell. Left out where no calibration is at hand.

    ## Why it matters
    A comparison is as fair as its weakest side: next to a baseline that was held back, anything
    looks good.

    ## Example
    ``LogisticRegression(C=1e-6)``: the penalty leaves next to nothing of the weights.

    ## Use instead
    Fit each model on all training rows, with settings as good as you can find.
    """

    metric: Literal["accuracy"] = "accuracy"
    model: str
    truth: str = "y_val"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the best of the scores that were seen."""
        band = self.band(reference, item)
        if band is None:
            return broken("metric-no-band")
        truth, seen = self._seen(evidence, reference)
        if seen is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        if truth is None:
            if too_large(evidence.value(self.truth)):
                return broken("array-not-kept", name=self.truth)
            return roles.absent(evidence, item, name=self.truth, kind="value")
        facts: Facts = {"model": self.model, "truth": self.truth, "rows": len(truth)}
        if not seen.held_out:
            return passed("validation-score-unasked", **facts)
        found = max(seen.held_out)
        facts |= {"right": round(found * len(truth)), "_figure": found,
                  "_bar": band.bar, "_baseline": band.baseline}  # fmt: skip
        share = skill(found, band)
        if share >= 1:
            return passed("validation-score", **facts)
        percent = int(100 * share)
        key = "part" if percent >= WORTH_A_NUMBER else "none"
        return partial(f"validation-score-{key}", share, percent=percent, **facts)

    def figure_of(self, evidence: Evidence, reference: Reference, item: RubricItem) -> float:
        """The model's score in a run; NaN where it was not seen to answer."""
        del item
        _, seen = self._seen(evidence, reference)
        return max(seen.held_out) if seen is not None and seen.held_out else float("nan")

    def baseline_of(self, reference: Reference) -> float:
        """The share of the most frequent class: rows put aside are as those of the file."""
        labels = file_rows.answers(reference)
        if labels is None or not len(labels):
            return float("nan")
        return figures.baseline(self.metric, labels, labels)

    def standard_error(self, evidence: Evidence, reference: Reference, item: RubricItem) -> float:
        """``sqrt(p·(1 - p) / n)``: that of a share p of n rows (the binomial distribution's)."""
        truth, _ = self._seen(evidence, reference)
        share = self.figure_of(evidence, reference, item)
        return float(np.sqrt(share * (1 - share) / len(truth))) if truth is not None else 0.0

    def _seen(
        self, evidence: Evidence, reference: Reference
    ) -> tuple[NDArray[np.int64] | None, Scored | None]:
        """Class codes (n,) of the rows put aside; what the model scored, if there is one."""
        labels = reference.labels
        truth = classes_of(raw(evidence.value(self.truth)), labels)
        known = truth if truth is not None and truth.size else None
        rows = known if known is not None else np.zeros(0, np.int64)
        seen = scored(evidence, self.model, self.metric, truth=rows, taught=None, labels=labels)
        return known, seen
