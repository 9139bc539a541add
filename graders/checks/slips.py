"""What a reported number is instead, where it is not the metric of the arrays it is about.

Each slip recomputes a known mistake from the student's own arrays; one that gives exactly the
reported number names it.
"""

from __future__ import annotations

import numpy as np

from graders.checks import figures
from graders.checks.arrays import Numbers

_MOST_PAIRS = 25_000_000
_BLOCK = 512


def agrees(reported: float, expected: float) -> bool:
    """Equal within float32 arithmetic, or rounded by the student to two decimals or more."""
    if not (np.isfinite(reported) and np.isfinite(expected)):
        return False
    if abs(reported - expected) <= 1e-4 * max(abs(expected), 1e-3):
        return True
    decimals = len(repr(float(reported)).partition(".")[2])
    return 2 <= decimals <= 6 and abs(reported - expected) <= 0.5000001 * 10.0**-decimals


def equivalents(metric: str, truth: Numbers, answers: Numbers) -> list[float]:
    """The metric's right values: a percentage is right as a fraction and in percent."""
    found = figures.figure(metric, truth, answers)
    in_percent = metric in {"mape", "accuracy", "balanced_accuracy", "precision", "recall", "f1"}
    values = [found, 100 * found] if in_percent else [found]
    if metric in {"precision", "recall", "f1"}:
        values += [_averaged(metric, truth, answers, "weighted")]
        values += [_averaged(metric, truth, answers, "macro")]
    if metric == "mape":
        # scikit-learn divides by at least its epsilon; rows of truth 0 are left out by hand.
        kept = truth != 0
        if not np.all(kept) and np.any(kept):
            values.append(figures.mape(truth[kept], answers[kept]))
    return values


def slip(metric: str, truth: Numbers, answers: Numbers, reported: float) -> tuple[str, str] | None:
    """(message key's end, the other metric's name or ""), or ``None`` for no known slip."""
    found = figures.figure(metric, truth, answers)
    wide = broadcast(metric, truth, answers)
    if wide is not None and agrees(reported, wide) and not agrees(wide, found):
        return "broadcast", ""
    if metric == "mape":
        backwards = figures.mape(answers, truth)
        if agrees(reported, backwards) or agrees(reported, 100 * backwards):
            return "mape-by-predictions", ""
    family = figures.REGRESSION if metric in figures.REGRESSION else _LABELS
    for other in sorted(family - {metric}):
        if agrees(reported, figures.figure(other, truth, answers)):
            return ("mse-as-rmse" if (metric, other) == ("rmse", "mse") else "other"), other
    swapped = figures.figure(metric, answers, truth)
    if agrees(reported, swapped):
        return "swapped", ""
    if agrees(reported, found * len(truth)):
        return "sum", ""
    if metric in {"accuracy", "f1", "recall", "precision"} and set(np.unique(answers)) <= {0, 1}:
        turned = figures.figure(metric, truth, 1 - answers)
        if agrees(reported, turned) or agrees(reported, 100 * turned):
            return "inverted", ""
    return None


_LABELS = frozenset({"accuracy", "balanced_accuracy", "precision", "recall", "f1", "mcc"})


def broadcast(metric: str, truth: Numbers, answers: Numbers) -> float | None:
    """The metric over all pairs: what (n,) against (n, 1) gives, silently."""
    if truth.size * answers.size > _MOST_PAIRS or not truth.size:
        return None
    with np.errstate(all="ignore"):
        if metric in {"mse", "rmse"}:
            mean = np.mean(truth**2) + np.mean(answers**2) - 2 * np.mean(truth) * np.mean(answers)
            return float(mean if metric == "mse" else np.sqrt(mean))
        if metric in {"mae", "mape", "accuracy"}:
            total = 0.0
            for start in range(0, truth.size, _BLOCK):
                rows = truth[start : start + _BLOCK, None]
                if metric == "accuracy":
                    total += float(np.sum(rows == answers))
                else:
                    gap = np.abs(rows - answers)
                    total += float(np.sum(gap / np.abs(rows) if metric == "mape" else gap))
            return total / (truth.size * answers.size)
    return None


def _averaged(metric: str, truth: Numbers, answers: Numbers, average: str) -> float:
    import sklearn.metrics

    score = getattr(sklearn.metrics, f"{metric}_score")
    try:
        return float(score(truth, answers, average=average, zero_division=0.0))
    except ValueError:
        return float("nan")
