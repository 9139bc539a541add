"""Tables of answers against hidden targets, from which no row can be read off."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.reports.answers import BASE, LEAST, binned, confusion

LABELS = ("a", "b", "c")
CODES = st.integers(0, 2)


@st.composite
def pairs(draw):
    size = draw(st.integers(2 * LEAST, 120))
    lists = st.lists(CODES, min_size=size, max_size=size)
    return np.array(draw(lists)), np.array(draw(lists))


def shown(table, answer):
    return [count.rows for count in table.answered[answer].counts or ()]


@given(pairs())
def test_answers_that_few_rows_got_tell_nothing_of_their_targets(pair):
    truth, answers = pair
    table = confusion(truth, answers, LABELS)
    for answer in range(3):
        rows = np.flatnonzero(answers == answer)
        if len(rows) < LEAST:
            assert table.answered[answer].counts is None
            turned = truth.copy()
            turned[rows] = (turned[rows] + 1) % 3
            others = [n for n in range(3) if n != answer]
            again = confusion(turned, answers, LABELS)
            assert [again.answered[n].counts is None for n in others] == [
                table.answered[n].counts is None for n in others
            ]
            for n in others:
                assert shown(again, n) == shown(table, n)


@given(pairs())
def test_counts_are_rounded(pair):
    truth, answers = pair
    for row, answered in enumerate(confusion(truth, answers, LABELS).answered):
        for column, count in enumerate(answered.counts or ()):
            real = int(np.sum((answers == row) & (truth == column)))
            if real < BASE:
                assert count.rows is None
            else:
                assert count.rows % BASE == 0
                assert abs(count.rows - real) <= BASE / 2


@given(st.integers(0, 2**32 - 1), st.integers(0, 299), st.floats(-100, 100))
def test_a_row_answered_otherwise_than_all_others_is_not_found_out(seed, row, value):
    random = np.random.default_rng(seed)
    train = random.normal(20, 8, 400)
    truth = random.normal(20, 8, 300)
    answers = np.full(300, 20.0)
    answers[row] = 1000.0
    first = binned(truth, answers, train)
    other = truth.copy()
    other[row] = value
    assert binned(other, answers, train) == first


def test_edges_are_those_of_training_targets_alone():
    random = np.random.default_rng(0)
    train, truth = random.normal(20, 8, 400), random.normal(20, 8, 300)
    far = truth.copy()
    far[0] = 9_999.0
    assert binned(far, truth, train).edges == binned(truth, truth, train).edges
    assert max(binned(far, truth, train).edges) <= train.max()


@pytest.mark.parametrize("rows", [0, 5, 19])
def test_no_table_of_few_rows(rows):
    some = np.zeros(rows, dtype=np.int64)
    assert confusion(some, some, LABELS) is None
    assert binned(some.astype(float), some.astype(float), np.arange(9.0)) is None


def test_no_table_of_what_cannot_be_told():
    some = np.zeros(100, dtype=np.int64)
    assert confusion(some, some, tuple("abcdefghijklmn")) is None
    assert confusion(some + 7, some, LABELS) is None
    assert binned(some * 1.0, some * 1.0, np.ones(50)) is None
    nothing = binned(some * 1.0, some * np.nan, np.arange(50.0))
    assert all(answered.counts is None for answered in nothing.answered)
