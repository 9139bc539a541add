"""Scaling with training statistics, and each slip by its name."""

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from graders.checks.transformed import Transformed

RANDOM = np.random.default_rng(1)
TRAIN = RANDOM.normal(50, 20, (80, 4)) * [1, 10, 0.1, 1] + [0, 100, 5, 0]
VAL = RANDOM.normal(55, 25, (20, 4)) * [1, 10, 0.1, 1] + [0, 100, 5, 0]
EVERY = np.concatenate([TRAIN, VAL])


def minmax(x, rows):
    return (x - rows.min(axis=0)) / np.ptp(rows, axis=0)


def standard(x, rows, ddof=0):
    return (x - rows.mean(axis=0)) / rows.std(axis=0, ddof=ddof)


def judge(build, kind, result, *, train=TRAIN, source=VAL, late=()):
    values = [
        build.value("x_train", train, cell="split"),
        build.value("x_val", source, cell="split"),
        build.value("x_val_s", result, cell="scale"),
        *late,
    ]
    check = Transformed(kind=kind, source="x_val", result="x_val_s")
    return check(build.evidence(values=values), build.reference(), build.item(cell="scale"))


RIGHT = {
    "minmax": ("minmax", minmax(VAL, TRAIN)),
    "standard": ("standard", standard(VAL, TRAIN)),
    "standard, divisor n - 1": ("standard", standard(VAL, TRAIN, 1)),
    "float32": ("minmax", minmax(VAL, TRAIN).astype(np.float32)),
}
WRONG = {
    "unchanged": ("minmax", VAL),
    "own-rows": ("minmax", minmax(VAL, VAL)),
    "own-rows, standard": ("standard", standard(VAL, VAL, 1)),
    "all-rows": ("standard", standard(VAL, EVERY)),
    "other-kind": ("minmax", standard(VAL, TRAIN)),
    "other-kind, standard": ("standard", minmax(VAL, TRAIN)),
    "whole-table": ("standard", (VAL - TRAIN.mean()) / TRAIN.std()),
    "by-row": ("minmax", minmax(VAL.T, VAL.T).T),
    "half": ("standard", VAL - TRAIN.mean(axis=0)),
    "half, minmax": ("minmax", VAL / TRAIN.max(axis=0)),
    "differs": ("minmax", minmax(VAL, TRAIN) * 1.01),
    "differs, NaN": ("minmax", np.where(VAL > 0, np.nan, VAL)),
    "shape": ("minmax", minmax(VAL, TRAIN)[:, :3]),
}


@pytest.mark.parametrize(("kind", "result"), RIGHT.values(), ids=RIGHT)
def test_right(build, kind, result):
    assert judge(build, kind, result).outcome == "passed"


@pytest.mark.parametrize("name", WRONG)
def test_wrong(build, name):
    verdict = judge(build, *WRONG[name])
    assert verdict.key == f"transformed-{name.split(',')[0]}", verdict


@pytest.mark.parametrize("source", ["x_train", "x_val", "x_test"])
def test_statistics_of_all_rows_are_told_for_each_part(build, source):
    test = VAL[::-1] * 1.1
    values = [
        build.value("x_train", TRAIN, cell="split"),
        build.value("x_val", VAL, cell="split"),
        build.value("x_test", test, cell="split"),
        build.value("y_train", TRAIN[:, 0], cell="split"),
    ]
    origin = {"x_train": TRAIN, "x_val": VAL, "x_test": test}[source]
    for rows in (EVERY, np.concatenate([TRAIN, test]), np.concatenate([TRAIN, VAL, test])):
        result = build.value("x_s", standard(origin, rows), cell="scale")
        check = Transformed(kind="standard", source=source, result="x_s")
        found = build.evidence(values=[*values, result])
        assert check(found, build.reference(), build.item()).key == "transformed-all-rows"


def test_an_overwritten_source_is_taken_as_it_stood_first(build):
    later = build.value("x_val", minmax(VAL, TRAIN), cell="later")
    assert judge(build, "minmax", minmax(VAL, TRAIN), late=[later]).outcome == "passed"


def test_a_column_of_one_value_has_no_right_scaling(build):
    train, source = TRAIN.copy(), VAL.copy()
    train[:, 1] = source[:, 1] = 7.0
    with np.errstate(all="ignore"):
        by_hand = minmax(source, train)  # NaN there; scikit-learn gives 0
    for result in (by_hand, np.nan_to_num(by_hand)):
        assert judge(build, "minmax", result, train=train, source=source).outcome == "passed"


def test_text_and_nothing(build):
    words = np.array([["a"] * 4] * 20)
    assert judge(build, "minmax", words).key == "transformed-text"
    check = Transformed(kind="minmax", source="x_val", result="x_val_s")
    verdict = check(build.evidence(), build.reference(), build.item())
    assert verdict.key == "absent-value"


@settings(deadline=None)  # the first example imports scikit-learn
@given(
    rows=arrays(np.float64, st.tuples(st.integers(2, 12), st.integers(1, 4)),
                elements=st.floats(-1e6, 1e6)),
    kind=st.sampled_from(["minmax", "standard"]),
)  # fmt: skip
def test_scikit_learns_scalers_are_always_right(build, rows, kind):
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    scaler = (MinMaxScaler if kind == "minmax" else StandardScaler)().fit(rows)
    verdict = judge(build, kind, scaler.transform(rows), train=rows, source=rows)
    assert verdict.outcome == "passed", verdict


def test_a_column_is_called_by_its_name(build):
    result = minmax(VAL, TRAIN)
    result[3, 2] += 1
    assert judge(build, "minmax", result).facts["column"] == "3"
    named = build.value("x_val", VAL, cell="split")
    named = msgspec.structs.replace(named, columns=("crim", "tax", "rm", "age"))
    assert judge(build, "minmax", result, late=[named]).facts["column"] == "rm"
