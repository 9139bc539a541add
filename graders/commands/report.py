"""``grade report``: the instructor's page of a cohort."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples, jobs_option, lang_option
from graders.reports.plain import printable

if TYPE_CHECKING:
    from graders.course.folder import Course


@click.command(
    name="report",
    epilog=examples("grade report regression", "grade report regression binary --lang ko"),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@jobs_option
@course_option
@lang_option
def command(*, slugs: tuple[str, ...], jobs: int | None, start: Path, lang: str | None) -> int:
    """Write reports/ASSIGNMENT/index.html: what to do now, scores, mistakes, checks, students.

    It needs no server and loads nothing, and leads to a page of each student, in students/.
    It names students: it is for instructors. Pages that have not changed stay as they are.
    Without an ASSIGNMENT, a page for each of which something was graded.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.chosen import known_slugs
    from graders.commands.language import messages

    course = find_course(start)
    words = messages(lang)
    if slugs:
        chosen = known_slugs(course, slugs)
    elif (course.state / "store.sqlite").is_file():
        with Store(course.state, readonly=True) as store:
            chosen = store.slugs()
    else:
        chosen = []
    if not chosen:
        click.echo(words.say("report-none"))
    for slug in chosen:
        path, count = write_report(course, slug, lang, jobs)
        size = round(path.stat().st_size / 1000)
        click.echo(words.say("report-written", {"path": str(path), "count": count, "size": size}))
    return 0


def write_report(
    course: Course, slug: str, lang: str | None = None, jobs: int | None = None
) -> tuple[Path, int]:
    """Write the students' pages and the cohort's; the latter's path, and how many are on it."""
    from graders.commands.language import language
    from graders.dashboard.page import write_dashboard

    pages = _students_pages(course, slug, lang, jobs)
    return write_dashboard(course, slug, lang=language(lang), pages=pages)


def _students_pages(
    course: Course, slug: str, lang: str | None, jobs: int | None
) -> dict[str, str]:
    """Make the students' pages; their files' names, of those that are there."""
    from graders.errors import CourseError, RubricError, StoreError
    from graders.pages.writing import write_pages

    try:
        written = write_pages(course, slug, lang=lang, processes=jobs)
    except (CourseError, RubricError, StoreError) as fault:
        # An assignment that was taken away, or nothing graded: the cohort's page stands alone.
        click.echo(f"grade: {fault}", err=True)
        return {}
    for student, problem in written.problems.items():
        click.echo(f"grade: {printable(student)}: {printable(problem)}", err=True)
    return {student: path.name for student, path in written.pages.items() if path.is_file()}
