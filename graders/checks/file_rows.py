"""Which rows of the public files were trained on, and which ones a score is about."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import raw
from graders.checks.origin import follows
from graders.checks.slips import agrees
from graders.model.evidence import CallRecord, DataInfo, Evidence, FitRecord
from graders.model.values import Array

Rows = dict[str, NDArray[np.int64]]
"""Distinct row numbers, ascending, by the file that they stand in; unknown rows are left out."""

LEARNERS = frozenset({"keras", "custom", "sklearn", "imblearn"})
_SCORING = frozenset({"predict", "predict_proba", "decision_function", "call", "__call__"})


def known(evidence: Evidence, digest: str, first: int | None = None) -> Rows:
    """The rows behind an array, or behind its ``first`` ones; empty where they are not known."""
    found: Rows = {}
    for origin in evidence.origins if digest else ():
        numbers = _numbers(origin.rows) if origin.digest == digest else None
        if numbers is not None:
            rows = np.unique(numbers[:first][numbers[:first] >= 0])
            if rows.size:
                found[origin.file] = np.union1d(found.get(origin.file, rows), rows)
    return found


def trained_on(evidence: Evidence, fit: FitRecord) -> Rows:
    """The rows that a training changed weights by, without those of its ``validation_split``.

    Keras puts the rows from ``floor(n (1 - validation_split))`` on aside, before it shuffles.
    """
    if fit.x is None:
        return {}
    count = fit.x.shape[0] if fit.x.shape else 0
    inner = 0 < fit.validation_split < 1
    return known(
        evidence, fit.x.digest, math.floor(count * (1 - fit.validation_split)) if inner else None
    )


def trained_before(evidence: Evidence, call: CallRecord) -> Rows:
    """The rows that a call's model had been trained on by then.

    Networks have numbers; of estimators of one class, the one trained latest is meant.
    """
    before = [fit for fit in evidence.fits if fit.sequence < call.sequence]
    if call.model is not None:
        own = [fit for fit in before if fit.model == call.model]
    else:
        same = [fit for fit in before if fit.estimator and fit.estimator == call.actor]
        own = sorted(same, key=lambda fit: fit.sequence)[-1:]
    found: Rows = {}
    for fit in own:
        for file, rows in trained_on(evidence, fit).items():
            found[file] = np.union1d(found.get(file, rows), rows)
    return found


def shared(rows: Rows, others: Rows) -> int:
    """How many rows stand in both."""
    return sum(np.intersect1d(found, others[file]).size for file, found in rows.items()
               if file in others)  # fmt: skip


def count(rows: Rows) -> int:
    """How many rows."""
    return sum(found.size for found in rows.values())


def answering(
    evidence: Evidence, predictions: NDArray[np.generic], labels: tuple[str, ...]
) -> CallRecord | None:
    """The latest call whose answers these predictions are, or follow from."""
    for call in sorted(evidence.calls, key=lambda call: -call.sequence):
        if call.method in _SCORING and call.answers is not None and call.inputs:
            outputs = raw(call.answers)
            if outputs is None or outputs.shape[:1] != predictions.shape[:1]:
                continue
            if outputs.dtype.kind not in "biuf":
                if np.array_equal(outputs.astype(str), predictions.astype(str)):
                    return call
                continue
            if follows(predictions, outputs.astype(np.float64), labels):
                return call
    return None


def evaluating(evidence: Evidence, reported: float) -> CallRecord | None:
    """The latest ``evaluate`` or ``score`` that gave this number."""
    for call in sorted(evidence.calls, key=lambda call: -call.sequence):
        if call.method in {"evaluate", "score"} and call.inputs:
            given = call.result.values()
            if any(agrees(reported, one) or agrees(reported, 100 * one) for one in given):
                return call
    return None


def first_input(call: CallRecord) -> DataInfo:
    """The features that a call was given."""
    return call.inputs[0]


def _numbers(rows: Array) -> NDArray[np.int64] | None:
    found = raw(rows)
    if found is None or found.ndim != 1 or found.dtype.kind not in "iu" or not found.size:
        return None
    return found.astype(np.int64)
