"""``grade regrade``: today's rubric on yesterday's evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples, lang_option, student_option

if TYPE_CHECKING:
    from rich.table import Table

    from graders.course.folder import Course
    from graders.publishing.moved import LineMove, Move, Moves
    from graders.reports.table import Say


@click.command(
    name="regrade",
    epilog=examples(
        "grade regrade", "grade regrade regression --student kim", "grade regrade regression --diff"
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@student_option
@click.option("--diff", is_flag=True, help="Say whose grade would move, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --diff: the moves for programs.")
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    students: tuple[str, ...],
    diff: bool,
    as_json: bool,
    start: Path,
    lang: str | None,
) -> int:
    """Judge stored results again, after a change of rubric, calibration or checks.

    Runs no notebook and reads no submission: a thousand take seconds. Earlier grades are kept.
    """
    from graders.adopted.course import find_course
    from graders.cohort.regrading import regrade
    from graders.cohort.store import Store
    from graders.commands.chosen import graded, graded_slugs, known_students
    from graders.commands.console import show_cohort
    from graders.commands.language import messages
    from graders.commands.projection import project_grades
    from graders.commands.run import show_logs

    say = messages(lang).say
    course = find_course(start)
    if diff:
        return _diff(course, slugs, students, say, as_json=as_json)
    if as_json:
        raise click.UsageError("--json goes with --diff.")
    with Store.writer(course.state, " ".join(["grade regrade", *slugs])) as store:
        chosen = graded_slugs(store, slugs)
        known_students(store, chosen, students)
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


def _diff(
    course: Course, slugs: Sequence[str], students: Sequence[str], say: Say, *, as_json: bool
) -> int:
    from graders.cohort.store import Store
    from graders.commands.chosen import graded_slugs, known_students
    from graders.publishing.moved import moves, moves_json

    with Store(course.state, readonly=True) as store:
        chosen = graded_slugs(store, slugs)
        known_students(store, chosen, students)
        found = [moves(store, course.load(slug), students) for slug in chosen]
    if as_json:
        click.echo(json.dumps([moves_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            _show(one, say)
    return int(any(one.unread for one in found))


def _show(found: Moves, say: Say) -> None:
    from graders.commands.console import console
    from graders.reports.plain import printable

    if found.moves:
        facts = {"up": found.moving(1), "down": found.moving(-1), "other": found.moving(0)}
        click.echo(say("moved-head", {"slug": found.slug, "same": found.same, **facts}))
        console().print(_table(found, say))
        click.echo(say("moved-then", {"slug": found.slug}))
    else:
        click.echo(say("moved-none", {"slug": found.slug, "same": found.same}))
    if found.unread:
        names = ", ".join(printable(name) for name in found.unread)
        click.echo(say("moved-unread", {"students": names}))


def _table(found: Moves, say: Say) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from graders.reports.plain import printable

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("table-student", {}), overflow="fold")
    table.add_column(say("moved-score", {}), justify="right", no_wrap=True)
    table.add_column(say("moved-published", {}))
    table.add_column(say("moved-line", {}))
    table.add_column(say("moved-points", {}), justify="right", no_wrap=True)
    table.add_column(say("moved-reason", {}), ratio=1)
    for move in found.moves:
        first = [printable(move.before.student), _scores(move), _published(move, say)]
        for line in move.lines or (None,):
            rest = ["", "", ""] if line is None else _line(line, say)
            table.add_row(*(Text(cell) for cell in (*first, *rest)))
            first = ["", "", ""]
    return table


def _scores(move: Move) -> str:
    from graders.reports.totals import number_or_dash, total

    before, after = number_or_dash(total(move.before)), number_or_dash(total(move.after))
    if before == after:
        return before
    mark = "▲" if move.difference > 0 else "▼" if move.difference < 0 else ""
    return f"{before} → {after} {mark}".strip()


def _published(move: Move, say: Say) -> str:
    from graders.reports.totals import number_or_dash

    if not move.is_published:
        return say("moved-no", {})
    return say("moved-yes", {"score": number_or_dash(move.published)})


def _line(line: LineMove, say: Say) -> list[str]:
    from graders.reports.table import line_text
    from graders.reports.totals import number_or_dash

    before = number_or_dash(line.before.points if line.before else None)
    after = number_or_dash(line.after.points if line.after else None)
    name = say("moved-held", {"item": line.item}) if line.held else line.item
    reason = line_text(line.after, say) if line.after else say("moved-gone", {})
    return [name, before if before == after else f"{before} → {after}", reason]
