"""Rows put aside, in any order of names."""

import numpy as np

from graders.checks.split import Split
from graders.model.evidence import CallRecord
from graders.model.experiment import Origin
from graders.model.values import Array, Value

X = np.random.default_rng(0).normal(size=(100, 3))
Y = np.arange(100.0)


def judge(build, train, held, *, y_train=None, y_val=None, **fields):
    values = [build.value("x_train", train, cell="split"), build.value("x_val", held, cell="split")]
    values += [build.value(name, y, cell="split") for name, y in
               (("y_train", y_train), ("y_val", y_val)) if y is not None]  # fmt: skip
    check = Split(train_targets="y_train", held_out_targets="y_val")
    return check(
        build.evidence(values=values, **fields), build.reference(), build.item(cell="split")
    )


def test_right_splits(build):
    verdict = judge(build, X[:80], X[80:], y_train=Y[:80], y_val=Y[80:])
    assert (verdict.outcome, verdict.facts["held_out"]) == ("passed", 20)
    again = np.vstack([X[80:], X[:1]])  # a repeated row is no sign of anything
    assert judge(build, X[:80], again).outcome == "passed"
    words = np.array([["a", "b"]] * 10)
    assert judge(build, words, words[:3]).outcome == "passed"


def test_wrong_splits(build):
    assert judge(build, X[:80], Y[:80], y_train=X[80:], y_val=Y[80:]).key == "split-order"
    assert judge(build, X[:20], X[20:]).key == "split-swapped"
    assert judge(build, X, X[80:]).key == "split-shared"
    assert judge(build, X, X[:0]).key == "split-empty"


def test_other_names_are_observed(build):
    call = CallRecord(
        sequence=1, cell="split", actor="train_test_split", method="train_test_split",
        outputs=tuple(build.info(part) for part in (X[:80], X[80:], Y[:80], Y[80:])),
    )  # fmt: skip
    check, target = Split(), build.reference()
    assert check(build.evidence(calls=[call]), target, build.item()).facts["train"] == 80
    inner = build.evidence(fits=[build.fit(X, Y, validation_split=0.2)])
    assert check(inner, target, build.item()).key == "split-inner"
    explicit = build.evidence(fits=[build.fit(X, Y, validation_x=build.info(X[80:]))])
    assert check(explicit, target, build.item()).facts["held_out"] == 20
    assert check(build.evidence(), target, build.item()).key == "absent-value"


def test_the_parts_count_as_they_stood_in_their_cell(build):
    values = [build.value("x_train", X[:80], cell="split"), build.value("x_val", X[80:], cell="split"),
              build.value("x_train", X[:20], cell="scale")]  # fmt: skip
    verdict = Split()(build.evidence(values=values), build.reference(), build.item(cell="split"))
    assert verdict.facts["train"] == 80


def test_rows_in_common_are_found_in_tables_that_are_too_large_to_keep(build):
    def judged(train, held_out):
        values, origins = [], []
        for name, rows in (("x_train", train), ("x_val", held_out)):
            array = Array(dtype="float32", shape=(len(rows), 9_000), digest=name, kept=False)
            values.append(Value(name=name, cell="split", kind="array", array=array))
            origins.append(Origin(digest=name, file="data/train.csv", by="alignment",
                                  rows=Array.of(rows.astype(np.int32))))  # fmt: skip
        found = build.evidence(values=values, origins=origins)
        return Split()(found, build.reference(), build.item(cell="split"))

    every = np.arange(100)
    assert judged(every, every[:30]).key == "split-shared"
    assert judged(every[30:], every[:30]).key == "split"


def test_copies_among_the_rows_put_aside_are_told(build):
    rows = np.concatenate([np.arange(80, 100), [81, 82, 83, 84]]).astype(np.int32)
    held = np.random.default_rng(2).normal(size=(24, 3))
    values = [
        build.value("x_train", np.random.default_rng(1).normal(size=(80, 3)), cell="split"),
        build.value("x_val", held, cell="split"),
    ]

    def judged(rows, by):
        origin = Origin(
            digest=Array.of(held).digest, file="data/train.csv", rows=Array.of(rows), by=by
        )
        found = build.evidence(values=values, origins=[origin])
        return Split()(found, build.reference(), build.item(cell="split"))

    verdict = judged(rows, "split")
    assert (verdict.key, verdict.facts["repeated"]) == ("split-repeated", 4)
    assert judged(rows, "fingerprint").key == "split"  # equal rows of the file may be one there
    assert judged(np.arange(76, 100, dtype=np.int32), "split").key == "split"
    assert judged(np.full(24, -1, dtype=np.int32), "split").key == "split"


def test_rows_resampled_before_the_split_are_told(build):
    few = np.array([1] * 40 + [0] * 360)
    reference = build.reference(train=few, labels=("0", "1"), task="binary")
    rng = np.random.default_rng(3)

    def judged(train, held_out):
        values = [
            build.value(name, given, cell="split")
            for name, given in (
                ("x_train", rng.normal(size=(len(train), 3))),
                ("x_val", rng.normal(size=(len(held_out), 3))),
                ("y_train", train),
                ("y_val", held_out),
            )
        ]
        check = Split(train_targets="y_train", held_out_targets="y_val")
        return check(build.evidence(values=values), reference, build.item(cell="split"))

    even, as_in_the_file = np.tile([0, 1], 100), np.tile(few[::4], 2)
    verdict = judged(even, even[:80])
    assert (verdict.key, verdict.facts["percent"], verdict.facts["found"]) == (
        "split-resampled", 10.0, 50.0,
    )  # fmt: skip
    assert judged(as_in_the_file, as_in_the_file[:100:1]).outcome == "passed"
    assert judged(even, few[::5]).outcome == "passed"  # training rows alone, after the split
    assert judged(as_in_the_file, even[:80]).outcome == "passed"  # a way to split
