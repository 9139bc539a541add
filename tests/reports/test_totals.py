from __future__ import annotations

from decimal import Decimal

import msgspec

from graders.model.grade import Adjustment, Grade, Line, Verdict
from graders.reports.totals import (
    EARLIER,
    accepted_facts,
    open_reasons,
    plain_number,
    state_of,
    total,
)


def grade(*adjustments, state="graded"):
    verdict = Verdict(outcome="passed", key="k")
    lines = tuple(
        Line(item=item, check="c", verdict=verdict, points=Decimal(4), possible=Decimal(5))
        for item in ("a", "b")
    )
    return Grade(
        student="kim",
        assignment="regression",
        state=state,
        score=Decimal(8),
        possible=Decimal(10),
        lines=lines,
        adjustments=adjustments,
    )


def change(kind, points, item=None):
    value = None if points is None else Decimal(points)
    return Adjustment(kind=kind, who="ta", at="now", item=item, points=value)


def unsure(*adjustments, review=("not-seen",)):
    verdict = Verdict(outcome="passed", key="k", review="not-seen")
    line = Line(item="a", check="c", verdict=verdict, points=Decimal(4), possible=Decimal(5))
    whole = grade(*adjustments, state="needs-review")
    return msgspec.structs.replace(whole, lines=(line, whole.lines[1]), review=review)


def test_a_person_settles_what_needs_review():
    assert state_of(unsure()) == "needs-review"
    assert state_of(unsure(change("override", 4, "b"))) == "needs-review"
    assert state_of(unsure(change("override", 4, "a"))) == "graded"
    assert state_of(unsure(change("override", 4, "a"), change("override", None, "a"))) == (
        "needs-review"
    )


def test_what_the_run_needs_review_for_is_settled_for_the_whole():
    review = ("run-wall-limit", "not-seen")
    assert state_of(unsure(change("override", 4, "a"), review=review)) == "needs-review"
    assert state_of(unsure(change("override", 4), review=review)) == "graded"


def test_points_given_for_an_earlier_hand_in_hold_and_are_looked_at_again():
    first = Adjustment(
        kind="override", who="ta", at="now", item="a", points=Decimal(5), facts={"attempt": 1}
    )
    assert state_of(grade(first)) == "graded"
    second = msgspec.structs.replace(grade(first), attempt=2)
    assert (state_of(second), open_reasons(second)) == ("needs-review", (EARLIER,))
    assert total(second) == total(grade(first))
    looked = Adjustment(kind="accept", who="ta", at="now", facts=accepted_facts(second))
    assert state_of(msgspec.structs.replace(second, adjustments=(first, looked))) == "graded"
    again = msgspec.structs.replace(first, facts={"attempt": 2})
    assert state_of(msgspec.structs.replace(second, adjustments=(first, again))) == "graded"
    undone = msgspec.structs.replace(first, points=None)
    assert state_of(msgspec.structs.replace(second, adjustments=(first, undone))) == "graded"


def test_without_adjustments_it_is_the_score():
    assert total(grade()) == 8


def test_the_newest_override_of_a_line_replaces_its_points():
    assert total(grade(change("override", 1, "a"), change("override", 5, "a"))) == 9


def test_an_override_without_points_withdraws_those_before():
    assert total(grade(change("override", 1, "a"), change("override", None, "a"))) == 8


def test_an_override_of_the_whole_replaces_the_sum():
    assert total(grade(change("override", 1, "a"), change("override", 3))) == 3


def test_penalties_add_up_and_stop_at_zero():
    assert total(grade(change("penalty", -2), change("penalty", -1))) == 5
    assert total(grade(change("penalty", -20))) == 0


def test_an_override_of_a_line_that_is_gone_does_nothing():
    assert total(grade(change("override", 5, "old"))) == 8


def test_comments_change_nothing():
    assert total(grade(change("comment", None))) == 8


def test_our_fault_has_no_score_until_a_person_gives_one():
    assert total(grade(state="broken")) is None
    assert total(grade(change("comment", None), state="broken")) is None
    assert total(grade(change("override", 7), state="broken")) == 7


def test_numbers_without_trailing_zeros():
    assert [plain_number(Decimal(text)) for text in ("10", "7.50", "0.00", "100")] == [
        "10",
        "7.5",
        "0",
        "100",
    ]
