"""A mapping of scores: whose each number is, and which rows it is about."""

import numpy as np
import pytest

from graders.checks.scores import Scores
from graders.model.evidence import CallRecord, EstimatorRecord, FitRecord
from graders.model.values import Array

RANDOM = np.random.default_rng(8)
ROWS, TAUGHT = 60, 140
X_VAL, X_TRAIN = RANDOM.random((ROWS, 5)), RANDOM.random((TAUGHT, 5))
Y_VAL, Y_TRAIN = RANDOM.integers(0, 10, ROWS), RANDOM.integers(0, 10, TAUGHT)
MODELS = ("logistic_model", "softmax_model", "deep_model")


def answers(truth, wrong):
    """Class codes of which the first ``wrong`` are not the truth."""
    said = truth.copy()
    said[:wrong] = (said[:wrong] + 1) % 10
    return said


def chances(said):
    table = RANDOM.uniform(0, 0.05, (len(said), 10))
    table[np.arange(len(said)), said] = 0.6
    return table.astype(np.float32)


LOGISTIC, SOFTMAX, DEEP = 1 - 24 / ROWS, 1 - 20 / ROWS, 1 - 9 / ROWS
TRAINED = 1 - 3 / TAUGHT
RIGHT = {"logistic": LOGISTIC, "softmax": SOFTMAX, "deep": DEEP}


def asked(build, estimator, said, x=X_VAL, sequence=8):
    return CallRecord(sequence=sequence, cell="compare", actor="LogisticRegression",
                      method="predict", estimator=estimator, inputs=(build.info(x),),
                      answers=Array.of(said))  # fmt: skip


def judge(build, scores, **changed):
    value = changed.pop("value", None) or build.value(
        "scores", kind="series", cell="compare", type="dict",
        series={name: tuple(np.atleast_1d(one)) for name, one in scores.items()},
    )  # fmt: skip
    deep_history = {"loss": (2.0, 0.4), "accuracy": (0.3, 0.91), "val_accuracy": (0.3, 0.79)}
    fits = [
        FitRecord(sequence=1, cell="logistic", model=-1, fitted=0, library="sklearn",
                  x=build.info(X_TRAIN)),
        build.fit(X_TRAIN, Y_TRAIN, model=0, sequence=2, kind="integers"),
        build.fit(X_TRAIN, Y_TRAIN, model=1, sequence=3, kind="integers", validation_split=0.2,
                  history=deep_history),
    ]  # fmt: skip
    calls = changed.pop("calls", None) or [
        asked(build, 0, answers(Y_VAL, 24)),
        build.predict(X_VAL, chances(answers(Y_VAL, 20)), model=0),
        build.predict(X_VAL, chances(answers(Y_VAL, 9)), model=1, sequence=10),
        build.predict(X_TRAIN, chances(answers(Y_TRAIN, 3)), model=1, sequence=11),
    ]
    fields = {
        "values": [
            value,
            build.value("logistic_model", kind="estimator", estimator=0, cell="logistic"),
            build.value("softmax_model", kind="model", model=0, cell="softmax"),
            build.value("deep_model", kind="model", model=1, cell="deep"),
            build.value("y_val", Y_VAL, cell="split"),
            build.value("y_train", Y_TRAIN, cell="split"),
        ],
        "fits": fits,
        "calls": calls,
        "models": [build.model(0, ("softmax_model",)), build.model(1, ("deep_model",))],
        "estimators": [EstimatorRecord(estimator=0, kind="LogisticRegression", package="sklearn",
                                       names=("logistic_model",))],
    }  # fmt: skip
    check = Scores(models=MODELS)
    return check(
        build.evidence(**(fields | changed)), build.reference(), build.item(cell="compare")
    )


GOOD = {
    "fractions": RIGHT,
    "percent": {name: 100 * one for name, one in RIGHT.items()},
    "rounded": {name: round(one, 3) for name, one in RIGHT.items()},
    "under the models' own names": {f"{name}_model": one for name, one in RIGHT.items()},
    "in capitals, with a word more": {"Logistic regression": LOGISTIC, "Softmax": SOFTMAX,
                                      "Deep net": DEEP},
    "each with the figure's name": {f"{name}/accuracy": one for name, one in RIGHT.items()},
    "with others beside them": {"constant": 0.1, **RIGHT},
}  # fmt: skip


@pytest.mark.parametrize("scores", GOOD.values(), ids=GOOD)
def test_right_scores_are_right_however_they_are_written(build, scores):
    verdict = judge(build, scores)
    assert verdict.outcome == "passed", verdict
    assert verdict.review is None


def test_numbers_in_the_models_order_will_do(build):
    value = build.value("scores", np.array(list(RIGHT.values())), cell="compare")
    assert judge(build, {}, value=value).outcome == "passed"


WRONG = {
    "missing": ({"logistic": LOGISTIC, "softmax": SOFTMAX}, "scores-missing", 2 / 3),
    "another model's": (RIGHT | {"deep": SOFTMAX}, "scores-other-model", 2 / 3),
    "two exchanged": (RIGHT | {"deep": SOFTMAX, "softmax": DEEP}, "scores-other-model", 1 / 3),
    "of training rows": (RIGHT | {"deep": TRAINED}, "scores-trained", 2 / 3),
    "of the training's history": (RIGHT | {"deep": 0.91}, "scores-trained", 2 / 3),
    "of an inner split": (RIGHT | {"deep": 0.79}, "scores-inner", 2 / 3),
    "something else": (RIGHT | {"deep": 0.4321}, "scores-differs", 2 / 3),
    "not a number": (RIGHT | {"deep": float("nan")}, "scores-nan", 2 / 3),
    "loss and accuracy": (RIGHT | {"deep": [0.61, DEEP]}, "scores-two", 2 / 3),
    "every epoch": (RIGHT | {"deep": [0.5, 0.6, 0.7]}, "scores-many", 2 / 3),
    "all wrong": ({"logistic": 0.1, "softmax": 0.2, "deep": 0.3}, "scores-differs", 0),
}


@pytest.mark.parametrize(("scores", "key", "share"), WRONG.values(), ids=WRONG)
def test_a_wrong_score_is_named_and_the_others_count(build, scores, key, share):
    verdict = judge(build, scores)
    assert verdict.key == key, verdict
    assert float(verdict.credit) == pytest.approx(share, abs=1e-4)


def test_the_figures_that_evaluate_and_score_gave_count(build):
    calls = [
        CallRecord(sequence=8, cell="logistic", actor="LogisticRegression", method="score",
                   estimator=0, inputs=(build.info(X_VAL), build.info(Y_VAL)),
                   result={"score": LOGISTIC}),
        build.evaluate(X_VAL, {"loss": 1.4, "accuracy": SOFTMAX}, model=0),
        build.evaluate(X_VAL, {"loss": 0.7, "accuracy": DEEP}, model=1),
    ]  # fmt: skip
    assert judge(build, RIGHT, calls=calls).outcome == "passed"
    assert judge(build, RIGHT | {"deep": 0.7}, calls=calls).key == "scores-loss"


def test_a_training_that_watched_the_same_rows_scored_them(build):
    history = {"loss": (2.0, 0.4), "val_accuracy": (0.3, DEEP)}
    fits = [build.fit(X_TRAIN, Y_TRAIN, model=1, sequence=3, history=history,
                      validation_x=build.info(X_VAL))]  # fmt: skip
    calls = [asked(build, 0, answers(Y_VAL, 24)),
             build.predict(X_VAL, chances(answers(Y_VAL, 20)), model=0)]  # fmt: skip
    assert judge(build, RIGHT, calls=calls, fits=fits).outcome == "passed"


def test_a_score_from_before_the_last_training_is_old(build):
    calls = [
        asked(build, 0, answers(Y_VAL, 24)),
        build.predict(X_VAL, chances(answers(Y_VAL, 20)), model=0),
        build.predict(X_VAL, chances(answers(Y_VAL, 15)), model=1, sequence=2),
        build.predict(X_VAL, chances(answers(Y_VAL, 9)), model=1, sequence=10),
    ]
    assert judge(build, RIGHT | {"deep": 1 - 15 / ROWS}, calls=calls).key == "scores-old"


def test_a_score_that_was_typed_in_is_told(build):
    calls = [asked(build, 0, answers(Y_VAL, 24)),
             build.predict(X_VAL, chances(answers(Y_VAL, 20)), model=0)]  # fmt: skip
    verdict = judge(build, RIGHT | {"deep": 0.8}, calls=calls)
    assert (verdict.key, verdict.review) == ("scores-unasked", None)


def test_answers_a_few_rows_at_a_time_are_looked_at_by_a_person(build):
    calls = [asked(build, 0, answers(Y_VAL, 24)),
             build.predict(X_VAL, chances(answers(Y_VAL, 20)), model=0)]  # fmt: skip
    calls += [
        build.predict(X_VAL[start : start + 20], chances(answers(Y_VAL, 9)[start : start + 20]),
                      model=1, sequence=10 + start)
        for start in (0, 20, 40)
    ]  # fmt: skip
    verdict = judge(build, RIGHT, calls=calls)
    assert (verdict.outcome, verdict.review) == ("passed", "scores-unseen")


def test_no_mapping_and_no_model_are_told(build):
    bare = build.value("scores", kind="scalar", scalar=0.8, type="float", cell="compare")
    assert judge(build, {}, value=bare).key == "scores-not-mapping"
    values = [
        build.value("scores", kind="series", cell="compare", type="dict",
                    series={name: (one,) for name, one in RIGHT.items()}),
        build.value("softmax_model", kind="model", model=0, cell="softmax"),
        build.value("deep_model", kind="model", model=1, cell="deep"),
        build.value("y_val", Y_VAL, cell="split"),
    ]  # fmt: skip
    # What is missing is told where it should have been made; the others' scores count.
    assert judge(build, RIGHT, estimators=[], values=values).outcome == "passed"
    alone = [values[0], values[-1]]
    verdict = judge(build, RIGHT, estimators=[], models=[], values=alone)
    assert (verdict.key, verdict.credit) == ("scores-no-model", 0)


def test_labels_may_be_names_or_one_hot(build):
    eye = np.eye(10)[Y_VAL]
    base = {"values": [
        build.value("scores", kind="series", cell="compare", type="dict",
                    series={name: (one,) for name, one in RIGHT.items()}),
        build.value("logistic_model", kind="estimator", estimator=0, cell="logistic"),
        build.value("softmax_model", kind="model", model=0, cell="softmax"),
        build.value("deep_model", kind="model", model=1, cell="deep"),
        build.value("y_val", eye, cell="split"),
    ]}  # fmt: skip
    assert judge(build, RIGHT, **base).outcome == "passed"
    none = [*base["values"][:-1], build.value("y_val", eye[:, :0], cell="split")]
    assert judge(build, RIGHT, values=none).outcome == "failed"  # no column: no labels
