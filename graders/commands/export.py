"""``grade export``: grades for spreadsheets and learning platforms."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from graders.commands.options import course_option, examples, lang_option


@click.command(
    name="export",
    epilog=examples(
        "grade export > grades.csv",
        "grade export regression --lines --output reasons.csv --lang ko",
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--lines", is_flag=True, help="One row per check, with its reason.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write (default: standard output).",
)
@course_option
@lang_option
def command(
    *, slugs: tuple[str, ...], lines: bool, output: Path | None, start: Path, lang: str | None
) -> int:
    """Write the grades as CSV, adjustments included. Names that look like formulas are defused."""
    from graders.adopted.course import find_course
    from graders.cohort.store import Store, write_aside
    from graders.commands.language import messages
    from graders.commands.run import graded, graded_slugs
    from graders.reports.export_csv import grades_csv, lines_csv

    course = find_course(start)
    with Store(course.state, readonly=True) as store:
        grades = graded(store, graded_slugs(store, slugs))
    say = messages(lang).say
    text = lines_csv(grades, say) if lines else grades_csv(grades, say)
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
            # Whatever the system's encoding is: a file must not lose a student's name.
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text)
    else:
        # A byte order mark: without it, spreadsheets take Korean names for another encoding.
        write_aside(output, b"\xef\xbb\xbf" + text.encode(), durable=False)
    return 0
