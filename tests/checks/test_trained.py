"""Training that taught something, and each way in which it did not."""

import math

import numpy as np
import pytest

from graders.checks.trained import Trained
from graders.model.evidence import CallbackSpec
from graders.model.network import LossSpec, OptimizerSpec

Y = np.random.default_rng(2).normal(22, 9, 300)
VARIANCE = float(np.var(Y))
ANSWERS = Y[:100, None] + 1
YES = (np.arange(300) % 6 == 0).astype(int)
ENTROPY = -(YES.mean() * math.log(YES.mean()) + (1 - YES.mean()) * math.log(1 - YES.mean()))


def judge(build, losses, y=Y, *, kind="continuous", outputs=ANSWERS, network=None, **fit):
    network = network or build.spec(*build.REGRESSION, relu_units=16)
    record = build.fit(np.zeros((len(y), 2)), y, kind=kind, losses=losses, **fit)
    found = build.one_model(network, record, outputs=outputs)
    return Trained()(found, build.reference(), build.item(cell="fit"))


RIGHT = {
    "falls": (600.0, 200.0, 20.0),
    "one epoch": (VARIANCE / 3,),
    "jagged but good": (600.0, 15.0, 40.0, 18.0),
    "a good start": (20.0, 19.0, 19.5),
}
WRONG = {
    "rate 1e-9": ((570.0, 570.0, 569.9999), "trained-still"),
    "rate 10": ((90.0, 300.0, 4_000.0), "trained-rising"),
    "too short": ((600.0, 400.0, 250.0), "trained-no-better"),
    "one epoch, no better": ((580.0,), "trained-no-better"),
    "NaN": ((90.0, math.nan, math.nan), "trained-diverged"),
    "infinite": ((90.0, math.inf), "trained-diverged"),
}


@pytest.mark.parametrize("losses", RIGHT.values(), ids=RIGHT)
def test_right(build, losses):
    verdict = judge(build, losses)
    assert (verdict.outcome, verdict.key) == ("passed", "trained"), verdict


@pytest.mark.parametrize(("losses", "key"), WRONG.values(), ids=WRONG)
def test_wrong(build, losses, key):
    verdict = judge(build, losses)
    assert (verdict.outcome, verdict.key) == ("failed", key)
    assert verdict.facts["rate"] == pytest.approx(0.01)


SPECIES = np.arange(300) % 3


@pytest.mark.parametrize(
    ("losses", "validation", "key"),
    [
        # First weights can beat the constant answer (ln 3 = 1.0986) by chance, and be no better.
        ((0.99514, 0.99514, 0.99513), (0.979, 0.979, 0.979), "trained-still"),
        ((0.99514, 0.99513), (0.979, 0.6), "trained"),
        ((1.09, 1.05, 0.9), (1.09, 1.06, 0.95), "trained"),
        ((1.3, 1.2, 1.15), (1.4, 1.3, 1.2), "trained-no-better"),
        ((0.2, 0.2, 0.2), (0.21, 0.21, 0.21), "trained"),
    ],
)
def test_integer_labels_are_measured_by_the_classes_shares(build, losses, validation, key):
    loss = LossSpec(name="sparse_categorical_crossentropy")
    network = build.spec(("Dense", 3, "softmax"), loss=loss)
    history = {"loss": losses, "val_loss": validation}
    fit = build.fit(np.zeros((300, 4)), SPECIES, kind="integers", losses=losses, history=history)
    names = ("a", "b", "c")
    reference = build.reference(train=np.array(names)[SPECIES], labels=names)
    found = build.one_model(network, fit)
    assert Trained()(found, reference, build.item(cell="fit")).key == key


def test_dead_units_are_named(build):
    network = build.spec(("Dense", 2, "relu"), ("Dense", 1), relu_units=2, dead_units=2)
    verdict = judge(build, (600.0, 84.0), network=network, outputs=np.full((100, 1), 22.5))
    assert (verdict.key, verdict.facts["units"]) == ("trained-dead", 2)


def test_some_dead_units_are_a_remark(build):
    network = build.spec(("Dense", 16, "relu"), ("Dense", 1), relu_units=16, dead_units=9)
    verdict = judge(build, (600.0, 20.0), network=network)
    assert (verdict.outcome, verdict.remarks[0].key) == ("passed", "units-dead")


def test_a_healthy_network_has_some_dead_units(build):
    network = build.spec(("Dense", 16, "relu"), ("Dense", 1), relu_units=16, dead_units=8)
    verdict = judge(build, (600.0, 20.0), network=network)
    assert (verdict.outcome, verdict.remarks) == ("passed", ())


def test_one_answer_for_all_rows(build):
    verdict = judge(build, (600.0, 50.0), outputs=np.full((100, 1), 22.5))
    assert (verdict.key, verdict.facts["answer"]) == ("trained-constant", 22.5)
    assert judge(build, (600.0, 50.0), outputs=np.full((9, 1), math.nan)).key == (
        "trained-answers-nan"
    )


def test_weights_that_did_not_change(build):
    assert judge(build, (600.0, 600.0), weights_after="before").key == "trained-unchanged"


@pytest.mark.parametrize(
    ("losses", "weight", "outcome"),
    [
        ((0.7, 0.5, 0.33), None, "passed"),
        ((0.7, 0.6, 0.5), None, "failed"),
        ((0.7, 0.693, 0.55), {"0": 0.6, "1": 3.0}, "passed"),
        ((0.9, 0.85, 0.84), {"0": 0.6, "1": 3.0}, "failed"),
    ],
)
def test_cross_entropy_has_to_beat_the_class_shares(build, losses, weight, outcome):
    network = build.spec(("Dense", 1, "sigmoid"), loss="binary_crossentropy")
    verdict = judge(build, losses, YES, kind="binary", network=network, class_weight=weight)
    assert verdict.outcome == outcome, (verdict, ENTROPY)


def test_one_hot_rows_have_their_shares_too(build):
    network = build.spec(("Dense", 3, "softmax"), loss="categorical_crossentropy")
    rows = np.eye(3)[np.arange(300) % 3]
    outputs = np.random.default_rng(0).dirichlet([1, 1, 1], 50)
    good = judge(build, (1.1, 0.4), rows, kind="one-hot", network=network, outputs=outputs)
    bad = judge(build, (1.1, 1.0986), rows, kind="one-hot", network=network, outputs=outputs)
    assert (good.outcome, bad.outcome) == ("passed", "failed")


@pytest.mark.parametrize("loss", ["huber", "custom", "sparse_categorical_crossentropy"])
def test_other_losses_have_to_fall(build, loss):
    network = build.spec(("Dense", 3), loss=LossSpec(name=loss))
    kind = "integers"
    y = np.arange(300) % 3
    assert judge(build, (1.1, 0.9, 0.4), y, kind=kind, network=network).outcome == "passed"
    assert judge(build, (1.1,), y, kind=kind, network=network).outcome == "passed"
    assert judge(build, (1.1, 1.1, 1.1), y, kind=kind, network=network).key == "trained-still"
    assert judge(build, (1.1, 2.1, 3.1), y, kind=kind, network=network).key == "trained-rising"


def test_a_penalty_or_dropout_makes_no_failure(build):
    layers = (build.layer("Dense", "a", "relu", 16, kernel_regularizer="L2"),
              build.layer("Dense", "b", "linear", 1))  # fmt: skip
    network = build.spec(("Dense", 1), layers=layers)
    assert judge(build, (900.0, 300.0), network=network).outcome == "passed"
    history = {"loss": (600.0, 120.0), "val_loss": (300.0, 30.0)}
    assert judge(build, (600.0, 120.0), history=history).outcome == "passed"


def test_restored_weights_count(build):
    restore = CallbackSpec(kind="EarlyStopping", config={"restore_best_weights": True})
    losses = (600.0, 20.0, 400.0)
    assert judge(build, losses).outcome == "failed"
    assert judge(build, losses, callbacks=(restore,)).outcome == "passed"


def test_training_on_counts_as_one(build):
    network = build.spec(*build.REGRESSION)
    fits = (build.fit(np.zeros((300, 2)), Y, losses=(600.0, 200.0), sequence=1),
            build.fit(np.zeros((300, 2)), Y, losses=(40.0, 20.0), sequence=2,
                      weights_before="after", weights_after="later"))  # fmt: skip
    verdict = Trained()(build.one_model(network, *fits), build.reference(), build.item())
    assert (verdict.facts["first"], verdict.facts["epochs"]) == (600.0, 4)


def test_a_schedule_has_no_one_rate(build):
    network = build.spec(*build.REGRESSION, optimizer=OptimizerSpec(name="adam"))
    assert judge(build, (600.0, 20.0), network=network).facts["rated"] == "no"


def test_the_model_that_was_never_trained(build):
    found = build.evidence(
        values=[build.value("model", kind="model", model=0)],
        models=[build.model(0), build.model(1, ("model2",))],
        fits=[build.fit(model=1)],
    )
    verdict = Trained()(found, build.reference(), build.item(cell="fit"))
    assert (verdict.key, verdict.facts["other"]) == ("trained-other", "model2")
    alone = build.evidence(models=[build.model(0)])
    assert Trained()(alone, build.reference(), build.item()).key == "absent-training"


def test_labels_that_are_all_the_same_teach_nothing(build):
    verdict = judge(build, (0.5, 0.1, 0.01), np.zeros(300, int), kind="integers")
    assert (verdict.outcome, verdict.key) == ("failed", "trained-one-label")


def test_labels_of_other_rows(build):
    network = build.spec(*build.REGRESSION, relu_units=16)
    record = build.fit(np.zeros((90, 2)), Y, losses=(600.0, 20.0))
    found = build.one_model(network, record, outputs=ANSWERS)
    verdict = Trained()(found, build.reference(), build.item(cell="fit"))
    assert (verdict.key, verdict.facts["rows"], verdict.facts["labels"]) == (
        "trained-unpaired", 90, 300,
    )  # fmt: skip


@pytest.mark.parametrize("reduction", ["sum", "none"])
def test_a_loss_that_is_a_sum_over_the_batch_is_on_another_scale(build, reduction):
    loss = LossSpec(name="binary_crossentropy", config={"reduction": reduction})
    network = build.spec(("Dense", 1, "sigmoid"), loss=loss)
    losses = (22.0, 15.0, 12.0)
    assert judge(build, losses, YES, kind="binary", network=network).outcome == "passed"


@pytest.mark.parametrize(
    ("losses", "outcome"), [((0.7, 0.5, 0.4), "passed"), ((0.7, 0.64, 0.63), "failed")]
)
def test_several_labels_have_the_mean_of_their_entropies(build, losses, outcome):
    """Shares of 1 in 2, 3 and 4: constant answers cost 0.69, 0.64 and 0.56, 0.63 together."""
    rows = np.stack([np.arange(300) % every == 0 for every in (2, 3, 4)], axis=1).astype(int)
    network = build.spec(("Dense", 3, "sigmoid"), loss=LossSpec(name="binary_crossentropy"))
    verdict = judge(build, losses, rows, kind="multi-hot", network=network)
    assert verdict.outcome == outcome


def taught(build, inference, *, loss="mean_squared_error", rows=300, split=0.0):
    """A network that learned from ``rows`` of the file's 300, and what its answers cost there."""
    network = build.spec(*build.REGRESSION, relu_units=16, loss=LossSpec(name=loss))
    record = build.fit(
        np.zeros((rows, 2)), Y[:rows], kind="continuous", losses=(600.0, 20.0),
        inference=inference, validation_split=split,
    )  # fmt: skip
    found = build.one_model(network, record, outputs=ANSWERS)
    check = Trained(least_rows=0.5, least_skill=0.15)
    return check(found, build.reference(train=Y), build.item(cell="fit"))


@pytest.mark.parametrize(
    ("loss", "constant", "key"),
    [
        (0.84, 1.0, "trained"),
        (0.86, 1.0, "trained-little"),
        (1.2, 1.0, "trained-little"),
        (0.0, 0.0, "trained"),
        (84.0, 100.0, "trained"),
    ],
)
def test_how_much_was_learned_is_measured_without_penalties(build, loss, constant, key):
    assert taught(build, {"loss": loss, "constant": constant}).key == key


def test_what_was_not_measured_or_has_another_best_is_left_alone(build):
    assert taught(build, {}).key == "trained"
    found = taught(build, {"loss": 0.99, "constant": 1.0}, loss="poisson")
    assert found.key == "trained"


@pytest.mark.parametrize(
    ("rows", "split", "key"),
    [
        (300, 0.5, "trained"),
        (150, 0.0, "trained"),
        (149, 0.0, "trained-few-rows"),
        (300, 0.9, "trained-few-rows"),
        (10, 0.0, "trained-few-rows"),
    ],
)
def test_rows_put_aside_are_not_learned_from(build, rows, split, key):
    verdict = taught(build, {"loss": 0.1, "constant": 1.0}, rows=rows, split=split)
    assert verdict.key == key
    if key == "trained-few-rows":
        assert (verdict.facts["rows"], verdict.facts["all"]) == (round(rows * (1 - split)), 300)


def test_by_itself_neither_is_asked(build):
    verdict = judge(build, (600.0, 20.0), Y[:10], inference={"loss": 0.99, "constant": 1.0})
    assert verdict.key == "trained"
