"""Reported values: right in any formula, wrong by its name."""

import numpy as np
import pytest

from graders.checks.reported import Reported

RANDOM = np.random.default_rng(11)
TRUTH = RANDOM.normal(22, 9, 81).clip(5)
SAID = TRUTH + RANDOM.normal(0, 4.3, 81)
ERROR = TRUTH - SAID
YES = (RANDOM.random(120) < 0.4).astype(int)
GUESS = np.where(RANDOM.random(120) < 0.8, YES, 1 - YES)
SPECIES = RANDOM.integers(0, 3, 90)
NAMED = np.where(RANDOM.random(90) < 0.8, SPECIES, (SPECIES + 1) % 3)


def judge(build, metric, reported, truth=TRUTH, said=SAID, *, labels=(), more=(), calls=(), **ref):
    value = reported if not isinstance(reported, (float, int, np.ndarray)) else None
    values = [
        build.value("y_val", truth),
        build.value("y_val_pred", said),
        value if value is not None else build.value("answer", np.asarray(reported)),
        *more,
    ]
    check = Reported(name="answer", metric=metric, truth="y_val", predictions="y_val_pred")
    found = build.evidence(values=values, calls=list(calls), **ref)
    return check(found, build.reference(labels=labels), build.item("reported"))


RMSE, MSE, MAE = np.sqrt(np.mean(ERROR**2)), np.mean(ERROR**2), np.mean(np.abs(ERROR))
MAPE = np.mean(np.abs(ERROR) / TRUTH)
PAIRS = TRUTH[:, None] - SAID[None, :]
RIGHT = [
    ("rmse", RMSE), ("rmse", float(np.float32(RMSE))), ("rmse", round(RMSE, 2)), ("mse", MSE),
    ("mae", MAE), ("mape", MAPE), ("mape", 100 * MAPE), ("mape", round(100 * MAPE, 2)),
    ("r2", 1 - MSE / np.var(TRUTH)),
]  # fmt: skip
WRONG = [
    ("rmse", MSE, "reported-mse-as-rmse"),
    ("rmse", np.sqrt(np.mean(PAIRS**2)), "reported-broadcast"),
    ("mae", np.mean(np.abs(PAIRS)), "reported-broadcast"),
    ("mape", np.mean(np.abs(PAIRS) / TRUTH[:, None]), "reported-broadcast"),
    ("mae", RMSE, "reported-other"),
    ("mape", np.mean(np.abs(ERROR / SAID)), "reported-mape-by-predictions"),
    ("mape", 100 * np.mean(np.abs(ERROR / SAID)), "reported-mape-by-predictions"),
    ("r2", 1 - MSE / np.var(SAID), "reported-swapped"),
    ("mse", np.sum(ERROR**2), "reported-sum"),
    ("rmse", 1.234, "reported-differs"),
    ("rmse", round(RMSE, 2) + 0.01, "reported-differs"),
    ("rmse", float("nan"), "reported-nan"),
]


@pytest.mark.parametrize(("metric", "reported"), RIGHT)
def test_right_errors(build, metric, reported):
    for said in (SAID, SAID[:, None]):
        assert judge(build, metric, reported, said=said).outcome == "passed"


@pytest.mark.parametrize(("metric", "reported", "key"), WRONG)
def test_wrong_errors(build, metric, reported, key):
    verdict = judge(build, metric, reported)
    assert (verdict.outcome, verdict.key) == ("failed", key), verdict


def test_broadcasting_is_explained_with_its_numbers(build):
    verdict = judge(build, "rmse", np.sqrt(np.mean(PAIRS**2)), said=SAID[:, None])
    assert verdict.facts["pairs"] == 81**2
    assert verdict.facts["recomputed"] == pytest.approx(RMSE)


@pytest.mark.parametrize(
    ("metric", "reported", "key"),
    [
        ("accuracy", np.mean(YES == GUESS), "reported"),
        ("accuracy", 100 * np.mean(YES == GUESS), "reported"),
        ("accuracy", np.mean(YES[:, None] == GUESS), "reported-broadcast"),
        ("accuracy", np.mean(YES != GUESS), "reported-inverted"),
        ("recall", np.mean(GUESS[YES == 1]), "reported"),
        ("recall", np.mean(YES[GUESS == 1]), "reported-other"),
    ],
)
def test_class_figures(build, metric, reported, key):
    for truth in (YES, np.array(["No", "Yes"])[YES]):
        verdict = judge(build, metric, reported, truth, GUESS, labels=("No", "Yes"))
        assert verdict.key == key, verdict


def counts(truth, said):
    size = max(truth.max(), said.max()) + 1
    return np.array([[np.sum((truth == i) & (said == j)) for j in range(size)]
                     for i in range(size)])  # fmt: skip


MATRIX = counts(SPECIES, NAMED)
MATRICES = [
    (MATRIX, "passed", "matrix"),
    (MATRIX[::-1, ::-1], "passed", "matrix"),
    (MATRIX / MATRIX.sum(axis=1, keepdims=True), "passed", "matrix"),
    (MATRIX.T, "failed", "matrix-transposed"),
    (MATRIX + np.eye(3, dtype=int), "failed", "matrix-differs"),
    (MATRIX[:2, :2], "failed", "matrix-shape"),
]


@pytest.mark.parametrize(("matrix", "outcome", "key"), MATRICES)
def test_confusion_matrices(build, matrix, outcome, key):
    for truth in (SPECIES, np.eye(3)[SPECIES]):
        verdict = judge(build, "confusion_matrix", matrix, truth, NAMED)
        assert (verdict.outcome, verdict.key) == (outcome, key)


def test_a_printed_matrix_and_none(build):
    text = build.value("answer", kind="text", text=str(MATRIX), type="str")
    assert judge(build, "confusion_matrix", text, SPECIES, NAMED).outcome == "passed"
    text = build.value("answer", kind="text", text="very good", type="str")
    assert judge(build, "confusion_matrix", text, SPECIES, NAMED).key == "matrix-not-one"


@pytest.mark.parametrize("names", [None, ["stays", "leaves"]])
def test_reports_as_text_and_dict(build, names):
    from sklearn.metrics import classification_report

    text = classification_report(YES, GUESS, target_names=names)
    value = build.value("answer", kind="text", text=text, type="str")
    assert judge(build, "classification_report", value, YES, GUESS).outcome == "passed"
    held = classification_report(YES, GUESS, target_names=names, output_dict=True)
    flat = {}
    for name, found in held.items():
        for figure, number in found.items() if isinstance(found, dict) else [("", found)]:
            flat[f"{name}/{figure}".rstrip("/")] = (number,)
    value = build.value("answer", kind="series", series=flat, type="dict")
    assert judge(build, "classification_report", value, YES, GUESS).outcome == "passed"
    swapped = classification_report(GUESS, YES, target_names=names)
    value = build.value("answer", kind="text", text=swapped, type="str")
    assert judge(build, "classification_report", value, YES, GUESS).key == "report-swapped"
    other = classification_report(YES, np.roll(GUESS, 3))
    value = build.value("answer", kind="text", text=other, type="str")
    assert judge(build, "classification_report", value, YES, GUESS).key == "report-differs"
    value = build.value("answer", kind="text", text="fine", type="str")
    assert judge(build, "classification_report", value, YES, GUESS).key == "report-not-one"


def test_rows_and_forms_that_do_not_fit(build):
    assert judge(build, "rmse", 4.0, said=SAID[:-1]).key == "reported-rows"
    words = np.array(["x"] * 81)
    assert judge(build, "rmse", 4.0, said=words).key == "reported-unreadable"
    text = build.value("answer", kind="text", text="good", type="str")
    assert judge(build, "rmse", text).key == "reported-not-number"
    said = build.value("answer", kind="text", text=f"RMSE: {RMSE:.3f}", type="str")
    assert judge(build, "rmse", said).outcome == "passed"


X_TRAIN, X_VAL = RANDOM.normal(size=(80, 2)), RANDOM.normal(size=(40, 2))


def evaluated(build, reported, calls, fits=None, models=()):
    found = build.evidence(
        values=[build.value("val_accuracy", reported), build.value("y_val", YES[:40]),
                build.value("model", kind="model", model=0)],
        models=[build.model(0), *models],
        fits=fits if fits is not None else [build.fit(X_TRAIN, YES[:80])],
        calls=calls,
    )  # fmt: skip
    check = Reported(name="val_accuracy", metric="accuracy")
    return check(found, build.reference(), build.item())


def test_what_evaluate_gave(build):
    good = build.evaluate(X_VAL, {"loss": 0.4, "accuracy": 0.85})
    train = build.evaluate(X_TRAIN, {"loss": 0.1, "accuracy": 0.99}, sequence=7)
    assert evaluated(build, 0.85, [good, train]).outcome == "passed"
    assert evaluated(build, 0.99, [good, train]).key == "reported-training-rows"
    assert evaluated(build, 0.5, [good]).key == "reported-differs"
    assert evaluated(build, 0.85, []).review == "reported-unseen"
    other = build.evaluate(X_VAL, {"accuracy": 0.7}, model=1)
    verdict = evaluated(build, 0.7, [good, other], models=[build.model(1, ("model2",))])
    assert (verdict.key, verdict.facts["other"]) == ("reported-other-model", "model2")
    history = {"loss": (1.0, 0.4), "val_accuracy": (0.6, 0.77)}
    fits = [build.fit(X_TRAIN, YES[:80], history=history)]
    assert evaluated(build, 0.77, [], fits).outcome == "passed"


def test_an_accuracy_is_no_loss_and_none_of_training_rows(build):
    both = build.evaluate(X_VAL, {"loss": 0.4, "accuracy": 0.85})
    assert evaluated(build, 0.4, [both]).key == "reported-loss"
    only = build.evaluate(X_VAL, {"loss": 0.4})
    assert evaluated(build, 0.4, [only]).key == "reported-loss"
    assert evaluated(build, 0.85, [build.evaluate(X_VAL, {"value_1": 0.85})]).outcome == "passed"
    history = {"accuracy": (0.7, 0.91), "val_accuracy": (0.6, 0.77)}
    fits = [build.fit(X_TRAIN, YES[:80], history=history)]
    assert evaluated(build, 0.91, [both], fits).key == "reported-training-rows"
    assert evaluated(build, 0.91, [], fits).key == "reported-training-rows"


def test_own_arithmetic_on_what_the_model_answered(build):
    said = np.where(np.arange(40) < 30, YES[:40], 1 - YES[:40])
    answers = np.eye(2)[said] * 0.8 + 0.1
    asked = build.predict(np.zeros((40, 3)), answers)
    assert evaluated(build, 0.75, [asked]).outcome == "passed"
    assert evaluated(build, 75.0, [asked]).outcome == "passed"
    assert evaluated(build, 0.85, [asked]).key == "reported-differs"


def test_a_copy_of_the_truth_measures_nothing(build):
    assert judge(build, "rmse", 0.0, said=TRUTH).key == "reported-copied"
    matrix = np.diag(np.bincount(YES))
    assert judge(build, "confusion_matrix", matrix, YES, YES).key == "reported-copied"
    sure = build.predict(np.zeros((120, 2)), YES[:, None] * 0.8 + 0.1)
    known = {"calls": [sure], "models": [build.model(0)]}
    assert judge(build, "confusion_matrix", matrix, YES, YES, **known).outcome == "passed"
    assert judge(build, "mae", 0.0, TRUTH[:5], TRUTH[:5]).outcome == "passed"
