import pytest
from graded_by_hand import cohort, grade, override, unreadable
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from graders.analysis.alarm import ERROR, TOLERATED, alarms, alone
from graders.analysis.marks import marks

shares = st.sampled_from([0, 0.5, 1, 1, 1, "blocked"])
cohorts = st.lists(st.lists(shares, min_size=4, max_size=4), max_size=15).map(lambda r: cohort(*r))


def test_strong_students_who_fail_one_check_are_named():
    grades = cohort([0, 1, 1, 1], times=4) + [
        grade(f"t{n}", row) for n, row in enumerate([[1, 1, 1, 1]] * 6 + [[0, 0, 0, 0]] * 10)
    ]
    (one,) = alarms(grades)
    assert (one.item, one.kind, one.failed, one.strong) == ("a", "strong-fail", 4, 10)
    assert one.students == ("s000", "s001", "s002", "s003")
    assert one.least > TOLERATED


def test_a_hard_check_that_only_weak_students_fail_does_not_ring():
    grades = cohort([1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0], times=20)
    assert alarms(grades) == []


@pytest.mark.parametrize("strong", [4, 10, 30, 150])
def test_it_rings_from_where_the_binomial_test_rejects(strong):
    edge = next(k for k in range(strong + 1) if binom.sf(k - 1, strong, TOLERATED) <= ERROR)
    for failed in (edge - 1, edge):
        rows = [[0, 1, 1, 1]] * failed + [[1, 1, 1, 1]] * (strong - failed)
        assert bool(alarms(cohort(*rows))) == (failed == edge)


def test_one_failure_never_rings_but_is_named_as_the_only_one():
    grades = cohort([1, 1, 1], [1, 1, 0], [1, 1, 1])
    assert alarms(grades) == []
    assert alone(grades) == {"c": ("s001",)}


def test_a_check_that_the_better_fail_more_rings():
    # No one has 80 % elsewhere often enough to count as strong and failing.
    rows = [[0, 1, 1, 1, 0, 1], [0, 1, 1, 0, 1, 1], [1, 0, 0, 0, 0, 1], [1, 0, 0, 1, 0, 0]]
    rung = alarms(cohort(*rows, times=8))
    assert rung[0].item == "a"


def test_what_a_false_reject_blocks_does_not_hide_it():
    grades = cohort([0, "blocked", 1, 1, 1], [1, 1, 1, 1, 1], times=4)
    assert [(one.item, one.failed, one.strong) for one in alarms(grades)] == [("a", 4, 8)]


def test_who_crashed_early_does_not_count_as_strong():
    crashed = [1, 0, "blocked", "blocked", "blocked"]
    assert alarms(cohort(crashed, [1, 1, 1, 1, 1], times=10)) == []


def test_a_person_who_has_looked_silences_it():
    changed = [grade(f"s{n}", [0, 1, 1, 1], adjustments=(override("a", 2),)) for n in range(10)]
    assert alarms(changed) == []
    assert alone(changed) == {}


@given(cohorts)
@settings(max_examples=20, deadline=None)
def test_an_alarm_names_strong_students_who_failed(grades):
    table = marks(grades)
    for one in alarms(grades):
        assert one.failed == len(one.students) <= one.strong
        assert (table.credit.loc[list(one.students), one.item] < 0.5).all()
        assert (table.rest(one.item)[list(one.students)] >= 0.8).all()


def test_none_one_all_zero_and_unreadable():
    assert alarms([]) == []
    assert alarms(cohort([0, 0])) == []
    assert alarms(cohort([0, 0], times=40)) == []
    assert alarms([unreadable("zoe")]) == []
    assert alone([]) == {}
