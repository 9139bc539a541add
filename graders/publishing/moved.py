"""Whose grade would move under today's rules, and by which line, before any grade does."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from graders.cohort.judge import Judge
from graders.cohort.regrading import rejudged
from graders.publishing.release import published_scores
from graders.reports.totals import overrides_of, state_of, total

if TYPE_CHECKING:
    from graders.cohort.store import Store
    from graders.course.folder import LoadedAssignment
    from graders.model.grade import Grade, Line


class LineMove(NamedTuple):
    """A rubric line before and after; ``None`` where the rubric has or had no such line.

    ``held``: a person's override stands in its place, so the total does not move by it.
    """

    item: str
    before: Line | None
    after: Line | None
    held: bool

    @property
    def difference(self) -> Decimal:
        """Points after minus points before."""
        before = self.before.points if self.before else Decimal(0)
        return (self.after.points if self.after else Decimal(0)) - before


class Move(NamedTuple):
    """A grade that would be another one. ``before`` and ``after`` are after adjustments.

    ``published`` is the score that the student was last given, where ``is_published``.
    """

    before: Grade
    after: Grade
    lines: tuple[LineMove, ...]
    is_published: bool
    published: Decimal | None

    @property
    def difference(self) -> Decimal:
        """Points up or down; 0 where only reasons differ."""
        return (total(self.after) or Decimal(0)) - (total(self.before) or Decimal(0))


class Moves(NamedTuple):
    """What re-grading an assignment would do.

    ``same`` grades stay as they are, ``unread`` because their evidence cannot be read.
    """

    slug: str
    moves: tuple[Move, ...]
    same: int
    unread: tuple[str, ...]

    def moving(self, direction: int) -> int:
        """How many go up (1), go down (-1) or keep their score for another reason (0)."""
        return sum((one.difference > 0) - (one.difference < 0) == direction for one in self.moves)


def moves(store: Store, loaded: LoadedAssignment, students: Iterable[str] = ()) -> Moves:
    """What `grade regrade` would change of an assignment. Nothing is written."""
    slug = loaded.assignment.slug
    published = published_scores(store, slug)
    found: list[Move] = []
    unread: list[str] = []
    same = 0
    for one in rejudged(store, Judge(loaded), students):
        before = one.before.grade
        if one.after is None:
            unread.append(before.student)
            continue
        after = msgspec.structs.replace(one.after.grade, adjustments=before.adjustments)
        lines = _lines(before, after)
        if not lines and (total(before), state_of(before)) == (total(after), state_of(after)):
            same += 1
            continue
        student = before.student
        found.append(Move(before, after, lines, student in published, published.get(student)))
    found.sort(key=lambda move: (move.difference == 0, move.difference, move.before.student))
    return Moves(slug, tuple(found), same, tuple(unread))


def moves_json(found: Moves) -> dict[str, Any]:
    """For programs. Points are texts, exact."""
    return {
        "assignment": found.slug,
        "up": found.moving(1),
        "down": found.moving(-1),
        "other_reasons": found.moving(0),
        "same": found.same,
        "unread": list(found.unread),
        "moves": [_move_json(one) for one in found.moves],
    }


def _move_json(one: Move) -> dict[str, Any]:
    return {
        "student": one.before.student,
        "before": _text(total(one.before)),
        "after": _text(total(one.after)),
        "difference": str(one.difference),
        "published": _text(one.published) if one.is_published else None,
        "is_published": one.is_published,
        "lines": [
            {
                "item": line.item,
                "before": _text(line.before.points) if line.before else None,
                "after": _text(line.after.points) if line.after else None,
                "reason_before": line.before.verdict.key if line.before else None,
                "reason_after": line.after.verdict.key if line.after else None,
                "overridden": line.held,
            }
            for line in one.lines
        ],
    }


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _lines(before: Grade, after: Grade) -> tuple[LineMove, ...]:
    old = {line.item: line for line in before.lines}
    new = {line.item: line for line in after.lines}
    held = overrides_of(before.adjustments)
    found = [
        LineMove(item, old.get(item), new.get(item), item in held or None in held)
        for item in dict.fromkeys([*old, *new])
        if _differs(old.get(item), new.get(item))
    ]
    return tuple(found)


def _differs(before: Line | None, after: Line | None) -> bool:
    if before is None or after is None:
        return before is not after
    # What a worth is out of counts too; figures behind the reason do not.
    return (before.points, before.possible, before.verdict.outcome, before.verdict.key) != (
        after.points, after.possible, after.verdict.outcome, after.verdict.key,
    )  # fmt: skip
