"""Which rows of the public files were trained on, and which ones a score is about."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import codes, raw
from graders.checks.origin import follows
from graders.checks.slips import agrees
from graders.model.evidence import CallRecord, DataInfo, Evidence, FitRecord
from graders.model.reference import Reference
from graders.model.values import Array

Rows = dict[str, NDArray[np.int64]]
"""Distinct row numbers, ascending, by the file that they stand in; unknown rows are left out."""

TRAIN_FILE, TEST_FILE = "data/train.csv", "data/test.csv"
LEARNERS = frozenset({"keras", "custom", "sklearn", "imblearn"})
_SCORING = frozenset({"predict", "predict_proba", "decision_function", "call", "__call__"})


def known(evidence: Evidence, digest: str, first: int | None = None) -> Rows:
    """The rows behind an array, or behind its ``first`` ones; empty where they are not known."""
    found: Rows = {}
    for origin in evidence.origins if digest else ():
        rows = _distinct(origin.rows, first) if origin.digest == digest else None
        if rows is not None:
            before = found.get(origin.file)
            found[origin.file] = rows if before is None else np.union1d(before, rows)
    return found


def numbers_of(evidence: Evidence, digest: str, file: str) -> NDArray[np.int64] | None:
    """Which row of ``file`` each row of an array is, (n,); -1 where it is none of them."""
    for one in evidence.origins if digest else ():
        rows = raw(one.rows) if one.digest == digest and one.file == file else None
        if rows is not None and rows.ndim == 1 and rows.dtype.kind in "iu":
            return rows.astype(np.int64)
    return None


def answers(reference: Reference) -> NDArray[np.int64] | None:
    """The labels of the training file as class codes, (n,)."""
    given = raw(reference.train_targets)
    labels = codes(given, reference.labels) if given is not None else None
    return labels if labels is not None and labels.ndim == 1 else None


def labels_of(evidence: Evidence, reference: Reference, digest: str) -> NDArray[np.int64] | None:
    """The class codes that an array's rows have in the training file, (n,).

    ``None`` where the row behind one of them is not known.
    """
    rows, labels = numbers_of(evidence, digest, TRAIN_FILE), answers(reference)
    if rows is None or labels is None or not len(rows) or rows.min() < 0:
        return None
    return labels[rows] if rows.max() < len(labels) else None


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
            found[file] = np.union1d(found[file], rows) if file in found else rows
    return found


def shared(rows: Rows, others: Rows) -> int:
    """How many rows stand in both."""
    return sum(common(found, others[file]).size for file, found in rows.items() if file in others)


def common(rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """The row numbers in both of two lists of distinct ones."""
    return np.intersect1d(rows, others, assume_unique=True)


def count(rows: Rows) -> int:
    """How many rows."""
    return sum(found.size for found in rows.values())


def answering(
    evidence: Evidence, predictions: NDArray[np.generic], labels: tuple[str, ...]
) -> CallRecord | None:
    """The latest call whose answers these predictions are, or follow from."""
    for call in sorted(evidence.calls, key=lambda call: -call.sequence):
        if call.method in _SCORING and call.answers is not None and call.inputs:
            if call.answers.shape[:1] != predictions.shape[:1]:
                continue
            outputs = raw(call.answers)
            if outputs is None:
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


# Every line asks again, and students of one assignment have the same split: by the numbers
# themselves, since a digest is what a student's process says of them.
@lru_cache(maxsize=128)
def _distinct(rows: Array, first: int | None) -> NDArray[np.int64] | None:
    """Row numbers, each once, ascending; ``None`` where there are none."""
    found = raw(rows)
    if found is None or found.ndim != 1 or found.dtype.kind not in "iu" or not found.size:
        return None
    numbers = found.astype(np.int64)[:first]
    distinct = np.unique(numbers[numbers >= 0])
    distinct.flags.writeable = False
    return distinct if distinct.size else None
