"""Early stopping that was there, watched rows not trained on, and stopped the training."""

import msgspec
import numpy as np
import pytest

from graders.checks.early_stopping import EarlyStopping
from graders.model.evidence import CallbackSpec, CallRecord, Raised

ROWS, OTHERS = np.zeros((20, 3)), np.ones((5, 3))
HISTORY = {"loss": (9.0, 5.0, 3.0, 2.0), "val_loss": (9.0, 6.0, 6.5, 7.0)}
ACCURACY = {"val_accuracy": (0.3, 0.5, 0.45, 0.45)}
MESSAGE = (
    "EarlyStopping callback received monitor=val_los, but Keras isn't able to automatically"
    " determine whether that metric should be maximized or minimized."
)


def stop(kind="EarlyStopping", **config):
    settings = {"monitor": "val_loss", "patience": 2, "restore_best_weights": True, "mode": "auto"}
    return CallbackSpec(kind=kind, config=settings | config)


@pytest.fixture
def judge(build):
    def of(*callbacks, calls=(), fits=None, model=None, **fields):
        epochs = fields.pop("epochs", 100)
        settings = {
            "history": HISTORY,
            "losses": HISTORY["loss"],
            "x": ROWS,
            "validation_x": build.info(OTHERS),
            "callbacks": callbacks,
        } | fields
        record = msgspec.structs.replace(build.fit(**settings), epochs=epochs)
        found = build.evidence(
            values=[build.value("model", kind="model", model=0)],
            models=[model or build.model(0)],
            fits=[record] if fits is None else fits,
            calls=list(calls),
        )
        return EarlyStopping()(found, build.reference(), build.item(cell="fit"))

    return of


def test_it_stopped(judge):
    verdict = judge(stop())
    assert (verdict.outcome, verdict.facts["epochs"], verdict.facts["most"]) == ("passed", 4, 100)
    assert not verdict.remarks


@pytest.mark.parametrize(
    "callback",
    [
        stop(monitor="val_accuracy", mode="max"),
        stop(monitor="val_accuracy"),
        stop(kind="Patient"),
        CallbackSpec(kind="StopMyself"),
    ],
    ids=["accuracy", "accuracy-auto", "subclass", "own callback"],
)
def test_other_ways(judge, callback):
    assert judge(callback, history=HISTORY | ACCURACY).outcome == "passed"


def test_weights_left_as_they_were_are_a_remark(judge):
    verdict = judge(stop(restore_best_weights=False))
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["overfitting-not-restored"]


def test_a_checkpoint_that_was_read_back_needs_no_remark(judge, build):
    callbacks = (stop(restore_best_weights=False), CallbackSpec(kind="ModelCheckpoint"))
    loaded = msgspec.structs.replace(build.model(0), weights="best")
    assert not judge(*callbacks, model=loaded, weights_after="last").remarks
    same = msgspec.structs.replace(build.model(0), weights="last")
    assert judge(*callbacks, model=same, weights_after="last").remarks


def test_made_and_never_handed_over(judge):
    made = CallRecord(sequence=1, cell="fit", actor="EarlyStopping", method="create",
                      parameters=stop().config)  # fmt: skip
    assert judge(calls=[made]).key == "overfitting-not-passed"
    assert judge().key == "overfitting-no-early-stopping"
    assert judge(CallbackSpec(kind="ModelCheckpoint")).key == "overfitting-no-early-stopping"


@pytest.mark.parametrize(
    ("config", "fields", "key"),
    [
        ({"monitor": "loss"}, {}, "overfitting-watches-training"),
        ({"monitor": "val_acc"}, {}, "overfitting-monitor-unknown"),
        ({"mode": "max"}, {}, "overfitting-mode"),
        ({}, {"history": {"loss": HISTORY["loss"]}}, "overfitting-no-validation"),
        ({"patience": 4}, {"epochs": 4}, "stopping-patience"),
        ({"patience": 200}, {"epochs": 4}, "stopping-patience"),
    ],
)
def test_what_could_not_have_stopped_it(judge, config, fields, key):
    assert judge(stop(**config), **fields).key == key


def test_half_for_a_training_that_met_its_end(judge):
    verdict = judge(stop(), epochs=4)
    assert (verdict.key, verdict.credit) == ("stopping-cap", 0.5)


def test_the_rows_trained_on_tell_nothing(judge, build):
    assert judge(stop(), validation_x=build.info(ROWS)).key == "stopping-trained-rows"


def test_an_own_callback_needs_validation_rows(judge):
    own = CallbackSpec(kind="StopMyself")
    verdict = judge(own, history={"loss": HISTORY["loss"]})
    assert verdict.key == "stopping-without-validation"


def test_a_misspelt_name_fails_here_and_not_as_a_crash(judge, build):
    raised = Raised(type="ValueError", message=MESSAGE, line=1)
    verdict = judge(stop(monitor="val_los"), raised=raised, history={})
    assert (verdict.outcome, verdict.key) == ("failed", "stopping-monitor-unknown")
    assert verdict.facts["monitor"] == "val_los"
    mended = [
        build.fit(history={}, raised=raised, callbacks=(stop(monitor="val_los"),)),
        build.fit(sequence=9, history=HISTORY, losses=HISTORY["loss"], callbacks=(stop(),)),
    ]
    assert judge(fits=mended).key == "stopping-cap"


def test_what_is_not_there(judge):
    assert judge(fits=[]).key == "absent-training"
