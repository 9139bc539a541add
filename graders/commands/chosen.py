"""Which assignments and which students a command is about, by the names that it was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graders.errors import CourseError
from graders.reports.plain import printable

if TYPE_CHECKING:
    from graders.cohort.store import Store
    from graders.course.folder import Course
    from graders.model.grade import Grade


def known_slugs(course: Course, wanted: Sequence[str]) -> list[str]:
    """The assignments named, each once; all of the course where none is named.

    Raises :class:`CourseError` for one that the course does not have.
    """
    parts = course.parts()
    known = [slug for slugs in parts.values() for slug in slugs]
    chosen: list[str] = []
    for slug in wanted:
        if slug not in known and slug not in parts:
            raise CourseError(
                f"{printable(slug)}: no such assignment in {course.root}. "
                f"There are: {', '.join(parts) or 'none'}."
            )
        chosen += parts.get(slug, [slug])
    return list(dict.fromkeys(chosen)) or known


def graded_slugs(store: Store, wanted: Sequence[str]) -> list[str]:
    """The assignments named, else all of which something was graded.

    Raises :class:`CourseError` for one of which nothing was.
    """
    known = store.slugs()
    chosen: list[str] = []
    for slug in wanted:
        # An assignment of nbgrader's stands for all of its notebooks.
        found = [one for one in known if one == slug or one.startswith(f"{slug}/")]
        chosen += found
        if not found:
            raise CourseError(
                f"{printable(slug)}: nothing of it was graded yet. "
                f"There is: {', '.join(known) or 'nothing'}. `grade run` grades what is handed in."
            )
    return list(dict.fromkeys(chosen)) or known


def known_students(store: Store, slugs: Sequence[str], students: Sequence[str]) -> None:
    """Raise :class:`CourseError` for a student who has no grade in any of these assignments."""
    there = {one.grade.student for slug in slugs for _, one in store.each(slug, students)}
    for student in students:
        if student not in there:
            raise unknown(student, slugs)


def grade_of(store: Store, student: str, slug: str) -> Grade:
    """The student's newest grade. Raises :class:`CourseError` where there is none."""
    stored = store.newest(student, slug)
    if stored is None:
        raise unknown(student, [slug])
    return stored.grade


def unknown(student: str, slugs: Sequence[str]) -> CourseError:
    """What to say of a student of whom nothing was graded."""
    return CourseError(
        f"{printable(student)}: nothing of this student was graded in {', '.join(slugs)}. "
        "Check the spelling; names are folder names."
    )


def graded(
    store: Store, slugs: Sequence[str], only: set[tuple[str, str]] | None = None
) -> list[Grade]:
    """Stored grades with their adjustments; of ``only`` these pairs of student and assignment."""
    return [
        stored.grade
        for slug in slugs
        for _, stored in store.each(
            slug, None if only is None else [student for student, of in only if of == slug]
        )
    ]
