"""What is still open about an assignment's grades: why they should not go out yet."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from graders.analysis.alarm import alarms
from graders.checks.by_hand import PENDING
from graders.cohort import submissions
from graders.cohort.pipeline import handed_in
from graders.cohort.store import Store, Stored
from graders.course.calibrate import stale
from graders.errors import SubmissionError
from graders.model.values import Scalar
from graders.publishing.late import late_work
from graders.publishing.moved import moves
from graders.reports.plain import printable
from graders.reports.totals import open_reasons, overrides_of, plain_number

if TYPE_CHECKING:
    from graders.cohort.submissions import Found
    from graders.course.folder import Course, LoadedAssignment

Kind = Literal["ungraded", "broken", "review", "alarm", "bars", "rules", "late"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_NAMED = 5


class Question(NamedTuple):
    """One open question. ``key`` and ``facts`` say it, ``command`` is what settles it.

    ``look`` is a command that shows what there is to know about it, where one does. ``student`` is
    empty where it is about the assignment, ``item`` where it is about no line.
    """

    kind: Kind
    slug: str
    key: str
    facts: Mapping[str, Scalar]
    command: str
    student: str = ""
    item: str = ""
    look: str = ""


def open_questions(
    course: Course, store: Store, slug: str, students: Iterable[str] = ()
) -> tuple[Question, ...]:
    """Everything that should keep an assignment's grades from being published, worst first.

    ``ungraded``: handed in, but its grade is not there or is of an earlier hand-in. ``broken``: our
    fault, no points stated. ``review``: a person should look. ``alarm``: strong students fail a
    check. ``bars``: what they were measured on changed. ``rules``: today's rubric gives other
    scores. ``late``: the policy on late work is not applied. Of ``students`` only, where some are
    named, and of the assignment. Raises :class:`CourseError` for a policy that is not right.
    """
    loaded = course.load(slug)
    named = set(students)
    stored = store.grades(slug)
    found = [
        *_ungraded(store, loaded, stored),
        *_unsettled(loaded, stored),
        *_alarms(loaded, stored),
        *_bars(loaded),
        *_rules(store, loaded),
        *_late(store, loaded),
    ]
    return tuple(one for one in found if not named or not one.student or one.student in named)


def _ungraded(
    store: Store, loaded: LoadedAssignment, stored: Mapping[str, Stored]
) -> Iterator[Question]:
    slug = loaded.assignment.slug
    rows = store.newest_attempts(slug)
    for found in handed_in(loaded, ()):
        row = rows.get(found.student)
        key = ""
        if row is None or found.student not in stored:
            key = "question-ungraded"
        elif stored[found.student].grade.attempt < row.number or (
            (row.notebook, row.files) != _digests(found)
        ):
            key = "question-newer"
        if key:
            command = f"grade run {slug}{_only(found.student)}"
            yield Question("ungraded", slug, key, {}, command, found.student)


def _digests(found: Found) -> tuple[str, str]:
    try:
        read = submissions.read(found)
    except SubmissionError:
        return "", ""
    return read.digest, read.files_digest


def _unsettled(loaded: LoadedAssignment, stored: Mapping[str, Stored]) -> Iterator[Question]:
    slug = loaded.assignment.slug
    worth = {item.id for item in loaded.assignment.checks if item.points > 0}
    for student, one in stored.items():
        grade = one.grade
        given = overrides_of(grade.adjustments)
        if grade.state == "broken" and None not in given and worth - given.keys():
            problem = grade.problem
            key, facts = (problem.key, problem.facts) if problem else ("run-lost", {})
            command = f"grade run {slug}{_only(student)}"
            yield Question("broken", slug, key, facts, command, student)
        for reason in open_reasons(grade):
            lines = [line for line in grade.lines if line.verdict.review == reason]
            lines = [line for line in lines if line.item not in given]
            facts = lines[0].verdict.facts if lines else {}
            item = lines[0].item if lines else ""
            command = f"grade review {slug} --accept {_quoted(student)}"
            if lines and lines[0].verdict.key == PENDING:
                command = f'grade override {_quoted(student)} {slug} {item} POINTS --why "..."'
            look = _explain(slug, student, item) if item else ""
            yield Question("review", slug, reason, facts, command, student, item, look)


def _alarms(loaded: LoadedAssignment, stored: Mapping[str, Stored]) -> Iterator[Question]:
    slug = loaded.assignment.slug
    for one in alarms([each.grade for each in stored.values()]):
        facts: dict[str, Scalar] = {
            "item": one.item,
            "failed": one.failed,
            "strong": one.strong,
            "students": ", ".join(printable(name) for name in one.students[:_NAMED]),
            "more": max(0, len(one.students) - _NAMED),
        }
        yield Question(
            "alarm",
            slug,
            f"question-alarm-{one.kind}",
            facts,
            f"grade publish {slug} --despite alarm",
            item=one.item,
            look=_explain(slug, one.students[0], one.item) if one.students else "",
        )


def _bars(loaded: LoadedAssignment) -> Iterator[Question]:
    if loaded.adopted:
        return
    slug = loaded.assignment.slug
    for fault in stale(loaded):
        command = f"grade calibrate {slug} && grade regrade {slug}"
        yield Question("bars", slug, "question-bars", {"fault": fault}, command)


def _rules(store: Store, loaded: LoadedAssignment) -> Iterator[Question]:
    """Other code or another rubric is no question as long as every score stays."""
    slug = loaded.assignment.slug
    found = moves(store, loaded)
    up, down = found.moving(1), found.moving(-1)
    if up or down:
        command = f"grade regrade {slug} --diff"
        yield Question("rules", slug, "question-rules", {"up": up, "down": down}, command)


def _late(store: Store, loaded: LoadedAssignment) -> Iterator[Question]:
    slug = loaded.assignment.slug
    for one in late_work(store, loaded).students:
        if one.open:
            facts = {"wanted": plain_number(one.wanted), "taken": plain_number(one.taken)}
            command = f"grade late {slug} --apply"
            yield Question("late", slug, "question-late", facts, command, one.student)


def _explain(slug: str, student: str, item: str) -> str:
    return f"grade explain {_quoted(student)} {item} --assignment {slug}"


def _only(student: str) -> str:
    """The option that names a student."""
    return f" --student {_quoted(student)}"


def _quoted(student: str) -> str:
    """A name for a shell; names come from students."""
    return shlex.quote(printable(student))
