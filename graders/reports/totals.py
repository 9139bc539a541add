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


def plain_number(value: Decimal) -> str:
    """Points without trailing zeros: ``12``, ``7.5``.

    >>> plain_number(Decimal("12.00"))
    '12'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
