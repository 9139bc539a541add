"""What late work costs by the course's policy, and the adjustments that make it so.

The policy says what should have been taken by now; the store says what was. Their difference is
one further adjustment, so that applying twice changes nothing, and an extension that comes
afterwards gives back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from graders.cohort.submissions import handed_in_at
from graders.course.deadlines import LateRule, read_deadlines, same_name
from graders.gradebook.deadlines import kept_deadlines
from graders.model.grade import Adjustment
from graders.model.values import Scalar
from graders.reports.moments import said
from graders.reports.totals import LATE_POLICY, before_late, late_taken, plain_number

if TYPE_CHECKING:
    from graders.cohort.index import AttemptRow
    from graders.cohort.store import Store
    from graders.course.folder import LoadedAssignment
    from graders.model.grade import Grade

POINT_STEP = Decimal("0.01")
_UNITS = {"day": timedelta(days=1), "hour": timedelta(hours=1)}


class Lateness(NamedTuple):
    """One student's hand-in against the due date.

    ``received`` is ``None`` where no time of handing in is known: then nothing is taken. ``late``
    is 0 or more; ``units`` are days or hours begun. ``wanted`` should be taken in all, ``taken``
    was by now. ``score`` is before any of it, ``None`` where no points are stated.
    """

    student: str
    due: datetime
    extended: bool
    received: datetime | None
    late: timedelta
    units: int
    unit: str
    wanted: Decimal
    taken: Decimal
    score: Decimal | None

    @property
    def open(self) -> bool:
        """Whether something is still to be taken or given back."""
        return self.wanted != self.taken


class LateWork(NamedTuple):
    """An assignment's hand-ins against its due date, and what stands in the way.

    ``due`` and ``rule`` are ``None`` where the course states none. ``strangers`` are names with an
    extension under which nobody has handed in.
    """

    due: datetime | None
    rule: LateRule | None
    students: tuple[Lateness, ...] = ()
    strangers: tuple[str, ...] = ()


def late_work(store: Store, loaded: LoadedAssignment) -> LateWork:
    """Every graded hand-in of an assignment against the policy. Nothing is written.

    Raises :class:`CourseError` for a policy that is not right, with its file, line and field.
    """
    if loaded.adopted:
        return LateWork(None, None)  # nbgrader's own plug-in reckons there
    course, slug = loaded.course, loaded.assignment.slug
    dates = read_deadlines(course)
    kept, extensions = kept_deadlines(course.layout, loaded.name)
    due = dates.due.get(slug, kept)
    grades = store.grades(slug)
    names = {same_name(student) for student in grades}
    strangers = tuple(name for name in dates.extensions.get(slug, {}) if name not in names)
    if due is None or dates.rule is None:
        return LateWork(due, dates.rule, strangers=strangers)
    zone = dates.zone or due.tzinfo
    rows = store.newest_attempts(slug)
    students = []
    for student, stored in grades.items():
        given = dates.extension(slug, student)
        more = given if given is not None else extensions.get(student)
        until = more if isinstance(more, datetime) else due + (more or timedelta(0))
        received = _received(store, loaded, rows[student], stored.grade)
        students.append(
            _lateness(stored.grade, dates.rule, until.astimezone(zone), received, more is not None)
        )
    return LateWork(due.astimezone(zone), dates.rule, tuple(students), strangers)


def penalty(rule: LateRule, late: timedelta, score: Decimal, possible: Decimal) -> Decimal:
    """What a rule takes of ``score``, in [0, ``score``], to two places, half up.

    Each unit begun counts whole. Nothing within the grace; past it, from the due date on.
    """
    if late <= rule.grace or late <= timedelta(0) or score <= 0:
        return Decimal(0)
    taken = units_begun(rule, late) * rule.per.of(score if rule.of == "earned" else possible)
    if rule.maximum is not None:
        taken = min(taken, rule.maximum.of(possible))
    if rule.floor is not None:
        taken = min(taken, max(Decimal(0), score - rule.floor.of(possible)))
    return min(taken.quantize(POINT_STEP, rounding=ROUND_HALF_UP), score)


def units_begun(rule: LateRule, late: timedelta) -> int:
    """Days or hours begun."""
    return -(-late // _UNITS[rule.unit])


def late_adjustments(
    work: LateWork, at: str, students: Iterable[str] = ()
) -> dict[str, tuple[Adjustment, ...]]:
    """What is to be appended so that the policy holds, by student; nothing where it does."""
    named = set(students)
    return {
        one.student: (_adjustment(one, at),)
        for one in work.students
        if one.open and (not named or one.student in named)
    }


def _adjustment(one: Lateness, at: str) -> Adjustment:
    facts: dict[str, Scalar] = {
        "units": one.units,
        "unit": one.unit,
        "due": said(one.due),
        "received": said(one.received.astimezone(one.due.tzinfo)) if one.received else "",
        "extended": "yes" if one.extended else "no",
        "all": plain_number(one.wanted),
    }
    key = "late-penalty" if one.wanted > one.taken else "late-returned"
    return Adjustment(
        kind="penalty", who=LATE_POLICY, at=at, points=one.taken - one.wanted, key=key, facts=facts
    )


def _lateness(
    grade: Grade, rule: LateRule, due: datetime, received: datetime | None, extended: bool
) -> Lateness:
    taken = late_taken(grade.adjustments)
    score = before_late(grade)
    late = max(timedelta(0), received - due) if received is not None else timedelta(0)
    # Without points there is nothing to take from; what was taken before waits for them.
    wanted = taken if score is None else penalty(rule, late, score, grade.possible)
    counted = late > rule.grace
    return Lateness(
        student=grade.student,
        due=due,
        extended=extended,
        received=received,
        late=late,
        units=units_begun(rule, late) if counted else 0,
        unit=rule.unit,
        wanted=wanted,
        taken=taken,
        score=score,
    )


def _received(
    store: Store, loaded: LoadedAssignment, newest: AttemptRow, grade: Grade
) -> datetime | None:
    """When the graded hand-in arrived. A file's own time is none: copying changes it."""
    told = handed_in_at(loaded.course.layout.submitted / newest.student / loaded.name)
    if told is None or grade.attempt == newest.number:
        return told
    for row in store.attempts(newest.student, newest.slug):
        if row.number == grade.attempt and row.received_at:
            return datetime.fromisoformat(row.received_at).astimezone(UTC)
    return told
