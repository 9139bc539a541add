"""A score that follows its rows is told from one that does not, by labels that were changed."""

import numpy as np
import pytest

from graders.checks.honest import HonestEvaluation
from graders.model.evidence import CallbackSpec, CallRecord
from graders.model.experiment import Experiment, Moved, Origin
from graders.model.values import Array
from graders.reports.messages import Messages

X = np.random.default_rng(6).normal(size=(100, 3))
Y = X.sum(axis=1)
TRAIN, HELD_OUT = X[:80], X[80:]
ANSWERS = Y[80:] + np.linspace(-1, 1, 20)
RMSE = Moved(what="value", name="rmse", cell="evaluate", by=("held-out",))


def origin(array, rows):
    return Origin(
        digest=Array.of(array).digest, file="data/train.csv",
        rows=Array.of(np.asarray(rows, np.int32)), by="split",
    )  # fmt: skip


ORIGINS = [origin(TRAIN, np.arange(80)), origin(HELD_OUT, np.arange(80, 100))]


def run(build, *moved, still=(), experiment=None, answers=ANSWERS, **fields):
    settings = {"outcome": "done", "changed": {"held-out": 20}, "resolved": True}
    found = Experiment(
        name="labels", moved=tuple(moved), still=still, **(settings | (experiment or {}))
    )
    values = [build.value("rmse", 3.25), build.value("y_val_pred", answers)]
    return build.evidence(**({
        "values": values + fields.pop("more", []),
        "models": [build.model()],
        "fits": [build.fit(TRAIN, Y[:80])],
        "calls": [build.predict(HELD_OUT, answers)],
        "origins": ORIGINS,
        "experiments": [found],
    } | fields))  # fmt: skip


def judge(build, evidence, **parameters):
    parameters = {"reported": ["rmse"], "predictions": "y_val_pred"} | parameters
    check = HonestEvaluation(**parameters)
    return check(evidence, build.reference(), build.item("honest-evaluation", cell="evaluate"))


def said(verdict, lang="en"):
    return Messages(lang).say(verdict.key, verdict.facts)


def test_a_score_that_follows_its_rows(build):
    verdict = judge(build, run(build, RMSE))
    assert (verdict.outcome, verdict.key, verdict.review) == ("passed", "honest", None)


def test_a_score_of_training_rows_moves_with_their_labels_only(build):
    fitted = Moved(what="value", name="rmse", by=("fitted",))
    verdict = judge(build, run(build, fitted, still=("rmse",)))
    assert (verdict.outcome, verdict.key) == ("failed", "honest-training-score")
    assert "labels of 20 rows" in said(verdict)
    assert "레이블" in said(verdict, "ko")


def test_a_score_of_no_rows(build):
    verdict = judge(build, run(build, still=("rmse",)))
    assert (verdict.outcome, verdict.key) == ("failed", "honest-unmoved")
    assert "`y_val`" in said(verdict)


def test_every_reported_score_is_asked_about(build):
    more = [build.value("mae", 2.5)]
    verdict = judge(build, run(build, RMSE, still=("mae",), more=more), reported=["rmse", "mae"])
    assert (verdict.outcome, verdict.facts["name"]) == ("failed", "mae")


def test_a_score_that_was_not_watched_is_looked_at(build):
    verdict = judge(build, run(build))
    assert (verdict.outcome, verdict.review) == ("passed", "honest-not-seen")


def test_rows_that_were_trained_on_are_seen_without_an_experiment(build):
    """All rows went into fit, and some of them are called validation."""
    evidence = run(
        build,
        RMSE,
        fits=[build.fit(X, Y)],
        origins=[*ORIGINS, origin(X, np.arange(100))],
    )
    verdict = judge(build, evidence)
    assert (verdict.outcome, verdict.key) == ("failed", "honest-trained-rows")
    assert "20 rows" in said(verdict)
    assert "20 of them" in said(verdict)
    check = HonestEvaluation(reported="rmse", predictions="y_val_pred")
    item = build.item("honest-evaluation")
    assert check.asks(evidence, build.reference(), item) == frozenset()
    assert check.asks(run(build, RMSE), build.reference(), item) == {"labels"}


def test_rows_of_an_inner_validation_were_not_trained_on(build):
    """The last fifth of what fit is given changes no weight."""
    fits = [build.fit(X, Y, validation_split=0.2)]
    evidence = run(build, RMSE, fits=fits, origins=[*ORIGINS, origin(X, np.arange(100))])
    assert judge(build, evidence).outcome == "passed"


def test_rows_that_are_trained_on_afterwards_were_honest(build):
    """The final model is fitted on all rows when the score has been worked out."""
    fits = [build.fit(TRAIN, Y[:80]), build.fit(X, Y, sequence=30)]
    evidence = run(build, RMSE, fits=fits, origins=[*ORIGINS, origin(X, np.arange(100))])
    assert judge(build, evidence).outcome == "passed"


def test_folds_are_scored_by_the_model_that_did_not_see_them(build):
    fits = [build.fit(TRAIN, Y[:80]), build.fit(X[20:], Y[20:], model=1, sequence=6)]
    evidence = run(build, RMSE, fits=fits, origins=[*ORIGINS, origin(X[20:], np.arange(20, 100))])
    assert judge(build, evidence).outcome == "passed"


def test_a_score_by_evaluate_is_followed_to_its_rows(build):
    call = build.evaluate(TRAIN, {"loss": 10.5, "mae": 3.25})
    verdict = judge(build, run(build, RMSE, calls=[call]), predictions="")
    assert verdict.key == "honest-trained-rows"
    call = build.evaluate(HELD_OUT, {"loss": 10.5, "mae": 3.25})
    assert judge(build, run(build, RMSE, calls=[call]), predictions="").outcome == "passed"


REACHING = {
    "target encoding on all rows": (Moved(what="x", cell="fit", columns=("JobRole",)), "x"),
    "labels of rows put aside": (Moved(what="y", cell="fit"), "y"),
    "sample weights counted on all": (Moved(what="sample-weight", cell="fit"), "sample-weight"),
    "class weights counted on all": (
        Moved(what="settings", name="class_weight", cell="fit"),
        "class-weight",
    ),
}


@pytest.mark.parametrize(("moved", "what"), REACHING.values(), ids=REACHING)
def test_labels_that_reach_the_training(build, moved, what):
    verdict = judge(build, run(build, RMSE, moved))
    assert (verdict.outcome, verdict.key) == ("failed", "honest-labels-reach-fit")
    assert verdict.facts["what"] == what
    assert "`fit`" in said(verdict)


CHOSEN = {
    "a threshold": Moved(what="value", name="y_val_pred", cell="evaluate", by=("held-out",)),
    "a learning rate": Moved(what="settings", name="learning_rate", cell="fit", by=("held-out",)),
    "one of two networks": Moved(what="weights", cell="fit", by=("held-out",)),
}


@pytest.mark.parametrize("moved", CHOSEN.values(), ids=CHOSEN)
def test_validation_rows_may_choose_unless_they_report_strictly(build, moved):
    assert judge(build, run(build, RMSE, moved)).outcome == "passed"
    verdict = judge(build, run(build, RMSE, moved), strict=True)
    assert (verdict.outcome, verdict.key) == ("failed", "honest-chosen-on")


STOPPED = {
    "EarlyStopping": ((CallbackSpec(kind="EarlyStopping"),), True),
    "a checkpoint of the best": (
        (CallbackSpec(kind="ModelCheckpoint", config={"save_best_only": True}),),
        True,
    ),
    "a checkpoint of each": ((CallbackSpec(kind="ModelCheckpoint"),), False),
    "stopping by the training loss": (
        (CallbackSpec(kind="EarlyStopping", config={"monitor": "loss"}),),
        False,
    ),
    "only watched": ((), False),
}


@pytest.mark.parametrize(("callbacks", "fails"), STOPPED.values(), ids=STOPPED)
def test_rows_reported_on_may_be_watched_and_strictly_not_stop(build, callbacks, fails):
    fit = build.fit(TRAIN, Y[:80], validation_x=build.info(HELD_OUT), callbacks=callbacks)
    evidence = run(build, RMSE, fits=[fit])
    assert judge(build, evidence).outcome == "passed"
    verdict = judge(build, evidence, strict=True)
    assert (verdict.key == "honest-stopped-on") == fails
    others = build.fit(TRAIN, Y[:80], validation_x=build.info(TRAIN[:10]), callbacks=callbacks)
    assert judge(build, run(build, RMSE, fits=[others]), strict=True).outcome == "passed"


def test_a_figure_of_the_history_stands_still_in_a_run_that_does_not_train(build):
    history = {"loss": (9.0, 4.5), "val_loss": (8.0, 3.25)}
    fit = build.fit(TRAIN, Y[:80], history=history)
    verdict = judge(build, run(build, still=("rmse",), fits=[fit]))
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["honest-from-history"]
    swapped = build.fit(TRAIN, Y[:80], history={"loss": (9.0, 3.25), "val_loss": (8.0, 4.5)})
    verdict = judge(build, run(build, still=("rmse",), fits=[swapped]))
    assert verdict.key == "honest-training-score"


def test_a_matrix_is_asked_about_like_a_number(build):
    more = [build.value("matrix", np.array([[8, 2], [3, 7]]))]
    moved = Moved(what="value", name="matrix", by=("held-out",))
    verdict = judge(build, run(build, moved, more=more), reported="matrix")
    assert verdict.outcome == "passed"
    verdict = judge(build, run(build, still=("matrix",), more=more), reported="matrix")
    assert verdict.outcome == "failed"


@pytest.mark.parametrize(
    ("experiment", "key", "review"),
    [
        ({"outcome": "unresolved", "reason": "rows-not-found"}, "experiment-rows-not-found", True),
        ({"outcome": "timeout"}, "experiment-timeout", True),
        ({"outcome": "skipped"}, "experiment-skipped", False),
    ],
)
def test_no_answer_costs_nothing(build, experiment, key, review):
    verdict = judge(build, run(build, still=("rmse",), experiment=experiment))
    assert (verdict.outcome, verdict.key) == ("passed", key)
    assert verdict.review == (key if review else None)
    assert judge(build, run(build, experiments=[])).review == "experiment-missing"


def test_a_missing_score_is_missed_where_its_value_is_judged(build):
    assert judge(build, run(build, RMSE), reported=["rmse", "mae"]).outcome == "passed"
    lost = run(build, RMSE, still=("mae",), more=[build.value("mae", np.nan)])
    assert judge(build, lost, reported=["rmse", "mae"]).outcome == "passed"


def test_without_a_score_there_is_nothing_to_ask(build):
    assert judge(build, run(build, RMSE, values=[])).key == "absent-value"


def test_scikit_learn_answers_of_text_are_found(build):
    """A classifier's own labels are its answers."""
    answers = np.where(Y[80:] > 0, "Yes", "No")
    call = CallRecord(
        sequence=9, cell="evaluate", actor="LogisticRegression", method="predict", model=0,
        inputs=(build.info(TRAIN[:20]),), answers=Array.of(answers),
    )  # fmt: skip
    origins = [*ORIGINS, origin(TRAIN[:20], np.arange(20))]
    verdict = judge(build, run(build, RMSE, answers=answers, calls=[call], origins=origins))
    assert verdict.key == "honest-trained-rows"


@pytest.mark.parametrize(
    ("still", "changed", "moved", "asked"),
    [
        ((), {"held-out": 20}, (), False),
        (("rmse",), {"held-out": 20}, (), True),
        ((), {"test": 20}, (), True),
        ((), {"held-out": 20}, (Moved(what="x"),), True),
    ],
    ids=["depends", "stands-still", "not-asked-about", "leaks"],
)
def test_labels_are_changed_only_in_doubt_where_the_rubric_says_so(
    build, still, changed, moved, asked
):
    found = Experiment(
        name="interference", outcome="done", still=still, changed=changed, moved=moved
    )
    evidence = run(build, experiments=[found])
    item = build.item("honest-evaluation", cell="evaluate")
    for when_in_doubt in (False, True):
        check = HonestEvaluation(
            reported=["rmse"], predictions="y_val_pred", when_in_doubt=when_in_doubt
        )
        expected = frozenset({"labels"}) if asked or not when_in_doubt else frozenset()
        assert check.asks(evidence, build.reference(), item) == expected
        if not expected:
            assert check(evidence, build.reference(), item).key == "honest"


FITTED = Y[:80] + np.sin(np.arange(80.0))
FIGURES = {
    "rmse": lambda truth, told: np.mean((truth - told) ** 2) ** 0.5,
    "mse": lambda truth, told: np.mean((truth - told) ** 2),
    "mae": lambda truth, told: np.mean(np.abs(truth - told)),
    "mape": lambda truth, told: np.mean(np.abs((truth - told) / truth)),
    "R2": lambda truth, told: 1 - np.mean((truth - told) ** 2) / np.var(truth),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
@pytest.mark.parametrize("rows", ["trained on", "put aside"])
def test_a_score_that_is_honest_only_while_it_is_tried(build, figure, rows):
    """The first run's records say whose it was, whatever it does where labels are changed."""
    whose = (Y[:80], FITTED) if rows == "trained on" else (Y[80:], ANSWERS)
    values = [
        build.value("rmse", float(figure(*whose))), build.value("y_val_pred", ANSWERS),
        build.value("y_train", Y[:80]), build.value("y_val", Y[80:]),
    ]  # fmt: skip
    calls = [build.predict(HELD_OUT, ANSWERS), build.predict(TRAIN, FITTED, sequence=10)]
    verdict = judge(build, run(build, RMSE, values=values, calls=calls))
    if rows == "put aside":
        assert (verdict.outcome, verdict.review) == ("passed", None)
        return
    assert (verdict.outcome, verdict.key) == ("failed", "honest-when-watched")
    assert verdict.review == "honest-when-watched"
    assert "80 rows" in said(verdict)
    assert "80" in said(verdict, "ko")


def test_a_program_that_differs_when_it_is_watched_gets_nothing_and_a_look(build):
    experiment = {
        "outcome": "unresolved",
        "reason": "differs-when-watched",
        "facts": {"cell": "fit"},
    }
    verdict = judge(build, run(build, RMSE, experiment=experiment))
    assert (verdict.outcome, verdict.key) == ("failed", "experiment-differs-when-watched")
    assert verdict.review == verdict.key
    assert "`fit`" in said(verdict)
