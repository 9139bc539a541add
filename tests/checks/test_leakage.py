"""Rows that were put aside and reach a training are told; what else they do is left alone."""

import numpy as np
import pytest

from graders.checks.leakage import Leakage
from graders.model.evidence import CallbackSpec, CallRecord
from graders.model.experiment import Experiment, Moved, Origin, Split
from graders.model.values import Array
from graders.reports.messages import Messages

X = np.random.default_rng(4).normal(size=(80, 3))
Y = X.sum(axis=1)
CHANGED = {"test": 60, "held-out": 20}


def origin(array, rows, file="data/train.csv"):
    digest = Array.of(np.asarray(array)).digest
    return Origin(digest=digest, file=file, rows=Array.of(np.asarray(rows, np.int32)), by="index")


def run(build, *moved, experiment=None, **fields):
    """A run that trains a network on X, and what moved when other rows were changed."""
    settings = {"outcome": "done", "changed": CHANGED, "resolved": True} | (experiment or {})
    found = Experiment(name="interference", moved=tuple(moved), **settings)
    fields.setdefault("experiments", [found])
    fields.setdefault("fits", [build.fit(X, Y)])
    return build.evidence(models=[build.model()], **fields)


def judge(build, evidence, **parameters):
    return Leakage(**parameters)(evidence, build.reference(), build.item("leakage"))


def test_what_stood_still_passes_and_says_how_much_was_changed(build):
    verdict = judge(build, run(build))
    assert (verdict.outcome, verdict.key) == ("passed", "leakage-none")
    assert verdict.facts["changed"] == 80
    assert verdict.review is None
    assert verdict.remarks == ()


def test_the_call_that_let_them_in_is_named(build):
    moved = Moved(
        what="x", cell="fit", model=0, rows=80, of=80, columns=("tax", "rm"),
        through="MinMaxScaler.fit", through_cell="scale", through_rows=100, by=("held-out",),
    )  # fmt: skip
    verdict = judge(build, run(build, moved))
    assert (verdict.outcome, verdict.key) == ("failed", "leakage-through")
    said = Messages("en").say(verdict.key, verdict.facts)
    assert "20 rows of `data/train.csv` that your program puts aside" in said
    assert "reached `fit` in cell `fit` changed with them (columns: tax, rm)." in said
    assert "`MinMaxScaler.fit` in cell `scale`, which was given 100 rows" in said
    korean = Messages("ko").say(verdict.key, verdict.facts)
    assert "행 20개" in korean
    assert "(열: tax, rm)" in korean


@pytest.mark.parametrize(
    ("by", "source", "count"),
    [
        (("test",), "test", 60),
        (("held-out",), "held-out", 20),
        (("held-out", "test"), "both", 80),
        ((), "both", 80),
    ],
)
def test_whose_rows_they_were(build, by, source, count):
    verdict = judge(build, run(build, Moved(what="x", cell="fit", by=by)))
    assert (verdict.facts["source"], verdict.facts["changed"]) == (source, count)
    assert verdict.key == "leakage-by-hand"
    assert "(columns" not in Messages("en").say(verdict.key, verdict.facts)


@pytest.mark.parametrize("what", ["x", "y", "sample-weight", "weights", "settings"])
def test_everything_that_is_trained_on_counts(build, what):
    verdict = judge(build, run(build, Moved(what=what, cell="fit", model=0)))
    assert (verdict.outcome, verdict.facts["what"]) == ("failed", what)


def test_features_are_told_before_what_follows_from_them(build):
    later = Moved(what="weights", cell="fit", model=0)
    verdict = judge(build, run(build, later, Moved(what="x", cell="fit", model=0)))
    assert verdict.facts["what"] == "x"


@pytest.mark.parametrize(
    "moved",
    [
        Moved(what="prediction-input", model=0),
        Moved(what="value", name="x_train"),
        Moved(what="value", name="y_test_pred"),
        Moved(what="x", by=("fitted",)),
    ],
    ids=["what predict gets", "a value nobody asked about", "an answer", "training rows"],
)
def test_what_may_move_may_move(build, moved):
    assert judge(build, run(build, moved)).outcome == "passed"


def test_without_a_training_the_watched_values_may_not_move(build):
    values = [build.value("x_train_mm", X, cell="normalize")]
    still = run(build, fits=[], values=values)
    assert judge(build, still, watch=["x_train_mm"]).key == "leakage-none"
    leak = Moved(what="value", name="x_train_mm", cell="normalize", by=("held-out",))
    verdict = judge(build, run(build, leak, fits=[], values=values), watch=["x_train_mm"])
    assert verdict.outcome == "failed"
    assert "`x_train_mm` changed with them" in Messages("en").say(verdict.key, verdict.facts)
    absent = judge(build, run(build, leak, fits=[]), watch=["x_train_mm"])
    assert absent.key == "absent-value"


def test_settings_chosen_by_a_score_are_a_choice(build):
    """Validation rows may choose between networks; the first one nothing can have chosen."""
    second = build.fit(X, Y, model=1, sequence=20)
    fits = [build.fit(X, Y, model=0, sequence=5), second]
    for what in ("settings", "weights"):
        chosen = run(build, Moved(what=what, model=1, cell="fit"), fits=fits)
        assert judge(build, chosen).outcome == "passed"
        first = run(build, Moved(what=what, model=0, cell="fit"), fits=fits)
        assert judge(build, first).outcome == "failed"
    adapted = Moved(what="weights", model=1, cell="fit", through="Normalization.adapt")
    assert judge(build, run(build, adapted, fits=fits)).outcome == "failed"


@pytest.mark.parametrize(
    ("experiment", "key", "review"),
    [
        ({"outcome": "unresolved", "reason": "rows-not-found"}, "experiment-rows-not-found", True),
        ({"outcome": "unresolved", "reason": "run-disturbed"}, "experiment-run-disturbed", True),
        ({"outcome": "unresolved", "reason": "anything"}, "experiment-unresolved", True),
        ({"outcome": "timeout"}, "experiment-timeout", True),
        ({"outcome": "died"}, "experiment-died", True),
        ({"outcome": "lost"}, "experiment-lost", True),
        ({"outcome": "skipped"}, "experiment-skipped", False),
        ({"resolved": False}, "experiment-rows-not-found", True),
    ],
)
def test_no_answer_costs_nothing(build, experiment, key, review):
    leak = Moved(what="x", cell="fit") if experiment.get("outcome") else None
    moved = [leak] if leak else []
    verdict = judge(build, run(build, *moved, experiment=experiment))
    assert (verdict.outcome, verdict.key) == ("passed", key)
    assert verdict.review == (key if review else None)


def test_a_leak_of_test_rows_is_one_though_other_rows_were_not_found(build):
    leak = Moved(what="x", cell="fit", by=("test",))
    assert judge(build, run(build, leak, experiment={"resolved": False})).outcome == "failed"


def test_without_an_experiment_a_person_looks(build):
    verdict = judge(build, run(build, experiments=[]))
    assert (verdict.outcome, verdict.review) == ("passed", "experiment-missing")


def test_without_a_training_there_is_nothing_to_keep_clean(build):
    check, item = Leakage(), build.item("leakage")
    assert judge(build, build.evidence()).key == "absent-training"
    assert check.asks(build.evidence(), build.reference(), item) == frozenset()
    assert check.asks(run(build), build.reference(), item) == {"interference"}


def split_call(build, first, second, sequence=3):
    return CallRecord(
        sequence=sequence, cell="split", actor="train_test_split", method="train_test_split",
        outputs=(build.info(first), build.info(second)),
    )  # fmt: skip


def test_copies_on_both_sides_of_a_split(build):
    """Over-sampling before the split: rows 3 and 5 stand in both parts."""
    train, held_out = X[:60], X[60:]
    kept = np.arange(60)
    aside = np.r_[3, 5, np.arange(62, 80)]
    resampling = CallRecord(
        sequence=1, cell="resample", actor="RandomOverSampler", method="fit_resample"
    )
    evidence = run(
        build,
        fits=[build.fit(train, Y[:60])],
        calls=[resampling, split_call(build, train, held_out)],
        origins=[origin(train, kept), origin(held_out, aside)],
    )
    verdict = judge(build, evidence)
    assert (verdict.outcome, verdict.key) == ("failed", "leakage-copies")
    assert verdict.facts["copies"] == 2
    assert "RandomOverSampler.fit_resample ran before it." in Messages("en").say(
        verdict.key, verdict.facts
    )
    assert "RandomOverSampler.fit_resample 호출" in Messages("ko").say(verdict.key, verdict.facts)


@pytest.mark.parametrize(
    "aside", [np.arange(60, 80), np.r_[-np.ones(10), np.arange(70, 80)]], ids=["apart", "unknown"]
)
def test_parts_that_share_no_row_are_apart(build, aside):
    train, held_out = X[:60], X[60:]
    evidence = run(
        build,
        fits=[build.fit(train, Y[:60])],
        calls=[split_call(build, train, held_out)],
        origins=[origin(train, np.r_[-1, np.arange(1, 60)]), origin(held_out, aside)],
    )
    assert judge(build, evidence).outcome == "passed"


def scaling(build, before, after, sequence=1):
    return CallRecord(
        sequence=sequence, cell="scale", actor="MinMaxScaler", method="fit_transform",
        inputs=(build.info(before),), outputs=(build.info(after),),
    )  # fmt: skip


def test_inner_rows_that_decide_are_a_remark(build):
    call = scaling(build, X, X / 2)
    stopping = {"callbacks": (CallbackSpec(kind="EarlyStopping"),), "validation_split": 0.2}
    watched = run(build, fits=[build.fit(X / 2, Y, **stopping)], calls=[call])
    verdict = judge(build, watched)
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["leakage-inner-split"]
    plain = run(build, fits=[build.fit(X / 2, Y, validation_split=0.2)], calls=[call])
    assert judge(build, plain).remarks == ()


def test_scaling_once_before_folds_is_a_remark(build):
    call = scaling(build, X, X / 2)
    folds = Split(sequence=4, cell="folds", actor="KFold.split", rows=80)
    verdict = judge(build, run(build, calls=[call], splits=[folds]))
    assert [one.key for one in verdict.remarks] == ["leakage-inner-folds"]
    per_fold = scaling(build, X[:64], X[:64], sequence=6)
    assert judge(build, run(build, calls=[per_fold], splits=[folds])).remarks == ()
