"""Bars from repeated runs of right solutions, with a stated error probability.

The bar is a one-sided lower tolerance limit: with confidence C = 0.95, at least a share P = 0.95
of right solutions reach it. Formula: ``mean - k·s`` with ``k = t'(C; n - 1, z_P·√n) / √n``, t'
the quantile of the noncentral t distribution (G. J. Hahn, W. Q. Meeker, *Statistical Intervals*,
section 4.6.3). Where the figures are not normal (Shapiro and Wilk, p < 0.05), or coarse, the
minimum of at least 59 runs, since ``0.95^59 < 0.05`` (S. S. Wilks, 1941).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

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


def band(metric: str, figures: Sequence[float], baseline: float, *, higher_is_better: bool) -> Band:
    """The calibrated band of one metric.

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
    if np.ptp(values) == 0:
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
