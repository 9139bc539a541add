"""Loss, head and labels: every pair of CHECKS' two columns."""

import numpy as np
import pytest

from graders.checks.loss_fits import LossFits
from graders.model.network import LossSpec

CASES = [
    # task, loss, from_logits, units, activation, labels, key of a failure or ""
    ("regression", "mean_squared_error", None, 1, "linear", "continuous", ""),
    ("regression", "mean_absolute_error", None, 1, "linear", "continuous", ""),
    ("regression", "huber", None, 1, "linear", "continuous", ""),
    ("regression", "log_cosh", None, 1, "linear", "continuous", ""),
    ("regression", "mean_squared_logarithmic_error", None, 1, "softplus", "continuous", ""),
    ("regression", "binary_crossentropy", None, 1, "linear", "continuous",
     "loss-classes-for-regression"),
    ("regression", "categorical_crossentropy", None, 1, "linear", "continuous",
     "loss-classes-for-regression"),
    ("binary", "binary_crossentropy", False, 1, "sigmoid", "binary", ""),
    ("binary", "binary_crossentropy", None, 1, "sigmoid", "binary", ""),
    ("binary", "binary_crossentropy", True, 1, "linear", "binary", ""),
    ("binary", "binary_crossentropy", False, 1, "linear", "binary", "loss-logits-unmarked"),
    ("binary", "binary_crossentropy", True, 1, "sigmoid", "binary", "loss-activated-twice"),
    ("binary", "binary_focal_crossentropy", False, 1, "sigmoid", "binary", ""),
    ("binary", "sparse_categorical_crossentropy", False, 2, "softmax", "binary", ""),
    ("binary", "sparse_categorical_crossentropy", True, 2, "linear", "binary", ""),
    ("binary", "categorical_crossentropy", False, 2, "softmax", "one-hot", ""),
    ("binary", "binary_crossentropy", False, 2, "softmax", "one-hot", ""),
    ("binary", "binary_crossentropy", False, 2, "sigmoid", "binary", "loss-binary-two-units"),
    ("binary", "sparse_categorical_crossentropy", False, 1, "sigmoid", "binary",
     "loss-categorical-one-unit"),
    ("binary", "categorical_crossentropy", False, 1, "softmax", "binary",
     "loss-categorical-one-unit"),
    ("binary", "mean_squared_error", None, 1, "sigmoid", "binary", "loss-regression-for-classes"),
    ("binary", "mean_absolute_error", None, 1, "sigmoid", "binary", "loss-regression-for-classes"),
    ("binary", "hinge", None, 1, "tanh", "binary", ""),
    ("binary", "hinge", None, 1, "sigmoid", "binary", "loss-unfit"),
    ("binary", "binary_crossentropy", False, 1, "tanh", "binary", "loss-negative-chances"),
    ("binary", "binary_crossentropy", True, 1, "tanh", "binary", ""),
    ("multiclass", "sparse_categorical_crossentropy", False, 3, "softmax", "integers", ""),
    ("multiclass", "sparse_categorical_crossentropy", True, 3, "linear", "integers", ""),
    ("multiclass", "sparse_categorical_crossentropy", False, 3, "linear", "integers",
     "loss-logits-unmarked"),
    ("multiclass", "categorical_crossentropy", False, 3, "softmax", "one-hot", ""),
    ("multiclass", "categorical_crossentropy", True, 3, "softmax", "one-hot",
     "loss-activated-twice"),
    ("multiclass", "categorical_focal_crossentropy", False, 3, "softmax", "one-hot", ""),
    ("multiclass", "kl_divergence", None, 3, "softmax", "one-hot", ""),
    ("multiclass", "categorical_crossentropy", False, 3, "softmax", "integers",
     "loss-categorical-integers"),
    ("multiclass", "sparse_categorical_crossentropy", False, 3, "softmax", "one-hot",
     "loss-sparse-one-hot"),
    ("multiclass", "binary_crossentropy", False, 3, "softmax", "one-hot",
     "loss-binary-for-classes"),
    ("multiclass", "mean_squared_error", None, 3, "softmax", "one-hot",
     "loss-regression-for-classes"),
    ("multilabel", "binary_crossentropy", False, 3, "sigmoid", "multi-hot", ""),
    ("multilabel", "categorical_crossentropy", False, 3, "softmax", "multi-hot",
     "loss-exclusive-for-multilabel"),
]  # fmt: skip


def judge(build, task, loss, units, activation, labels, asked="any"):  # noqa: PLR0917
    y = np.eye(3)[[0, 1, 2, 0]] if labels in {"one-hot", "multi-hot"} else np.array([0, 1, 0, 1])
    network = build.spec(("Dense", 8, "relu"), ("Dense", units, activation), loss=loss)
    fit = build.fit(np.zeros((4, 2)), y, kind=labels, compiled=network)
    found = build.one_model(network, fit)
    return LossFits(task=task, labels=asked)(found, build.reference(), build.item(cell="compile"))


@pytest.mark.parametrize(
    ("task", "name", "from_logits", "units", "activation", "labels", "key"), CASES
)
def test_losses(build, task, name, from_logits, units, activation, labels, key):  # noqa: PLR0917
    loss = LossSpec(name=name, from_logits=from_logits)
    verdict = judge(build, task, loss, units, activation, labels)
    assert verdict.key == (key or "loss-fits"), verdict
    assert verdict.outcome == ("failed" if key else "passed")


@pytest.mark.parametrize(("equals", "outcome"), [("mean_squared_error", "passed"),
                                                 ("binary_crossentropy", "failed")])  # fmt: skip
def test_a_function_equal_to_a_keras_loss_is_that_loss(build, equals, outcome):
    loss = LossSpec(name="custom", equals=equals)
    assert judge(build, "regression", loss, 1, "linear", "continuous").outcome == outcome


def test_a_function_of_ones_own_is_judged_by_its_effect(build):
    verdict = judge(build, "binary", LossSpec(name="custom"), 1, "sigmoid", "binary")
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["loss-custom"]


def test_aliases(build):
    assert judge(build, "regression", LossSpec(name="mse"), 1, "linear", "").outcome == "passed"
    assert judge(build, "binary", LossSpec(name="MSE"), 1, "sigmoid", "").outcome == "failed"


def test_labels_that_were_not_seen_cost_nothing(build):
    loss = LossSpec(name="sparse_categorical_crossentropy", from_logits=False)
    network = build.spec(("Dense", 3, "softmax"), loss=loss)
    found = build.one_model(network, build.fit(compiled=network))
    verdict = LossFits(task="multiclass")(found, build.reference(), build.item())
    assert verdict.outcome == "passed"


def test_a_loop_of_ones_own_is_for_a_person(build):
    network = build.spec(("Dense", 1), loss=None)
    found = build.one_model(network, build.fit(library="custom", loop=True))
    verdict = LossFits(task="regression")(found, build.reference(), build.item())
    assert (verdict.outcome, verdict.review) == ("passed", "loss-not-seen")


def test_without_a_model_the_crash_is_named(build):
    cells = [build.stopped("build", 1, "TypeError", "'Dense' object is not iterable",
                           source="model = Sequential(Dense(3))", binds=("model",))]  # fmt: skip
    verdict = LossFits(task="regression")(
        build.evidence(cells=cells), build.reference(), build.item(cell="compile")
    )
    assert (verdict.outcome, verdict.key) == ("blocked", "crash-interface")
    nothing = LossFits(task="regression")(build.evidence(), build.reference(), build.item())
    assert (nothing.outcome, nothing.key) == ("failed", "absent-model")


@pytest.mark.parametrize(
    ("asked", "loss", "labels", "key"),
    [
        ("integers", "sparse_categorical_crossentropy", "integers", "loss-fits"),
        ("one-hot", "categorical_crossentropy", "one-hot", "loss-fits"),
        ("one-hot", "sparse_categorical_crossentropy", "integers", "loss-labels-asked"),
        ("integers", "categorical_crossentropy", "one-hot", "loss-labels-asked"),
        # A loss that does not fit its labels is told as that, whatever the text asks for.
        ("one-hot", "categorical_crossentropy", "integers", "loss-categorical-integers"),
        ("integers", "sparse_categorical_crossentropy", "one-hot", "loss-sparse-one-hot"),
    ],
)
def test_the_form_of_labels_that_a_text_asks_for(build, asked, loss, labels, key):
    verdict = judge(build, "multiclass", LossSpec(name=loss), 3, "softmax", labels, asked)
    assert verdict.key == key
