"""Losses of a network on the hidden rows, from what the clean box answered."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graders.checks import roles
from graders.checks.arrays import Numbers, codes, numbers, raw
from graders.model.evidence import Evidence, FitRecord
from graders.model.reference import Reference

_SMALL = 1e-7
"""Keras clips probabilities to this distance from 0 and 1."""


def hidden_losses(
    evidence: Evidence, reference: Reference, number: int, fit: FitRecord
) -> tuple[float, float] | None:
    """Mean loss of a confirmed model on the hidden rows, and of the best constant answer there.

    Mean squared and absolute error, and the cross-entropies; ``None`` for another loss, a model
    that no clean box stands behind, or targets that were trained on in other units.
    """
    measurement, loss = evidence.measurement(number), roles.loss(evidence, number)
    if measurement is None or measurement.status != "confirmed" or loss is None:
        return None
    outputs = numbers(measurement.outputs)
    truth, train = raw(reference.targets), raw(reference.train_targets)
    if outputs is None or truth is None or train is None or not truth.size or not train.size:
        return None
    table = outputs.reshape(len(outputs), -1) if outputs.ndim else outputs.reshape(1, 1)
    if len(table) != len(truth) or not np.all(np.isfinite(table)):
        return None
    name = loss.equals or loss.name
    if name in {"mean_squared_error", "mean_absolute_error"}:
        return _of_numbers(name, table, truth, train, fit)
    known, learned = codes(truth, reference.labels), codes(train, reference.labels)
    if known is None or learned is None or not _classes(known, learned, table):
        return None
    return _of_classes(name, bool(loss.from_logits), table, known, learned)


def _of_numbers(
    name: str,
    table: Numbers,
    truth: NDArray[np.generic],
    train: NDArray[np.generic],
    fit: FitRecord,
) -> tuple[float, float] | None:
    if truth.dtype.kind not in "biuf" or train.dtype.kind not in "biuf" or table.shape[1] != 1:
        return None
    known, learned = truth.astype(np.float64), train.astype(np.float64)
    if fit.y is None or len(fit.y.mean) != 1 or not _same_units(learned, fit):
        return None
    if name == "mean_squared_error":
        constant = float(np.mean((known - np.mean(learned)) ** 2))
        return float(np.mean((known - table[:, 0]) ** 2)), constant
    constant = float(np.mean(np.abs(known - np.median(learned))))
    return float(np.mean(np.abs(known - table[:, 0]))), constant


def _same_units(train: Numbers, fit: FitRecord) -> bool:
    """The targets that were trained on are those of the file, or a sample of them."""
    spread = float(np.std(train))
    if fit.y is None or len(fit.y.std) != 1 or not spread > 0:
        return False
    near = abs(fit.y.mean[0] - float(np.mean(train))) <= 0.3 * spread
    return near and 0.6 * spread <= fit.y.std[0] <= 1.6 * spread


def _classes(known: NDArray[np.int64], train: NDArray[np.int64], table: Numbers) -> bool:
    most = 2 if table.shape[1] == 1 else table.shape[1]
    return bool(min(known.min(), train.min()) >= 0 and max(known.max(), train.max()) < most)


def _of_classes(
    name: str,
    logits: bool,
    table: Numbers,
    known: NDArray[np.int64],
    train: NDArray[np.int64],
) -> tuple[float, float] | None:
    if name == "binary_crossentropy" and table.shape[1] == 1:
        with np.errstate(over="ignore"):
            yes = 1 / (1 + np.exp(-table)) if logits else table
        chances = np.hstack([1 - yes, yes])
    elif name in {"sparse_categorical_crossentropy", "categorical_crossentropy"}:
        raised = np.exp(table - table.max(axis=1, keepdims=True)) if logits else table
        chances = raised / np.maximum(raised.sum(axis=1, keepdims=True), _SMALL)
    else:
        return None
    shares = np.bincount(train, minlength=chances.shape[1]) / len(train)
    return _surprise(chances, known), _surprise(np.tile(shares, (len(known), 1)), known)


def _surprise(chances: Numbers, known: NDArray[np.int64]) -> float:
    taken = np.take_along_axis(chances, known[:, None], axis=1)
    return float(-np.mean(np.log(np.clip(taken, _SMALL, 1 - _SMALL))))
