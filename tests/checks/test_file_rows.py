"""Rows of the public files behind arrays, trainings and scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graders.checks import file_rows
from graders.model.evidence import CallRecord, Evidence, RunStatus
from graders.model.experiment import Origin
from graders.model.values import Array

X = np.arange(30.0).reshape(10, 3)
TRAIN, TEST = "data/train.csv", "data/test.csv"


def origin(array, rows, file=TRAIN):
    return Origin(
        digest=Array.of(array).digest, file=file, rows=Array.of(np.asarray(rows, np.int32)),
        by="fingerprint",
    )  # fmt: skip


def listed(rows):
    return {file: found.tolist() for file, found in rows.items()}


def test_an_array_of_two_files_has_rows_of_both(build):
    first = origin(X, [3, 1, 1, -1, -1, -1, -1, -1, -1, -1])
    second = origin(X, [-1, -1, -1, 0, 2, -1, -1, -1, -1, -1], TEST)
    evidence = build.evidence(origins=[first, second])
    digest = Array.of(X).digest
    assert listed(file_rows.known(evidence, digest)) == {TRAIN: [1, 3], TEST: [0, 2]}
    assert file_rows.known(evidence, "another") == {}
    assert file_rows.known(evidence, "") == {}


def test_rows_that_nobody_can_read_are_not_known(build):
    damaged = Origin(
        digest=Array.of(X).digest, file=TRAIN, by="index", rows=Array(dtype="int32", shape=(10,))
    )
    text = Origin(
        digest=Array.of(X).digest, file=TRAIN, by="index", rows=Array.of(np.array(["a", "b"]))
    )
    assert file_rows.known(build.evidence(origins=[damaged, text]), Array.of(X).digest) == {}


def test_the_last_rows_of_a_validation_split_are_not_trained_on(build):
    evidence = build.evidence(origins=[origin(X, np.arange(10))])
    fit = build.fit(X, X[:, 0], validation_split=0.25)
    assert listed(file_rows.trained_on(evidence, fit)) == {TRAIN: list(range(7))}
    assert listed(file_rows.trained_on(evidence, build.fit(X, X[:, 0]))) == {TRAIN: list(range(10))}


def test_of_estimators_of_one_class_the_latest_is_meant(build):
    fits = [
        build.fit(X[:4], X[:4, 0], model=-1, sequence=1, estimator="Ridge", library="sklearn"),
        build.fit(X[4:], X[4:, 0], model=-1, sequence=3, estimator="Ridge", library="sklearn"),
        build.fit(X[:2], X[:2, 0], model=-1, sequence=4, estimator="Lasso", library="sklearn"),
    ]
    origins = [origin(X[:4], range(4)), origin(X[4:], range(4, 10)), origin(X[:2], range(2))]
    evidence = build.evidence(fits=fits, origins=origins)
    for sequence, rows in ((2, range(4)), (5, range(4, 10))):
        call = CallRecord(sequence=sequence, cell="predict", actor="Ridge", method="predict")
        assert listed(file_rows.trained_before(evidence, call)) == {TRAIN: list(rows)}


rows = st.dictionaries(
    st.sampled_from([TRAIN, TEST]),
    st.sets(st.integers(0, 20), min_size=1).map(lambda found: np.array(sorted(found))),
)


@given(rows, rows)
def test_shared_rows_are_counted_alike_from_both_sides(first, second):
    both = file_rows.shared(first, second)
    assert both == file_rows.shared(second, first)
    assert both <= min(file_rows.count(first), file_rows.count(second))
    assert file_rows.shared(first, first) == file_rows.count(first)


def test_an_empty_run_has_no_rows():
    evidence = Evidence(status=RunStatus(outcome="finished"))
    call = CallRecord(sequence=1, cell="a", actor="Sequential", method="predict", model=0)
    assert file_rows.trained_before(evidence, call) == {}
    assert file_rows.answering(evidence, X[:, 0], ()) is None
    assert file_rows.evaluating(evidence, 1.0) is None
