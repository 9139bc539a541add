"""What a grade is worth after what people changed about it."""

from __future__ import annotations

from decimal import Decimal

from graders.model.grade import Adjustment, Grade


def total(grade: Grade) -> Decimal | None:
    """The score after adjustments, at least 0; None where no points are stated.

    The newest override of a line replaces that line's points, the newest of the whole grade
    (no ``item``) replaces the sum; one without points withdraws those before it. Penalties are
    then added, all of them.
    """
    if grade.state == "broken" and not grade.adjustments:
        return None
    newest: dict[str | None, Adjustment] = {
        one.item: one for one in grade.adjustments if one.kind == "override"
    }
    overrides = {item: one for item, one in newest.items() if one.points is not None}
    lines = {line.item: line.points for line in grade.lines}
    if None in overrides:
        score = overrides[None].points or Decimal(0)
    elif grade.state == "broken" and not overrides:
        return None
    else:
        changed = {item: one.points for item, one in overrides.items() if item in lines}
        score = grade.score + sum(
            ((points or Decimal(0)) - lines[str(item)] for item, points in changed.items()),
            Decimal(0),
        )
    penalties = [one.points for one in grade.adjustments if one.kind == "penalty" and one.points]
    return max(Decimal(0), score + sum(penalties, Decimal(0)))


def state_of(grade: Grade) -> str:
    """The grade's state; ``graded`` where a person has settled all that needed review.

    An override settles its line, and one of the whole grade settles all.
    """
    if grade.state != "needs-review":
        return grade.state
    newest = {one.item: one for one in grade.adjustments if one.kind == "override"}
    settled = {item for item, one in newest.items() if one.points is not None}
    if None in settled:
        return "graded"
    open_lines = [line for line in grade.lines if line.verdict.review and line.item not in settled]
    of_lines = {line.verdict.review for line in grade.lines}
    of_the_run = [reason for reason in grade.review if reason not in of_lines]
    return "needs-review" if open_lines or of_the_run else "graded"


def plain_number(value: Decimal) -> str:
    """Points without trailing zeros: ``12``, ``7.5``.

    >>> plain_number(Decimal("12.00"))
    '12'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
