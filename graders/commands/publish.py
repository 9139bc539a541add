"""``grade publish``: results and feedback go out to students."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples, lang_option, student_option
from graders.commands.who import who_option

if TYPE_CHECKING:
    from graders.cohort.store import Store
    from graders.course.folder import Course
    from graders.model.values import Scalar
    from graders.publishing.questions import Question
    from graders.publishing.release import Release
    from graders.reports.table import Say

KINDS = ("ungraded", "broken", "review", "alarm", "bars", "rules", "late")
"""What may stop, as ``graders.publishing.questions`` names it: help imports nothing."""
_SHOWN = 12


@click.command(
    name="publish",
    epilog=examples(
        "grade publish regression --dry-run",
        "grade publish regression",
        "grade publish regression --despite review --exchange",
    ),
)
@click.argument("slugs", nargs=-1, required=True, metavar="ASSIGNMENT...")
@student_option
@click.option(
    "--despite",
    type=click.Choice(KINDS),
    multiple=True,
    help="Publish although questions of this kind are open; may be given several times.",
)
@click.option("--anyway", is_flag=True, help="Publish whatever is open.")
@click.option("--exchange", is_flag=True, help="Release through nbgrader's exchange as well.")
@click.option("--again", is_flag=True, help="Write unchanged pages again, too.")
@click.option("--dry-run", is_flag=True, help="Say what would be published, and write nothing.")
@who_option
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    students: tuple[str, ...],
    despite: tuple[str, ...],
    anyway: bool,
    exchange: bool,
    again: bool,
    dry_run: bool,
    who: str | None,
    start: Path,
    lang: str | None,
) -> int:
    """Release results and feedback: a page for each student in feedback/STUDENT/ASSIGNMENT/.

    Running is not publishing. It stops where a grade is for review, strong students fail a check,
    or something else is open, and says what settles it. What went out is kept: publishing again
    writes only what changed, and names it.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.chosen import graded_slugs, known_students
    from graders.commands.language import messages
    from graders.commands.projection import project_grades
    from graders.commands.who import who_does
    from graders.publishing.questions import open_questions
    from graders.publishing.release import publish, releases

    say = messages(lang).say
    course = find_course(start)
    person = who_does(who, course.root)
    stopped = False
    with (
        Store(course.state, readonly=True)
        if dry_run
        else Store.writer(course.state, " ".join(["grade publish", *slugs]))
    ) as store:
        chosen = graded_slugs(store, slugs)
        known_students(store, chosen, students)
        if not dry_run:
            project_grades(course, store, chosen, lang=lang)
        going: dict[str, list[str]] = {}
        for slug in chosen:
            loaded = course.load(slug)
            questions = open_questions(course, store, slug, students)
            kinds = list(dict.fromkeys(one.kind for one in questions))
            left = [one for one in questions if not anyway and one.kind not in despite]
            if left:
                stopped = True
                _say_stopped(slug, left, [*despite], say)
                if not dry_run:
                    continue
            planned = releases(store, loaded, students, everyone=again)
            if dry_run:
                show_releases(slug, planned, say)
                click.echo(say("publish-would", {}))
                continue
            if kinds:
                names = ", ".join(say("question-kind", {"kind": kind}) for kind in kinds)
                click.echo(say("publish-in-spite", {"slug": slug, "kinds": names}), err=True)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            done = publish(store, loaded, planned, at=now, who=person, despite=kinds)
            show_releases(slug, done, say)
            going.setdefault(loaded.name, []).append(slug)
        if going:
            click.echo(say("publish-lies", {"folder": str(course.layout.feedback)}))
        if exchange:
            _to_exchange(course, store, going, say)
    return int(stopped)


def show_releases(slug: str, done: Sequence[Release], say: Say) -> None:
    """Who is given what: what is new shortly, what changed and what is withheld by name."""
    from graders.reports.plain import printable
    from graders.reports.totals import number_or_dash, plain_number

    if not done:
        click.echo(say("publish-nobody", {"slug": slug}))
        return
    count = Counter(one.how for one in done)
    kinds = ("new", "changed", "same", "withheld")
    click.echo(say("publish-counts", {"slug": slug, **{kind: count[kind] for kind in kinds}}))
    for one in done:
        if one.how == "same":
            continue
        facts: dict[str, Scalar] = {
            "student": printable(one.student),
            "now": number_or_dash(one.now),
            "before": number_or_dash(one.before),
            "possible": plain_number(one.possible) if one.possible is not None else "",
            "why": say(one.why, {}) if one.why else "",
        }
        key = f"publish-{one.how}"
        if one.how == "changed" and one.before == one.now:
            key = "publish-same-score"
        click.echo(f"  {say(key, facts)}")


def show_questions(questions: Sequence[Question], say: Say, *, most: int | None = None) -> None:
    """Each question in words, and the command that settles it; by kind, at most ``most`` of each.

    Who asks is a student's name, so it is made harmless here.
    """
    from graders.reports.plain import printable
    from graders.reports.table import in_words

    by_kind: dict[str, list[Question]] = {}
    for one in questions:
        by_kind.setdefault(one.kind, []).append(one)
    for kind, ones in by_kind.items():
        click.echo(f"\n{say('question-kind', {'kind': kind})}")
        for one in ones[:most]:
            reason = in_words(one.key, one.facts, say)
            if one.item and one.kind == "review":
                reason = say("question-item", {"item": one.item, "reason": reason})
            who = printable(one.student) if one.student else one.slug
            click.echo(f"  {who}: {reason}")
            if one.look:
                click.echo(f"    {say('question-look', {'command': one.look})}")
            click.echo(f"    {say('question-then', {'command': one.command})}")
        if most is not None and len(ones) > most:
            click.echo(f"  {say('question-more', {'count': len(ones) - most})}")


def _say_stopped(slug: str, left: Sequence[Question], despite: list[str], say: Say) -> None:
    click.echo(say("publish-stopped", {"slug": slug, "count": len(left)}))
    show_questions(left, say, most=_SHOWN)
    kinds = dict.fromkeys([*despite, *(one.kind for one in left)])
    options = " ".join(f"--despite {kind}" for kind in kinds)
    click.echo("\n" + say("publish-despite", {"slug": shlex.quote(slug), "options": options}))


def _to_exchange(course: Course, store: Store, going: dict[str, list[str]], say: Say) -> None:
    from graders.publishing.release import release_to_exchange
    from graders.reports.plain import printable

    for slugs in going.values():
        loaded = course.load(slugs[0])
        students = {
            student: any(student in store.publications(slug) for slug in slugs)
            for slug in slugs
            for student in store.grades(slug)
        }
        unreached = release_to_exchange(loaded, students)
        click.echo(say("publish-exchange", {}))
        if unreached:
            names = ", ".join(printable(name) for name in unreached)
            click.echo(say("publish-unreached", {"students": names}))
