"""Whether a number that the notebook reports is what its own arrays give."""

from __future__ import annotations

import math
import re
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, roles, tables
from graders.checks.arrays import Numbers, codes, column, is_one_hot, numbers, raw, too_large
from graders.checks.base import Check, Facts, broken, failed, passed, remark
from graders.checks.origin import follows
from graders.checks.slips import agrees, equivalents, slip
from graders.model.assignment import RubricItem
from graders.model.evidence import CallRecord, Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value

_ENOUGH_ROWS = 10
"""So many predictions are not all exactly right by chance."""


class Reported(Check, frozen=True, kw_only=True):
    """A reported value agrees with a recomputation on the student's own split.

    ## What it does
    Recomputes ``metric`` from the captured ``truth`` and ``predictions`` and compares it with
    ``name``. Any formula that agrees within floating point will do, rounded to two decimals or
    more, a percentage as a fraction or in percent. Where it does not agree, the slip is looked
    for: the mse for the rmse, errors relative to predictions, all pairs instead of rows
    (shapes (n,) and (n, 1)), truth and predictions swapped, another metric, training rows.
    Predictions that are a copy of the truth, where no network was seen to answer so, measure
    nothing.
    Without ``predictions``, what ``evaluate`` gave for these rows counts, or what follows from what
    ``model`` answered for them.

    ## Why it matters
    A wrong figure that looks right decides wrongly, and nothing raises.

    ## Example
    ``np.mean((y_val - model.predict(x_val)) ** 2)`` with shapes (81,) and (81, 1).

    ## Use instead
    ``y_val_pred = model.predict(x_val).ravel()`` first.
    """

    name: str
    metric: figures.Metric | Literal["confusion_matrix", "classification_report"]
    truth: str = "y_val"
    predictions: str = ""
    model: str = "model"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the reported value."""
        value = evidence.value(self.name)
        if value is None:
            return roles.absent(evidence, item, name=self.name, kind="value")
        if too_large(value):
            return broken("array-not-kept", name=self.name)
        if not self.predictions:
            return self._evaluated(evidence, reference, item, value)
        arrays: list[NDArray[np.generic]] = []
        for name in (self.truth, self.predictions):
            held = evidence.value(name)
            array = raw(held)
            if array is None or array.ndim == 0 or not array.size:
                if too_large(held):
                    return broken("array-not-kept", name=name)
                return roles.absent(evidence, item, name=name, kind="value")
            arrays.append(column(array))
        truth, answers = arrays
        if len(truth) != len(answers):
            return failed(
                "reported-rows", truth=self.truth, rows=len(truth), name=self.predictions,
                found=len(answers),
            )  # fmt: skip
        if self._copied(evidence, truth, answers, reference.labels):
            return failed("reported-copied", name=self.predictions, truth=self.truth)
        if self.metric in {"confusion_matrix", "classification_report"}:
            return self._table(value, _classes(truth, reference), _classes(answers, reference))
        pair = self._comparable(truth, answers, reference)
        if pair is None:
            return failed("reported-unreadable", name=self.predictions, metric=self.metric)
        return self._number(evidence, value, *pair)

    @staticmethod
    def _copied(
        evidence: Evidence,
        truth: NDArray[np.generic],
        answers: NDArray[np.generic],
        labels: tuple[str, ...],
    ) -> bool:
        """Predictions that are the truth, value by value, while no network answered so."""
        if len(truth) < _ENOUGH_ROWS or truth.shape != answers.shape:
            return False
        if not np.array_equal(truth, answers) or len(np.unique(truth)) < 2:
            return False
        seen = (roles.answered(evidence, one.model, len(truth)) for one in evidence.models)
        return not any(follows(answers, outputs, labels) for each in seen for outputs in each)

    def _comparable(
        self, truth: NDArray[np.generic], answers: NDArray[np.generic], reference: Reference
    ) -> tuple[Numbers, Numbers] | None:
        if self.metric in figures.REGRESSION or self.metric in figures.SCORES:
            left = truth if truth.dtype.kind in "biuf" else _classes(truth, reference)
            if self.metric in figures.SCORES:
                left = _classes(truth, reference)
            if left is None or answers.dtype.kind not in "biuf":
                return None
            pair = left.astype(np.float64), answers.astype(np.float64)
            flat = pair[0].ndim == 1 and (pair[1].ndim == 1 or self.metric in figures.SCORES)
        else:
            said, true = _classes(answers, reference), _classes(truth, reference)
            if said is None or true is None:
                return None
            pair = true.astype(np.float64), said.astype(np.float64)
            flat = pair[0].ndim == pair[1].ndim == 1
        return pair if flat and all(np.all(np.isfinite(side)) for side in pair) else None

    def _number(
        self, evidence: Evidence, value: Value, truth: Numbers, answers: Numbers
    ) -> Verdict:
        reported = _number_of(value)
        known: Facts = {"name": self.name, "metric": self.metric}
        if reported is None:
            return failed("reported-not-number", type=value.type, **known)
        if not math.isfinite(reported):
            return failed("reported-nan", **known)
        shown: Facts = {"reported": reported, "rows": len(truth), **known}
        right = equivalents(self.metric, truth, answers)
        if any(agrees(reported, one) for one in right):
            return passed("reported", **shown)
        if answers.ndim == 1:
            found = slip(self.metric, truth, answers, reported)
            if found is not None:
                end, other = found
                return failed(
                    f"reported-{end}",
                    other=other,
                    recomputed=right[0],
                    pairs=len(truth) ** 2,
                    truth=self.truth,
                    predictions=self.predictions,
                    **shown,
                )
        if self._on_training_rows(evidence, reported):
            return failed("reported-training-rows", **shown)
        return failed(
            "reported-differs",
            truth=self.truth,
            predictions=self.predictions,
            _recomputed=right[0],
            **shown,
        )

    def _table(
        self, value: Value, truth: NDArray[np.int64] | None, answers: NDArray[np.int64] | None
    ) -> Verdict:
        known: Facts = {"name": self.name, "truth": self.truth, "predictions": self.predictions}
        if truth is None or answers is None or truth.ndim != 1 or answers.ndim != 1:
            return failed("reported-unreadable", metric=self.metric, name=self.predictions)
        if self.metric == "confusion_matrix":
            found, prefix = tables.matrix_of(value), "matrix"
            expected = tables.confusion(truth, answers)
            state = tables.matrix_verdict(found, expected) if found is not None else "not-one"
            known |= {"shape": str(found.shape if found is not None else ""), "type": value.type}
        else:
            found, prefix = tables.report_of(value), "report"
            state = tables.report_verdict(found, truth, answers) if found is not None else "not-one"
            known |= {"type": value.type}
        if state == "right":
            return passed(prefix, rows=len(truth), **known)
        if state == "normalised":
            return passed(prefix, remarks=(remark("matrix-normalised"),), rows=len(truth), **known)
        return failed(f"{prefix}-{state}", **known)

    def _evaluated(
        self, evidence: Evidence, reference: Reference, item: RubricItem, value: Value
    ) -> Verdict:
        """Compare with what ``evaluate`` (or the last epoch) gave for these rows.

        Else with what the model's own answers to them give, where they are small enough to keep.
        """
        known: Facts = {"name": self.name, "metric": self.metric}
        reported = _number_of(value)
        if reported is None:
            return failed("reported-not-number", type=value.type, **known)
        if not math.isfinite(reported):
            return failed("reported-nan", **known)
        record = roles.find_model(evidence, self.model, item.cell)
        if record is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        held = evidence.value(self.truth)
        rows = held.array.shape[0] if held is not None and held.array and held.array.shape else 0
        shown: Facts = {"reported": reported, "rows": rows, **known}
        if self._on_training_rows(evidence, reported):
            return failed("reported-training-rows", **shown)
        calls = _evaluations(evidence, record.model)
        fits = roles.trainings(evidence, record.model)
        same = [call for call in calls if not rows or call.inputs[0].shape[:1] == (rows,)]
        given = [one for call in same for name, one in call.result.items() if self._told(name)]
        if any(agrees(reported, number) or agrees(reported, 100 * number) for number in given):
            return passed("reported", **shown)
        if any(agrees(reported, one) for call in same for one in call.result.values()):
            return failed("reported-loss", **shown)
        given += self._answered(evidence, record.model, raw(held), reference)
        if any(agrees(reported, number) or agrees(reported, 100 * number) for number in given):
            return passed("reported", **shown)
        ends = [
            (name, series[-1]) for fit in fits for name, series in fit.history.items() if series
        ]
        found = [name for name, number in ends if agrees(reported, number) and self._told(name)]
        if any(name.startswith("val_") for name in found):
            return passed("reported", remarks=(remark("reported-from-history"),), **shown)
        if found:
            return failed("reported-training-rows", **shown)
        others = {call.model for call in _evaluations(evidence, None)} - {record.model}
        for number in others:
            for call in _evaluations(evidence, number):
                other = evidence.model(number)
                if other and any(agrees(reported, one) for one in call.result.values()):
                    return failed(
                        "reported-other-model", other=roles.shown_name(other),
                        model=roles.shown_name(record), **shown,
                    )  # fmt: skip
        if not calls and not given:
            return passed("reported-unseen", review="reported-unseen", **shown)
        return failed(
            "reported-differs", truth=self.truth, predictions=self.model,
            _recomputed=given[0] if given else None, **shown,
        )  # fmt: skip

    def _told(self, name: str) -> bool:
        """Whether a figure of this name may be the metric: an accuracy is no loss."""
        return self.metric != "accuracy" or "acc" in name or name.startswith("value_")

    def _answered(
        self, evidence: Evidence, model: int, truth: NDArray[np.generic] | None,
        reference: Reference,
    ) -> list[float]:  # fmt: skip
        """The metric of each of the model's answers to as many rows."""
        if truth is None or not truth.ndim or not truth.size:
            return []
        found: list[float] = []
        for outputs in roles.answered(evidence, model, len(truth)):
            pair = self._comparable(column(truth), column(outputs), reference)
            if pair is not None and len(pair[0]) == len(pair[1]):
                found += equivalents(self.metric, *pair)
        return found

    def _on_training_rows(self, evidence: Evidence, reported: float) -> bool:
        """Whether some model's ``evaluate`` of the very rows it was trained on gave this number."""
        trained = {fit.x.digest for fit in evidence.fits if fit.x is not None and fit.x.digest}
        on_training, elsewhere = False, False
        for call in _evaluations(evidence, None):
            if any(agrees(reported, number) for number in call.result.values()):
                fitted = call.inputs[0].digest in trained
                on_training, elsewhere = on_training or fitted, elsewhere or not fitted
        return on_training and not elsewhere


def _evaluations(evidence: Evidence, number: int | None) -> list[CallRecord]:
    return [
        call
        for call in evidence.calls
        if call.method == "evaluate" and call.inputs and (number is None or call.model == number)
    ]


def _classes(array: NDArray[np.generic], reference: Reference) -> NDArray[np.int64] | None:
    """Codes of labels in any natural form; chances become labels at 0.5 or the largest."""
    if array.ndim == 2 and array.dtype.kind in "biuf" and array.shape[1] > 1:
        if is_one_hot(array) or np.all(np.isfinite(array.astype(np.float64))):
            return np.asarray(np.argmax(array, axis=1), dtype=np.int64)
        return None
    found = codes(array, reference.labels)
    if found is None and array.dtype.kind == "f":
        values = array.astype(np.float64)
        if np.all((values >= 0) & (values <= 1)):
            return (values > 0.5).astype(np.int64)
    return found


def _number_of(value: Value) -> float | None:
    """One number: a scalar, an array of one, or text that holds one."""
    array = numbers(value)
    if array is not None and array.size == 1:
        return float(array.reshape(-1)[0])
    if value.text:
        found: list[str] = re.findall(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", value.text[:1000])
        return float(found[0]) if len(found) == 1 else None
    return None
