"""Answers for hidden rows against a band, in every form they come in."""

from decimal import Decimal

import numpy as np
import pytest

from graders.checks.metric import Metric, skill
from graders.model.reference import Reference

RANDOM = np.random.default_rng(5)
PRICES = RANDOM.normal(22, 9, 300)
YES = (RANDOM.random(300) < 0.16).astype(int)
CHANCE = np.clip(0.15 + 0.5 * YES + RANDOM.normal(0, 0.15, 300), 0.001, 0.999)
SPECIES = RANDOM.integers(0, 3, 300)
NAMES = ("setosa", "versicolor", "virginica")
SURE = np.eye(3)[SPECIES] * 0.8 + 0.05


def judge(build, metric, answers, *, truth, outputs=None, band=None, status="confirmed", **ref):
    network = build.spec(*build.REGRESSION)
    outputs = answers if outputs is None else outputs
    found = build.one_model(
        network,
        build.fit(),
        outputs=outputs if np.asarray(outputs).dtype.kind in "biuf" else None,
        status=status,
        values=[build.value("y_test_pred", answers)],
    )
    bands = {"line": band or build.band(metric)}
    target = build.reference(truth, bands=bands, **ref)
    return Metric(metric=metric)(found, target, build.item("metric"))


def test_at_the_bar_and_beyond_full_credit(build):
    verdict = judge(build, "rmse", PRICES + 5.0, truth=PRICES)
    assert (verdict.outcome, verdict.credit, verdict.review) == ("passed", Decimal(1), None)
    assert judge(build, "rmse", PRICES + 4.9, truth=PRICES).outcome == "passed"


def test_below_the_bar_credit_by_skill(build):
    verdict = judge(build, "rmse", PRICES + 6.0, truth=PRICES)
    assert (verdict.outcome, verdict.credit) == ("partial", Decimal("0.7500"))
    assert verdict.facts["percent"] == 75
    assert judge(build, "rmse", PRICES + 9.5, truth=PRICES).key == "metric-none"
    little = judge(build, "rmse", PRICES + 8.8, truth=PRICES)
    assert (little.key, little.outcome, little.credit) == (
        "metric-none",
        "partial",
        Decimal("0.05"),
    )


def test_the_bar_and_the_figure_are_not_for_students(build):
    verdict = judge(build, "rmse", PRICES + 6.0, truth=PRICES)
    open_facts = {key: fact for key, fact in verdict.facts.items() if not key.startswith("_")}
    assert set(open_facts) == {"metric", "name", "rows", "percent"}
    assert {"_bar", "_figure", "_baseline"} <= set(verdict.facts)


@pytest.mark.parametrize(
    "answers",
    [SPECIES, SPECIES[:, None], SPECIES.astype(float), SURE, np.eye(3)[SPECIES],
     np.array(NAMES)[SPECIES], np.char.upper(np.array(NAMES)[SPECIES]), SPECIES.astype(str)],
)  # fmt: skip
def test_classes_in_every_natural_form(build, answers):
    for truth in (SPECIES, np.array(NAMES)[SPECIES]):
        verdict = judge(
            build, "accuracy", answers, truth=truth, outputs=SURE, labels=NAMES,
            task="multiclass", band=build.band("accuracy", 0.95, 0.4, higher=True),
        )  # fmt: skip
        assert (verdict.outcome, verdict.review) == ("passed", None), verdict


@pytest.mark.parametrize("answers", [CHANCE, CHANCE[:, None],
                                     np.column_stack([1 - CHANCE, CHANCE])])  # fmt: skip
def test_probabilities_as_one_column_or_two(build, answers):
    for truth in (YES, np.array(["No", "Yes"])[YES], YES.astype(bool)):
        verdict = judge(
            build, "roc_auc", answers, truth=truth, labels=("No", "Yes"), outputs=CHANCE[:, None]
            if answers.shape != (300, 2) else answers,
            band=build.band("roc_auc", 0.9, 0.5, higher=True),
        )  # fmt: skip
        assert (verdict.outcome, verdict.review) == ("passed", None), verdict


def test_the_wrong_way_round(build):
    bars = build.band("roc_auc", 0.9, 0.5, higher=True)
    verdict = judge(build, "roc_auc", 1 - CHANCE, truth=YES, band=bars)
    assert (verdict.key, verdict.outcome) == ("metric-inverted", "failed")


DEGENERATE = {
    "one too few": (PRICES[:-1], "metric-rows"),
    "NaN": (np.where(PRICES > 30, np.nan, PRICES), "metric-nan"),
    "infinite": (np.where(PRICES > 30, np.inf, PRICES), "metric-nan"),
    "text": (np.array(["dear"] * 300), "metric-unreadable"),
    "two columns": (np.zeros((300, 2)), "metric-unreadable"),
    "all equal": (np.full(300, 22.0), "metric-constant"),
    "the mean": (np.full(300, PRICES.mean()), "metric-constant"),
}


@pytest.mark.parametrize(("answers", "key"), DEGENERATE.values(), ids=DEGENERATE)
def test_degenerate_answers(build, answers, key):
    verdict = judge(build, "rmse", answers, truth=PRICES)
    assert (verdict.outcome, verdict.key) == ("failed", key)


@pytest.mark.parametrize(
    ("status", "review", "remarks"),
    [("confirmed", None, []), ("not-rebuilt", None, ["model-not-confirmed"]),
     ("contradicted", "answers-contradicted", []), ("failed", "answers-not-measured", []),
     ("no-inputs", "answers-not-measured", [])],
)  # fmt: skip
def test_what_the_clean_box_found(build, status, review, remarks):
    verdict = judge(build, "rmse", PRICES + 1, truth=PRICES, status=status)
    assert (verdict.outcome, verdict.review) == ("passed", review)
    assert [one.key for one in verdict.remarks] == remarks


FOLLOWS = {
    "inverse_transform": (PRICES, (PRICES - 22) / 9),
    "rounded": (np.round(PRICES), PRICES),
    "expm1": (np.expm1(PRICES / 20), PRICES / 20),
}


@pytest.mark.parametrize(("answers", "outputs"), FOLLOWS.values(), ids=FOLLOWS)
def test_answers_may_follow_from_outputs(build, answers, outputs):
    verdict = judge(build, "rmse", answers, truth=PRICES, outputs=outputs[:, None])
    assert verdict.review is None


def test_answers_from_elsewhere_are_for_a_person(build):
    other = RANDOM.normal(22, 9, 300)
    verdict = judge(build, "rmse", PRICES, truth=PRICES, outputs=other[:, None])
    assert (verdict.outcome, verdict.review) == ("passed", "answers-not-from-model")


def test_our_own_gaps_are_not_the_students(build):
    found = build.evidence(values=[build.value("y_test_pred", PRICES)])
    for target in (Reference(), build.reference(bands={"line": build.band()}),
                   build.reference(PRICES, bands={"line": build.band("mae")})):  # fmt: skip
        verdict = Metric(metric="rmse")(found, target, build.item())
        assert (verdict.outcome, verdict.review) == ("broken", verdict.key)


def test_missing_answers_name_their_cause(build):
    cells = [build.stopped("predict", 5, "ValueError", "x", binds=("y_test_pred",))]
    target = build.reference(PRICES, bands={"line": build.band()})
    found = build.evidence(cells=cells)
    assert Metric(metric="rmse")(found, target, build.item()).outcome == "blocked"
    assert Metric(metric="rmse")(build.evidence(), target, build.item()).key == "absent-value"


def test_figures_for_calibration_are_the_same_code(build):
    found = build.evidence(values=[build.value("y_test_pred", PRICES + 3)])
    target = build.reference(PRICES, train=PRICES)
    check = Metric(metric="rmse")
    assert check.figure_of(found, target, build.item()) == pytest.approx(3)
    assert check.baseline_of(target) == pytest.approx(PRICES.std())
    assert np.isnan(check.figure_of(build.evidence(), target, build.item()))


@pytest.mark.parametrize(("found", "share"), [(4.0, 1), (5.0, 1), (7.0, 0.5), (9.0, 0), (99, 0),
                                              (float("nan"), 0)])  # fmt: skip
def test_skill(build, found, share):
    assert skill(found, build.band()) == share
    assert skill(-found, build.band("r2", -5.0, -9.0, higher=True)) == share
