"""A cohort's grades, written into nbgrader's gradebook in one transaction.

nbgrader's own calls cost 10 to 20 ms a submission; here an assignment's rows are read once,
compared, and only what differs is written, in bulk, over nbgrader's own mapped classes. What people
wrote (``manual_score``, ``extra_credit``, ``manual_comment``, flags, extensions) is never touched.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graders.course.executed import Speaker
from graders.course.names import student_problem
from graders.gradebook.autograded import (
    Maker,
    OneByOne,
    Written,
    compare_autograded,
    write_autograded,
)
from graders.gradebook.database import writing
from graders.gradebook.rows import Rows
from graders.gradebook.structure import write_structure
from graders.model.grade import Grade

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment


AT_ONCE = 1_000
"""Students that are compared and written together: what is in memory of a cohort."""


@dataclass(frozen=True, slots=True)
class Result:
    """A submission's newest grade. ``received_at`` is ISO 8601 with its time zone, or empty.

    ``notebook`` makes the executed notebook's bytes; it is called only where the grade is new.
    """

    grade: Grade
    received_at: str = ""
    notebook: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Projected:
    """How many submissions were written and how many were as before.

    ``refused`` says of students who cannot be in a gradebook why not.
    """

    written: int
    unchanged: int
    refused: dict[str, str]


def project(loaded: LoadedAssignment, results: Iterable[Result], messages: Speaker) -> Projected:
    """Bring the gradebook and ``autograded/`` up to date with these grades of an assignment.

    Submissions that are not among ``results`` stay as they are. Idempotent. Raises
    :class:`StoreError`, with nothing written, where the gradebook is in use or not writable.
    """
    return project_parts([(loaded, results)], messages)


def project_parts(
    parts: Sequence[tuple[LoadedAssignment, Iterable[Result]]],
    messages: Speaker,
    maker: Maker | None = None,
) -> Projected:
    """:func:`project` for notebooks of one assignment of nbgrader's, in one transaction."""
    if not parts:
        return Projected(0, 0, {})
    making = maker if maker is not None else OneByOne()
    refused: dict[str, str] = {}
    taken = [(loaded, _accepted(results, refused), Written(loaded)) for loaded, results in parts]
    changed: set[str] = set()
    students: set[str] = set()
    with writing(parts[0][0].course.layout) as session:
        structures = [write_structure(session, loaded) for loaded, _, _ in taken]
        rows = Rows(session, structures)
        for (loaded, accepted, written), structure in zip(taken, structures, strict=True):
            while some := list(islice(accepted, AT_ONCE)):
                students.update(result.grade.student for result in some)
                found = compare_autograded(loaded, some, messages, written)
                making.begin([due.make for due in found.whole])
                changed |= rows.grades(loaded, structure, some, written, messages)
                rows.write()
                changed |= write_autograded(loaded, found, messages, written, making)
    # Remembered once the gradebook has it. Where that fails, the next projection writes again.
    with contextlib.suppress(OSError):
        for _, _, written in taken:
            written.keep()
    return Projected(len(changed), len(students - changed), refused)


def register(loaded: LoadedAssignment) -> None:
    """Make the assignment known to nbgrader, as ``nbgrader generate_assignment`` does."""
    with writing(loaded.course.layout) as session:
        write_structure(session, loaded)


def _accepted(results: Iterable[Result], refused: dict[str, str]) -> Iterator[Result]:
    for result in results:
        student = result.grade.student
        if problem := student_problem(student):
            refused[student] = (
                f"The name {problem}, so the gradebook leaves it out. The grade is stored, and in "
                "`grade export`; rename the folder in submitted/ to have it in the gradebook."
            )
        else:
            yield result
