"""Which trainings predict: what only prepares features may know any row."""

from graders.model.evidence import CallRecord, DataInfo, Evidence, FitRecord, RunStatus
from graders.running.experiments.held_out import learner_fits

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
