"""``grade export``: grades for spreadsheets and learning platforms."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from graders.commands.options import course_option, examples, lang_option, roster_option

if TYPE_CHECKING:
    from graders.course.folder import Course
    from graders.model.grade import Grade
    from graders.reports.gradebooks.filling import Filled, Place
    from graders.reports.gradebooks.scores import Leaving, Score
    from graders.reports.sheet import Sheet
    from graders.reports.table import Say

_FORMATS = ("csv", "canvas", "moodle", "blackboard", "gradescope")
_NAMED = 12


@click.command(
    name="export",
    epilog=examples(
        "grade export > grades.csv",
        "grade export regression --lines --output reasons.csv --lang ko",
        "grade export regression --format canvas --into gradebook.csv --output upload.csv",
        "grade export regression --format gradescope --output results/",
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="csv",
    show_default=True,
    help="What it is for; a learning platform takes one ASSIGNMENT.",
)
@click.option("--lines", is_flag=True, help="One row per check, with its reason (csv).")
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The platform's own exported gradebook, to fill in; its other columns stay as they are.",
)
@click.option("--column", default="", metavar="NAME", help="The column of --into to fill.")
@roster_option
@click.option("--with-review", is_flag=True, help="Export points that still need a review.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help="File to write (default: standard output); for gradescope a folder.",
)
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    form: str,
    lines: bool,
    into: Path | None,
    column: str,
    roster: Path | None,
    with_review: bool,
    output: Path | None,
    start: Path,
    lang: str | None,
) -> int:
    """Write the grades, adjustments included. Names that look like formulas are defused.

    For a platform, points that need a review or failed by our fault are left out, and who that is
    is said; --into leaves those cells as they are. Exits 1 where a student has no row in --into.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.chosen import graded, graded_slugs
    from graders.commands.language import language, messages
    from graders.errors import UsageError
    from graders.reports.export_csv import grades_csv, lines_csv
    from graders.reports.gradebooks.filling import fill
    from graders.reports.gradebooks.scores import leaving
    from graders.reports.sheet import read_sheet

    if form != "csv" and len(slugs) != 1:
        raise UsageError(f"--format {form} takes one assignment: a platform's column holds one.")
    if lines and form != "csv":
        raise UsageError("--lines is for --format csv; gradescope has the reasons anyway.")
    if (into or column or roster) and form in {"csv", "gradescope"}:
        raise UsageError("--into, --column and --roster are for canvas, moodle and blackboard.")
    if form == "gradescope" and output is None:
        raise UsageError("--format gradescope writes a file per student; say with --output where.")
    course = find_course(start)
    with Store(course.state, readonly=True) as store:
        grades = graded(store, graded_slugs(store, slugs))
    say = messages(lang).say
    if form == "csv":
        _write(lines_csv(grades, say) if lines else grades_csv(grades, say), output)
        return 0
    gone = leaving(grades, review=with_review)
    if form == "gradescope":
        _gradescope(course, gone.grades, output or Path(), say, korean=language(lang) == "ko")
        _tell(gone, say)
        return 0
    titles = _titles(course, slugs[0])
    known_as = _known_as(read_sheet(roster)) if roster is not None else {}
    if into is None:
        scores = [_as_known(one, known_as, form) for one in gone.scores]
        _write_sheet(_platform(form).made(scores, titles[0]), output)
        _tell(gone, say)
        return 0
    names = {student: tuple(row.values()) for student, row in known_as.items()}
    table = read_sheet(into)
    done = fill(table, _platform(form).place(table, titles, column), gone.scores, names)
    _write_sheet(done.sheet, output)
    _tell_filled(done, gone, say)
    _tell(gone, say)
    return int(bool(done.missing))


class _Platform(Protocol):
    """A learning platform's table: where scores go in its own, and a new one."""

    def place(self, sheet: Sheet, titles: Sequence[str], column: str) -> Place: ...

    def made(self, scores: Sequence[Score], title: str) -> Sheet: ...


def _platform(form: str) -> _Platform:
    from graders.reports.gradebooks import blackboard, canvas, moodle

    known: dict[str, _Platform] = {"canvas": canvas, "moodle": moodle, "blackboard": blackboard}
    return known[form]


def _titles(course: Course, slug: str) -> list[str]:
    """What the assignment may be called over there: its title in either language, its slug."""
    from graders.errors import CourseError, RubricError

    try:
        assignment = course.load(slug).assignment
        return [assignment.title or slug, assignment.title_ko, slug]
    except (CourseError, RubricError):
        return [slug]  # graded once, and not in the course any more


_COLUMNS = {
    "canvas": ("sis login id", "sis user id"),
    "moodle": ("id number", "student_id", "username", "email address"),
    "blackboard": ("username", "user name", "login"),
}


def _known_as(sheet: Sheet) -> dict[str, dict[str, str]]:
    """A roster's rows by student: cells by their columns' names in small letters."""
    from graders.errors import UsageError

    place = sheet.column("student")
    if place is None:
        raise UsageError(f"{sheet.name} has no column `student`, the name of the folder.")
    header = [name.strip().casefold() for name in sheet.header]
    return {
        row[place]: dict(zip(header, row, strict=False)) for row in sheet.rows[1:] if row[place:]
    }


def _as_known(score: Score, known_as: Mapping[str, Mapping[str, str]], form: str) -> Score:
    """A score under the name that the platform's column of students has."""
    import msgspec

    row = known_as.get(score.student, {})
    name = next((row[column] for column in _COLUMNS[form] if row.get(column)), score.student)
    return msgspec.structs.replace(score, student=name)


def _gradescope(
    course: Course, grades: Iterable[Grade], folder: Path, say: Say, *, korean: bool
) -> None:
    from graders.course.names import name_problem
    from graders.files import write_aside
    from graders.reports.gradebooks.gradescope import results

    titles: dict[str, dict[str, str]] = {}
    for grade in grades:
        if grade.assignment not in titles:
            titles[grade.assignment] = _lines_titles(course, grade.assignment, korean=korean)
        if name_problem(grade.student):
            continue
        text = json.dumps(
            results(grade, say, titles[grade.assignment]), ensure_ascii=False, indent=2
        )
        place = folder / grade.student / "results.json"
        write_aside(place, text.encode("utf-8", "backslashreplace"), durable=False)


def _lines_titles(course: Course, slug: str, *, korean: bool) -> dict[str, str]:
    from graders.errors import CourseError, RubricError

    try:
        checks = course.load(slug).assignment.checks
    except (CourseError, RubricError):
        return {}
    return {item.id: (korean and item.title_ko) or item.title for item in checks}


def _write(text: str, output: Path | None) -> None:
    from graders.files import write_aside

    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
            # Whatever the system's encoding is: a file must not lose a student's name.
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text)
    else:
        # A byte order mark: without it, spreadsheets take Korean names for another encoding.
        write_aside(output, b"\xef\xbb\xbf" + text.encode(), durable=False)


def _write_sheet(sheet: Sheet, output: Path | None) -> None:
    """A platform's file, in the encoding that it came in; on a terminal as text."""
    from graders.files import write_aside

    if output is not None:
        write_aside(output, sheet.encoded(), durable=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(sheet.encoded())
    sys.stdout.buffer.flush()


def _tell(gone: Leaving, say: Say) -> None:
    """Who was left out, and why: to the error stream, since the other may be the file."""
    for key, names in (
        ("export-review", gone.review),
        ("export-broken", gone.broken),
        ("export-unreadable", gone.unreadable),
    ):
        if names:
            _names(say, key, names)


def _tell_filled(done: Filled, gone: Leaving, say: Say) -> None:
    from graders.reports.totals import plain_number

    click.echo(say("export-filled", {"rows": done.rows, "column": done.column}), err=True)
    if done.missing:
        _names(say, "export-no-row", done.missing)
    possible = {one.possible for one in gone.scores}
    if done.possible is not None and possible and possible != {done.possible}:
        facts = {"there": plain_number(done.possible), "here": plain_number(max(possible))}
        click.echo(say("export-possible", facts), err=True)


def _names(say: Say, key: str, names: Sequence[str]) -> None:
    from graders.reports.plain import printable

    shown = ", ".join(printable(name) for name in names[:_NAMED])
    more = f" +{len(names) - _NAMED}" if len(names) > _NAMED else ""
    click.echo(say(key, {"count": len(names), "names": shown + more}), err=True)
