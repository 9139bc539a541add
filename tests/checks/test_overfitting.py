"""Gaps in inference mode, and early stopping that could not have stopped anything."""

import numpy as np
import pytest

from graders.checks.overfitting import Overfitting
from graders.model.evidence import CallbackSpec, CallRecord
from graders.reports.messages import Messages

RANDOM = np.random.default_rng(1)
X, Y = RANDOM.normal(size=(200, 3)), RANDOM.normal(20, 3, 200)
VARIANCE = float(np.var(Y))
START = {"start_gap": 0.6, "start_skill": 0.6, "start_parameters": 100, "start_epochs": 3}
HISTORY = {"loss": (9.0, 5.0, 3.0), "val_loss": (9.0, 6.0, 5.0)}


def losses(trained, held_out, constant=10.0):
    """Inference records in shares of the constant answer's loss."""
    return {"loss": trained * constant, "val_loss": held_out * constant, "constant": constant,
            "val_constant": constant}  # fmt: skip


def stop(**config):
    settings = {"monitor": "val_loss", "patience": 3, "restore_best_weights": True, "mode": "auto"}
    return CallbackSpec(kind=config.pop("kind", "EarlyStopping"), config=settings | config)


def judge(build, inference, *, network=None, parameters=START, calls=(), outputs=None, **fields):
    network = network or build.spec(*build.REGRESSION, parameters=100)
    settings = {"history": HISTORY, "inference": inference}
    record = build.fit(X, Y, kind="continuous", **(settings | fields))
    found = build.one_model(network, record, outputs=outputs, calls=list(calls))
    targets = Y[:100] if outputs is not None else None
    check = Overfitting(**parameters)
    return check(found, build.reference(targets, train=Y), build.item(cell="fit"))


@pytest.mark.parametrize(
    ("trained", "held_out", "key"),
    [
        (0.3, 0.4, "overfitting"),
        (0.4, 0.35, "overfitting"),
        (0.01, 0.61, "overfitting-gap"),
        (0.3, 0.6901, "overfitting-gap"),
        (0.3, 0.6899, "overfitting"),
        (0.99, 1.0, "overfitting-skill-lost"),
        (0.71, 0.701, "overfitting-skill-lost"),
        (float("nan"), 0.4, "overfitting-not-finite"),
        (0.4, float("inf"), "overfitting-not-finite"),
    ],
)
def test_the_gap_and_the_skill(build, trained, held_out, key):
    verdict = judge(build, losses(trained, held_out))
    assert verdict.key == key
    assert (verdict.outcome == "passed") == (key == "overfitting")


def test_the_history_is_not_believed(build):
    """Under Dropout and penalties the training loss is above the validation loss."""
    history = {"loss": (90.0, 70.0, 60.0), "val_loss": (9.0, 6.0, 5.0)}
    assert judge(build, losses(0.01, 0.9), history=history).key == "overfitting-gap"


def test_the_cause_of_a_gap_that_stayed(build):
    left = losses(0.01, 0.9)
    large = build.spec(*build.REGRESSION, parameters=101)
    assert judge(build, left, network=large).key == "overfitting-enlarged"
    longer = {name: (*values, 1.0) for name, values in HISTORY.items()}
    verdict = judge(build, left, history=longer, losses=(1.0,) * 4)
    assert (verdict.key, verdict.facts["epochs"], verdict.facts["start"]) == (
        "overfitting-longer", 4, 3,
    )  # fmt: skip
    saved = (CallbackSpec(kind="ModelCheckpoint"),)
    assert judge(build, left, callbacks=saved).key == "overfitting-checkpoint-unused"


def test_neither_size_nor_length_costs_where_the_gap_shrank(build):
    large = build.spec(*build.REGRESSION, parameters=10_000)
    longer = {name: (*values, 1.0) for name, values in HISTORY.items()}
    verdict = judge(build, losses(0.3, 0.4), network=large, history=longer, losses=(1.0,) * 4)
    assert verdict.outcome == "passed"


@pytest.mark.parametrize(
    ("config", "history", "key"),
    [
        ({"monitor": "loss"}, HISTORY, "overfitting-watches-training"),
        ({"monitor": "accuracy"}, HISTORY, "overfitting-watches-training"),
        ({"monitor": "val_loss"}, {"loss": (3.0, 2.0)}, "overfitting-no-validation"),
        ({"monitor": "val_acc"}, HISTORY, "overfitting-monitor-unknown"),
        ({"mode": "max"}, HISTORY, "overfitting-mode"),
        ({"mode": "min"}, HISTORY, "overfitting"),
        ({"monitor": "val_auc", "mode": "min"}, HISTORY | {"val_auc": (0.5, 0.6)}, "overfitting-mode"),
        ({"monitor": "val_auc", "mode": "max"}, HISTORY | {"val_auc": (0.5, 0.6)}, "overfitting"),
        ({"kind": "Patient"}, HISTORY, "overfitting"),
        ({"kind": "Patient", "monitor": "loss"}, HISTORY, "overfitting-watches-training"),
    ],
)  # fmt: skip
def test_what_early_stopping_watches(build, config, history, key):
    verdict = judge(build, losses(0.3, 0.4), callbacks=(stop(**config),), history=history)
    assert verdict.key == key


def test_one_callback_that_watches_validation_rows_is_enough(build):
    both = (stop(monitor="loss"), stop())
    assert judge(build, losses(0.3, 0.4), callbacks=both).outcome == "passed"


def test_a_callback_that_no_fit_gets(build):
    made = CallRecord(
        sequence=1, cell="stop", actor="EarlyStopping", method="create", parameters=stop().config
    )
    verdict = judge(build, losses(0.3, 0.4), calls=[made])
    assert (verdict.key, verdict.facts["cell"]) == ("overfitting-not-passed", "stop")
    given = judge(build, losses(0.3, 0.4), calls=[made], callbacks=(stop(),))
    assert given.outcome == "passed"
    saver = CallRecord(
        sequence=1, cell="stop", actor="ModelCheckpoint", method="create",
        parameters={"monitor": "val_loss", "save_best_only": True},
    )  # fmt: skip
    assert judge(build, losses(0.3, 0.4), calls=[saver]).outcome == "passed"


def test_early_stopping_where_it_is_asked_for(build):
    asked = {"cure": "early-stopping"}
    good = losses(0.3, 0.4)
    assert judge(build, good, parameters=asked).key == "overfitting-no-early-stopping"
    assert judge(build, good, parameters=asked, callbacks=(stop(),)).outcome == "passed"


def test_a_callback_of_ones_own_that_stopped_is_early_stopping(build):
    record = build.fit(X, Y, kind="continuous", history=HISTORY, inference=losses(0.3, 0.4))
    stopped = type(record)(
        **{f: getattr(record, f) for f in record.__struct_fields__} | {"epochs": 50}
    )
    found = build.one_model(build.spec(*build.REGRESSION, parameters=100), stopped)
    verdict = Overfitting(cure="early-stopping")(found, build.reference(), build.item())
    assert verdict.outcome == "passed"


def test_a_gap_left_by_weights_that_were_not_restored_is_a_remark(build):
    record = build.fit(
        X, Y, kind="continuous", history=HISTORY, inference=losses(0.1, 0.6),
        callbacks=(stop(restore_best_weights=False),),
    )  # fmt: skip
    stopped = type(record)(
        **{f: getattr(record, f) for f in record.__struct_fields__} | {"epochs": 50}
    )
    found = build.one_model(build.spec(*build.REGRESSION, parameters=100), stopped)
    verdict = Overfitting(**START)(found, build.reference(), build.item())
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["overfitting-not-restored"]
    never = build.one_model(build.spec(*build.REGRESSION, parameters=100), record)
    assert Overfitting(**START)(never, build.reference(), build.item()).key == "overfitting-gap"


def test_what_a_clean_box_answered_on_hidden_rows_decides(build):
    hidden = Y[:100, None] + RANDOM.normal(0, 0.7 * VARIANCE**0.5, (100, 1))
    inference = losses(0.01, 0.05, VARIANCE)
    verdict = judge(build, inference, outputs=hidden)
    assert verdict.key == "overfitting-gap"
    assert verdict.facts["seen"] == "no"  # validation rows would say the opposite
    assert verdict.facts["_gap"] == pytest.approx(0.48, abs=0.1)
    said = Messages().say(verdict.key, verdict.facts)
    assert f"{verdict.facts['_held_out']:.3f}"[:4] not in said


def test_other_units_and_unconfirmed_answers_are_not_compared(build):
    good = losses(0.3, 0.4)
    outputs = np.zeros((100, 1))  # of targets scaled to mean 0: far from 20
    record = build.fit(X, (Y - 20) / 3, kind="continuous", history=HISTORY, inference=good)
    found = build.one_model(build.spec(*build.REGRESSION, parameters=100), record, outputs=outputs)
    truth = build.reference(Y[:100], train=Y)
    assert Overfitting(**START)(found, truth, build.item()).facts["_held_out"] == 4.0
    claimed = build.one_model(
        build.spec(*build.REGRESSION, parameters=100),
        build.fit(X, Y, kind="continuous", history=HISTORY, inference=good),
        outputs=outputs, status="contradicted",
    )  # fmt: skip
    assert Overfitting(**START)(claimed, truth, build.item()).facts["_held_out"] == 4.0


def test_what_was_not_measured_costs_nothing_and_is_looked_at(build):
    verdict = judge(build, {})
    assert (verdict.outcome, verdict.review) == ("passed", "overfitting-unseen")


def test_a_model_from_a_checkpoint_is_judged_by_its_own_losses(build):
    network = build.spec(*build.REGRESSION, parameters=100)
    trained = build.fit(X, Y, kind="continuous", history=HISTORY, inference=losses(0.01, 0.9))
    loaded = build.model(1, ("model",), network)
    loaded = type(loaded)(
        **{f: getattr(loaded, f) for f in loaded.__struct_fields__}
        | {"inference": losses(0.3, 0.4)}
    )
    found = build.evidence(
        models=[build.model(0, ("net",), network), loaded],
        fits=[trained],
        values=[build.value("model", kind="model", model=1, cell="load")],
    )
    assert Overfitting(**START)(found, build.reference(), build.item()).outcome == "passed"


def paired(build, start_losses, cured_losses, *, epochs=3, parameters=100):
    """A run that trained the starting network too; ``start_gap`` alone would pass or fail it."""
    network = build.spec(*build.REGRESSION, parameters=100)
    begun = build.spec(*build.REGRESSION, parameters=parameters)
    history = {"loss": (9.0,) * epochs, "val_loss": (9.0,) * epochs}
    first = build.fit(
        X, Y, kind="continuous", model=1, sequence=2, history=history, losses=(9.0,) * epochs,
        inference=start_losses, cell="start",
    )  # fmt: skip
    last = build.fit(X, Y, kind="continuous", history=HISTORY, inference=cured_losses)
    found = build.evidence(
        values=[build.value("model", kind="model", model=0, cell="repair")],
        models=[build.model(network=network), build.model(1, ("start_model",), begun)],
        fits=[first, last],
        measurements=[build.measured(network), build.measured(begun, number=1)],
    )
    check = Overfitting(**(START | {"start": "start_model"}))
    return check(found, build.reference(train=Y), build.item(cell="fit"))


@pytest.mark.parametrize(
    ("begun", "cured", "key"),
    [
        ((0.1, 0.5), (0.2, 0.48), "overfitting-gap"),  # 0.28 of 0.4; 0.39 would do for 0.6
        ((0.0, 1.0), (0.1, 0.5), "overfitting"),  # 0.4 of 1.0; 0.6 allows 0.39
        ((0.0, float("nan")), (0.2, 0.45), "overfitting"),  # no gap to compare with
        ((0.5, 0.4), (0.2, 0.45), "overfitting"),
    ],
)
def test_the_starting_network_of_the_same_run_is_compared_with(build, begun, cured, key):
    assert paired(build, losses(*begun), losses(*cured)).key == key


@pytest.mark.parametrize("changed", [{"epochs": 4}, {"parameters": 90}])
def test_a_starting_network_that_was_changed_is_not(build, changed):
    assert paired(build, losses(0.0, 1.0), losses(0.1, 0.5), **changed).key == "overfitting-gap"
    assert paired(build, losses(0.1, 0.5), losses(0.2, 0.45), **changed).key == "overfitting"
