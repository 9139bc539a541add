"""Losses on hidden rows, from a clean box's answers, against scikit-learn's formulas."""

import numpy as np
import pytest
from sklearn.metrics import log_loss, mean_absolute_error, mean_squared_error

from graders.checks.losses import hidden_losses
from graders.model.network import LossSpec

RANDOM = np.random.default_rng(4)


def found(build, outputs, truth, train, loss, *, kind="binary", labels=()):
    network = build.spec(*build.REGRESSION, loss=loss, units=outputs.shape[1])
    record = build.fit(np.zeros((len(train), 2)), train, kind=kind)
    evidence = build.one_model(network, record, outputs=outputs)
    reference = build.reference(truth, train=train, labels=labels)
    return hidden_losses(evidence, reference, 0, record)


@pytest.mark.parametrize(
    ("name", "formula", "middle"),
    [
        ("mean_squared_error", mean_squared_error, np.mean),
        ("mean_absolute_error", mean_absolute_error, np.median),
    ],
)
def test_numbers(build, name, formula, middle):
    truth, train = RANDOM.normal(5, 2, 50), RANDOM.normal(5, 2, 80)
    outputs = (truth + 0.5)[:, None]
    loss, constant = found(build, outputs, truth, train, LossSpec(name=name), kind="continuous")
    assert loss == pytest.approx(formula(truth, outputs[:, 0]), rel=1e-5)
    assert constant == pytest.approx(formula(truth, np.full(50, middle(train))))


CHANCES = RANDOM.dirichlet(np.ones(3), 60)
CLASSES = RANDOM.integers(0, 3, 60)
SHARES = np.bincount(CLASSES) / 60


@pytest.mark.parametrize("name", ["sparse_categorical_crossentropy", "categorical_crossentropy"])
@pytest.mark.parametrize("logits", [False, True])
def test_classes(build, name, logits):
    outputs = np.log(CHANCES) + 3 if logits else CHANCES
    spec = LossSpec(name=name, from_logits=logits)
    loss, constant = found(build, outputs, CLASSES, CLASSES, spec)
    assert loss == pytest.approx(log_loss(CLASSES, CHANCES), rel=1e-4)
    assert constant == pytest.approx(-np.sum(SHARES * np.log(SHARES)))


@pytest.mark.parametrize("logits", [False, True])
def test_two_classes_by_name(build, logits):
    yes = RANDOM.uniform(0.05, 0.95, 60)
    truth = np.where(RANDOM.random(60) < yes, "Yes", "No")
    outputs = (np.log(yes / (1 - yes)) if logits else yes)[:, None]
    spec = LossSpec(name="binary_crossentropy", from_logits=logits)
    loss, _ = found(build, outputs, truth, truth, spec, labels=("No", "Yes"))
    assert loss == pytest.approx(log_loss(truth, yes, labels=["No", "Yes"]), rel=1e-4)


@pytest.mark.parametrize(
    ("outputs", "loss"),
    [
        (CHANCES, LossSpec(name="custom")),
        (CHANCES[:, :2], LossSpec(name="categorical_crossentropy")),
        (CHANCES[:30], LossSpec(name="categorical_crossentropy")),
        (np.full((60, 3), np.nan), LossSpec(name="categorical_crossentropy")),
    ],
)
def test_what_cannot_be_compared_is_not(build, outputs, loss):
    assert found(build, outputs, CLASSES, CLASSES, loss) is None
