"""Form and origin of predictions."""

import numpy as np
import pytest

from graders.checks.predictions import Predictions
from graders.model.evidence import CallRecord, EstimatorRecord
from graders.model.values import Array

RANDOM = np.random.default_rng(7)
X = RANDOM.normal(size=(60, 3))
CHANCE = np.linspace(0.02, 0.93, 60)
RANDOM.shuffle(CHANCE)
YES = (CHANCE > 0.5).astype(int)
PRICES = RANDOM.normal(22, 9, 60)
LABELS = ("No", "Yes")


def judge(build, answers, *, outputs=None, task="binary", more=(), calls=(), fits=None, **params):
    name = params.pop("name", "y_test_pred")
    outputs = CHANCE[:, None] if outputs is None else outputs
    found = build.evidence(
        values=[
            build.value("model", kind="model", model=0),
            build.value(name, answers),
            *more,
        ],
        models=[
            build.model(0, outputs=outputs),
            build.model(1, ("model2",), outputs=1 - outputs**2),
        ],
        fits=fits if fits is not None else [build.fit()],
        calls=list(calls),
    )
    check = Predictions(name=name, task=task, **params)
    target = build.reference(np.zeros(60), labels=LABELS if task == "binary" else ())
    return check(found, target, build.item("predictions", cell="predict"))


RIGHT = {
    "codes": YES,
    "a column": YES[:, None],
    "another threshold": (CHANCE > 0.3).astype(int),
    "truth values": YES.astype(bool),
    "names": np.array(LABELS)[YES],
    "floats": YES.astype(float),
}
WRONG = {
    "probabilities": (CHANCE, "predictions-probabilities"),
    "one-hot": (np.eye(2)[YES], "predictions-one-hot"),
    "columns": (np.column_stack([1 - CHANCE, CHANCE]), "predictions-columns"),
    "another row": (YES[:-1], "predictions-rows"),
    "NaN": (np.where(YES == 1, np.nan, 0), "predictions-nan"),
    "unknown class": (YES + 1, "predictions-labels"),
    "unknown name": (np.array(["Nein", "Ja"])[YES], "predictions-labels"),
    "inverted": ((CHANCE < 0.5).astype(int), "predictions-inverted"),
}


@pytest.mark.parametrize("answers", RIGHT.values(), ids=RIGHT)
def test_right_labels(build, answers):
    verdict = judge(build, answers)
    assert verdict.outcome == "passed", verdict


@pytest.mark.parametrize(("answers", "key"), WRONG.values(), ids=WRONG)
def test_wrong_labels(build, answers, key):
    verdict = judge(build, answers)
    assert (verdict.outcome, verdict.key) == ("failed", key)


def test_prices(build):
    outputs = PRICES[:, None]
    for answers in (PRICES, outputs, np.round(PRICES), PRICES * 1000):
        assert judge(build, answers, outputs=outputs, task="regression").outcome == "passed"
    verdict = judge(build, np.array(["dear"] * 60), outputs=outputs, task="regression")
    assert verdict.key == "predictions-text"


def test_probabilities(build):
    for answers in (CHANCE, CHANCE[:, None], np.column_stack([1 - CHANCE, CHANCE])):
        assert judge(build, answers, task="probability").outcome == "passed"
    logits = np.log(CHANCE / (1 - CHANCE))
    assert judge(build, logits, task="probability").key == "predictions-logits"
    assert judge(build, YES, task="probability").key == "predictions-already-labels"


def test_probabilities_of_several_classes(build):
    three = np.column_stack([CHANCE / 2, CHANCE / 2, 1 - CHANCE])

    def said(answers):
        found = build.evidence(
            values=[build.value("model", kind="model", model=0), build.value("y_prob", answers)],
            models=[build.model(0, outputs=answers)],
            fits=[build.fit()],
        )
        target = build.reference(np.zeros(60), labels=("setosa", "versicolor", "virginica"))
        check = Predictions(name="y_prob", task="probability")
        return check(found, target, build.item("predictions", cell="predict"))

    for answers in (three, np.round(three, 2), three.astype("float32")):
        assert said(answers).outcome == "passed"
    sums = said(np.column_stack([CHANCE, CHANCE, 1 - CHANCE]))
    assert (sums.outcome, sums.key) == ("failed", "predictions-sums")
    assert (sums.facts["low"], sums.facts["high"]) == pytest.approx((1.02, 1.93))
    four = said(np.column_stack([three[:, :2], three[:, 2:] / 2, three[:, 2:] / 2]))
    assert (four.key, four.facts["columns"], four.facts["classes"]) == ("predictions-classes", 4, 3)
    assert said(CHANCE).key == "predictions-classes"


def test_argmax_over_one_column(build):
    calls = [build.predict(X, CHANCE[:, None])]
    zeros = np.zeros(60, int)
    assert judge(build, zeros, calls=calls).key == "predictions-argmax-one-column"
    low = [build.predict(X, CHANCE[:, None] / 3)]
    assert judge(build, zeros, outputs=CHANCE[:, None] / 3, calls=low).outcome == "passed"
    val = judge(build, zeros, calls=calls, name="y_val_pred")
    assert val.key == "predictions-argmax-one-column"


def test_another_model(build):
    answers = ((1 - CHANCE**2) > 0.7).astype(int)
    shuffled = np.roll(CHANCE, 7)[:, None]
    verdict = judge(build, (np.roll(CHANCE, 7) > 0.5).astype(int), outputs=CHANCE[:, None],
                    more=())  # fmt: skip
    assert verdict.key == "predictions-not-from-model"
    found = build.evidence(
        values=[build.value("model", kind="model", model=0), build.value("y_test_pred", answers)],
        models=[build.model(0, outputs=shuffled),
                build.model(1, ("model2",), outputs=1 - CHANCE[:, None] ** 2)],
    )  # fmt: skip
    verdict = Predictions(task="binary")(found, build.reference(labels=LABELS), build.item())
    assert (verdict.key, verdict.facts["other"]) == ("predictions-other-model", "model2")


def test_an_estimators_answers_are_named(build):
    """The baseline's answers, handed in as the network's."""
    answers = (np.roll(CHANCE, 7) > 0.5).astype(int)
    call = CallRecord(sequence=9, cell="predict", actor="SVC", method="predict", estimator=2,
                      answers=Array.of(np.array(LABELS)[answers]))  # fmt: skip
    found = build.evidence(
        values=[build.value("model", kind="model", model=0), build.value("y_test_pred", answers)],
        models=[build.model(0, outputs=CHANCE[:, None])],
        estimators=[EstimatorRecord(estimator=2, kind="SVC", package="sklearn", names=("svc",))],
        calls=[call],
    )
    verdict = Predictions(task="binary")(found, build.reference(labels=LABELS), build.item())
    assert (verdict.key, verdict.facts["other"]) == ("predictions-other-model", "svc")


def test_a_model_by_another_name_answers_for_itself(build):
    found = build.evidence(
        values=[build.value("y_test_pred", YES)],
        models=[build.model(4, ("network",), outputs=CHANCE[:, None]),
                build.model(5, ("network2",), outputs=np.roll(CHANCE, 7)[:, None])],
    )  # fmt: skip
    verdict = Predictions(task="binary")(found, build.reference(labels=LABELS), build.item())
    assert verdict.outcome == "passed"


def test_the_chance_of_the_other_class_leaves_right_labels_right(build):
    turned = build.value("y_test_prob", 1 - CHANCE)
    assert judge(build, YES, more=[turned], probabilities="y_test_prob").outcome == "passed"
    verdict = judge(build, 1 - YES, more=[turned], probabilities="y_test_prob")
    assert verdict.key == "predictions-inverted"


def test_stale_and_untrained(build):
    fits = [build.fit(sequence=2, weights_before="w0", weights_after="w1"),
            build.fit(sequence=8, weights_before="w1", weights_after="w2", cell="again")]  # fmt: skip
    stale = [build.predict(X, CHANCE[:, None], sequence=5, weights="w1")]
    verdict = judge(build, YES, calls=stale, fits=fits)
    assert (verdict.key, verdict.facts["fit"]) == ("predictions-stale", "again")
    early = [build.predict(X, CHANCE[:, None], sequence=1, weights="w0")]
    assert judge(build, YES, calls=early, fits=fits).key == "predictions-untrained"
    now = [*stale, build.predict(X, CHANCE[:, None], sequence=9, weights="w2")]
    assert judge(build, YES, calls=now, fits=fits).outcome == "passed"


def test_validation_predictions_beside_their_probabilities(build):
    more = [build.value("y_val_prob", CHANCE[:50]), build.value("y_val", YES[:50])]
    calls = [build.predict(X[:50], CHANCE[:50, None])]
    params = {"name": "y_val_pred", "probabilities": "y_val_prob", "truth": "y_val", "calls": calls}
    assert judge(build, YES[:50], more=more, **params).outcome == "passed"
    assert judge(build, 1 - YES[:50], more=more, **params).key == "predictions-inverted"
    assert judge(build, YES[:40], more=more, **params).key == "predictions-rows"


def test_answers_that_are_no_networks(build):
    """What a student may claim to have predicted: the truth itself, noise upon it, a baseline."""
    params = {"name": "y_val_pred", "truth": "y_val", "task": "regression"}
    more = [build.value("y_val", PRICES[:50])]
    outputs = PRICES[:50, None] + RANDOM.normal(0, 4, (50, 1))
    seen = [build.predict(X[:50], outputs), build.predict(X[:50], outputs / 2, sequence=5)]
    honest = (outputs, outputs.ravel() * 3 + 1, np.expm1(outputs / 50), outputs / 2)
    for answers in honest:
        assert judge(build, answers, more=more, calls=seen, **params).outcome == "passed"
    claimed = (PRICES[:50], PRICES[:50] + RANDOM.normal(0, 1, 50), np.sort(PRICES[:50]))
    for answers in claimed:
        verdict = judge(build, answers, more=more, calls=seen, **params)
        assert (verdict.key, verdict.review) == ("predictions-not-from-model", None)
    unseen = judge(build, PRICES[:50], more=more, **params)
    assert (unseen.outcome, unseen.review) == ("failed", "predictions-not-from-model")
    nothing = [build.predict(X[:50], outputs * np.nan)]
    assert judge(build, outputs * 0, more=more, calls=nothing, **params).outcome == "passed"


def test_the_assignments_task_counts_where_none_is_given(build):
    found = build.evidence(values=[build.value("y_test_pred", CHANCE)])
    target = build.reference(labels=LABELS, task="binary")
    assert Predictions()(found, target, build.item()).key == "predictions-probabilities"
    assert Predictions()(found, build.reference(), build.item()).outcome == "passed"


def test_nothing_and_no_array(build):
    check, target = Predictions(task="binary"), build.reference()
    assert check(build.evidence(), target, build.item()).key == "absent-value"
    text = build.evidence(values=[build.value("y_test_pred", kind="text", text="yes", type="str")])
    assert check(text, target, build.item()).key == "predictions-not-array"


def test_numbers_that_fall_where_the_networks_rise(build):
    params = {"name": "y_val_pred", "truth": "y_val", "task": "regression"}
    more = [build.value("y_val", PRICES[:50])]
    seen = [build.predict(X[:50], PRICES[:50, None] + 1)]
    verdict = judge(build, 1 - PRICES[:50], more=more, calls=seen, **params)
    assert (verdict.outcome, verdict.key) == ("failed", "predictions-falling")


def test_a_network_of_one_by_the_price_is_right(build):
    params = {"name": "y_val_pred", "truth": "y_val", "task": "regression"}
    prices = np.abs(PRICES[:50]) + 5
    more = [build.value("y_val", prices)]
    seen = [build.predict(X[:50], 1 / prices[:, None])]
    assert judge(build, prices + 0.0, more=more, calls=seen, **params).outcome == "passed"


def test_a_threshold_below_every_chance_decides_nothing(build):
    more = [build.value("y_val_prob", CHANCE[:50]), build.value("y_val", YES[:50])]
    calls = [build.predict(X[:50], CHANCE[:50, None])]
    params = {"name": "y_val_pred", "truth": "y_val", "calls": calls}
    ones = np.ones(50, int)
    beside = judge(build, ones, more=more, probabilities="y_val_prob", **params)
    assert (beside.outcome, beside.key) == ("failed", "predictions-always-yes")
    assert judge(build, ones, more=more, **params).key == "predictions-always-yes"


def test_ones_for_rows_that_are_all_likely_are_right(build):
    likely = np.linspace(0.6, 0.9, 60)
    calls = [build.predict(X, likely[:, None])]
    ones = np.ones(60, int)
    assert judge(build, ones, outputs=likely[:, None], calls=calls).outcome == "passed"


def test_labels_from_the_chance_of_the_other_class(build):
    other = 1 - CHANCE[:50]
    more = [build.value("y_val_prob", other), build.value("y_val", YES[:50])]
    calls = [build.predict(X[:50], CHANCE[:50, None])]
    params = {"name": "y_val_pred", "probabilities": "y_val_prob", "truth": "y_val", "calls": calls}
    turned = (other > 0.5).astype(int)
    assert judge(build, turned, more=more, **params).key == "predictions-inverted"
    of_the_other = [build.value("y_val_prob", other), build.value("y_val", 1 - YES[:50])]
    assert judge(build, turned, more=of_the_other, **params).outcome == "passed"


def by_hand(judge_functions, build, answers, forward, weights):
    kinds = ("T-shirt", "bag", "boot")
    return judge_functions(
        Predictions(task="multiclass", function="forward"),
        {"forward": forward, "x_test": X, "weights": weights},
        values=[build.value("y_test_pred", answers)],
        reference=build.reference(np.zeros(60, int), task="multiclass", labels=kinds),
    )


def test_answers_of_a_network_written_by_hand(judge_functions, build):
    weights = RANDOM.normal(size=(3, 3))
    logits = X @ weights
    for right in (logits.argmax(axis=1), logits.argmax(axis=1).reshape(-1, 1)):
        verdict = by_hand(judge_functions, build, right, np.matmul, weights)
        assert verdict.outcome == "passed", verdict
    stale = by_hand(judge_functions, build, (X @ -weights).argmax(axis=1), np.matmul, weights)
    assert stale.key == "predictions-not-from-function"
    silent = by_hand(judge_functions, build, logits.argmax(axis=1), lambda x: x, weights)
    assert silent.key == "predictions-function-silent"
