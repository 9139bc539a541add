"""The kept history belongs to the model."""

import numpy as np

from graders.checks.history import History

LOSSES = (50.0, 20.0, 12.0)


def judge(build, value, *, fits=None, **parameters):
    found = build.evidence(
        values=[build.value("model", kind="model", model=0), *([value] if value else [])],
        models=[build.model(0), build.model(1, ("model2",))],
        fits=fits if fits is not None else [build.fit(), build.fit(model=1, losses=(9.0, 8.0))],
    )
    return History(**parameters)(found, build.reference(), build.item(cell="fit"))


def series(build, losses=LOSSES, **more):
    return build.value("history", kind="series", series={"loss": tuple(losses), **more})


def test_history_object_dict_and_table(build):
    assert judge(build, series(build)).outcome == "passed"
    rounded = [float(np.float32(loss)) for loss in LOSSES]
    assert judge(build, series(build, rounded, rmse=(7.0, 4.4, 3.4))).outcome == "passed"
    table = np.column_stack([LOSSES, LOSSES])
    frame = build.value("history", table, columns=("loss", "rmse"))
    assert judge(build, frame).outcome == "passed"


def test_anothers_and_nobodys(build):
    verdict = judge(build, series(build, (9.0, 8.0)))
    assert (verdict.key, verdict.facts["other"]) == ("history-other-model", "model2")
    assert judge(build, series(build, (3.0, 2.0, 1.0))).key == "history-differs"
    assert judge(build, series(build, ())).key == "history-differs"


def test_validation_is_asked_for(build):
    history = {"loss": LOSSES, "val_loss": (60.0, 30.0, 20.0)}
    fits = [build.fit(history=history)]
    assert judge(build, series(build), fits=fits, validation=True).key == (
        "history-without-validation"
    )
    kept = series(build, val_loss=history["val_loss"])
    assert judge(build, kept, fits=fits, validation=True).outcome == "passed"


def test_what_is_not_there(build):
    assert judge(build, None).key == "absent-value"
    text = build.value("history", kind="other", type="NoneType")
    assert judge(build, text).key == "history-not-one"
    assert judge(build, series(build), fits=[]).key == "absent-training"
    unseen = [build.fit(losses=())]
    assert judge(build, series(build), fits=unseen).review == "history-unseen"


def test_validation_rows_are_not_the_training_rows(build):
    history = {"loss": LOSSES, "val_loss": (60.0, 30.0, 20.0)}
    kept = series(build, val_loss=history["val_loss"])
    rows, others = build.info(np.zeros((3, 2))), build.info(np.ones((3, 2)))
    same = [build.fit(history=history, x=np.zeros((3, 2)), validation_x=rows)]
    verdict = judge(build, kept, fits=same, validation=True)
    assert (verdict.outcome, verdict.key) == ("failed", "history-validated-on-training")
    other = [build.fit(history=history, x=np.zeros((3, 2)), validation_x=others)]
    assert judge(build, kept, fits=other, validation=True).outcome == "passed"
    assert judge(build, kept, fits=same).outcome == "passed"
