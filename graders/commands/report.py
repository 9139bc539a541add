"""``grade report``: the instructor's page of a cohort."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples, lang_option


@click.command(
    name="report",
    epilog=examples("grade report regression", "grade report regression binary --lang ko"),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@course_option
@lang_option
def command(*, slugs: tuple[str, ...], start: Path, lang: str | None) -> int:
    """Write reports/ASSIGNMENT/index.html: what to do now, scores, mistakes, checks, students.

    One file that needs no server and loads nothing. It names students: it is for instructors.
    Without an ASSIGNMENT, a page for each of which something was graded.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.language import messages
    from graders.commands.run import known_slugs
    from graders.dashboard.page import folder_of, write_dashboard

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
        out = folder_of(course, slug)
        path, count = write_dashboard(course, slug, out, lang=words.lang)
        size = round(path.stat().st_size / 1000)
        click.echo(words.say("report-written", {"path": str(path), "count": count, "size": size}))
    return 0
