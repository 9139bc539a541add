"""Bars from repeated runs of right solutions, with a stated error probability.

The bar is a one-sided lower tolerance limit: with confidence C = 0.95, at least a share P = 0.95
of right solutions reach it. Formula: ``mean - k·s`` with ``k = t'(C; n - 1, z_P·√n) / √n``, t'
the quantile of the noncentral t distribution (G. J. Hahn, W. Q. Meeker, *Statistical Intervals*,
section 4.6.3). Where the figures are not normal (Shapiro and Wilk, p < 0.05), or coarse, the
minimum of at least 59 runs, since ``0.95^59 < 0.05`` (S. S. Wilks, 1941).

An answer below its bar is looked at twice more (:mod:`graders.checks.metric`).
:func:`false_rejects` says how often a right answer still fails.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graders.errors import CalibrationError
from graders.model.reference import Band

PROPORTION = 0.95
CONFIDENCE = 0.95
MINIMUM_RUNS = 59
"""The smallest n with ``PROPORTION ** n <= 1 - CONFIDENCE``."""
_FEWEST_RUNS = 5
_NORMAL_P = 0.05


def tolerance_factor(
    count: int, proportion: float = PROPORTION, confidence: float = CONFIDENCE
) -> float:
    """The factor k for ``count`` normal figures, e.g. 2.91 for 10, 2.40 for 20, 2.22 for 30.

    Raises :class:`CalibrationError` for fewer than two.
    """
    from scipy import stats

    if count < 2:
        raise CalibrationError("a tolerance limit takes at least two runs")
    shift = float(stats.norm.ppf(proportion)) * math.sqrt(count)
    return float(stats.nct.ppf(confidence, count - 1, shift)) / math.sqrt(count)


def looks_normal(figures: Sequence[float]) -> bool:
    """Shapiro's test does not reject, and the figures are not coarse (few distinct values)."""
    from scipy import stats

    distinct = len(set(figures))
    if distinct < 3 or distinct <= len(figures) // 2:
        return False
    return bool(stats.shapiro(np.asarray(figures, dtype=float)).pvalue >= _NORMAL_P)


def needs_minimum(figures: Sequence[float]) -> bool:
    """True where only the minimum of 59 runs gives a bar, and there are fewer."""
    spread = max(figures) - min(figures) if figures else 0.0
    return spread > 0 and len(figures) < MINIMUM_RUNS and not looks_normal(figures)


def band(
    metric: str,
    figures: Sequence[float],
    baseline: float,
    *,
    higher_is_better: bool,
    standard_error: float = 0.0,
) -> Band:
    """The calibrated band of one metric.

    ``standard_error`` is that of a figure by the draw of its rows, where an answer is about other
    rows than the calibration. Both are draws, so the bar is ``mean - k·sqrt(s² + 2·e²)``, and
    taken for normal, as means of many rows are.

    Raises :class:`CalibrationError` for too few runs, a figure that is no number, or a bar that
    does not beat the baseline: such a metric tells right from wrong no better than a constant.
    """
    values = np.asarray(figures, dtype=float)
    if len(values) < _FEWEST_RUNS:
        raise CalibrationError(f"{metric}: {len(values)} runs are too few; take 10 or more")
    if not np.all(np.isfinite(values)) or not math.isfinite(baseline):
        raise CalibrationError(
            f"{metric}: a reference run gave no number; the reference must train in every run"
        )
    sign = 1.0 if higher_is_better else -1.0
    mean, std = float(np.mean(values)), float(np.std(values, ddof=1))
    if standard_error > 0:
        std = math.sqrt(std**2 + 2 * standard_error**2)
        bar, method = mean - sign * tolerance_factor(len(values)) * std, "normal"
    elif np.ptp(values) == 0:
        # A model without randomness: its one figure, less float noise.
        bar, method = mean - sign * 1e-6 * max(1.0, abs(mean)), "minimum"
    elif looks_normal(figures):
        bar, method = mean - sign * tolerance_factor(len(values)) * std, "normal"
    elif len(values) >= MINIMUM_RUNS:
        bar, method = sign * float(np.min(sign * values)), "minimum"
    else:
        raise CalibrationError(
            f"{metric}: the figures are not normal; their minimum takes {MINIMUM_RUNS} runs, "
            f"not {len(values)} (grade calibrate --seeds {MINIMUM_RUNS})"
        )
    if sign * (bar - baseline) <= 0:
        raise CalibrationError(
            f"{metric}: the bar {bar:.4g} does not beat the constant answer's {baseline:.4g}; "
            "choose another metric, more hidden rows, or a steadier reference"
        )
    return Band(
        metric=metric,
        bar=bar,
        baseline=baseline,
        higher_is_better=higher_is_better,
        mean=mean,
        std=std,
        count=len(values),
        method="normal" if method == "normal" else "minimum",
        figures=tuple(float(value) for value in values),
    )


class FalseRejects(NamedTuple):
    """Shares of right answers that fail after one look, and after two looks more.

    ``runs`` is how many whole runs an answer takes on average, the first included.
    """

    one_look: float
    three_looks: float
    runs: float


def expected_false_rejects(count: int, method: Literal["normal", "minimum"] = "normal") -> float:
    """How often a right answer is below a bar from ``count`` runs, in the long run of calibrations.

    Normal: ``(y - mean) / (s·√(1 + 1/n))`` is Student's t with n - 1 degrees of freedom, so
    ``P(t < -k / √(1 + 1/n))`` (Hahn and Meeker, section 4.8: prediction intervals). Minimum: of
    n + 1 figures each is the least with equal chance, ``1 / (n + 1)``, whatever the distribution.
    Both hold where an answer is drawn from what was calibrated.
    """
    from scipy import stats

    if method == "minimum":
        return 1 / (count + 1)
    factor = tolerance_factor(count) / math.sqrt(1 + 1 / count)
    return float(stats.t.cdf(-factor, count - 1))


def false_rejects(
    count: int,
    method: Literal["normal", "minimum"] = "normal",
    *,
    between: float = 0.0,
    solutions: int = 1,
    calibrations: int = 20_000,
    answers: int = 100,
    seed: int = 0,
) -> FalseRejects:
    """Simulate calibrations from ``count`` runs, and right answers judged by each.

    Right answers differ by their solution and by their training seed, both normal: ``between`` is
    the share of the variance that is the solution's. A calibration takes ``solutions`` of them in
    turn, as ``grade calibrate`` does; an answer is a solution that no calibration knew, with one
    run, and two more of other seeds where the first is below the bar and within reach of it
    (``bar - (mean - bar)``). It fails where the middle of its runs is below the bar.
    """
    random = np.random.default_rng(seed)
    apart, within = math.sqrt(between), math.sqrt(1 - between)
    one = three = runs = 0.0
    block = 1_000
    for start in range(0, calibrations, block):
        size = min(block, calibrations - start)
        kinds = apart * random.normal(size=(size, solutions))
        turns = kinds[:, np.arange(count) % solutions]
        figures = turns + within * random.normal(size=(size, count))
        mean = figures.mean(axis=1, keepdims=True)
        if method == "normal":
            std = figures.std(axis=1, ddof=1, keepdims=True)
            bar = mean - tolerance_factor(count) * std
        else:
            bar = figures.min(axis=1, keepdims=True)
        own = apart * random.normal(size=(size, answers, 1))
        looks = own + within * random.normal(size=(size, answers, 3))
        below, close, failed = _judged(looks, bar, mean)
        one += float(below.sum())
        three += float(failed.sum())
        runs += float(size * answers + 2 * close.sum())
    total = calibrations * answers
    return FalseRejects(one / total, three / total, runs / total)


def _judged(
    looks: NDArray[np.float64], bar: NDArray[np.float64], mean: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """First run below the bar; looked at again; failed after all."""
    below = looks[..., 0] < bar
    close = below & (looks[..., 0] >= 2 * bar - mean)
    failed = below & (~close | (np.median(looks, axis=-1) < bar))
    return below, close, failed


def share_between(figures: Sequence[float], solutions: int) -> float:
    """The share of the variance of ``figures`` that is between solutions, in [0, 1].

    Figures are of ``solutions`` taking turns. Variance components of a one-way analysis of
    variance with random effects: ``(MSB - MSW) / n0`` against ``MSW``, for groups of unequal
    size ``n0 = (N - sum(n²) / N) / (a - 1)`` (S. R. Searle, *Linear Models*, chapter 9).
    """
    values = np.asarray(figures, dtype=float)
    groups = [values[first::solutions] for first in range(min(solutions, len(values)))]
    rest = len(values) - len(groups)
    if len(groups) < 2 or rest < 1 or np.ptp(values) == 0:
        return 0.0
    sizes = np.array([len(group) for group in groups])
    means = np.array([group.mean() for group in groups])
    between = float((sizes * (means - values.mean()) ** 2).sum() / (len(groups) - 1))
    within = float(sum(((group - group.mean()) ** 2).sum() for group in groups) / rest)
    typical = (len(values) - (sizes**2).sum() / len(values)) / (len(groups) - 1)
    own = max(0.0, (between - within) / typical)
    return float(own / (own + within)) if own + within > 0 else 0.0
