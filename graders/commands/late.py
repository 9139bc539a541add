"""``grade late``: what late work costs, shown before it is applied."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples, lang_option, student_option

if TYPE_CHECKING:
    from rich.table import Table

    from graders.model.values import Scalar
    from graders.publishing.late import Lateness, LateWork
    from graders.reports.table import Say


@click.command(
    name="late",
    epilog=examples("grade late regression", "grade late regression --apply"),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@student_option
@click.option("--apply", "applied", is_flag=True, help="Append the adjustments.")
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    students: tuple[str, ...],
    applied: bool,
    start: Path,
    lang: str | None,
) -> int:
    """Hold hand-ins against the due date, by [late] and [extensions] in course.toml.

    Times are those of timestamp.txt, which nbgrader writes; nothing is taken without one. Applying
    twice changes nothing, and an extension given afterwards gives points back.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.chosen import graded_slugs, known_students
    from graders.commands.language import messages
    from graders.commands.projection import project_grades, read_back
    from graders.publishing.late import late_adjustments, late_work

    say = messages(lang).say
    course = find_course(start)
    if not applied:
        with Store(course.state, readonly=True) as store:
            chosen = graded_slugs(store, slugs)
            known_students(store, chosen, students)
            for slug in chosen:
                work = late_work(store, course.load(slug))
                _show(slug, work, students, say)
                if any(one.open for one in _of(work, students)):
                    click.echo(say("late-preview", {"slug": slug}))
        return 0
    with Store.writer(course.state, " ".join(["grade late", *slugs])) as store:
        chosen = graded_slugs(store, slugs)
        known_students(store, chosen, students)
        # Points that were typed in formgrader decide what there is to take.
        read_back(course, store, chosen)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        changed = []
        for slug in chosen:
            work = late_work(store, course.load(slug))
            new = late_adjustments(work, now, students)
            _show(slug, work, students, say)
            store.add_adjustments(slug, new)
            if new:
                changed.append(slug)
                click.echo(say("late-applied", {"count": len(new)}))
        project_grades(course, store, changed, lang=lang)
    return 0


def _of(work: LateWork, students: tuple[str, ...]) -> list[Lateness]:
    return [one for one in work.students if not students or one.student in students]


def _show(slug: str, work: LateWork, students: tuple[str, ...], say: Say) -> None:
    from graders.commands.console import console
    from graders.reports.moments import said
    from graders.reports.plain import printable

    for stranger in work.strangers:
        facts = {"student": printable(stranger), "slug": slug}
        click.echo(say("late-stranger", facts), err=True)
    if work.due is None:
        click.echo(say("late-no-due", {"slug": slug}))
        return
    if work.rule is None:
        click.echo(say("late-no-rule", {"slug": slug, "due": said(work.due)}))
        return
    ones = _of(work, students)
    late = sum(one.units > 0 for one in ones)
    untimed = sum(one.received is None for one in ones)
    about: dict[str, Scalar] = {"late": late, "untimed": untimed}
    click.echo(say("late-head", {"slug": slug, "due": said(work.due), **about}))
    shown = [one for one in ones if one.units or one.open or one.taken or one.extended]
    if shown:
        console().print(_table(shown, say))
    if not any(one.open for one in ones):
        click.echo(say("late-nothing", {}))


def _table(ones: list[Lateness], say: Say) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from graders.reports.moments import said
    from graders.reports.plain import printable
    from graders.reports.totals import plain_number

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("table-student", {}), overflow="fold")
    for name in ("received", "late"):
        table.add_column(say(f"late-column-{name}", {}))
    for name in ("score", "wanted", "change"):
        table.add_column(say(f"late-column-{name}", {}), justify="right", no_wrap=True)
    for one in ones:
        zone = one.due.tzinfo
        received = said(one.received.astimezone(zone)) if one.received else say("late-untimed", {})
        late = say("late-units", {"unit": one.unit, "units": one.units}) if one.units else ""
        if one.extended:
            late = ", ".join(filter(None, [late, say("late-extended", {})]))
        change = one.taken - one.wanted
        table.add_row(
            Text(printable(one.student)),
            Text(received),
            Text(late),
            Text("" if one.score is None else plain_number(one.score)),
            Text(plain_number(one.wanted)),
            Text(("+" if change > 0 else "") + plain_number(change) if change else ""),
        )
    return table
