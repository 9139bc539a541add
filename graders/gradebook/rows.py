"""A cohort's grades and comments as rows of nbgrader's tables: compared, then written in bulk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nbgrader import api
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from graders.checks.by_hand import UNTOUCHED
from graders.course.executed import Speaker, spoken
from graders.course.outputs import harmless_markdown
from graders.gradebook.scores import Scored, scored
from graders.gradebook.structure import Structure, other_notebooks
from graders.model.grade import Grade

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment
    from graders.gradebook.autograded import Written
    from graders.gradebook.projection import Result

NO_RESPONSE = "No response."
"""What nbgrader says of an answer that was not touched."""

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
            # The table itself: the mapped class would look at every value of every row.
            if rows := self.inserts.get(table):
                session.execute(insert(table.__table__), rows)
            for rows in _alike(self.updates.get(table, [])):
                session.execute(update(table), rows)
        self.inserts.clear()
        self.updates.clear()


class Rows:
    """The rows of one assignment of nbgrader's."""

    def __init__(self, session: Session, structures: Sequence[Structure]) -> None:
        self._session = session
        self._batch = _Batch()
        self._students = set(session.scalars(select(api.Student.id)))
        assignment = structures[0].assignment
        self._submitted = {
            row.student_id: row
            for row in session.execute(
                select(
                    api.SubmittedAssignment.id,
                    api.SubmittedAssignment.student_id,
                    api.SubmittedAssignment.timestamp,
                ).where(api.SubmittedAssignment.assignment_id == assignment)
            )
        }
        self._made: dict[str, str] = {}
        self._stamped: set[str] = set()
        self._others = other_notebooks(session, assignment, [one.notebook for one in structures])

    def grades(
        self,
        loaded: LoadedAssignment,
        structure: Structure,
        results: Sequence[Result],
        written: Written,
        messages: Speaker,
    ) -> set[str]:
        """Note what differs of one notebook's grades; the students for whom anything does.

        Called with a part of a cohort after the other, each written before the next.
        """
        changed: set[str] = set()
        notebooks = self._notebooks(structure, results)
        made = [row.id for row in notebooks.values()]
        grades = self._there(api.Grade, made, structure.checks.values())
        comments = self._there(api.Comment, made, structure.tasks.values())
        for result in results:
            student = result.grade.student
            score = scored(result.grade, structure.checks)
            submission, differs = self._submission(structure, result)
            anew = self._anew(result, written)
            known = notebooks.get(submission)
            if known is None:
                notebook = self._notebook(submission, structure, score.penalty)
                differs = True
            else:
                notebook = known.id
                # A penalty that nbgrader reckoned is its own, where the store knows of none.
                theirs = loaded.adopted and score.penalty is None
                if known.late_submission_penalty != score.penalty and not theirs:
                    self._batch.update(
                        api.SubmittedNotebook, notebook, late_submission_penalty=score.penalty
                    )
                    differs = True
            for item, cell in structure.checks.items():
                place = (notebook, cell)
                differs |= self._grade(place, grades.get(place), score, item, anew=anew)
            said = comments_of(result.grade, list(structure.tasks), messages)
            for task, cell in structure.tasks.items():
                place = (notebook, cell)
                kept = score.given.comments.get(task) or None
                differs |= self._comment(place, comments.get(place), said[task], kept)
            if differs:
                changed.add(student)
        return changed

    def write(self) -> None:
        """Write all that was noted."""
        self._batch.write(self._session)

    def _anew(self, result: Result, written: Written) -> bool:
        """Whether this is another hand-in than the one that the gradebook tells of."""
        before = written.attempt(result.grade.student)
        if before is not None:
            return result.grade.attempt != before
        known = self._submitted.get(result.grade.student)
        stamp = naive_utc(result.received_at)
        return known is not None and stamp is not None and known.timestamp != stamp

    def _submission(self, structure: Structure, result: Result) -> tuple[str, bool]:
        """The submission's row id, and whether its row differs from what is there."""
        student = result.grade.student
        stamp = naive_utc(result.received_at)
        known = self._submitted.get(student)
        if known is not None:
            late = stamp is not None and known.timestamp != stamp and student not in self._stamped
            if late:
                self._stamped.add(student)
                self._batch.update(api.SubmittedAssignment, known.id, timestamp=stamp)
            return str(known.id), late
        if student in self._made:
            return self._made[student], True
        if student not in self._students:
            self._batch.insert(api.Student, id=student)
            self._students.add(student)
        submission = self._made[student] = _new_id()
        self._batch.insert(
            api.SubmittedAssignment,
            id=submission,
            assignment_id=structure.assignment,
            student_id=student,
            timestamp=stamp,
        )
        # nbgrader takes for granted that a submission has rows for every notebook and cell.
        for other in self._others:
            notebook = self._notebook(submission, other, None)
            nothing = Scored(dict.fromkeys(other.checks), frozenset(other.checks))
            for item, cell in other.checks.items():
                self._grade((notebook, cell), None, nothing, item, anew=False)
            for cell in other.tasks.values():
                self._comment((notebook, cell), None, None)
        return submission, True

    def _notebook(self, submission: str, structure: Structure, penalty: float | None) -> str:
        made = _new_id()
        self._batch.insert(
            api.SubmittedNotebook,
            id=made,
            assignment_id=submission,
            notebook_id=structure.notebook,
            flagged=False,
            late_submission_penalty=penalty,
        )
        return made

    def _grade(self, place: _Place, row: Any, score: Scored, item: str, *, anew: bool) -> bool:
        notebook, cell = place
        auto = score.points.get(item)
        review = item in score.review
        if row is None:
            self._batch.insert(
                api.Grade,
                id=_new_id(),
                cell_id=cell,
                notebook_id=notebook,
                auto_score=auto,
                # Of a gradebook that was lost, what people wrote is in the store.
                manual_score=score.given.scores.get(item),
                extra_credit=score.given.extra.get(item) or None,
                needs_manual_grade=review and item not in score.given.scores,
            )
            return True
        if row.manual is not None:
            # A score that a person gave settles the question, until the work is another one.
            review = row.review or anew
        if row.auto == auto and row.review == review:
            return False
        self._batch.update(api.Grade, row.id, auto_score=auto, needs_manual_grade=review)
        return True

    def _comment(self, place: _Place, row: Any, text: str | None, kept: str | None = None) -> bool:
        notebook, cell = place
        if row is None:
            self._batch.insert(
                api.Comment,
                id=_new_id(),
                cell_id=cell,
                notebook_id=notebook,
                auto_comment=text,
                manual_comment=kept,
            )
            return True
        if row.auto == text:
            return False
        self._batch.update(api.Comment, row.id, auto_comment=text)
        return True

    def _notebooks(self, structure: Structure, results: Sequence[Result]) -> dict[str, Any]:
        """Submitted notebooks of one notebook by these students, by submission."""
        known = (self._submitted.get(result.grade.student) for result in results)
        submissions = [row.id for row in known if row is not None]
        if not submissions:
            return {}
        table = api.SubmittedNotebook
        rows = self._session.execute(
            select(table.id, table.assignment_id, table.late_submission_penalty).where(
                table.notebook_id == structure.notebook, table.assignment_id.in_(submissions)
            )
        )
        return {row.assignment_id: row for row in rows}

    def _there(
        self, table: Any, notebooks: Sequence[str], cells: Iterable[str]
    ) -> dict[_Place, Any]:
        """The grades or comments of these cells, by submitted notebook and cell.

        By both columns of the table's own index: with one of them, each part of a cohort would
        look at the whole table.
        """
        if not notebooks:
            return {}
        columns = [table.id, table.notebook_id, table.cell_id]
        if table is api.Grade:
            columns += [
                table.manual_score.label("manual"),
                table.auto_score.label("auto"),
                table.needs_manual_grade.label("review"),
            ]
        else:
            columns += [table.auto_comment.label("auto")]
        rows = self._session.execute(
            select(*columns).where(table.cell_id.in_(list(cells)), table.notebook_id.in_(notebooks))
        )
        return {(row.notebook_id, row.cell_id): row for row in rows}


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
            if remark.key == UNTOUCHED:
                text = NO_RESPONSE
            if text not in said[task]:
                said[task].append(text)
    return {task: "\n\n".join(texts) or None for task, texts in said.items()}


def naive_utc(received_at: str) -> datetime | None:
    """The time in UTC, unmarked, as nbgrader keeps it. Raises ``ValueError`` without a zone."""
    if not received_at:
        return None
    moment = datetime.fromisoformat(received_at)
    if moment.tzinfo is None:
        raise ValueError(f"{received_at} has no time zone")
    return moment.astimezone(UTC).replace(tzinfo=None)


def _ids() -> Iterator[str]:
    """Row ids as nbgrader makes them, 32 hexadecimal digits; many from one look at the system's."""
    while True:
        drawn = os.urandom(16 * 256).hex()
        yield from (drawn[start : start + 32] for start in range(0, len(drawn), 32))


_new_id = _ids().__next__


def _alike(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Updates grouped by the columns that they set, as bulk updates need them."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return groups.values()
