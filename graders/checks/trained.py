"""Whether training taught the model anything."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from graders.checks import classes_seen, learned, roles
from graders.checks.arrays import codes, constant, raw
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord, ModelRecord, Remark
from graders.model.grade import Verdict
from graders.model.reference import Reference

_STILL = 1e-3
"""A loss that moved by less than this share of itself did not move."""
_MARGIN = 0.99
"""Beating the constant predictor by less than 1 % is float noise and luck, not learning."""
_PLAIN = 0.8
"""A loss below this share of the constant predictor's is learned, wherever it began. A network's
first weights alone can beat the constant predictor by a few per cent."""
_MANY_DEAD = 0.5
"""A healthy network has some units that are 0 for every row; up to this share nobody is told."""
_LOSES_NOTHING = frozenset({"mean_squared_error", "binary_crossentropy"}) | {
    "categorical_crossentropy", "sparse_categorical_crossentropy",
}  # fmt: skip


class Trained(Check, frozen=True, kw_only=True):
    """Training changed the model for the better.

    ## What it does
    Fails a model that was never trained, whose weights did not change, whose loss became NaN or
    did not fall, whose labels are all the same, lack a class that is common in the file, or are
    more or fewer than its rows, whose last loss is no better than one constant answer to the
    training rows, or which answers the same for every row (relu units that died are named). Any
    optimizer, schedule and number of epochs will do, one included. With ``least_rows``, so large
    a share of the file's rows has to be learned from. With ``least_skill``, the loss on the rows
    learned from, taken again without Dropout and penalties, has to be so large a share below that
    of the best constant answer to them; losses whose best is not 0 are left out.

    ## Why it matters
    A fit that ran is not a fit that learned: the learning rate decides.

    ## Example
    ``Adam(learning_rate=10)``: the first steps leap over the valley, and units die.

    ## Use instead
    Plot the loss; change the rate by factors of 10 until it falls steeply, then flattens.
    """

    model: str = "model"
    least_rows: float = 0.0
    least_skill: float = 0.0

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge weights, then answers, then the course of the loss."""
        record = roles.find_model(evidence, self.model, item.cell)
        fits = roles.trainings(evidence, record.model) if record is not None else ()
        if record is None or not fits:
            return self._never(evidence, item, record)
        optimizer = roles.optimizer(evidence, record.model)
        rate = optimizer.learning_rate if optimizer is not None else None
        known: Facts = {
            "epochs": sum(fit.epochs_run for fit in fits),
            "rate": rate if rate is not None else 0.0,
            "rated": "yes" if rate is not None else "no",
        }
        losses = [value for fit in fits for value in fit.history.get("loss", ())]
        lost = next((n for n, loss in enumerate(losses) if not math.isfinite(loss)), None)
        if lost is not None and not math.isfinite(losses[-1]):
            return failed("trained-diverged", epoch=lost + 1, **known)
        first, last = fits[0], fits[-1]
        fault = _labels(last, known) or _classes(evidence, reference, record.model, fits, known)
        if fault is not None:
            return fault
        if first.weights_before and first.weights_before == last.weights_after:
            return failed("trained-unchanged", **known)
        dead = self._constant(evidence, record, known)
        return dead or self._course(evidence, reference, record, fits, known)

    def _never(self, evidence: Evidence, item: RubricItem, record: ModelRecord | None) -> Verdict:
        others = [fit.model for fit in evidence.fits if roles.trainings(evidence, fit.model)]
        other = evidence.model(others[-1]) if others else None
        verdict = roles.absent(evidence, item, name=self.model, kind="training")
        if verdict.outcome == "blocked" or record is None or other is None:
            return verdict
        return failed(
            "trained-other", model=roles.shown_name(record), other=roles.shown_name(other)
        )

    def _constant(self, evidence: Evidence, record: ModelRecord, known: Facts) -> Verdict | None:
        outputs = roles.test_outputs(evidence, record.model)
        if outputs is None:
            return None
        if not np.any(np.isfinite(outputs)):
            return failed("trained-answers-nan", rows=len(outputs))
        if not constant(outputs):
            return None
        spec = roles.specification(evidence, record.model)
        if spec is not None and spec.relu_units and spec.dead_units >= spec.relu_units:
            return failed("trained-dead", dead=spec.dead_units, units=spec.relu_units, **known)
        return failed(
            "trained-constant", rows=len(outputs), answer=float(outputs.reshape(-1)[0]), **known
        )

    def _course(
        self,
        evidence: Evidence,
        reference: Reference,
        record: ModelRecord,
        fits: tuple[FitRecord, ...],
        known: Facts,
    ) -> Verdict:
        losses = [value for fit in fits for value in fit.history.get("loss", ())]
        spec = roles.specification(evidence, record.model)
        notes: tuple[Remark, ...] = ()
        if spec is not None and _MANY_DEAD * spec.relu_units < spec.dead_units < spec.relu_units:
            notes = (remark("units-dead", dead=spec.dead_units, units=spec.relu_units),)
        if not losses:
            return passed("trained-unseen", remarks=notes, **known)
        first, last, kept = losses[0], losses[-1], _kept(fits, losses)
        facts: Facts = {"first": first, "last": last, **known}
        floor = _constant_loss(evidence, reference, record.model, fits[-1])
        if (floor is None or not kept < floor * _PLAIN) and _still(fits):
            return failed("trained-still", constant=first if floor is None else floor, **facts)
        if floor is not None and not kept < floor * _MARGIN:
            if len(losses) > 1 and last > first:
                return failed("trained-rising", constant=floor, **facts)
            return failed("trained-no-better", constant=floor, **facts)
        if floor is None and len(losses) > 1 and kept > first:
            return failed("trained-rising", constant=first, **facts)
        return self._enough(evidence, reference, record, fits, facts) or passed(
            "trained", remarks=notes, **facts
        )

    def _enough(
        self,
        evidence: Evidence,
        reference: Reference,
        record: ModelRecord,
        fits: tuple[FitRecord, ...],
        facts: Facts,
    ) -> Verdict | None:
        """What is wrong with how much was learned, and of how many rows."""
        rows = learned.share_of_rows(fits, reference)
        if rows is not None and rows[0] < self.least_rows * rows[1]:
            return failed("trained-few-rows", rows=rows[0], all=rows[1], **facts)
        skill = learned.skill(evidence, record, fits[-1])
        if skill is not None and skill < self.least_skill:
            percent, least = max(0, math.floor(100 * skill)), round(100 * self.least_skill)
            return failed("trained-little", percent=percent, least=least, _skill=skill, **facts)
        return None


def _labels(fit: FitRecord, known: Facts) -> Verdict | None:
    """What is wrong with the labels, where no training could have taught anything right."""
    x, y = fit.x, fit.y
    if x is None or y is None or not x.shape or not y.shape or fit.library != "keras":
        return None
    if x.shape[0] != y.shape[0]:
        # `validation_split` cuts each array by the length of the first, and hides the difference.
        return failed("trained-unpaired", rows=x.shape[0], labels=y.shape[0], **known)
    if y.distinct == 1 and y.kind != "one-hot" and y.shape[0] > 1:
        return failed("trained-one-label", labels=y.shape[0], **known)
    return None


def _classes(
    evidence: Evidence,
    reference: Reference,
    number: int,
    fits: tuple[FitRecord, ...],
    known: Facts,
) -> Verdict | None:
    """Whether a network with an output for every class saw labels of all of them in its one fit."""
    spec, y = roles.specification(evidence, number), fits[-1].y
    if len(fits) > 1 or y is None or spec is None or fits[-1].loop:
        return None
    found = classes_seen.left_out(y, reference)
    if found is None or roles.head_units(spec) != len(reference.labels):
        return None
    return failed("trained-class-missing", seen=found[0], classes=found[1], **known)


def _still(fits: tuple[FitRecord, ...]) -> bool:
    """Whether neither the training loss nor the validation loss moved, over two epochs or more."""
    found = []
    for name in ("loss", "val_loss"):
        values = [value for fit in fits for value in fit.history.get(name, ())]
        if len(values) > 1:
            found.append(max(values) - min(values) <= _STILL * abs(values[0]))
    return bool(found) and all(found)


def _kept(fits: tuple[FitRecord, ...], losses: list[float]) -> float:
    """The loss of the weights that were kept: the last, or the best where a callback restores.

    Dropout and its kind make the training loss worse than the model is, so the validation loss
    counts where it is lower.
    """
    validation = [value for fit in fits for value in fit.history.get("val_loss", ())]
    restored = any(
        callback.kind == "ModelCheckpoint" or bool(callback.config.get("restore_best_weights"))
        for callback in fits[-1].callbacks
    )
    finite = [
        value
        for values in (losses, validation)
        for value in (values if restored else values[-1:])
        if math.isfinite(value)
    ]
    return min(finite, default=math.inf)


def _constant_loss(
    evidence: Evidence, reference: Reference, number: int, fit: FitRecord
) -> float | None:
    """The training loss of the best constant answer; ``None`` where it cannot be said.

    Squared error: the variance of the targets. Cross-entropy: the entropy of the class shares
    (of several labels the mean), for two classes with class weights too. A penalty on weights,
    sample weights, a sum over the batch or a loss of one's own make another scale.
    """
    loss, spec, y = roles.loss(evidence, number), roles.specification(evidence, number), fit.y
    penalised = spec is not None and any(
        value is not None and ("regularizer" in name) and value is not False and value != ""
        for layer in spec.layers
        for name, value in layer.config.items()
    )
    if loss is None or y is None or penalised or fit.sample_weight or not y.std:
        return None
    name = loss.equals or loss.name
    if name not in _LOSES_NOTHING or loss.config.get("reduction") in {"sum", "none"}:
        return None
    if name == "mean_squared_error":
        return float(np.mean(np.square(y.std)))
    shares = np.asarray(y.mean, dtype=float)
    if name == "sparse_categorical_crossentropy" and fit.class_weight is None:
        # The targets of all training rows, of which those given to fit are most.
        known = raw(reference.train_targets)
        classes = codes(known, reference.labels) if known is not None else None
        if classes is None or not classes.size:
            return None
        return _entropy(np.unique(classes, return_counts=True)[1] / classes.size)
    if name == "categorical_crossentropy" and y.kind == "one-hot" and fit.class_weight is None:
        return _entropy(shares)
    if name == "binary_crossentropy" and y.kind in {"one-hot", "multi-hot"}:
        # A yes or no for each output: the mean of their entropies.
        return float(np.mean([_entropy(np.array([one, 1 - one])) for one in shares]))
    if y.kind == "binary" and len(shares) == 1 and 0 < shares[0] < 1:
        weights = _pair(fit.class_weight)
        if weights is None:
            return None
        parts = np.array([weights[0] * (1 - shares[0]), weights[1] * shares[0]])
        if not np.all(parts > 0):
            return None
        return float(-np.sum(parts * np.log(parts / parts.sum())))
    return None


def _entropy(shares: NDArray[np.float64]) -> float:
    shares = shares[shares > 0]
    return float(-np.sum(shares * np.log(shares)))


def _pair(class_weight: dict[str, float] | None) -> tuple[float, float] | None:
    if class_weight is None:
        return 1.0, 1.0
    try:
        named = {int(float(name)): weight for name, weight in class_weight.items()}
    except (ValueError, OverflowError):
        return None
    return named.get(0, 1.0), named.get(1, 1.0)
