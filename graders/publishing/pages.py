"""The page that a student is given. Who publishes moves it into ``feedback/``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graders.pages.writing import write_pages

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment


def make_pages(loaded: LoadedAssignment, students: Sequence[str]) -> dict[str, Path]:
    """These students' pages, in each student's language; those that could not be made are left out.

    Raises :class:`StoreError` where no page can be written at all.
    """
    written = write_pages(loaded.course, loaded.assignment.slug, students=students)
    return {
        student: page for student, page in written.pages.items() if student not in written.problems
    }
