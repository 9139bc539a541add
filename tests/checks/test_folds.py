"""Which rows taught which weights, read off the records of a run."""

import numpy as np
import pytest

from graders.checks import folds
from graders.model.experiment import Origin
from graders.model.values import Array, Value

X, Y = np.arange(36.0).reshape(12, 3) ** 1.3, np.linspace(5, 9, 12)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"array": Array.of(np.array([1.0, 2.0]))}, [1, 2]),
        ({"array": Array.of(np.array([[1.0], [2.0]]))}, [1, 2]),
        ({"array": Array.of(np.array([[1.0, 3.0], [2.0, 4.0]]))}, None),
        ({"array": Array.of(np.array(["a", "b"]))}, None),
        ({"array": Array.of(np.zeros(0))}, None),
        ({"series": {"0": (1.0,), "1": (2.0,)}}, [1, 2]),
        ({"series": {"mae": (1.0, 2.0)}}, [1, 2]),
        ({"series": {"fit_time": (9.0, 9.0), "test_score": (1.0, 2.0)}}, [1, 2]),
        ({"series": {"a": (9.0, 9.0), "b": (1.0, 2.0)}}, None),
        ({}, None),
    ],
)
def test_scores_in_any_form(value, expected):
    kind = "series" if "series" in value else "array" if value else "other"
    found = folds.flat(Value(name="scores", cell="a", kind=kind, **value))
    assert (found if found is None else found.tolist()) == expected


def test_no_scores():
    assert folds.flat(None) is None


@pytest.fixture
def run(build):
    """Trainings given as (model, rows, weights before, weights after), in order."""

    def made(*trainings):
        fits, origins = [], {}
        for sequence, (model, rows, before, after) in enumerate(trainings):
            digest = build.info(X[rows]).digest
            origins[digest] = Origin(
                digest=digest, file="data/train.csv", by="index",
                rows=Array.of(np.asarray(rows, np.int32)),
            )  # fmt: skip
            fits.append(
                build.fit(
                    X[rows], Y[rows], model=model, sequence=sequence, weights_before=before,
                    weights_after=after,
                )
            )  # fmt: skip
        found = build.evidence(fits=fits, origins=list(origins.values()))
        return folds.trainings(found, build.reference(train=Y))

    return made


def test_what_goes_on_with_the_same_rows_is_one_training(run):
    one, other = run((0, [0, 1, 2], "a", "b"), (1, [3, 4, 5], "n", "m"), (0, [0, 1, 2], "b", "c"))
    assert (one.model, one.rows.tolist(), other.model) == (0, [0, 1, 2], 1)
    assert not one.before.size
    assert not other.before.size


def test_weights_remember_what_they_were_taught(run):
    found = run((0, [0, 1, 2], "a", "b"), (0, [3, 4, 5], "b", "c"), (0, [6, 7, 8], "c", "d"))
    assert [one.before.tolist() for one in found] == [[], [0, 1, 2], [0, 1, 2, 3, 4, 5]]


def test_first_weights_put_back_remember_nothing(run):
    found = run((0, [0, 1, 2], "a", "b"), (0, [3, 4, 5], "a", "c"), (0, [6, 7, 8], "a", "d"))
    assert [one.before.size for one in found] == [0, 0, 0]


def test_copied_weights_bring_what_the_other_network_learned(run):
    found = run((0, [0, 1, 2], "a", "b"), (1, [3, 4, 5], "b", "c"), (2, [6, 7, 8], "new", "d"))
    assert [one.before.tolist() for one in found] == [[], [0, 1, 2], []]


def test_rows_that_nobody_knows(build):
    found = folds.trainings(
        build.evidence(fits=[build.fit(X, Y), build.fit(X, Y, model=1, loop=True, sequence=6)]),
        build.reference(train=Y),
    )
    assert [one.rows for one in found] == [None, None]
    assert found[0].held_out("mae", None, 12) is None
