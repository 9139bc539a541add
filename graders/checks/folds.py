"""Trainings that take turns: which rows each learned from, and what it got on which others.

Read off the records of a run. A *training* is what one network was taught on one set of rows, by
one call of ``fit`` or several. An estimator's own networks are behind it: there the estimator is
what was trained, and scikit-learn clones it for every fold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, file_rows
from graders.checks.arrays import Numbers, column, numbers, raw
from graders.checks.metric import comparable
from graders.checks.slips import agrees, broadcast
from graders.checks.units import Units, units_of
from graders.model.evidence import CallRecord, DataInfo, Evidence, FitRecord
from graders.model.reference import Reference
from graders.model.values import Value

FILE = "data/train.csv"
_ASKING = frozenset({"predict", "predict_on_batch", "__call__", "call", "predict_proba"})
_NAMES = {
    "mae": {"mae", "mean_absolute_error"},
    "mse": {"mse", "mean_squared_error"},
    "rmse": {"rmse", "root_mean_squared_error"},
    "mape": {"mape", "mean_absolute_percentage_error"},
    "accuracy": {"acc", "accuracy", "binary_accuracy", "categorical_accuracy",
                 "sparse_categorical_accuracy"},
}  # fmt: skip
_POWERS = {"mae": 1, "rmse": 1, "mse": 2}
"""With which power of the targets' unit a metric grows; others have no unit, or another one."""

Places = NDArray[np.int64]
"""Row numbers of ``data/train.csv``, distinct and ascending."""


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """What a network got on some rows: its figures by metric, each in every form it was seen.

    ``rows`` is ``None`` where nobody knows which they were.
    """

    rows: Places | None
    figures: dict[str, tuple[float, ...]]


@dataclass(frozen=True, eq=False, slots=True)
class Training:
    """``rows`` were learned from, ``before`` by the same weights earlier; ``None``: not known.

    ``given`` are the rows handed to ``fit``, ``count`` how many there were.
    """

    model: int | None
    cell: str
    sequence: int
    rows: Places | None
    given: Places | None
    count: int
    before: Places
    asked: tuple[Asked, ...]

    def honest(self) -> list[Asked]:
        """What it got on rows that it did not learn from in this training."""
        return [one for one in self.asked if one.rows is not None and self.learned(one.rows) == 0]

    def learned(self, rows: Places) -> int:
        """How many of these rows it learned from in this training."""
        return int(np.intersect1d(rows, self.rows).size) if self.rows is not None else 0

    def got(self, metric: str, score: float, asked: list[Asked]) -> Asked | None:
        """Where it got this score, if it did; the sign is scikit-learn's business."""
        for one in asked:
            if any(agrees(abs(score), found) for found in one.figures.get(metric, ())):
                return one
        return None

    def held_out(self, metric: str, scores: Numbers | None, every: int) -> Places | None:
        """The rows that it was validated on: a score's, else those that it was asked about first.

        Where it was asked about none, those of ``every`` row that it was not given.
        """
        honest = self.honest()
        for score in scores if scores is not None else ():
            found = self.got(metric, float(score), honest)
            if found is not None:
                return found.rows
        if honest:
            return honest[0].rows
        if self.given is None:
            return None
        return np.setdiff1d(np.arange(every), self.given)


def trainings(evidence: Evidence, reference: Reference) -> list[Training]:
    """Every training of the run, in order; what continued on the same rows is one."""
    fits = [fit for fit in evidence.fits if fit.x is not None and fit.library in file_rows.LEARNERS]
    fits = [fit for fit in fits if fit.raised is None or fit.epochs_run or fit.history]
    runs: list[list[FitRecord]] = []
    for fit in sorted(fits, key=lambda fit: fit.sequence):
        last = next((run for run in reversed(runs) if _same_learner(run[-1], fit)), None)
        if last is not None and fit.model >= 0 and _continues(last[-1], fit):
            last.append(fit)
        else:
            runs.append([fit])
    found: list[Training] = []
    for run in runs:
        found.append(_training(evidence, reference, run, runs, found))
    return found


def _same_learner(one: FitRecord, other: FitRecord) -> bool:
    if one.model >= 0 or other.model >= 0:
        return one.model == other.model
    if one.fitted is not None and other.fitted is not None:
        return one.fitted == other.fitted
    return one.estimator == other.estimator


def _continues(one: FitRecord, other: FitRecord) -> bool:
    """Goes on with the weights that it had, on the same rows."""
    same = one.x is not None and other.x is not None and one.x.digest == other.x.digest != ""
    return same and one.weights_after == other.weights_before != ""


def _training(
    evidence: Evidence,
    reference: Reference,
    run: list[FitRecord],
    runs: list[list[FitRecord]],
    earlier: list[Training],
) -> Training:
    first, last = run[0], run[-1]
    after = [fit.sequence for other in runs for fit in other
             if fit.sequence > last.sequence and _same_learner(fit, last)]  # fmt: skip
    units = units_of(last.y, _targets(reference, _places(evidence, last.x)))
    asked = [_history(evidence, fit, units) for fit in reversed(run)]
    calls = [
        _of_call(evidence, reference, call, last, units)
        for call in sorted(evidence.calls, key=lambda call: call.sequence)
        if last.sequence < call.sequence < min(after, default=math.inf) and _is_of(call, last)
    ]
    rows = None if first.loop else _known(evidence, first)
    return Training(
        model=first.model if first.model >= 0 else None,
        cell=first.cell,
        sequence=first.sequence,
        rows=rows,
        given=None if first.loop else _distinct(_places(evidence, first.x)),
        count=first.x.shape[0] if first.x is not None and first.x.shape else 0,
        before=_before(first, runs, earlier),
        asked=tuple(one for one in (*calls, *asked) if one is not None),
    )


def _before(first: FitRecord, runs: list[list[FitRecord]], earlier: list[Training]) -> Places:
    """What the weights had learned from when this training began.

    Weights are fresh where the network has not been trained, or was given back the weights that it
    had before its first training. Weights of another network, copied, bring what it learned.
    """
    found = np.zeros(0, dtype=np.int64)
    if first.model < 0:
        return found
    own = [run[0] for run in runs if run[0].model == first.model]
    if own[0] is not first and first.weights_before == own[0].weights_before:
        return found
    for run, training in zip(runs, earlier, strict=False):
        copied = run[-1].weights_after == first.weights_before != ""
        if copied or (run[0].model == first.model and own[0] is not first):
            learned = training.rows if training.rows is not None else found
            found = np.union1d(found, np.union1d(training.before, learned))
    return found


def _is_of(call: CallRecord, fit: FitRecord) -> bool:
    if fit.model >= 0:
        return call.model == fit.model
    if call.model is not None:
        return False
    if call.estimator is not None and fit.fitted is not None:
        return call.estimator == fit.fitted
    return bool(call.actor) and call.actor == fit.estimator


def _known(evidence: Evidence, fit: FitRecord) -> Places | None:
    return file_rows.trained_on(evidence, fit).get(FILE)


def _places(evidence: Evidence, info: DataInfo | None) -> NDArray[np.int64] | None:
    """The row behind each row of an array, -1 where it is not known; ``None``: of no row."""
    if info is None or not info.digest:
        return None
    for origin in evidence.origins:
        if origin.digest == info.digest and origin.file == FILE:
            rows = raw(origin.rows)
            if rows is not None and rows.ndim == 1 and rows.dtype.kind in "iu":
                return rows.astype(np.int64)
    return None


def _distinct(places: NDArray[np.int64] | None) -> Places | None:
    return np.unique(places[places >= 0]) if places is not None else None


def _targets(reference: Reference, places: NDArray[np.int64] | None) -> NDArray[np.generic] | None:
    """The file's targets of these rows, (n,); ``None`` where one is not known."""
    known = raw(reference.train_targets)
    if known is None or known.ndim != 1 or places is None or not places.size:
        return None
    if places.min() < 0 or places.max() >= len(known):
        return None
    return np.asarray(known[places])


def _history(evidence: Evidence, fit: FitRecord, units: Units) -> Asked | None:
    """What the training's own validation gave: at its end, and at its best epoch."""
    places = _places(evidence, fit.validation_x)
    if fit.validation_x is None and 0 < fit.validation_split < 1:
        given = _places(evidence, fit.x)
        cut = math.floor(len(given) * (1 - fit.validation_split)) if given is not None else 0
        places = given[cut:] if given is not None else None
    shown = {
        name.removeprefix("val_"): (values[-1], min(values), max(values))
        for name, values in fit.history.items()
        if name.startswith("val_") and values
    }
    return Asked(_distinct(places), _named(shown, fit, units)) if shown else None


def _of_call(
    evidence: Evidence, reference: Reference, call: CallRecord, fit: FitRecord, units: Units
) -> Asked | None:
    """What came of one call, as far as it can be worked out."""
    places = _places(evidence, call.inputs[0]) if call.inputs else None
    if call.method == "evaluate":
        shown = {name: (value,) for name, value in call.result.items()}
        return Asked(_distinct(places), _named(shown, fit, units)) if call.inputs else None
    if call.method not in _ASKING or not (call.inputs or call.answers):
        return None
    outputs = numbers(call.answers)
    if places is None and not call.inputs and outputs is not None and outputs.ndim:
        places = _complement(evidence, reference, fit, len(outputs))
    truth = _targets(reference, places)
    if truth is None or outputs is None or outputs.shape[:1] != truth.shape:
        return Asked(_distinct(places), {})
    return Asked(_distinct(places), _figures(reference, truth, column(outputs), units))


def _complement(
    evidence: Evidence, reference: Reference, fit: FitRecord, count: int
) -> NDArray[np.int64] | None:
    """The rows that a fit was not given, in the file's order, where there are so many."""
    given, known = _distinct(_places(evidence, fit.x)), raw(reference.train_targets)
    if given is None or known is None:
        return None
    left = np.setdiff1d(np.arange(len(known)), given)
    return left if len(left) == count else None


def _figures(
    reference: Reference, truth: NDArray[np.generic], answers: NDArray[np.generic], units: Units
) -> dict[str, tuple[float, ...]]:
    found: dict[str, tuple[float, ...]] = {}
    for metric in _NAMES:
        if (metric in figures.REGRESSION) != (truth.dtype.kind in "iuf" and not reference.labels):
            continue
        said = comparable(metric, answers, reference.labels)
        if metric in figures.REGRESSION and said is not None:
            said = units.back(said.astype(np.float64))
        true = (
            truth if metric in figures.REGRESSION else comparable(metric, truth, reference.labels)
        )
        if said is None or true is None or said.shape != true.shape:
            continue
        found[metric] = (figures.figure(metric, true, said),)
        if metric in _POWERS and said.ndim == 1:
            pairs = broadcast(metric, true.astype(np.float64), said.astype(np.float64))
            found[f"pairs {metric}"] = (pairs,) if pairs is not None else ()
    return found


def _named(
    shown: Mapping[str, tuple[float, ...]], fit: FitRecord, units: Units
) -> dict[str, tuple[float, ...]]:
    """Figures of ``evaluate`` or of a history by metric, in the file's units.

    A loss is also told as ``loss``, as it came; the root of a squared error is an ``rmse``.
    """
    loss = fit.compiled.loss if fit.compiled is not None else None
    known = (loss.equals or loss.name) if loss is not None else ""
    found: dict[str, tuple[float, ...]] = {}
    for name, values in shown.items():
        if name == "loss":
            found["loss"] = values
        for metric, names in _NAMES.items():
            if name in names or (name == "loss" and known in names):
                held = _scaled(metric, values, units)
                found[metric] = found.get(metric, ()) + held
                if metric == "mse":
                    roots = tuple(math.sqrt(max(value, 0.0)) for value in held)
                    found["rmse"] = found.get("rmse", ()) + roots
    return found


def _scaled(metric: str, values: tuple[float, ...], units: Units) -> tuple[float, ...]:
    """Figures in the file's units; of bent targets there are none."""
    power = _POWERS.get(metric, 0)
    if units.bent:
        return values if not power else ()
    # A product, not a power: that would raise where it overflows.
    return tuple(value * math.prod((units.scale,) * power) for value in values)


def flat(value: Value | None) -> Numbers | None:
    """Scores as (k,) numbers: a list, an array, a column, a mapping of one number each.

    Of scikit-learn's ``cross_validate`` the test score. ``None`` for anything else.
    """
    if value is None:
        return None
    if value.series is not None:
        tested = [name for name in value.series if name.startswith("test_")]
        if all(len(one) == 1 for one in value.series.values()):
            return np.array([one[0] for one in value.series.values()], dtype=np.float64)
        names = tested if len(tested) == 1 else list(value.series)
        return np.array(value.series[names[0]], dtype=np.float64) if len(names) == 1 else None
    array = numbers(value)
    if array is None or array.ndim > 2 or not array.size:
        return None
    held = column(array)
    return held.astype(np.float64) if held.ndim == 1 else None
