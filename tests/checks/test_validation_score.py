"""A model's score on the rows put aside, against a calibrated bar."""

import numpy as np
import pytest

from graders.checks.validation_score import ValidationScore
from graders.model.evidence import CallRecord, EstimatorRecord, FitRecord
from graders.model.values import Array

RANDOM = np.random.default_rng(4)
ROWS = 200
X_VAL, X_TRAIN = RANDOM.random((ROWS, 3)), RANDOM.random((500, 3))
Y_VAL, Y_TRAIN = RANDOM.integers(0, 4, ROWS), np.repeat([0, 1, 2, 3], [200, 100, 100, 100])
BAR, BASELINE = 0.8, 0.4


def answers(right):
    said = (Y_VAL + 1) % 4
    said[:right] = Y_VAL[:right]
    return said


def chances(said):
    return np.eye(4)[said] * 0.6 + 0.1


def network(build, *calls, fits=(), truth=Y_VAL):
    return build.evidence(
        values=[
            build.value("net", kind="model", model=0),
            *([build.value("y_val", truth)] if truth is not None else []),
        ],
        models=[build.model(0, ("net",))],
        fits=[build.fit(X_TRAIN, Y_TRAIN, model=0, sequence=3, kind="integers"), *fits],
        calls=list(calls),
    )


def estimator(build, **call):
    said = CallRecord(sequence=8, cell="compare", actor="SVC", estimator=0,
                      inputs=(build.info(X_VAL),), **call)  # fmt: skip
    return build.evidence(
        values=[build.value("net", kind="estimator", estimator=0), build.value("y_val", Y_VAL)],
        estimators=[EstimatorRecord(estimator=0, kind="SVC", package="sklearn", names=("net",))],
        fits=[FitRecord(sequence=1, cell="fit", model=-1, fitted=0, library="sklearn",
                        x=build.info(X_TRAIN))],
        calls=[said],
    )  # fmt: skip


def reference(build, **settings):
    bands = {"line": build.band("accuracy", bar=BAR, baseline=BASELINE, higher=True)}
    return build.reference(train=Y_TRAIN, labels=tuple("abcd"), **{"bands": bands} | settings)


def judge(build, evidence, **settings):
    return ValidationScore(model="net")(evidence, reference(build, **settings), build.item())


def test_at_the_bar_full_credit_below_it_the_share_of_the_way(build):
    for right, outcome, key, credit in (
        (160, "passed", "validation-score", 1),
        (190, "passed", "validation-score", 1),
        (120, "partial", "validation-score-part", 0.5),
        (84, "partial", "validation-score-none", 0.05),
        (70, "failed", "validation-score-none", 0),
    ):
        verdict = judge(build, network(build, build.predict(X_VAL, chances(answers(right)))))
        assert (verdict.outcome, verdict.key) == (outcome, key)
        assert float(verdict.credit) == pytest.approx(credit)
        assert verdict.facts["right"] == right
        assert {name for name in verdict.facts if name.startswith("_")} == {
            "_figure", "_bar", "_baseline",
        }  # fmt: skip


@pytest.mark.parametrize(
    "call",
    [
        {"method": "predict", "answers": Array.of(answers(120))},
        {"method": "predict_proba", "answers": Array.of(chances(answers(120)))},
        {"method": "score", "result": {"score": 0.6}},
    ],
    ids=lambda call: call["method"],
)
def test_an_estimator_is_judged_by_what_it_was_asked(build, call):
    verdict = judge(build, estimator(build, **call))
    assert (verdict.key, verdict.facts["right"]) == ("validation-score-part", 120)


def test_the_metric_of_that_name_counts_and_no_other(build):
    result = {"loss": 0.2, "sparse_top_k_categorical_accuracy": 0.97, "mse": 3.0, "acc": 0.6}
    verdict = judge(build, network(build, build.evaluate(X_VAL, result)))
    assert (verdict.key, verdict.facts["right"]) == ("validation-score-part", 120)
    unnamed = build.evaluate(X_VAL, {"loss": 0.9, "mse": 3.0, "how_often_right": 0.6})
    assert judge(build, network(build, unnamed)).facts["right"] == 120


def test_what_was_answered_before_the_last_training_does_not_count(build):
    early = build.predict(X_VAL, chances(answers(190)), sequence=2)
    assert judge(build, network(build, early)).key == "validation-score-unasked"
    late = build.predict(X_VAL, chances(answers(100)), sequence=9)
    assert judge(build, network(build, early, late)).facts["right"] == 100


def test_a_model_that_was_never_asked_passes_here(build):
    verdict = judge(build, network(build, build.predict(X_TRAIN, chances(Y_TRAIN))))
    assert (verdict.outcome, verdict.key) == ("passed", "validation-score-unasked")


def test_what_is_missing_is_said(build):
    asked = build.predict(X_VAL, chances(answers(190)))
    assert judge(build, build.evidence(values=[build.value("y_val", Y_VAL)])).key == "absent-model"
    bare = network(build, asked, truth=None)
    assert judge(build, bare).key == "absent-value"
    assert judge(build, network(build, asked), bands=None).key == "metric-no-band"


def test_what_calibration_asks(build):
    check, found = ValidationScore(model="net"), reference(build)
    run = network(build, build.predict(X_VAL, chances(answers(150))))
    assert check.figure_of(run, found, build.item()) == pytest.approx(0.75)
    assert check.standard_error(run, found, build.item()) == pytest.approx((0.1875 / 200) ** 0.5)
    assert check.baseline_of(found) == pytest.approx(0.4)
    silent = network(build)
    assert np.isnan(check.figure_of(silent, found, build.item()))
    assert np.isnan(check.baseline_of(build.reference()))
