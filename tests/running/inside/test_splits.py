"""Splits are recorded, and replayed where an experiment would have moved them."""

from __future__ import annotations

from itertools import chain

import numpy as np

BEFORE = """
np.random.seed(4)
a, c, b, d = train_test_split(X, y, test_size=0.3)
import sys
fitted, asked = a.index, c.index
state = float(np.random.random())
folds = [pair for pair in StratifiedKFold(3, shuffle=True, random_state=0).split(X, y)]
one, two = next(ShuffleSplit(1, random_state=1).split(X=X))
try:
    train_test_split(X, y[:50])
except ValueError as problem:
    message = str(problem)
"""
STRATIFIED = """
{change}
a, c, b, d, w, v = train_test_split(X, y, list(range(N)), stratify=y, random_state=3)
fitted, asked = w, v
assert list(a.index) == w and type(w) is list and (y[a.index] == b).all()
folds = [two for one, two in StratifiedKFold(3, shuffle=True, random_state=0).split(X, y)]
asked = np.concatenate([asked, *folds])
"""
FLIP = "y = y.copy(); y[::2] = 1 - y[::2]"


def parts(split: dict) -> list[list[int]]:
    return [np.frombuffer(part["data"], dtype="<i4").tolist() for part in split["parts"]]


def test_positions_are_those_of_the_parts_and_nothing_else_changes(performed) -> None:
    check = "assert message.endswith('[1250, 50]'), message\nassert state == {state!r}\n"
    state = np.random.RandomState(4)
    state.permutation(1250)
    (result,) = performed([("binary", BEFORE + check.format(state=state.random_sample()))])
    splits = result["splits"]
    assert [split["actor"] for split in splits] == [
        "train_test_split", "StratifiedKFold", "StratifiedKFold", "StratifiedKFold", "ShuffleSplit",
    ]  # fmt: skip
    assert parts(splits[0]) == [result["truth"]["fitted"], result["truth"]["asked"]]
    for split in splits:
        assert split["rows"] == 1250
        assert sorted(chain(*parts(split))) == list(range(1250))
    assert sorted(chain(*(parts(split)[1] for split in splits[1:4]))) == list(range(1250))


def test_a_split_that_looks_at_labels_is_replayed_when_they_change(performed) -> None:
    (base,) = performed([("binary", STRATIFIED.format(change=""))])
    (moved,) = performed([("binary", STRATIFIED.format(change=FLIP))])
    (replayed,) = performed([("binary", STRATIFIED.format(change=FLIP))], splits=base["splits"])
    assert moved["truth"] != base["truth"]
    assert replayed["truth"] == base["truth"]
    assert [parts(split) for split in replayed["splits"]] == [
        parts(split) for split in base["splits"]
    ]


def test_a_split_of_another_number_of_rows_is_left_alone(performed) -> None:
    (base,) = performed([("binary", STRATIFIED.format(change=""))])
    fewer = "X, y, N = X[:900], y[:900], 900"
    (alone,) = performed([("binary", STRATIFIED.format(change=fewer))])
    (replayed,) = performed([("binary", STRATIFIED.format(change=fewer))], splits=base["splits"])
    assert replayed["truth"] == alone["truth"]
