"""``grade guide``: a page for instructors per assignment, made from its sources."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples


@click.command(
    name="guide", epilog=examples("grade guide", "grade guide regression", "grade guide --check")
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a page is stale.")
@course_option
def command(slugs: tuple[str, ...], check: bool, start: Path) -> int:
    """Make reference/ASSIGNMENT/README.md: lesson, rubric, misconceptions, calibration, time.

    The page tells the bars, so it stays with the solutions: students do not get it.
    """
    from graders.commands.chosen import known_slugs
    from graders.course.folder import Course
    from graders.proof.assignment_page import PLOT, README, assignment_page
    from graders.reports.assignment_page import calibration_plot, page

    course = Course.find(start)
    stale = []
    for slug in known_slugs(course, slugs):
        loaded = course.load(slug)
        facts = assignment_page(loaded)
        plot = PLOT if facts.bands else ""
        text = page(loaded.assignment, facts, plot)
        path = loaded.folder / README
        if check:
            if not path.is_file() or path.read_text("utf-8") != text:
                stale.append(path)
            continue
        path.write_text(text, encoding="utf-8")
        click.echo(str(path))
        if plot:
            calibration_plot(facts.bands, loaded.folder / plot)
    for path in stale:
        click.echo(f"{path} is stale.")
    if stale:
        click.echo("Run `grade guide`.", err=True)
    return int(bool(stale))
