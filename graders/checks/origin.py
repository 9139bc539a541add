"""Whether answers follow from a model's outputs: by a threshold, argmax, or a change of units."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import Numbers, codes, column, is_one_hot

Relation = Literal[
    "equal", "argmax", "threshold", "inverted", "rising", "falling", "constant", "none"
]
"""``equal``: the outputs, their softmax, or one of their columns. ``argmax``: the largest output's
class. ``threshold``: class 1 above some value, ``inverted``: below it. ``rising``: another function
of one output that never falls, such as ``inverse_transform`` or ``expm1``; ``falling``: one that
never rises, such as the chance of the other class. ``constant``: one answer for all rows, which
any outputs allow."""

_NOISE = 1e-4
"""Relative: a clean box and the student's own process agree to about 1e-6 in float32."""


def relation(answers: NDArray[np.generic], outputs: Numbers, labels: tuple[str, ...]) -> Relation:
    """How ``answers`` (n,), (n, 1) or (n, k) follow from ``outputs`` (n,), (n, 1) or (n, k)."""
    answers, table = column(answers), np.atleast_2d(column(outputs).T).T
    if not answers.shape or len(answers) != len(table) or not np.all(np.isfinite(table)):
        return "none"
    if answers.dtype.kind in "biuf":
        values = answers.astype(np.float64)
        if _equal(values, table):
            return "equal"
        if values.ndim == 2 and is_one_hot(values):
            answers = values = np.argmax(values, axis=1).astype(np.float64)
        if values.ndim != 1 or not np.all(np.isfinite(values)):
            return "none"
    if answers.ndim != 1:
        return "none"
    classes = codes(answers, labels)
    if table.shape[1] > 1:
        return _of_many(classes, table)
    if classes is not None and len(np.unique(classes)) <= 2:
        return _of_one(classes, table[:, 0])
    if answers.dtype.kind not in "iuf":
        return "none"
    if _rises(answers, table[:, 0]):
        return "rising"
    return "falling" if _rises(answers, -table[:, 0]) else "none"


def follows(answers: NDArray[np.generic], outputs: Numbers, labels: tuple[str, ...]) -> bool:
    """Whether answers, or one of their columns (both classes' chances), come from outputs."""
    columns = [answers, *answers.T] if answers.ndim == 2 else [answers]
    return any(relation(one, outputs, labels) != "none" for one in columns[:100])


def _equal(values: Numbers, table: Numbers) -> bool:
    if values.ndim == 2:
        return values.shape == table.shape and (
            _close(values, table) or _close(values, _softmax(table))
        )
    return any(_close(values, table[:, place]) for place in range(table.shape[1]))


def _softmax(logits: Numbers) -> Numbers:
    """Probabilities by row: what a network that ends in logits is asked for afterwards."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _close(one: Numbers, other: Numbers) -> bool:
    scale = max(1e-6, float(np.max(np.abs(other), initial=0.0)))
    return bool(np.all(np.abs(one - other) <= _NOISE * scale))


def _of_many(classes: NDArray[np.int64] | None, table: Numbers) -> Relation:
    if classes is None:
        return "none"
    sure = _clear(table)
    if np.all(classes[sure] == np.argmax(table, axis=1)[sure]):
        return "argmax"
    if table.shape[1] == 2:
        return _of_one(classes, table[:, 1] - table[:, 0])
    return "constant" if len(np.unique(classes)) == 1 else "none"


def _clear(table: Numbers) -> NDArray[np.bool_]:
    """Rows whose two largest outputs are further apart than noise."""
    ordered = np.sort(table, axis=1)
    scale = np.maximum(1e-6, np.max(np.abs(table), axis=1))
    return np.asarray(ordered[:, -1] - ordered[:, -2] > _NOISE * scale)


def _of_one(classes: NDArray[np.int64], output: Numbers) -> Relation:
    found = np.unique(classes)
    if len(found) < 2:
        return "constant"
    low, high = output[classes == found[0]], output[classes == found[1]]
    noise = _NOISE * max(1e-6, float(np.max(np.abs(output))))
    if np.max(low) <= np.min(high) + noise:
        return "threshold"
    return "inverted" if np.max(high) <= np.min(low) + noise else "none"


def _rises(answers: NDArray[np.generic], output: Numbers) -> bool:
    """Never falls along the output, and is not one value; equal outputs may differ by noise."""
    values = answers.astype(np.float64)
    order = np.argsort(output, kind="stable")
    spread = float(np.max(values) - np.min(values))
    steps = np.diff(values[order])
    return spread > 0 and bool(np.all(steps >= -_NOISE * spread))
