"""What people changed in formgrader, read back as adjustments before each projection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nbgrader import api
from sqlalchemy import Select, or_, select

from graders.gradebook.database import reading
from graders.gradebook.scores import FORMGRADER
from graders.model.grade import Adjustment

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

EXTRA_CREDIT = "extra credit"
_AT_ONCE = 500


def read_adjustments(
    loaded: LoadedAssignment,
    known: Mapping[str, Iterable[Adjustment]],
    now: datetime | None = None,
) -> dict[str, tuple[Adjustment, ...]]:
    """People's changes that ``known`` does not hold yet, by student; to be appended there.

    A ``manual_score`` is an override of its line, and a cleared one an override without points
    (withdrawn). Extra credit is a difference, so what is new of it is a penalty above zero. A
    comment's ``item`` is the task's cell. nbgrader does not keep when or by whom: ``at`` is now.

    Only a row that is there takes something back: what stood in a gradebook that was lost, or in
    rows that nbgrader removed, holds, and is written into the new ones.
    """
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    ours_of = {
        student: [one for one in ones if one.who == FORMGRADER] for student, ones in known.items()
    }
    scores, extra, comments, there = _current(loaded, [name for name in ours_of if ours_of[name]])
    new: dict[str, list[Adjustment]] = {}
    for student in {*known, *scores, *extra, *comments}:
        ours = [one for one in ours_of.get(student, ()) if (student, one.item) in there[one.kind]]
        found = [
            *_overrides(ours, scores.get(student, {}), at),
            *_credits(ours, extra.get(student, {}), at),
            *_comments(ours, comments.get(student, {}), at),
        ]
        if found:
            new[student] = found
    return {student: tuple(found) for student, found in new.items()}


_Numbers = dict[str, dict[str, Decimal]]
_Texts = dict[str, dict[str, str]]
_There = dict[str, set[tuple[str, str]]]
"""By kind of adjustment, the students and cells that have a row for one."""


def _current(
    loaded: LoadedAssignment, known: list[str]
) -> tuple[_Numbers, _Numbers, _Texts, _There]:
    """What the gradebook says now, and which rows it has of the students ``known``."""
    scores: _Numbers = {}
    extra: _Numbers = {}
    comments: _Texts = {}
    there: _There = {"override": set(), "penalty": set(), "comment": set()}
    with reading(loaded.course.layout) as session:
        if session is None:
            return scores, extra, comments, there
        for first in range(0, len(known), _AT_ONCE):
            some = api.SubmittedAssignment.student_id.in_(known[first : first + _AT_ONCE])
            for row in session.execute(_of(loaded, api.Grade).where(some)):
                there["override"].add((row.student_id, row.name))
                there["penalty"].add((row.student_id, row.name))
            for row in session.execute(_of(loaded, api.Comment).where(some)):
                there["comment"].add((row.student_id, row.name))
        grades = _of(
            loaded, api.Grade, api.Grade.manual_score.label("manual"), api.Grade.extra_credit
        ).where(or_(api.Grade.manual_score.is_not(None), api.Grade.extra_credit.is_not(None)))
        for row in session.execute(grades):
            if row.manual is not None:
                scores.setdefault(row.student_id, {})[row.name] = _decimal(row.manual)
            if row.extra_credit:
                extra.setdefault(row.student_id, {})[row.name] = _decimal(row.extra_credit)
        texts = _of(loaded, api.Comment, api.Comment.manual_comment).where(
            api.Comment.manual_comment.is_not(None)
        )
        for row in session.execute(texts):
            comments.setdefault(row.student_id, {})[row.name] = row.manual_comment
    return scores, extra, comments, there


def _of(loaded: LoadedAssignment, table: Any, *columns: Any) -> Select[Any]:
    return (
        select(api.SubmittedAssignment.student_id, api.BaseCell.name, *columns)
        .select_from(table)
        .join(api.BaseCell, api.BaseCell.id == table.cell_id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.id == table.notebook_id)
        .join(
            api.SubmittedAssignment,
            api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id,
        )
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
        .where(api.Assignment.name == loaded.name, api.Notebook.name == loaded.notebook)
    )


def _overrides(known: list[Adjustment], now: dict[str, Decimal], at: str) -> Iterable[Adjustment]:
    before = {one.item: one.points for one in known if one.kind == "override"}
    for item in sorted({*now, *(item for item in before if item is not None)}):
        if before.get(item) != now.get(item):
            yield Adjustment(
                kind="override", who=FORMGRADER, at=at, item=item, points=now.get(item)
            )


def _credits(known: list[Adjustment], now: dict[str, Decimal], at: str) -> Iterable[Adjustment]:
    before: dict[str, Decimal] = {}
    for one in known:
        if one.kind == "penalty" and one.item is not None and one.points is not None:
            before[one.item] = before.get(one.item, Decimal(0)) + one.points
    for item in sorted({*now, *before}):
        difference = now.get(item, Decimal(0)) - before.get(item, Decimal(0))
        if difference:
            yield Adjustment(
                kind="penalty",
                who=FORMGRADER,
                at=at,
                why=EXTRA_CREDIT,
                item=item,
                points=difference,
            )


def _comments(known: list[Adjustment], now: dict[str, str], at: str) -> Iterable[Adjustment]:
    before = {one.item: one.why for one in known if one.kind == "comment"}
    for item in sorted({*now, *(item for item in before if item is not None)}):
        text = now.get(item, "")
        if before.get(item, "") != text:
            yield Adjustment(kind="comment", who=FORMGRADER, at=at, item=item, why=text)


def _decimal(value: float) -> Decimal:
    """The number that was typed: 0.1, not the binary fraction nearest to it."""
    return Decimal(repr(float(value)))
