"""Whether answers for hidden rows are as good as right solutions' answers."""

from __future__ import annotations

from typing import ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, roles
from graders.checks.arrays import codes, column, constant, is_one_hot, raw, too_large
from graders.checks.base import Check, Facts, broken, failed, partial, passed, remark
from graders.checks.origin import relation
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Verdict
from graders.model.reference import Band, Reference
from graders.model.values import Array

_WORTH_A_NUMBER = 10
"""Per cent of the way below which answers are as good as none: then the rows are the question."""


class Metric(Check, frozen=True, kw_only=True):
    """Answers for rows that nobody has seen reach what right solutions reach.

    ## What it does
    Compares ``answers`` with the hidden targets. At the calibrated bar of this rubric line, or
    beyond, full credit; below it, credit in proportion to the way from the best constant answer
    to the bar. Answers that a clean box contradicts, or that do not follow from any model's
    outputs, are marked for review. Left out where no hidden target is at hand.

    ## Why it matters
    A score on rows that were trained on, or chosen on, is a promise; this is the delivery.

    ## Example
    ``y_test_pred = np.full(len(x_test), y_train.mean())`` reaches nothing: it is the start line.

    ## Use instead
    ``y_test_pred = model.predict(x_test).ravel()`` of a model trained on scaled features.
    """

    hidden: ClassVar[bool] = True

    metric: figures.Metric
    answers: str = "y_test_pred"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the answers against the band of ``item``."""
        calibration = reference.calibration
        band = calibration.bands.get(item.id) if calibration is not None else None
        if band is None or band.metric != self.metric:
            return broken("metric-no-band")
        pair = self._pair(evidence, reference, item)
        if isinstance(pair, Verdict):
            return pair
        truth, answers, given = pair
        review, notes = self._confirmed(evidence, given, reference.labels)
        verdict = self._judge(band, truth, answers, reference.labels)
        return msgspec.structs.replace(verdict, review=review, remarks=notes)

    def figure_of(self, evidence: Evidence, reference: Reference, item: RubricItem) -> float:
        """The metric of a run's answers, for calibration; NaN where it gave none."""
        pair = self._pair(evidence, reference, item)
        if isinstance(pair, Verdict):
            return float("nan")
        return figures.figure(self.metric, pair[0], pair[1])

    def baseline_of(self, reference: Reference) -> float:
        """The figure of the best constant answer; NaN where targets are missing."""
        truth = _truth(reference, self.metric, reference.targets)
        train = _truth(reference, self.metric, reference.train_targets)
        if truth is None or train is None:
            return float("nan")
        return figures.baseline(self.metric, truth, train)

    def _pair(
        self, evidence: Evidence, reference: Reference, item: RubricItem
    ) -> tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.generic]] | Verdict:
        """Truth, comparable answers, answers as given; or why they cannot be compared."""
        truth = _truth(reference, self.metric, reference.targets)
        if truth is None:
            return broken("metric-no-targets")
        value = evidence.value(self.answers)
        given = raw(value)
        if given is None or given.ndim == 0:
            if too_large(value):
                return broken("array-not-kept", name=self.answers)
            return roles.absent(evidence, item, name=self.answers, kind="value")
        given = column(given)
        if len(given) != len(truth):
            return failed("metric-rows", name=self.answers, rows=len(given), expected=len(truth))
        answers = comparable(self.metric, given, reference.labels)
        if answers is None:
            return failed("metric-unreadable", name=self.answers, metric=self.metric)
        lost = int(np.sum(~np.isfinite(answers)))
        if lost:
            return failed("metric-nan", name=self.answers, lost=lost, rows=len(truth))
        return truth, answers, given

    def _judge(
        self,
        band: Band,
        truth: NDArray[np.generic],
        answers: NDArray[np.generic],
        labels: tuple[str, ...],
    ) -> Verdict:
        found = figures.figure(self.metric, truth, answers)
        hidden: Facts = {"_figure": found, "_bar": band.bar, "_baseline": band.baseline}
        share = skill(found, band)
        common: Facts = {"metric": self.metric, "name": self.answers, "rows": len(truth)}
        if share >= 1:
            return passed("metric-reached", **common, **hidden)
        if constant(answers.astype(np.float64)):
            return failed("metric-constant", **common, **hidden)
        turned = _turned(self.metric, answers, labels)
        if turned is not None and skill(figures.figure(self.metric, truth, turned), band) >= 1:
            return partial("metric-inverted", share, **common, **hidden)
        percent = int(100 * share)
        key = "metric-part" if percent >= _WORTH_A_NUMBER else "metric-none"
        return partial(key, share, percent=percent, **common, **hidden)

    def _confirmed(
        self, evidence: Evidence, given: NDArray[np.generic], labels: tuple[str, ...]
    ) -> tuple[str | None, tuple[Remark, ...]]:
        """Whether a clean box stands behind the answers: (why to look, remarks)."""
        for record in reversed(evidence.models):
            outputs = roles.test_outputs(evidence, record.model)
            if outputs is None or relation(given, outputs, labels) == "none":
                continue
            found = evidence.measurement(record.model)
            status = found.status if found is not None else "not-measured"
            if status == "confirmed":
                return None, ()
            if status == "not-rebuilt":
                return None, (remark("model-not-confirmed", model=roles.shown_name(record)),)
            if status == "contradicted":
                return "answers-contradicted", ()
            return "answers-not-measured", ()
        return "answers-not-from-model", ()


def comparable(
    metric: str, given: NDArray[np.generic], labels: tuple[str, ...]
) -> NDArray[np.generic] | None:
    """Answers in the form that a metric takes, whichever natural form they came in.

    Labels may come as codes, names, one-hot rows, or probabilities (0.5, or the largest);
    probabilities of two classes as one column or two. ``None`` where they cannot be read.
    """
    if metric in figures.REGRESSION or metric in figures.SCORES:
        if given.dtype.kind in "US":
            classes = codes(given, labels)
            if classes is None or metric in figures.REGRESSION:
                return None
            return classes.astype(np.float64)
        values = given.astype(np.float64)
        if metric in figures.SCORES and values.ndim == 2:
            return values[:, 1] if values.shape[1] == 2 else values
        return values if values.ndim == 1 else None
    if given.ndim == 2:
        if given.dtype.kind not in "biuf" or not np.all(np.isfinite(given.astype(np.float64))):
            return None
        return np.argmax(given, axis=1) if given.shape[1] > 1 else None
    if given.ndim != 1:
        return None
    classes = codes(given, labels)
    if classes is None and given.dtype.kind == "f" and not is_one_hot(given):
        values = given.astype(np.float64)
        return np.where(np.isfinite(values), (values > 0.5).astype(np.float64), np.nan)
    return classes


def skill(found: float, band: Band) -> float:
    """``clip((m - b) / (L - b), 0, 1)``: the share of the way from baseline b to bar L."""
    way = band.bar - band.baseline
    if not np.isfinite(found) or way == 0:
        return 0.0
    beyond = found >= band.bar if band.higher_is_better else found <= band.bar
    return 1.0 if beyond else float(min(max((found - band.baseline) / way, 0.0), 1.0))


def _truth(
    reference: Reference, metric: str, column_of: Array | None
) -> NDArray[np.generic] | None:
    targets = raw(column_of)
    if targets is None or targets.ndim != 1 or not len(targets):
        return None
    if metric in figures.REGRESSION:
        return targets.astype(np.float64) if targets.dtype.kind in "biuf" else None
    return codes(targets, reference.labels)


def _turned(
    metric: str, answers: NDArray[np.generic], labels: tuple[str, ...]
) -> NDArray[np.generic] | None:
    """Two-class answers the other way round."""
    if metric in figures.REGRESSION or answers.ndim != 1 or len(labels) > 2:
        return None
    return 1 - answers
