"""Whether answers for hidden rows are as good as right solutions' answers."""

from __future__ import annotations

from typing import ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, roles
from graders.checks.arrays import codes, column, constant, is_one_hot, numbers, raw, too_large
from graders.checks.base import Facts, broken, failed, partial, passed, remark
from graders.checks.calibrated import WORTH_A_NUMBER, Calibrated, skill
from graders.checks.origin import relation
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Verdict
from graders.model.reference import Band, Reference
from graders.model.values import Array

_LOOKS = 2
"""Runs more with other training seeds."""
_RESAMPLES = 400


class Metric(Calibrated, frozen=True, kw_only=True):
    """Answers for rows that nobody has seen reach what right solutions reach.

    ## What it does
    Compares ``answers`` with the hidden targets. At the calibrated bar of this rubric line, or
    beyond, full credit; below it, credit in proportion to the way from the best constant answer
    to the bar. Just below the bar, no further than the bar is from the mean of right solutions,
    chance may be the reason: then the notebook is trained twice more with other random numbers
    (two looks), and the middle one of the three results counts, unless the first was better.
    Answers that a clean box contradicts, or that do not follow from any model's outputs, are
    marked for review. Left out where no hidden target is at hand. With ``truth``, the answers are
    for rows that the notebook put aside, and compared with the labels of that name; everybody's
    are another draw, so the bar has room for the standard error of the figure.

    ## Why it matters
    A score on rows that were trained on, or chosen on, is a promise; this is the delivery.

    ## Example
    ``y_test_pred = np.full(len(x_test), y_train.mean())`` reaches nothing: it is the start line.

    ## Use instead
    ``y_test_pred = model.predict(x_test).ravel()`` of a model trained on scaled features.
    """

    needs: ClassVar[frozenset[str]] = frozenset({"seeds"})

    metric: figures.Metric
    answers: str = "y_test_pred"
    truth: str = ""

    def asks(self, evidence: Evidence, reference: Reference, item: RubricItem) -> frozenset[str]:
        """Two looks, where the figure is below the bar and within reach of it."""
        band = self.band(reference, item)
        pair = self._pair(evidence, reference, item)
        if band is None or isinstance(pair, Verdict):
            return frozenset()
        truth, answers, _ = pair
        return self.needs if self._close(band, truth, answers) else frozenset()

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the answers against the band of ``item``."""
        band = self.band(reference, item)
        if band is None:
            return broken("metric-no-band")
        pair = self._pair(evidence, reference, item)
        if isinstance(pair, Verdict):
            return pair
        truth, answers, given = pair
        review, notes = self._confirmed(evidence, given, reference.labels)
        asked = self._close(band, truth, answers)
        looks = self._looks(evidence, truth, reference.labels) if asked else ()
        verdict = self._judge(band, truth, answers, reference.labels, looks or ())
        if verdict.key == "metric-part":
            watched = "yes" if _validated(evidence) else "no"
            facts = {**verdict.facts, "validated": watched}
            verdict = msgspec.structs.replace(verdict, facts=facts)
        if asked and looks is None:
            review = review or "metric-looks-missing"
        elif looks:
            notes = (*notes, remark("metric-looks", name=self.answers, runs=1 + len(looks)))
            review = review or _contradicted(evidence)
        return msgspec.structs.replace(verdict, review=review, remarks=notes)

    def figure_of(self, evidence: Evidence, reference: Reference, item: RubricItem) -> float:
        """The metric of a run's answers, for calibration; NaN where it gave none."""
        pair = self._pair(evidence, reference, item)
        if isinstance(pair, Verdict):
            return float("nan")
        return figures.figure(self.metric, pair[0], pair[1])

    def baseline_of(self, reference: Reference) -> float:
        """The figure of the best constant answer; NaN where targets are missing.

        Rows that a notebook puts aside are as those of the training file.
        """
        hidden = reference.train_targets if self.truth else reference.targets
        truth = _truth(reference, self.metric, hidden)
        train = _truth(reference, self.metric, reference.train_targets)
        if truth is None or train is None:
            return float("nan")
        return figures.baseline(self.metric, truth, train)

    def standard_error(self, evidence: Evidence, reference: Reference, item: RubricItem) -> float:
        """By bootstrap over the rows that the notebook put aside; 0 for hidden rows.

        Efron and Tibshirani, *An Introduction to the Bootstrap*, chapter 6.
        """
        pair = self._pair(evidence, reference, item) if self.truth else None
        if pair is None or isinstance(pair, Verdict):
            return 0.0
        from scipy.stats import bootstrap

        truth, answers, _ = pair
        drawn = bootstrap(
            (np.arange(len(truth)),),
            lambda rows: figures.figure(self.metric, truth[rows], answers[rows]),
            vectorized=False, method="basic", n_resamples=_RESAMPLES, rng=np.random.default_rng(0),
        ).bootstrap_distribution  # fmt: skip
        return float(np.std(drawn[np.isfinite(drawn)], ddof=1))

    def _close(self, band: Band, truth: NDArray[np.generic], answers: NDArray[np.generic]) -> bool:
        """Whether chance may be why the bar was missed."""
        found = figures.figure(self.metric, truth, answers)
        return within_reach(found, band) and not constant(answers.astype(np.float64))

    def _looks(
        self, evidence: Evidence, truth: NDArray[np.generic], labels: tuple[str, ...]
    ) -> tuple[float, ...] | None:
        """The figures of the further runs, NaN for one without usable answers.

        Empty where they were skipped; ``None`` where they should have been made and were not.
        """
        found = evidence.experiment("seeds")
        if found is not None and found.outcome == "skipped":
            return ()
        if found is None or found.outcome != "done" or len(found.looks) < _LOOKS:
            return None
        return tuple(
            self._figure(look.answers.get(self.answers), truth, labels)
            for look in found.looks[:_LOOKS]
        )

    def _figure(
        self, answers: Array | None, truth: NDArray[np.generic], labels: tuple[str, ...]
    ) -> float:
        given = raw(answers)
        if given is None or given.ndim == 0:
            return float("nan")
        given = column(given)
        read = comparable(self.metric, given, labels) if len(given) == len(truth) else None
        return float("nan") if read is None else figures.figure(self.metric, truth, read)

    def _pair(
        self, evidence: Evidence, reference: Reference, item: RubricItem
    ) -> tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.generic]] | Verdict:
        """Truth, comparable answers, answers as given; or why they cannot be compared."""
        truth = self._targets(evidence, reference)
        if truth is None and self.truth:
            return roles.absent(evidence, item, name=self.truth, kind="value")
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

    def _targets(self, evidence: Evidence, reference: Reference) -> NDArray[np.generic] | None:
        """The hidden targets, or those of the rows put aside; one-hot rows as codes."""
        value = evidence.value(self.truth) if self.truth else None
        if not self.truth or value is None or value.array is None:
            return None if self.truth else _truth(reference, self.metric, reference.targets)
        given = raw(value)
        given = column(given) if given is not None and given.ndim else None
        if given is not None and is_one_hot(given):
            return np.asarray(np.argmax(given, axis=1))
        return _truth(reference, self.metric, value.array if given is None else Array.of(given))

    def _judge(
        self,
        band: Band,
        truth: NDArray[np.generic],
        answers: NDArray[np.generic],
        labels: tuple[str, ...],
        looks: tuple[float, ...],
    ) -> Verdict:
        first = figures.figure(self.metric, truth, answers)
        # To be trained again may help and must not harm: below the bar the better one counts.
        share = max(skill(first, band), skill(middle((first, *looks), band), band))
        hidden: Facts = {"_figure": first, "_bar": band.bar, "_baseline": band.baseline}
        if looks:
            hidden["_looks"] = ", ".join(f"{look:.6g}" for look in looks)
        common: Facts = {"metric": self.metric, "name": self.answers, "rows": len(truth)}
        common["own"] = "yes" if self.truth else "no"
        if share >= 1:
            return passed("metric-reached", **common, **hidden)
        if constant(answers.astype(np.float64)):
            return failed("metric-constant", **common, **hidden)
        turned = _turned(self.metric, answers, labels)
        if turned is not None and skill(figures.figure(self.metric, truth, turned), band) >= 1:
            return partial("metric-inverted", share, **common, **hidden)
        percent = int(100 * share)
        key = "metric-part" if percent >= WORTH_A_NUMBER else "metric-none"
        return partial(key, share, percent=percent, **common, **hidden)

    def _confirmed(
        self, evidence: Evidence, given: NDArray[np.generic], labels: tuple[str, ...]
    ) -> tuple[str | None, tuple[Remark, ...]]:
        """Whether a clean box stands behind the answers: (why to look, remarks).

        It is asked about test rows only: whose answers others are is told by ``predictions``.
        """
        if self.truth:
            return None, ()
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
        return (None if _by_hand(evidence, given, labels) else "answers-not-from-model"), ()


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


def within_reach(found: float, band: Band) -> bool:
    """Below the bar, but no further from it than the bar is from the mean of right solutions.

    With ``L = mean - k·s`` that is down to ``mean - 2·k·s``: 4.4 standard deviations at 30 runs,
    below which fewer than one right answer in 10,000 falls (the bar's own error included), so that
    further runs would be made for wrong answers only. Where right solutions do not vary, nothing
    is within reach, and nothing is run again.
    """
    if not np.isfinite(found):
        return False
    reach = 2 * band.bar - band.mean
    return reach <= found < band.bar if band.higher_is_better else band.bar < found <= reach


def middle(found: tuple[float, ...], band: Band) -> float:
    """The median of an odd number of figures; NaN is worse than any number."""
    worst = -np.inf if band.higher_is_better else np.inf
    return float(np.median([worst if np.isnan(one) else one for one in found]))


def _validated(evidence: Evidence) -> bool:
    """Whether there is a validation loss to look at."""
    return any("val_loss" in fit.history for fit in evidence.fits)


def _by_hand(evidence: Evidence, given: NDArray[np.generic], labels: tuple[str, ...]) -> bool:
    """Whether answers are those of a function of the notebook's own, asked about these rows."""
    for answer in evidence.probes:
        for output in answer.outputs:
            table = numbers(output)
            if table is None or not table.ndim or len(table) != len(given):
                continue
            if relation(given, table, labels) in {"equal", "argmax", "threshold"}:
                return True
    return False


def _contradicted(evidence: Evidence) -> str | None:
    found = evidence.experiment("seeds")
    looks = found.looks if found is not None else ()
    return "answers-contradicted" if any(one.confirmed is False for one in looks) else None


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
