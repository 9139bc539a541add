"""Which trainings predict: what only prepares features may know any row."""

import msgspec
import numpy as np

from graders.model.evidence import CallRecord, DataInfo, Evidence, FitRecord, RunStatus
from graders.model.experiment import Origin, Split
from graders.model.values import Array
from graders.running.experiments.held_out import held_out, learner_fits

ROWS = DataInfo(shape=(10, 3), dtype="float64", digest="rows")


def fit(sequence, estimator="", model=-1, library="sklearn"):
    return FitRecord(
        sequence=sequence, cell="fit", model=model, library=library, estimator=estimator, x=ROWS
    )


def call(sequence, actor, method):
    return CallRecord(sequence=sequence, cell="a", actor=actor, method=method, inputs=(ROWS,))


def run(fits, *calls):
    return Evidence(status=RunStatus(outcome="finished"), fits=tuple(fits), calls=calls)


def test_an_estimator_that_is_never_asked_prepares():
    forest = fit(1, "RandomForestRegressor")
    network = fit(3, model=0, library="keras")
    transforming = call(2, "RandomForestRegressor", "apply")
    assert learner_fits(run([forest, network], transforming)) == [network]
    asked = call(2, "RandomForestRegressor", "predict")
    assert learner_fits(run([forest, network], asked)) == [forest, network]


def test_where_nothing_is_asked_all_trainings_count():
    ridge = fit(1, "Ridge")
    assert learner_fits(run([ridge])) == [ridge]


def taught(digest, sequence):
    """A training of three rows, or of all ten."""
    rows = DataInfo(shape=(3, 3) if digest else (10, 3), dtype="float64", digest=digest or "rows")
    return FitRecord(sequence=sequence, cell="fit", model=sequence, x=rows)


def test_rows_that_are_trained_on_in_turn_are_known_and_none_is_left():
    folds = {"a": [0, 1, 2], "b": [3, 4, 5], "rows": list(range(10))}
    origins = tuple(
        Origin(digest=digest, file="data/train.csv", by="index", rows=Array.of(np.int32(rows)))
        for digest, rows in folds.items()
    )
    split = Split(sequence=1, cell="fit", actor="KFold", rows=10, parts=(origins[0].rows,) * 2)
    fits = (taught("a", 2), taught("b", 3), taught("", 4))
    found = run(fits)
    found = msgspec.structs.replace(found, origins=origins, splits=(split,))
    told = held_out(found, 10)
    assert (told.put_aside, told.resolved, told.held_out) == (True, True, frozenset())
    unknown = msgspec.structs.replace(found, origins=origins[:2])
    assert not held_out(unknown, 10).resolved
