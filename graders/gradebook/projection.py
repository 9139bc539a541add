"""A cohort's grades, written into nbgrader's gradebook in one transaction.

nbgrader's own calls cost 10 to 20 ms a submission; here an assignment's rows are read once,
compared, and only what differs is written, in bulk, over nbgrader's own mapped classes. What people
wrote (``manual_score``, ``extra_credit``, ``manual_comment``, flags, extensions) is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nbformat.notebooknode import NotebookNode
from nbgrader import api
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from graders.course.executed import Speaker, spoken
from graders.course.names import student_problem
from graders.course.outputs import harmless_markdown
from graders.gradebook.autograded import write_autograded
from graders.gradebook.database import writing
from graders.gradebook.scores import Scored, scored
from graders.gradebook.structure import Structure, write_structure
from graders.model.grade import Grade

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment


@dataclass(frozen=True, slots=True)
class Result:
    """A submission's newest grade. ``received_at`` is ISO 8601 with its time zone, or empty.

    ``notebook`` makes the executed notebook; it is called only where the grade is new.
    """

    grade: Grade
    received_at: str = ""
    notebook: Callable[[], NotebookNode] | None = None


@dataclass(frozen=True, slots=True)
class Projected:
    """How many submissions were written and how many were as before.

    ``refused`` says of students who cannot be in a gradebook why not.
    """

    written: int
    unchanged: int
    refused: dict[str, str]


_Place = tuple[str, str]
"""A submitted notebook and a cell: what a grade or a comment belongs to."""


@dataclass
class _Batch:
    """Rows to insert and to update, by table."""

    inserts: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)
    updates: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)

    def insert(self, table: Any, **values: Any) -> None:
        self.inserts.setdefault(table, []).append(values)

    def update(self, table: Any, row: str, **values: Any) -> None:
        self.updates.setdefault(table, []).append({"id": row, **values})

    def write(self, session: Session) -> None:
        # Parents first: the keys are ours, so no row has to be read back in between.
        for table in (
            api.Student,
            api.SubmittedAssignment,
            api.SubmittedNotebook,
            api.Grade,
            api.Comment,
        ):
            if rows := self.inserts.get(table):
                session.execute(insert(table), rows)
            for rows in _alike(self.updates.get(table, [])):
                session.execute(update(table), rows)


def project(loaded: LoadedAssignment, results: Iterable[Result], messages: Speaker) -> Projected:
    """Bring ``gradebook.db`` and ``autograded/`` up to date with these grades of an assignment.

    Submissions that are not among ``results`` stay as they are. Idempotent. Raises
    :class:`StoreError`, with nothing written, where the gradebook is in use or not writable.
    """
    accepted, refused = _accepted(results)
    root = loaded.course.root
    with writing(root) as session:
        structure = write_structure(session, loaded)
        changed = _write_grades(session, structure, accepted, messages)
        changed |= write_autograded(loaded, accepted, messages)
    return Projected(len(changed), len(accepted) - len(changed), refused)


def register(loaded: LoadedAssignment) -> None:
    """Make the assignment known to nbgrader, as ``nbgrader generate_assignment`` does."""
    with writing(loaded.course.root) as session:
        write_structure(session, loaded)


def _accepted(results: Iterable[Result]) -> tuple[list[Result], dict[str, str]]:
    accepted, refused = [], {}
    for result in results:
        student = result.grade.student
        if problem := student_problem(student):
            refused[student] = (
                f"The name {problem}, so the gradebook leaves it out. The grade is stored, and in "
                "`grade export`; rename the folder in submitted/ to have it in the gradebook."
            )
        else:
            accepted.append(result)
    return accepted, refused


def _write_grades(
    session: Session, structure: Structure, results: Sequence[Result], messages: Speaker
) -> set[str]:
    """Write what differs; the students for whom anything did."""
    batch = _Batch()
    changed: set[str] = set()
    students = set(session.scalars(select(api.Student.id)))
    submitted = _submitted(session, structure)
    grades = _rows(session, structure, api.Grade, api.Grade.manual_score)
    comments = _rows(session, structure, api.Comment, api.Comment.manual_comment)
    for result in results:
        grade = result.grade
        known = submitted.get(grade.student)
        if grade.student not in students:
            batch.insert(api.Student, id=grade.student)
            students.add(grade.student)
        score = scored(grade, structure.checks)
        notebook, differs = _submission(batch, structure, result, score, known)
        for item, cell in structure.checks.items():
            place = (notebook, cell)
            differs |= _grade(batch, place, grades.get(place), score, item)
        said = comments_of(grade, list(structure.tasks), messages)
        for task, cell in structure.tasks.items():
            place = (notebook, cell)
            differs |= _comment(batch, place, comments.get(place), said[task])
        if differs:
            changed.add(grade.student)
    batch.write(session)
    return changed


def _submission(
    batch: _Batch, structure: Structure, result: Result, score: Scored, known: Any
) -> tuple[str, bool]:
    """The submitted notebook's row id, and whether its rows differ from what is there."""
    stamp = _naive_utc(result.received_at)
    if known is None:
        submission, notebook = api.new_uuid(), api.new_uuid()
        batch.insert(
            api.SubmittedAssignment,
            id=submission,
            assignment_id=structure.assignment,
            student_id=result.grade.student,
            timestamp=stamp,
        )
        batch.insert(
            api.SubmittedNotebook,
            id=notebook,
            assignment_id=submission,
            notebook_id=structure.notebook,
            flagged=False,
            late_submission_penalty=score.penalty,
        )
        return notebook, True
    differs = False
    if stamp is not None and known.timestamp != stamp:
        batch.update(api.SubmittedAssignment, known.submission, timestamp=stamp)
        differs = True
    if known.notebook is None:
        notebook = api.new_uuid()
        batch.insert(
            api.SubmittedNotebook,
            id=notebook,
            assignment_id=known.submission,
            notebook_id=structure.notebook,
            flagged=False,
            late_submission_penalty=score.penalty,
        )
        return notebook, True
    if known.penalty != score.penalty:
        batch.update(api.SubmittedNotebook, known.notebook, late_submission_penalty=score.penalty)
        differs = True
    return known.notebook, differs


def _grade(batch: _Batch, place: _Place, row: Any, score: Scored, item: str) -> bool:
    notebook, cell = place
    auto = score.points.get(item)
    if row is None:
        batch.insert(
            api.Grade,
            id=api.new_uuid(),
            cell_id=cell,
            notebook_id=notebook,
            auto_score=auto,
            needs_manual_grade=item in score.review,
        )
        return True
    # A score that a person gave settles the question.
    review = item in score.review and row.manual is None
    if row.auto == auto and row.review == review:
        return False
    batch.update(api.Grade, row.id, auto_score=auto, needs_manual_grade=review)
    return True


def _comment(batch: _Batch, place: _Place, row: Any, text: str | None) -> bool:
    notebook, cell = place
    if row is None:
        batch.insert(
            api.Comment, id=api.new_uuid(), cell_id=cell, notebook_id=notebook, auto_comment=text
        )
        return True
    if row.auto == text:
        return False
    batch.update(api.Comment, row.id, auto_comment=text)
    return True


def comments_of(grade: Grade, tasks: Sequence[str], messages: Speaker) -> dict[str, str | None]:
    """Remarks as comments on the task that they are about; on the first where on none.

    nbgrader shows comments as Markdown in its pages, so what comes from students is defused.
    """
    said: dict[str, list[str]] = {task: [] for task in tasks}
    remarks = [grade.problem] if grade.problem is not None else []
    remarks += grade.remarks
    for remark in remarks:
        task = remark.cell if remark.cell in said else next(iter(tasks), None)
        if task is not None:
            text = harmless_markdown(spoken(remark, messages)).replace("\n", " ")
            if text not in said[task]:
                said[task].append(text)
    return {task: "\n\n".join(texts) or None for task, texts in said.items()}


def _submitted(session: Session, structure: Structure) -> dict[str, Any]:
    rows = session.execute(
        select(
            api.SubmittedAssignment.student_id.label("student"),
            api.SubmittedAssignment.id.label("submission"),
            api.SubmittedAssignment.timestamp.label("timestamp"),
            api.SubmittedNotebook.id.label("notebook"),
            api.SubmittedNotebook.late_submission_penalty.label("penalty"),
        )
        .outerjoin(
            api.SubmittedNotebook,
            (api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            & (api.SubmittedNotebook.notebook_id == structure.notebook),
        )
        .where(api.SubmittedAssignment.assignment_id == structure.assignment)
    )
    return {row.student: row for row in rows}


def _rows(session: Session, structure: Structure, table: Any, manual: Any) -> dict[Any, Any]:
    """The rows of grades or comments of this notebook, by submitted notebook and cell."""
    columns = [table.id, table.notebook_id, table.cell_id, manual.label("manual")]
    if table is api.Grade:
        columns += [table.auto_score.label("auto"), table.needs_manual_grade.label("review")]
    else:
        columns += [table.auto_comment.label("auto")]
    rows = session.execute(
        select(*columns)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.id == table.notebook_id)
        .where(api.SubmittedNotebook.notebook_id == structure.notebook)
    )
    return {(row.notebook_id, row.cell_id): row for row in rows}


def _alike(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Updates grouped by the columns that they set, as bulk updates need them."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return groups.values()


def _naive_utc(received_at: str) -> datetime | None:
    """The time in UTC, unmarked, as nbgrader keeps it. Raises ``ValueError`` without a zone."""
    if not received_at:
        return None
    moment = datetime.fromisoformat(received_at)
    if moment.tzinfo is None:
        raise ValueError(f"{received_at} has no time zone")
    return moment.astimezone(UTC).replace(tzinfo=None)
