import math

import numpy as np
import pytest
from graded_by_hand import cohort, grade, override, unreadable
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.analysis.items import Interval, item_statistics, reading, wilson
from graders.analysis.marks import marks

shares = st.sampled_from([0, 0, 0.25, 0.5, 1, 1, "blocked", "broken"])
cohorts = st.lists(st.lists(shares, min_size=4, max_size=4), max_size=12).map(lambda r: cohort(*r))


@given(cohorts)
@settings(max_examples=20, deadline=None)
def test_every_figure_is_a_proportion_inside_its_interval(grades):
    for one in item_statistics(grades):
        assert sum(one.outcomes.values()) == len(grades)
        assert one.judged == sum(one.outcomes[o] for o in ("passed", "partial", "failed"))
        if one.difficulty is not None:
            assert 0 <= one.difficulty.low <= one.difficulty.value <= one.difficulty.high <= 1
            assert one.difficulty.value <= one.mean <= 1
        if one.discrimination is not None:
            low, high = one.discrimination.low, one.discrimination.high
            assert -1 <= low <= one.discrimination.value <= high <= 1


@given(cohorts, st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_students_changes_nothing(grades, random):
    shuffled = list(grades)
    random.shuffle(shuffled)
    for one, other in zip(item_statistics(grades), item_statistics(shuffled), strict=True):
        assert one[:7] == other[:7] or one.mean == pytest.approx(other.mean)
        if one.discrimination is None:
            assert other.discrimination is None
        else:
            assert one.discrimination == pytest.approx(other.discrimination, abs=1e-9)


@given(cohorts)
@settings(max_examples=20, deadline=None)
def test_a_student_who_was_not_judged_changes_no_figure(grades):
    more = [*grades, grade("late", ["broken"] * 4), unreadable("zoe")]
    before = {one.item: (one.judged, one.difficulty, one.mean) for one in item_statistics(grades)}
    after = {one.item: (one.judged, one.difficulty, one.mean) for one in item_statistics(more)}
    assert {item: after[item] for item in before} == before


def test_wilson_as_worked_out_by_hand():
    # Newcombe (1998), table I: 81 of 263 and 0 of 20.
    assert wilson(81, 263) == pytest.approx((81 / 263, 0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0, 0.1611), abs=5e-5)
    assert wilson(0, 0) is None


def test_correlation_is_that_with_the_rest_and_its_interval_fishers():
    random = np.random.default_rng(4)
    able = random.normal(size=150)
    rows = [[int(able[n] + random.normal() > 0) for _ in range(5)] for n in range(150)]
    first = item_statistics(cohort(*rows))[0]
    table = np.array(rows, float)
    expected = np.corrcoef(table[:, 0], table[:, 1:].sum(axis=1))[0, 1]
    half = 1.959963985 / math.sqrt(150 - 3)
    ends = [math.tanh(math.atanh(expected) + side * half) for side in (-1, 1)]
    assert first.discrimination == pytest.approx((expected, *ends), abs=1e-9)
    assert first.reading == "good"


def test_blocked_checks_lift_no_correlation():
    # `b` is blocked wherever `a` fails: that is no sign that `a` finds weak students.
    rows = [[1, 1, 1, 0], [1, 1, 0, 0], [0, "blocked", 1, 0], [0, "blocked", 0, 0]]
    as_failed = [[0 if credit == "blocked" else credit for credit in row] for row in rows]
    blocked, failed = (item_statistics(cohort(*each, times=5))[0] for each in (rows, as_failed))
    assert blocked.discrimination.value < failed.discrimination.value - 0.1
    assert marks(cohort(*rows)).rest("a").tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 2, 0])


def test_nothing_is_called_good_or_poor_below_a_hundred():
    assert reading(99, Interval(0.9, 0.8, 0.95)) == "few"
    assert reading(100, Interval(0.9, 0.8, 0.95)) == "good"
    assert reading(100, Interval(0.15, 0.1, 0.19)) == "weak"
    assert reading(100, Interval(-0.3, -0.4, -0.1)) == "reversed"
    assert reading(100, Interval(0.3, 0.1, 0.5)) == "unsure"
    assert reading(100, None) == "same"


def test_none_one_and_all_zero():
    assert item_statistics([]) == []
    for grades in (cohort([1, 0]), cohort([0, 0], times=30)):
        for one in item_statistics(grades):
            assert one.discrimination is None
            assert one.difficulty is not None


def test_grades_of_two_rubrics_stand_side_by_side():
    grades = [grade("old", [1]), grade("new", [1, 0])]
    a, b = item_statistics(grades)
    assert (a.judged, b.judged) == (2, 1)


def test_overrides_count_only_where_asked_for():
    changed = [grade("kim", [0, 1], adjustments=(override("a", 1), override("b", 9)))]
    assert marks(changed).credit.loc["kim"].tolist() == [0, 1]
    assert marks(changed, settled=True).credit.loc["kim"].tolist() == [0.5, 1]
