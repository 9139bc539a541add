"""Every student's page of an assignment, on all cores, and only those that changed.

Pages lie in ``<root>/reports/<slug>/students/``, each made aside and moved in whole. What a page
was made from stands in its head; where that is the same, the file is left alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graders.cohort import keys
from graders.cohort.store import Store
from graders.course.layout import reports_folder
from graders.course.names import name_problem
from graders.files import write_aside
from graders.pages.student import Shared, given, made_from_digest, render
from graders.processes import Helpers
from graders.reports.messages import FOLDER
from graders.reports.student_page import TEMPLATES, made_from

if TYPE_CHECKING:
    from graders.course.folder import Course

_FEW = 8
"""Pages that one process makes sooner than several are started."""

_BY_DIGEST = re.compile(r"student-[0-9a-f]{20}", re.IGNORECASE)


class Written(NamedTuple):
    """Pages by student; how many of them were made now; what went wrong, by student."""

    pages: dict[str, Path]
    made: int
    problems: dict[str, str]


def students_folder(course: Course, slug: str) -> Path:
    """Where an assignment's pages lie."""
    return reports_folder(course.root, slug) / "students"


def page_name(student: str) -> str:
    """The file name of a student's page; one by digest where the name makes no file name."""
    plain = not name_problem(f"{student}.html") and "%" not in student
    # A student who is called like another's digest would get that one's page.
    if plain and not _BY_DIGEST.fullmatch(student):
        return f"{student}.html"
    return f"student-{keys.digest('page', student)[:20]}.html"


def write_pages(
    course: Course,
    slug: str,
    out: Path | None = None,
    *,
    lang: str | None = None,
    students: Iterable[str] = (),
    processes: int | None = None,
) -> Written:
    """Make the pages of ``slug``, of ``students`` only where some are named.

    ``out`` is the folder (:func:`students_folder`). Raises :class:`StoreError` where nothing has
    been graded yet or the folder cannot be written. A page that we fail to make is in
    ``problems``; an older one of that student stays.
    """
    folder = out or students_folder(course, slug)
    wanted = set(students)
    shared = Shared(course.load(slug))
    pages = {}
    code = _code()
    stale = {}
    with Store(course.state, readonly=True) as store:
        for row, stored in store.each(slug, wanted or None):
            student = stored.grade.student
            if row is None:
                continue
            pages[student] = folder / page_name(student)
            digest = keys.digest(code, made_from_digest(shared, stored, row, lang))
            if made_from(pages[student]) != digest:
                stale[student] = digest
    tasks = [(student, str(pages[student]), digest) for student, digest in stale.items()]
    workers = min(processes or os.cpu_count() or 1, -(-len(tasks) // _FEW))
    problems: dict[str, str] = {}
    # An adopted course is opened by what stands above this module.
    several = workers > 1 and not shared.loaded.adopted
    if several:
        try:
            problems = _in_processes(course, slug, lang, tasks, workers)
        except (BrokenProcessPool, OSError, NotImplementedError):
            several = False  # one was killed, or the system has no room for one
    if tasks and not several:
        problems = _make(shared, course, lang, tasks)
    return Written(pages, len(tasks) - len(problems), problems)


Task = tuple[str, str, str]
"""Student, file, and what the page is made from."""


def _in_processes(
    course: Course, slug: str, lang: str | None, tasks: Sequence[Task], workers: int
) -> dict[str, str]:
    size = max(1, min(16, len(tasks) // (4 * workers)))
    parts = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    problems: dict[str, str] = {}
    with Helpers(workers) as pool:
        asked = [pool.submit(_make_part, str(course.root), slug, lang, part) for part in parts]
        for one in asked:
            problems |= one.result()
    return problems


def _make_part(root: str, slug: str, lang: str | None, tasks: Sequence[Task]) -> dict[str, str]:
    course, shared = _opened(root, slug)
    return _make(shared, course, lang, tasks)


@cache
def _opened(root: str, slug: str) -> tuple[Course, Shared]:
    from graders.course.folder import Course

    course = Course(Path(root))
    return course, Shared(course.load(slug))


def _make(
    shared: Shared, course: Course, lang: str | None, tasks: Sequence[Task]
) -> dict[str, str]:
    problems = {}
    slug = shared.loaded.assignment.slug
    with Store(course.state, readonly=True) as store:
        known = {
            stored.grade.student: (row, stored)
            for row, stored in store.each(slug, [student for student, _, _ in tasks])
            if row is not None
        }
        for student, file, digest in tasks:
            try:
                row, stored = known[student]
                submission = given(store, stored, row)
                page = render(shared, submission, lang=lang, digest=digest)
                write_aside(Path(file), page, durable=False)
            except Exception as problem:  # noqa: BLE001 - one page's trouble is not the others'
                problems[student] = f"{type(problem).__name__}: {problem}"[:500]
    return problems


@cache
def _code() -> str:
    """The code of pages, their template, their style and their sentences."""
    files = [*FOLDER.rglob("*.ftl"), *TEMPLATES.glob("student.*")]
    texts = {f"{path.parent.name}/{path.name}": path.read_bytes() for path in files}
    return keys.digest(keys.code_digest(("pages", "reports", "course/outputs.py")), texts)
