"""``grade regrade``: today's rubric on yesterday's evidence."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples, lang_option, student_option


@click.command(
    name="regrade",
    epilog=examples("grade regrade", "grade regrade regression --student kim"),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@student_option
@course_option
@lang_option
def command(
    *, slugs: tuple[str, ...], students: tuple[str, ...], start: Path, lang: str | None
) -> int:
    """Judge stored results again, after a change of rubric, calibration or checks.

    Runs no notebook and reads no submission: a thousand take seconds. Earlier grades are kept.
    """
    from graders.adopted.course import find_course
    from graders.cohort.regrading import regrade
    from graders.cohort.store import Store
    from graders.commands.console import show_cohort
    from graders.commands.language import messages
    from graders.commands.projection import project_grades
    from graders.commands.run import graded, graded_slugs, show_logs

    say = messages(lang).say
    course = find_course(start)
    with Store.writer(course.state, " ".join(["grade regrade", *slugs])) as store:
        chosen = graded_slugs(store, slugs)
        result = regrade(course, chosen, store=store, students=students)
        project_grades(course, store, chosen)
        grades = graded(store, chosen, {(g.student, g.assignment) for g in result.grades})
    show_cohort(grades, say)
    facts = {"changed": result.how["judged"], "same": result.how["kept"]}
    click.echo(say("regraded", facts))
    if result.how["unread"]:
        again = " ".join(["grade run", *chosen])
        click.echo(say("regrade-unread", {"count": result.how["unread"], "command": again}))
    show_logs(result.logs, say)
    broken = any(grade.state == "broken" for grade in grades)
    return int(broken or result.how["unread"] > 0)
