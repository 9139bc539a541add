"""Bars: the published factors, the simulated error, the refusals."""

import numpy as np
import pytest

from graders.calibration import (
    MINIMUM_RUNS,
    band,
    expected_false_rejects,
    false_rejects,
    looks_normal,
    needs_minimum,
    share_between,
    tolerance_factor,
)
from graders.errors import CalibrationError


@pytest.mark.parametrize(
    ("count", "factor"),
    # Hahn and Meeker's table of one-sided normal tolerance factors, 95 % / 95 %
    [(5, 4.203), (10, 2.911), (20, 2.396), (30, 2.220), (60, 2.022)],
)
def test_tolerance_factors(count, factor):
    assert tolerance_factor(count) == pytest.approx(factor, abs=1e-3)


def test_the_minimum_of_59():
    assert 0.95**MINIMUM_RUNS <= 0.05 < 0.95 ** (MINIMUM_RUNS - 1)
    with pytest.raises(CalibrationError):
        tolerance_factor(1)


def test_a_bar_covers_what_it_says():
    """In 95 % of calibrations at least 95 % of right answers reach the bar."""
    from scipy.stats import norm

    random = np.random.default_rng(0)
    runs = random.normal(size=(4000, 20))
    bars = runs.mean(axis=1) - tolerance_factor(20) * runs.std(axis=1, ddof=1)
    assert np.mean(1 - norm.cdf(bars) >= 0.95) == pytest.approx(0.95, abs=0.012)


SPREAD = np.random.default_rng(4).normal(size=20)
RMSE = list(4.3 + 0.16 * SPREAD)
AUC = list(0.834 + 0.012 * SPREAD)
SKEWED = list(0.9 - np.random.default_rng(1).exponential(0.01, 60))


def test_bands_on_either_side():
    lower = band("roc_auc", AUC, 0.5, higher_is_better=True)
    assert (lower.method, lower.count) == ("normal", 20)
    assert lower.bar == pytest.approx(lower.mean - 2.396 * lower.std, abs=1e-4)
    upper = band("rmse", RMSE, 9.2, higher_is_better=False)
    assert upper.bar == pytest.approx(upper.mean + 2.396 * upper.std, abs=1e-3)
    assert upper.figures == tuple(RMSE)


def test_rows_that_are_a_draw_make_room_for_two_draws():
    """The calibration's rows, and those of the answer that is judged."""
    drawn = band("accuracy", AUC, 0.5, higher_is_better=True, standard_error=0.02)
    assert drawn.method == "normal"
    assert drawn.std == pytest.approx((np.var(AUC, ddof=1) + 2 * 0.02**2) ** 0.5)
    assert drawn.bar == pytest.approx(drawn.mean - 2.396 * drawn.std, abs=1e-4)
    skewed = band("accuracy", SKEWED[:20], 0.5, higher_is_better=True, standard_error=0.02)
    assert (skewed.method, skewed.count) == ("normal", 20)


def test_right_answers_on_rows_of_their_own_reach_the_bar():
    """Of 100 at most two do not, though no calibration has seen another draw than its own."""
    random = np.random.default_rng(3)
    error, spread, missed, without = 0.02, 0.008, [], []
    for _ in range(400):
        figures = list(0.9 + random.normal(0, error) + random.normal(0, spread, 30))
        answers = 0.9 + random.normal(0, error, 500) + random.normal(0, spread, 500)
        for standard_error, found in ((error, missed), (0.0, without)):
            made = band("accuracy", figures, 0.3, higher_is_better=True,
                        standard_error=standard_error) if looks_normal(figures) else None  # fmt: skip
            if made is not None:
                found.append(np.mean(answers < made.bar))
    assert np.mean(missed) < 0.02
    assert np.mean(without) > 0.2


def test_what_is_not_normal_takes_the_minimum():
    assert not looks_normal(SKEWED)
    found = band("roc_auc", SKEWED, 0.5, higher_is_better=True)
    assert (found.method, found.bar) == ("minimum", min(SKEWED))
    worst = band("rmse", [10 - one for one in SKEWED], 20, higher_is_better=False)
    assert worst.bar == max(10 - one for one in SKEWED)
    few = SKEWED[:25]
    assert needs_minimum(few)
    assert not needs_minimum(SKEWED)
    assert not needs_minimum(RMSE)
    with pytest.raises(CalibrationError, match="59 runs, not 25"):
        band("roc_auc", few, 0.5, higher_is_better=True)


def test_coarse_figures_are_not_normal():
    coarse = [0.96, 0.97, 0.96, 0.97, 0.98] * 4
    assert needs_minimum(coarse)


def test_a_model_without_randomness():
    found = band("rmse", [4.13] * 10, 9.2, higher_is_better=False)
    assert found.bar == pytest.approx(4.13, abs=1e-4)
    assert 4.13 <= found.bar  # noqa: SIM300


@pytest.mark.parametrize(
    ("figures", "baseline", "match"),
    [(AUC, 0.9, "does not beat"), (AUC[:3], 0.5, "too few"),
     ([*AUC, float("nan")], 0.5, "no number"), (AUC, float("nan"), "no number")],
)  # fmt: skip
def test_refusals(figures, baseline, match):
    with pytest.raises(CalibrationError, match=match):
        band("roc_auc", figures, baseline, higher_is_better=True)


def test_accuracy_on_a_small_minority_is_refused():
    """The measured case: a right network's 0.837 against 0.945 for ignoring the minority."""
    figures = list(0.837 + 0.01 * SPREAD)
    with pytest.raises(CalibrationError, match="another metric"):
        band("accuracy", figures, 0.945, higher_is_better=True)


@pytest.mark.parametrize(("count", "method"), [(10, "normal"), (30, "normal"), (59, "minimum")])
def test_one_look_is_wrong_as_often_as_the_formula_says(count, method):
    found = false_rejects(count, method, calibrations=6_000)
    assert found.one_look == pytest.approx(expected_false_rejects(count, method), rel=0.06)


def test_looks_save_most_right_answers_at_little_cost():
    alike = false_rejects(30, calibrations=6_000)
    assert alike.three_looks < alike.one_look / 10
    assert 1.03 < alike.runs < 1.05
    # A solution that is worse than others whatever its seed is not saved by more seeds.
    apart = false_rejects(30, between=0.6, solutions=8, calibrations=6_000)
    assert alike.three_looks < apart.three_looks < apart.one_look


def test_simulations_repeat():
    assert false_rejects(20, calibrations=2_000) == false_rejects(20, calibrations=2_000)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_the_share_between_solutions_is_found_again(share):
    random = np.random.default_rng(2)
    kinds = np.sqrt(share) * random.normal(size=40)
    figures = np.tile(kinds, 15) + np.sqrt(1 - share) * random.normal(size=600)
    own = np.var(kinds) / (np.var(kinds) + 1 - share)  # of these 40, not of all there could be
    assert share_between(list(figures), 40) == pytest.approx(own, abs=0.06)


@pytest.mark.parametrize(("figures", "solutions"), [([1.0], 3), ([1.0] * 9, 3), ([1.0, 2.0], 2),
                                                    ([1.0, 2.0, 4.0], 1), ([], 2)])  # fmt: skip
def test_a_share_that_cannot_be_told_is_none(figures, solutions):
    assert share_between(figures, solutions) == 0.0
