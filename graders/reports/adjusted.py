"""What people and policies changed about a grade, in words, beside what it was automatically."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from decimal import Decimal

from graders.model.grade import Adjustment, Grade
from graders.model.values import Scalar
from graders.reports.moments import told
from graders.reports.plain import printable
from graders.reports.table import Say
from graders.reports.totals import plain_number, total


def adjustments_in_words(
    grade: Grade, say: Say, titles: Mapping[str, str] | None = None, zone: tzinfo = UTC
) -> list[str]:
    """The automatic grade, every adjustment in the order it was made, and the total after them.

    Empty where nothing was adjusted. ``titles`` are the rubric lines' by id; times are told in
    ``zone``. Plain text without control characters, not escaped for HTML: reasons are written by
    people.
    """
    if not grade.adjustments:
        return []
    points = total(grade)
    ends: dict[str, Scalar] = {"possible": plain_number(grade.possible)}
    lines = []
    if grade.state != "broken":
        lines.append(say("adjusted-automatic", {**ends, "score": plain_number(grade.score)}))
    lines += [adjustment_text(one, grade, say, titles or {}, zone) for one in grade.adjustments]
    if points is not None:
        lines.append(say("adjusted-total", {**ends, "score": plain_number(points)}))
    return [printable(" ".join(line.split())) for line in lines]


def adjustment_text(
    one: Adjustment, grade: Grade, say: Say, titles: Mapping[str, str], zone: tzinfo = UTC
) -> str:
    """One adjustment in words, with its reason."""
    facts: dict[str, Scalar] = {
        "who": one.who,
        "at": told(one.at, zone),
        "title": titles.get(one.item or "", one.item or ""),
        "points": _signed(one.points) if one.kind == "penalty" else _plain(one.points),
        "possible": _possible(grade, one.item),
        "why": one.why,
    }
    if one.key:
        return say("adjusted-rule", {"points": facts["points"], "said": say(one.key, one.facts)})
    if one.kind == "comment":
        return say("adjusted-comment", facts)
    said = say(_key(one), facts)
    return say("adjusted-why", {"said": said, "why": one.why}) if one.why else said


def _key(one: Adjustment) -> str:
    if one.kind == "accept":
        return "adjusted-accept" if one.facts else "adjusted-unaccept"
    if one.kind == "penalty":
        return "adjusted-credit"
    whole = "-all" if one.item is None else ""
    return f"adjusted-{'override' if one.points is not None else 'withdrawn'}{whole}"


def _possible(grade: Grade, item: str | None) -> str:
    found = next((line.possible for line in grade.lines if line.item == item), grade.possible)
    return plain_number(found)


def _plain(points: Decimal | None) -> str:
    return "" if points is None else plain_number(points)


def _signed(points: Decimal | None) -> str:
    if points is None:
        return ""
    sign = "−" if points < 0 else "+"  # noqa: RUF001 - a minus, as in print
    return f"{sign}{plain_number(abs(points))}"
