"""A rare class: its share among rows and weights, and where a threshold was moved for it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import codes, column, raw
from graders.checks.origin import relation
from graders.model.evidence import FitRecord
from graders.model.reference import Reference
from graders.model.values import Array, Struct, Value

_RAISED = 1.5
"""A rare class whose share grew by this factor, and beyond chance, was resampled."""
_CLASSES = 1_000
"""More than the collector ever counts."""
_CHANCE = 5.0
"""Standard deviations of a share among so many rows that a split leaves to chance."""

Shares = dict[int, float]
"""Rows, or weights, by class code."""


class Rare(Struct, frozen=True, kw_only=True):
    """The rare class: its code, its name, and its share of the training file's rows."""

    code: int
    name: str
    share: float


def rare_class(reference: Reference) -> Rare | None:
    """The class with the fewest rows in the training file."""
    train = raw(reference.train_targets)
    known = codes(train, reference.labels) if train is not None else None
    if known is None or known.ndim != 1 or not len(known):
        return None
    classes, counts = np.unique(known, return_counts=True)
    if len(classes) < 2:
        return None
    code = int(classes[np.argmin(counts)])
    share = float(counts.min() / counts.sum())
    return Rare(code=code, name=class_name(code, reference.labels), share=share)


def class_name(code: int, labels: tuple[str, ...]) -> str:
    """A class as the file calls it."""
    return labels[code] if 0 <= code < len(labels) else str(code)


def by_code(found: Mapping[str, float], labels: tuple[str, ...]) -> Shares:
    """By class code; empty where a name is no class, or there are too many of them."""
    if not 0 < len(found) <= _CLASSES:
        return {}
    known = codes(np.array(list(found)), labels)
    if known is None or any(not np.isfinite(one) or one < 0 for one in found.values()):
        return {}
    return dict(zip((int(code) for code in known), found.values(), strict=True))


def counted(value: Value | Array | None, labels: tuple[str, ...]) -> Shares:
    """Rows by class code of a captured column; empty where it is none of labels."""
    given = raw(value)
    if given is None or not given.ndim or not given.size:
        return {}
    given = column(given)
    if given.ndim == 2 and given.dtype.kind in "biuf":
        given = np.argmax(given, axis=1)
    known = codes(given, labels) if given.ndim == 1 else None
    if known is None:
        return {}
    classes, counts = np.unique(known, return_counts=True)
    return {int(code): float(count) for code, count in zip(classes, counts, strict=True)}


def share_of(found: Shares, code: int) -> float:
    """The share of a class, 0 where there is nothing."""
    total = sum(found.values())
    return found.get(code, 0.0) / total if total > 0 else 0.0


def raised(share: float, rare: Rare, rows: int) -> bool:
    """Beyond what a split leaves to chance."""
    if rows < 1:
        return False
    chance = float(np.sqrt(rare.share * (1 - rare.share) / rows))
    return share > _RAISED * rare.share and share > rare.share + _CHANCE * chance


def balance(fit: FitRecord, labels: tuple[str, ...]) -> tuple[Shares, Shares]:
    """Rows and weights by class code, as the last step of a pipeline sees them."""
    rows = by_code(fit.class_rows, labels)
    weights = by_code(fit.class_weights, labels)
    if fit.samplers and rows:
        # The sampler makes the classes even, and "balanced" weights of even classes are even.
        given = by_code(fit.class_weight or {}, labels)
        rows = dict.fromkeys(rows, 1.0)
        weights = {code: given.get(code, 1.0) for code in rows}
    return rows, weights if sum(weights.values()) > 0 else rows


def lowered(
    given: NDArray[np.generic], outputs: NDArray[np.float64], labels: tuple[str, ...]
) -> bool:
    """More answers are positive than with the usual threshold: 0.5, or 0 for logits."""
    answers = codes(column(given), labels)
    table = np.atleast_2d(column(outputs).T).T
    if answers is None or answers.ndim != 1 or len(answers) != len(table):
        return False
    if relation(answers, outputs, labels) != "threshold":
        return False
    return int(np.sum(answers == np.max(answers))) > int(np.sum(positive(outputs)))


def positive(outputs: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,): whether a network's answer is class 1 with the usual threshold: 0.5, 0 for logits."""
    table = np.atleast_2d(column(outputs).T).T
    if table.shape[1] == 2:
        return np.asarray(table[:, 1] > table[:, 0])
    logits = bool(np.any((table < 0) | (table > 1)))
    return np.asarray(table[:, 0] > (0.0 if logits else 0.5))
