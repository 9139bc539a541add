"""Metrics on hidden or the student's own targets: scikit-learn's formulas, imported late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import Numbers

Metric = Literal[
    "rmse", "mse", "mae", "mape", "r2", "accuracy", "balanced_accuracy", "precision", "recall",
    "f1", "mcc", "roc_auc", "pr_auc", "log_loss",
]  # fmt: skip

REGRESSION: frozenset[str] = frozenset({"rmse", "mse", "mae", "mape", "r2"})
SCORES: frozenset[str] = frozenset({"roc_auc", "pr_auc", "log_loss"})
"""Metrics of probabilities (or, for the first two, of anything that ranks)."""
_LOWER_IS_BETTER = frozenset({"rmse", "mse", "mae", "mape", "log_loss"})


def higher_is_better(metric: str) -> bool:
    """Which way a metric points."""
    return metric not in _LOWER_IS_BETTER


def figure(metric: str, truth: NDArray[np.generic], answers: NDArray[np.generic]) -> float:
    """A metric's value; ``nan`` where it is not defined for these arrays.

    Regression: both (n,) floats. Classes: both (n,) codes 0..k-1; precision, recall and F1 of
    class 1 where there are two classes, else their unweighted mean. Scores: answers (n,) are
    the probability of class 1, or (n, k) with one column per class.
    """
    with np.errstate(all="ignore"):
        try:
            return float(_FORMULAS[metric](truth, answers))
        except (ValueError, TypeError, IndexError, FloatingPointError, OverflowError):
            return float("nan")


def baseline(metric: str, truth: NDArray[np.generic], train: NDArray[np.generic]) -> float:
    """The figure of the best constant predictor that training targets suggest.

    Mean for squared errors, median for absolute ones, the majority class for labels (for
    precision, recall, F1 and MCC the better of the two constant answers), class shares for
    log-loss, and what chance gives for a ranking: 0.5, or the share of class 1.
    """
    count = len(truth)
    if metric == "roc_auc":
        return 0.5
    if metric == "pr_auc":
        return float(np.mean(truth == 1))
    if metric == "log_loss":
        classes = int(max(truth.max(), train.max())) + 1
        shares = np.bincount(train.astype(np.int64), minlength=classes) / len(train)
        rows = np.tile(shares, (count, 1))
        return figure(metric, truth, rows[:, 1] if classes == 2 else rows)
    if metric in REGRESSION:
        targets = train.astype(np.float64)
        candidates = [float(np.median(targets) if metric in {"mae", "mape"} else np.mean(targets))]
        filled = [np.full(count, value) for value in candidates]
    else:
        filled = [np.full(count, code) for code in np.unique(train)]
    found = [figure(metric, truth, answers) for answers in filled]
    return max(found) if higher_is_better(metric) else min(found)


def rmse(truth: Numbers, answers: Numbers) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(np.mean((truth - answers) ** 2)))


def mape(truth: Numbers, answers: Numbers) -> float:
    """Mean absolute error relative to the truth, as a fraction (not percent)."""
    return float(np.mean(np.abs(truth - answers) / np.abs(truth)))


def _classes(name: str, **options: object) -> Callable[..., float]:
    def formula(truth: NDArray[np.generic], answers: NDArray[np.generic]) -> float:
        import sklearn.metrics

        chosen = dict(options)
        if "average" in chosen and set(np.unique(truth)) | set(np.unique(answers)) <= {0, 1}:
            chosen["average"] = "binary"
        return float(getattr(sklearn.metrics, name)(truth, answers, **chosen))

    return formula


def _balanced_accuracy(truth: NDArray[np.generic], answers: NDArray[np.generic]) -> float:
    # Recall of each true class, averaged: scikit-learn's, without its warning for answers
    # that name a class which is not in the truth.
    return float(np.mean([np.mean(answers[truth == code] == code) for code in np.unique(truth)]))


def _roc_auc(truth: NDArray[np.generic], scores: NDArray[np.generic]) -> float:
    from sklearn.metrics import roc_auc_score

    if scores.ndim == 2:
        present = np.unique(truth)
        return float(np.mean([roc_auc_score(truth == code, scores[:, code]) for code in present]))
    return float(roc_auc_score(truth, scores)) if len(np.unique(truth)) == 2 else float("nan")


def _log_loss(truth: NDArray[np.generic], scores: NDArray[np.generic]) -> float:
    chances = np.column_stack([1 - scores, scores]) if scores.ndim == 1 else scores
    picked = chances[np.arange(len(truth)), truth.astype(np.int64)]
    return float(-np.mean(np.log(np.clip(picked, 1e-7, 1.0))))


_FORMULAS: dict[str, Callable[..., float]] = {
    "rmse": rmse,
    "mse": lambda truth, answers: np.mean((truth - answers) ** 2),
    "mae": lambda truth, answers: np.mean(np.abs(truth - answers)),
    "mape": mape,
    "r2": lambda truth, answers: (
        1 - np.sum((truth - answers) ** 2) / np.sum((truth - np.mean(truth)) ** 2)
    ),
    "accuracy": lambda truth, answers: np.mean(truth == answers),
    "balanced_accuracy": _balanced_accuracy,
    "precision": _classes("precision_score", average="macro", zero_division=0.0),
    "recall": _classes("recall_score", average="macro", zero_division=0.0),
    "f1": _classes("f1_score", average="macro", zero_division=0.0),
    "mcc": _classes("matthews_corrcoef"),
    "roc_auc": _roc_auc,
    "pr_auc": _classes("average_precision_score"),
    "log_loss": _log_loss,
}
