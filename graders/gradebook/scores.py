"""A grade as nbgrader's numbers: points by check, what a person should look at, a late penalty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from graders.checks.by_hand import BY_HAND, PENDING
from graders.model.grade import Adjustment, Grade
from graders.reports.totals import accepted

FORMGRADER = "formgrader"
"""Who made the adjustments that already stand in nbgrader's own columns."""


class Given(NamedTuple):
    """What people wrote in formgrader, by cell: it stands in columns of its own."""

    scores: dict[str, float] = {}
    extra: dict[str, float] = {}
    comments: dict[str, str] = {}


_NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Scored:
    """``points`` by item, ``None`` where none are stated; items in ``review`` need a person."""

    points: dict[str, float | None]
    review: frozenset[str]
    penalty: float | None = None
    given: Given = _NOTHING


def scored(grade: Grade, items: Iterable[str]) -> Scored:
    """What nbgrader is told about a grade.

    Our fault, and an answer that a person reads, state no points and need that person; a submission
    that is no notebook, or lacks it, has zero points. An override made elsewhere than in formgrader
    stands in for the autograded points. A grade that a person has accepted needs nobody.
    """
    lines = {line.item: line for line in grade.lines}
    changed = _overrides(grade.adjustments)
    points: dict[str, float | None] = {}
    flagged = set()
    for item in items:
        line = lines.get(item)
        if item in changed:
            points[item] = float(changed[item])
        elif line is not None and line.verdict.key == PENDING:
            points[item] = None
        elif line is not None and line.verdict.outcome != "broken":
            points[item] = float(line.points)
        elif line is None and grade.state == "unreadable":
            points[item] = 0.0
        else:
            points[item] = None
            flagged.add(item)
        if line is not None and line.verdict.review is not None:
            flagged.add(item)
    by_hand = {line.item for line in grade.lines if line.verdict.key == PENDING}
    only_by_hand = bool(by_hand) and set(grade.review) <= {BY_HAND}
    if grade.state in {"needs-review", "broken"} and not flagged - by_hand and not only_by_hand:
        flagged = set(points)
    if accepted(grade):
        flagged = by_hand
    review = frozenset(flagged - changed.keys())
    return Scored(points, review, _penalty(grade.adjustments), given(grade.adjustments))


def given(adjustments: Iterable[Adjustment]) -> Given:
    """What people wrote in formgrader, as the store knows it; for a gradebook that lost it."""
    scores: dict[str, float] = {}
    extra: dict[str, Decimal] = {}
    comments: dict[str, str] = {}
    for one in adjustments:
        if one.who != FORMGRADER or one.item is None:
            continue
        if one.kind == "comment":
            comments[one.item] = one.why
        elif one.points is None:
            scores.pop(one.item, None)
        elif one.kind == "override":
            scores[one.item] = float(one.points)
        else:
            extra[one.item] = extra.get(one.item, Decimal(0)) + one.points
    return Given(scores, {item: float(points) for item, points in extra.items()}, comments)


def _overrides(adjustments: Iterable[Adjustment]) -> dict[str, Decimal]:
    newest: dict[str, Decimal] = {}
    for one in adjustments:
        if one.kind == "override" and one.item is not None:
            # formgrader's stand in a column of their own, before which what we say does not count.
            # The newest holds, and one that is cleared there brings the automatic points back.
            if one.points is None or one.who == FORMGRADER:
                newest.pop(one.item, None)
            else:
                newest[one.item] = one.points
    return newest


def _penalty(adjustments: Iterable[Adjustment]) -> float | None:
    """Late penalties are below zero in ours, above in nbgrader's; none is ``None`` there.

    One that was taken back is 0, so that it is none in a gradebook that keeps its own, either.
    """
    taken = [
        one.points
        for one in adjustments
        if one.kind == "penalty" and one.who != FORMGRADER and one.points is not None
    ]
    return float(max(Decimal(0), -sum(taken, Decimal(0)))) if taken else None
