"""Due dates and extensions that nbgrader's gradebook keeps, for who sets them in formgrader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from nbgrader import api
from sqlalchemy import select

from graders.gradebook.database import reading

if TYPE_CHECKING:
    from graders.course.layout import Layout


def kept_deadlines(layout: Layout, name: str) -> tuple[datetime | None, dict[str, timedelta]]:
    """An assignment's due date (nbgrader keeps UTC), and extensions by student.

    Raises :class:`StoreError` for a gradebook that cannot be read.
    """
    with reading(layout) as session:
        if session is None:
            return None, {}
        due = session.scalar(select(api.Assignment.duedate).where(api.Assignment.name == name))
        given = session.execute(
            select(api.SubmittedAssignment.student_id, api.SubmittedAssignment.extension)
            .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
            .where(api.Assignment.name == name, api.SubmittedAssignment.extension.is_not(None))
        )
        extensions = {row.student_id: row.extension for row in given}
    return due.replace(tzinfo=UTC) if due is not None else None, extensions
