"""Metrics that say something about the task."""

import pytest

from graders.checks.metrics_fit import MetricsFit

CASES = [
    ("regression", ("mean_absolute_error",), False, ""),
    ("regression", ("root_mean_squared_error", "r2_score"), False, ""),
    ("regression", (), False, ""),
    ("regression", ("rmse_of_my_own",), False, ""),
    ("regression", ("accuracy",), False, "metrics-classes-for-regression"),
    ("regression", ("mean_absolute_error", "accuracy"), False, "metrics-classes-for-regression"),
    ("regression", ("binary_accuracy",), False, "metrics-classes-for-regression"),
    ("regression", ("auc",), False, "metrics-classes-for-regression"),
    ("binary", ("accuracy",), False, ""),
    ("binary", ("accuracy", "mean_absolute_error"), False, ""),
    ("binary", ("mean_absolute_error",), False, "metrics-regression-for-classes"),
    ("multiclass", ("sparse_categorical_accuracy",), False, ""),
    ("binary", ("accuracy",), True, "metrics-accuracy-alone"),
    ("binary", ("acc",), True, "metrics-accuracy-alone"),
    ("binary", ("accuracy", "recall"), True, ""),
    ("binary", ("f1_score",), True, ""),
    ("binary", ("auc",), True, ""),
    ("binary", ("balanced_accuracy",), True, ""),
    ("binary", ("matthews_corrcoef",), True, ""),
    ("binary", ("precision", "recall"), True, ""),
]


@pytest.mark.parametrize(("task", "metrics", "imbalanced", "key"), CASES)
def test_metrics(build, task, metrics, imbalanced, key):
    found = build.one_model(build.spec(*build.REGRESSION, metrics=metrics), build.fit())
    check = MetricsFit(task=task, imbalanced=imbalanced)
    verdict = check(found, build.reference(), build.item())
    assert verdict.key == (key or "metrics-fit"), verdict
    assert [one.key for one in verdict.remarks] == ([] if metrics or key else ["metrics-none"])


def test_a_report_sees_the_minority_too(build):
    found = build.one_model(
        build.spec(*build.REGRESSION, metrics=("accuracy",)),
        build.fit(),
        values=[build.value("report", kind="text", text="...")],
    )
    check = MetricsFit(task="binary", imbalanced=True, reported=["report"])
    verdict = check(found, build.reference(), build.item())
    assert (verdict.outcome, verdict.remarks[0].key) == ("passed", "metrics-accuracy-watched")


def test_history_names_stand_in(build):
    network = build.spec(*build.REGRESSION)
    history = {"loss": (9.0,), "accuracy": (0.0,), "val_accuracy": (0.0,)}
    found = build.one_model(network, build.fit(history=history))
    verdict = MetricsFit(task="regression")(found, build.reference(), build.item())
    assert verdict.facts["metric"] == "accuracy"


def test_no_model(build):
    verdict = MetricsFit(task="binary")(build.evidence(), build.reference(), build.item())
    assert verdict.key == "absent-model"


def test_a_model_that_was_never_compiled(build):
    found = build.evidence(models=[build.model(0, network=build.spec(("Dense", 1), loss=None))])
    verdict = MetricsFit(task="binary")(found, build.reference(), build.item())
    assert verdict.key == "absent-training"
