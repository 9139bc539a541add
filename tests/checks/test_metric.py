"""Answers for hidden rows against a band, in every form they come in."""

from decimal import Decimal

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.checks.base import credit_of
from graders.checks.calibrated import skill
from graders.checks.metric import Metric, within_reach
from graders.model.experiment import Experiment, Look
from graders.model.probe import ProbeAnswer
from graders.model.reference import Reference
from graders.model.values import Array

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


def on_own_rows(build, answers, truth, **settings):
    found = build.one_model(
        build.spec(*build.REGRESSION),
        build.fit(),
        values=[build.value("y_val_pred", answers), build.value("y_val", truth)],
    )
    band = build.band("accuracy", bar=0.9, baseline=0.4, higher=True)
    reference = build.reference(
        np.zeros(7), train=SPECIES, labels=NAMES, task="multiclass", bands={"line": band}
    )
    check = Metric(metric="accuracy", answers="y_val_pred", truth="y_val", **settings)
    return check, check(found, reference, build.item("metric")), reference


@pytest.mark.parametrize(
    "truth", [SPECIES, np.eye(3)[SPECIES], np.array(NAMES)[SPECIES], SPECIES[:, None]],
    ids=["codes", "one-hot", "names", "a column"],
)  # fmt: skip
def test_rows_put_aside_are_compared_with_their_own_labels(build, truth):
    check, verdict, reference = on_own_rows(build, SPECIES, truth)
    assert (verdict.outcome, verdict.review) == ("passed", None)
    assert verdict.facts["own"] == "yes"
    assert check.baseline_of(reference) == pytest.approx(np.bincount(SPECIES).max() / 300)
    half = np.where(np.arange(300) % 2, SPECIES, (SPECIES + 1) % 3)
    assert on_own_rows(build, half, truth)[1].credit == Decimal("0.2")


def test_figures_of_rows_put_aside_have_a_standard_error(build):
    """The bootstrap's is the binomial distribution's, but for its own few resamples."""
    said = np.where(np.arange(300) % 4, SPECIES, (SPECIES + 1) % 3)
    found = build.evidence(
        values=[build.value("y_val_pred", said), build.value("y_val", SPECIES),
                build.value("y_test_pred", said)]
    )  # fmt: skip
    reference = build.reference(SPECIES, labels=NAMES, task="multiclass")
    own = Metric(metric="accuracy", answers="y_val_pred", truth="y_val")
    error = own.standard_error(found, reference, build.item())
    assert error == pytest.approx((0.75 * 0.25 / 300) ** 0.5, rel=0.15)
    assert error == own.standard_error(found, reference, build.item())
    assert Metric(metric="accuracy").standard_error(found, reference, build.item()) == 0
    assert own.standard_error(build.evidence(), reference, build.item()) == 0


def test_rows_put_aside_without_labels_are_not_there(build):
    found = build.evidence(values=[build.value("y_val_pred", SPECIES)])
    band = build.band("accuracy", bar=0.9, baseline=0.4, higher=True)
    reference = build.reference(SPECIES, labels=NAMES, task="multiclass", bands={"line": band})
    check = Metric(metric="accuracy", answers="y_val_pred", truth="y_val")
    assert check(found, reference, build.item("metric")).key == "absent-value"


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
    assert set(open_facts) == {"metric", "name", "rows", "percent", "own", "validated"}
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


# Two looks. The band is that of 30 right solutions: an RMSE of 4.5 ± 0.5 makes a bar of 5.61.
BAND = {"bar": 5.6, "baseline": 9.0}
MEAN = 4.5


def looks_band(build, *, higher=False):
    sign = -1 if higher else 1
    made = build.band("rmse", sign * BAND["bar"], sign * BAND["baseline"], higher=higher)
    return msgspec.structs.replace(made, mean=sign * MEAN, std=0.5)


def with_looks(build, first, looks, confirmed=(True, True), **record):
    """A verdict on answers that are off by ``first``, after runs that were off by ``looks``."""
    answers = [PRICES + one if one is not None else None for one in looks]
    made = tuple(
        Look(seed=7, answers={} if one is None else {"y_test_pred": Array.of(one)}, confirmed=sure)
        for one, sure in zip(answers, confirmed, strict=False)
    )
    experiment = Experiment(**{"name": "seeds", "outcome": "done", "looks": made} | record)
    found = build.one_model(
        build.spec(*build.REGRESSION), build.fit(), outputs=PRICES + first,
        values=[build.value("y_test_pred", PRICES + first)], experiments=[experiment],
    )  # fmt: skip
    target = build.reference(PRICES, bands={"line": looks_band(build)})
    check = Metric(metric="rmse")
    return check(found, target, build.item("metric")), check.asks(
        found, target, build.item("metric")
    )


@pytest.mark.parametrize(
    ("first", "asked"), [(5.59, False), (5.61, True), (6.69, True), (6.71, False), (8.0, False)]
)
def test_looks_are_asked_for_within_reach_of_the_bar(build, first, asked):
    assert with_looks(build, first, (4.0, 4.0))[1] == ({"seeds"} if asked else set())
    assert within_reach(first, looks_band(build)) is asked
    assert within_reach(-first, looks_band(build, higher=True)) is asked


def test_nothing_is_asked_where_looks_can_say_nothing(build):
    band = {"line": looks_band(build)}
    check, line = Metric(metric="rmse"), build.item("metric")
    close = build.evidence(values=[build.value("y_test_pred", PRICES + 5.7)])
    assert check.asks(close, build.reference(PRICES, bands=band), line)
    assert not check.asks(close, build.reference(PRICES), line)
    assert not check.asks(build.evidence(), build.reference(PRICES, bands=band), line)
    one = build.evidence(values=[build.value("y_test_pred", np.full(300, 22.0))])
    wide = {"line": msgspec.structs.replace(looks_band(build), mean=-90.0)}
    assert not check.asks(one, build.reference(PRICES, bands=wide), line)
    steady = msgspec.structs.replace(looks_band(build), mean=5.6 - 1e-6)
    assert not check.asks(close, build.reference(PRICES, bands={"line": steady}), line)


@pytest.mark.parametrize(
    ("looks", "credit"),
    [
        ((5.0, 4.0), "1"),  # both reach the bar, and so does the middle one
        ((5.0, 5.6), "1"),
        ((5.0, 5.7), "0.9706"),  # the middle one is 5.7
        ((5.0, 8.0), "0.9412"),  # the first is the middle one
        ((7.0, 8.0), "0.9412"),  # the middle one is worse than the first: the first counts
        ((None, 5.0), "0.9412"),  # a run without answers is a bad one
        ((float("nan"), 5.0), "0.9412"),
        ((5.0, 5.0), "1"),
    ],
)
def test_the_middle_of_three_counts(build, looks, credit):
    verdict, _ = with_looks(build, 5.8, looks)
    assert (verdict.credit, verdict.review) == (Decimal(credit), None)
    assert [one.key for one in verdict.remarks] == ["metric-looks"]
    assert verdict.remarks[0].facts["runs"] == 3
    assert verdict.facts["_figure"] == pytest.approx(5.8)


@pytest.mark.parametrize("outcome", ["unresolved", "timeout", "died", "lost"])
def test_looks_without_an_answer_are_for_a_person(build, outcome):
    verdict, _ = with_looks(build, 5.8, (), outcome=outcome)
    assert (verdict.credit, verdict.review) == (Decimal("0.9412"), "metric-looks-missing")
    verdict, _ = with_looks(build, 5.8, (4.0,))
    assert (verdict.credit, verdict.review) == (Decimal("0.9412"), "metric-looks-missing")
    verdict, _ = with_looks(build, 5.8, (), outcome="skipped")
    assert (verdict.credit, verdict.review) == (Decimal("0.9412"), None)
    found = build.evidence(values=[build.value("y_test_pred", PRICES + 5.8)])
    target = build.reference(PRICES, bands={"line": looks_band(build)})
    unasked = Metric(metric="rmse")(found, target, build.item())
    assert (unasked.credit, unasked.key) == (Decimal("0.9412"), "metric-part")


def test_a_look_that_the_clean_box_contradicts_is_for_a_person(build):
    verdict, _ = with_looks(build, 5.8, (0.0, 0.0), confirmed=(None, False))
    assert (verdict.outcome, verdict.review) == ("passed", "answers-contradicted")


ERRORS = st.one_of(st.floats(0.5, 10), st.sampled_from([5.6, 6.7, 9.0, float("nan")]))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.5, 10), st.tuples(ERRORS, ERRORS), st.integers(0, 2), st.floats(0, 3))
def test_better_answers_never_earn_less(build, first, looks, which, better):
    """Nor do looks take anything away, nor is there full credit without two at the bar."""
    before, _ = with_looks(build, first, looks)
    three = [first, *looks]
    three[which] = max(0.25, three[which] - better)
    after, _ = with_looks(build, three[0], three[1:])
    assert after.credit >= before.credit
    alone = skill(first, looks_band(build))
    assert before.credit >= credit_of(alone)
    if before.outcome == "passed":
        at_the_bar = sum(one <= BAND["bar"] + 1e-9 for one in (first, *looks))
        assert first <= BAND["bar"] + 1e-3 or at_the_bar >= 2


def test_answers_that_a_function_of_the_notebook_gives_need_nobody_to_look(build):
    answer = ProbeAnswer(key="line/0-x", outcome="ok", outputs=(Array.of(SURE),))
    bands = {"line": build.band("accuracy", 0.9, 0.4, higher=True)}
    target = build.reference(SPECIES, bands=bands, labels=NAMES)
    for probes, review in (((answer,), None), ((), "answers-not-from-model")):
        found = build.evidence(values=[build.value("y_test_pred", SPECIES)], probes=probes)
        verdict = Metric(metric="accuracy")(found, target, build.item("metric"))
        assert (verdict.outcome, verdict.review) == ("passed", review)
