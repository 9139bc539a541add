"""Adjustments in words, in both languages, and nothing in them that moves a cursor."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest

from graders.model.grade import Adjustment, Grade, Line, Verdict
from graders.reports.adjusted import adjustments_in_words
from graders.reports.messages import Messages
from graders.reports.totals import accepted, accepted_facts, open_reasons, state_of

AT = "2026-03-04T18:30:00+00:00"
LATE = {
    "units": 2, "unit": "day", "due": "2026-03-01 23:59 +09:00",
    "received": "2026-03-03 10:00 +09:00", "extended": "no", "all": "2",
}  # fmt: skip


def grade(*adjustments, review=()):
    verdict = Verdict(outcome="failed", key="k", review=review[0] if review else None)
    line = Line(item="a", check="c", verdict=verdict, points=Decimal(0), possible=Decimal(3))
    return Grade(
        student="kim", assignment="scaling", state="needs-review" if review else "graded",
        score=Decimal(7), possible=Decimal(10), lines=(line,), review=tuple(review),
        adjustments=adjustments,
    )  # fmt: skip


def change(kind, points=None, **more):
    value = None if points is None else Decimal(points)
    return Adjustment(kind=kind, who="Park", at=AT, points=value, **more)


def test_without_adjustments_nothing_is_said():
    assert adjustments_in_words(grade(), Messages("en").say) == []


def test_all_kinds_in_order_and_the_total_last():
    one = grade(
        change("override", "2.5", item="a", why="Right idea"),
        change("override", None, item="a"),
        change("penalty", "-2", key="late-penalty", facts=LATE),
        change("penalty", "1", why="extra credit", item="a"),
        change("comment", why="Well written", item="a"),
    )
    said = adjustments_in_words(one, Messages("en").say, {"a": "Scaled"})
    assert said == [
        "Automatic grade: 7 of 10 points.",
        "Scaled: 2.5 of 3 points, given by Park on 2026-03-04 18:30 UTC. Reason: Right idea",
        "Scaled: back to the automatic points, by Park on 2026-03-04 18:30 UTC.",
        f"−2 points. Handed in {LATE['received']}, due {LATE['due']}: 2 days begun, 2 points off in all.",
        "+1 points, by Park on 2026-03-04 18:30 UTC. Reason: extra credit",
        "Park, 2026-03-04 18:30 UTC: Well written",
        "After that: 6 of 10 points.",
    ]
    seoul = adjustments_in_words(one, Messages("en").say, zone=ZoneInfo("Asia/Seoul"))
    assert seoul[2].endswith("by Park on 2026-03-05 03:30 +09:00.")
    korean = adjustments_in_words(one, Messages("ko").say, {"a": "스케일링"})
    assert len(korean) == len(said)
    assert "2일째 지각" in korean[3]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_reason_is_made_harmless(lang):
    one = grade(change("override", 1, item="a", why="x\x1b[2J\u202e\n<b>"))
    said = " ".join(adjustments_in_words(one, Messages(lang).say))
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_an_acceptance_holds_for_what_was_looked_at():
    seen = grade(review=("not-seen",))
    assert open_reasons(seen) == ("not-seen",)
    stands = change("accept", facts=accepted_facts(seen))
    settled = msgspec.structs.replace(seen, adjustments=(stands,))
    assert accepted(settled)
    assert state_of(settled) == "graded"
    for other in (
        {"attempt": 2},
        {"score": Decimal(8)},
        {"review": ("not-seen", "run-wall-limit")},
    ):
        assert state_of(msgspec.structs.replace(settled, **other)) == "needs-review", other
    reopened = msgspec.structs.replace(settled, adjustments=(stands, change("accept")))
    assert state_of(reopened) == "needs-review"
