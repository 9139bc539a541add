"""What a rule takes: exact, monotone, within its limits; applied twice it is applied once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from graders.course.deadlines import Amount, LateRule
from graders.model.grade import Adjustment, Grade
from graders.publishing.late import Lateness, LateWork, late_adjustments, penalty, units_begun
from graders.reports.totals import LATE_POLICY, before_late, late_taken, total

POSSIBLE = Decimal(20)
points = st.decimals(0, 20, places=2)
amounts = st.builds(Amount, st.decimals(0, 100, places=1), st.booleans())
rules = st.builds(
    LateRule,
    unit=st.sampled_from(["day", "hour"]),
    per=amounts,
    of=st.sampled_from(["full", "earned"]),
    grace=st.timedeltas(timedelta(0), timedelta(days=2)),
    maximum=st.none() | amounts,
    floor=st.none() | amounts,
)
times = st.timedeltas(timedelta(days=-3), timedelta(days=30))


def grade(score, *adjustments):
    return Grade(
        student="kim",
        assignment="scaling",
        state="graded",
        score=score,
        possible=POSSIBLE,
        adjustments=adjustments,
    )


@given(rules, times, points)
def test_a_penalty_stays_within_its_limits(rule, late, score):
    taken = penalty(rule, late, score, POSSIBLE)
    assert 0 <= taken <= score
    assert taken == round(taken, 2)
    if late <= max(rule.grace, timedelta(0)):
        assert taken == 0
    if rule.maximum is not None:
        assert taken <= rule.maximum.of(POSSIBLE) + Decimal("0.005")
    if rule.floor is not None and score >= rule.floor.of(POSSIBLE):
        assert score - taken >= rule.floor.of(POSSIBLE) - Decimal("0.005")


@given(rules, times, times, points)
def test_later_is_never_cheaper(rule, one, other, score):
    sooner, later = sorted((one, other))
    assert penalty(rule, sooner, score, POSSIBLE) <= penalty(rule, later, score, POSSIBLE)


def test_a_unit_begun_counts_whole_and_grace_only_covers_itself():
    rule = LateRule("day", Amount(Decimal(10), True), grace=timedelta(minutes=15))
    score = Decimal(18)
    at = [timedelta(minutes=15), timedelta(minutes=16), timedelta(days=1), timedelta(days=1.01)]
    assert [penalty(rule, late, score, POSSIBLE) for late in at] == [0, 2, 2, 4]
    assert units_begun(rule, timedelta(hours=25)) == 2


def test_percentages_are_of_full_marks_or_of_what_was_earned():
    full = LateRule("hour", Amount(Decimal(5), True))
    earned = full._replace(of="earned")
    late = timedelta(hours=2)
    assert penalty(full, late, Decimal(7), POSSIBLE) == 2
    assert penalty(earned, late, Decimal(7), POSSIBLE) == Decimal("0.70")


def work(one, wanted):
    late = Lateness(
        student="kim", due=datetime(2026, 3, 1, tzinfo=UTC), extended=False,
        received=datetime(2026, 3, 2, tzinfo=UTC), late=timedelta(days=1), units=1, unit="day",
        wanted=wanted, taken=late_taken(one.adjustments), score=before_late(one),
    )  # fmt: skip
    return LateWork(late.due, LateRule("day", Amount(Decimal(1), False)), (late,))


@given(points, st.lists(points, min_size=1, max_size=6))
def test_the_policy_is_what_the_newest_says_however_often_it_changed(score, wanted):
    """Applying is idempotent, and a sequence of policies ends where its last one does."""
    one = grade(score)
    for asked in wanted:
        taken = min(asked, score)
        for _ in range(2):
            new = late_adjustments(work(one, taken), "2026-03-02T00:00:00+00:00").get("kim", ())
            one = msgspec.structs.replace(one, adjustments=(*one.adjustments, *new))
        assert not late_adjustments(work(one, taken), "now")
        assert late_taken(one.adjustments) == taken
        assert total(one) == score - taken
        assert before_late(one) == score


@given(
    points,
    st.lists(
        st.builds(
            Adjustment,
            kind=st.sampled_from(["override", "penalty", "comment", "accept"]),
            who=st.sampled_from(["Park", "formgrader", LATE_POLICY]),
            at=st.just("2026-03-01T00:00:00+00:00"),
            item=st.none(),
            points=st.none() | st.decimals(-20, 20, places=2),
        ),
        max_size=8,
    ),
)
def test_a_total_is_never_below_zero_and_only_the_last_override_counts(score, ones):
    one = grade(score, *ones)
    found = total(one)
    assert found is not None
    assert found >= 0
    overrides = [each for each in ones if each.kind == "override"]
    without = tuple(each for each in ones if each.kind != "override")
    newest = (*without, overrides[-1]) if overrides else without
    assert total(msgspec.structs.replace(one, adjustments=newest)) == found
    # Comments and acceptances say something; they are worth nothing.
    silent = tuple(each for each in ones if each.kind in {"override", "penalty"})
    assert total(msgspec.structs.replace(one, adjustments=silent)) == found
