"""What a grade is worth after what people changed about it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from graders.model.grade import Adjustment, Grade
from graders.model.values import Scalar

LATE_POLICY = "late policy"
"""Who appends the penalties that the course's policy on late work asks for."""


def total(grade: Grade) -> Decimal | None:
    """The score after adjustments, at least 0; None where no points are stated.

    The newest override of a line replaces that line's points, the newest of the whole grade
    (no ``item``) replaces the sum; one without points withdraws those before it. Penalties are
    then added, all of them.
    """
    if grade.state == "broken" and not grade.adjustments:
        return None
    overrides = overrides_of(grade.adjustments)
    lines = {line.item: line.points for line in grade.lines}
    if None in overrides:
        score = overrides[None].points or Decimal(0)
    elif grade.state == "broken" and not overrides:
        return None
    else:
        # Where the fault was ours there are no lines, and what a person gave is all there is.
        known = {item for item in overrides if item in lines or grade.state == "broken"}
        score = grade.score + sum(
            (
                (overrides[item].points or Decimal(0)) - lines.get(str(item), Decimal(0))
                for item in known
            ),
            Decimal(0),
        )
    penalties = [one.points for one in grade.adjustments if one.kind == "penalty" and one.points]
    return max(Decimal(0), score + sum(penalties, Decimal(0)))


EARLIER = "override-of-earlier"
"""The reason to look again where points were given by hand for another hand-in: they hold."""


def overrides_of(adjustments: Iterable[Adjustment]) -> dict[str | None, Adjustment]:
    """The overrides that hold, by line (None: the whole grade)."""
    newest = {one.item: one for one in adjustments if one.kind == "override"}
    return {item: one for item, one in newest.items() if one.points is not None}


def late_taken(adjustments: Iterable[Adjustment]) -> Decimal:
    """What the policy on late work has taken by now, as a number from 0 on."""
    taken = [
        one.points or Decimal(0)
        for one in adjustments
        if one.kind == "penalty" and one.who == LATE_POLICY
    ]
    return -sum(taken, Decimal(0))


def before_late(grade: Grade) -> Decimal | None:
    """The total as it would be without what the policy on late work has taken."""
    others = tuple(one for one in grade.adjustments if one.who != LATE_POLICY)
    return total(msgspec.structs.replace(grade, adjustments=others))


def state_of(grade: Grade) -> str:
    """The grade's state; ``graded`` where a person has settled all that needed review.

    An override settles its line, and one of the whole grade settles all, for the hand-in that it
    was given for. So does a person's acceptance, as long as the grade is the one looked at.
    """
    if grade.state not in {"graded", "needs-review"}:
        return grade.state
    return "needs-review" if open_reasons(grade) else "graded"


def open_reasons(grade: Grade) -> tuple[str, ...]:
    """Why a person should look, of what nobody has settled yet."""
    settled = overrides_of(grade.adjustments)
    if grade.state not in {"graded", "needs-review"} or accepted(grade):
        return ()
    earlier = (EARLIER,) if any(_of_earlier(one, grade) for one in settled.values()) else ()
    if grade.state != "needs-review" or None in settled:
        return earlier
    open_lines = {
        line.verdict.review: None
        for line in grade.lines
        if line.verdict.review and line.item not in settled
    }
    of_lines = {line.verdict.review for line in grade.lines}
    return earlier + tuple(
        reason for reason in grade.review if reason in open_lines or reason not in of_lines
    )


def _of_earlier(override: Adjustment, grade: Grade) -> bool:
    attempt = override.facts.get("attempt")
    return isinstance(attempt, int) and attempt != grade.attempt


def accepted(grade: Grade) -> bool:
    """Whether a person has said that this grade stands: this hand-in, run and these points."""
    ones = [one for one in grade.adjustments if one.kind == "accept"]
    return bool(ones) and ones[-1].facts == accepted_facts(grade)


def accepted_facts(grade: Grade) -> dict[str, Scalar]:
    """What an acceptance is about. Another of these, and a person has to look again."""
    return {
        "attempt": grade.attempt,
        "score": plain_number(grade.score),
        "evidence": grade.digests.evidence,
        "reasons": ", ".join(sorted(grade.review)),
    }


def plain_number(value: Decimal) -> str:
    """Points without trailing zeros: ``12``, ``7.5``.

    >>> plain_number(Decimal("12.00"))
    '12'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_or_dash(value: Decimal | None) -> str:
    r"""Points as :func:`plain_number` gives them, or a dash where there are none.

    >>> number_or_dash(Decimal("7.50")), number_or_dash(None) == "\N{EN DASH}"
    ('7.5', True)
    """
    return "\N{EN DASH}" if value is None else plain_number(value)
