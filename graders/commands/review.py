"""``grade review``: the queue of what needs a person."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples, lang_option, student_option
from graders.commands.who import who_option

if TYPE_CHECKING:
    from graders.course.folder import Course
    from graders.model.grade import Adjustment, Grade
    from graders.model.values import Scalar
    from graders.publishing.questions import Question
    from graders.reports.table import Say


@click.command(
    name="review",
    epilog=examples(
        "grade review",
        "grade review regression --student kim",
        'grade review regression --accept kim --why "Ran it by hand: same answers"',
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@student_option
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="STUDENT",
    help="This grade was looked at and stands; may be given several times.",
)
@click.option("--reopen", multiple=True, metavar="STUDENT", help="Take an acceptance back.")
@click.option("--why", default="", metavar="TEXT", help="The reason, recorded with it.")
@click.option("--json", "as_json", is_flag=True, help="The list for programs.")
@who_option
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    students: tuple[str, ...],
    accepted: tuple[str, ...],
    reopen: tuple[str, ...],
    why: str,
    as_json: bool,
    who: str | None,
    start: Path,
    lang: str | None,
) -> int:
    """List what needs a person, why, and what to do next.

    A review is settled by other points (grade override, or formgrader), or by accepting the grade
    as it stands. An acceptance is about this hand-in and these points: with others, the question
    comes back.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.chosen import graded_slugs, known_students
    from graders.commands.language import messages
    from graders.commands.publish import show_questions
    from graders.commands.who import who_does
    from graders.model.grade import Adjustment
    from graders.publishing.questions import open_questions

    say = messages(lang).say
    course = find_course(start)
    if accepted or reopen:
        if len(slugs) != 1:
            raise click.UsageError("Say which ASSIGNMENT's grade is meant, exactly one.")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        person = who_does(who, course.root)
        one = Adjustment(kind="accept", who=person, at=now, why=why.strip())
        return int(not _settle(course, slugs, accepted, reopen, one, lang=lang))
    with Store(course.state, readonly=True) as store:
        chosen = graded_slugs(store, slugs)
        known_students(store, chosen, students)
        questions = [
            one for slug in chosen for one in open_questions(course, store, slug, students)
        ]
    if as_json:
        click.echo(json.dumps(_listed(questions, say), ensure_ascii=False, indent=2))
        return int(bool(questions))
    if not questions:
        click.echo(say("review-none", {}))
        return 0
    click.echo(say("review-head", {"count": len(questions)}))
    show_questions(questions, say)
    return 1


def _listed(questions: Sequence[Question], say: Say) -> list[dict[str, object]]:
    from graders.reports.table import in_words

    return [
        {
            "kind": one.kind,
            "assignment": one.slug,
            "student": one.student,
            "item": one.item,
            "key": one.key,
            "reason": in_words(one.key, one.facts, say),
            "look": one.look,
            "command": one.command,
        }
        for one in questions
    ]


def _settle(
    course: Course,
    slugs: Sequence[str],
    accepted: Sequence[str],
    reopen: Sequence[str],
    settling: Adjustment,
    *,
    lang: str | None,
) -> bool:
    """Append acceptances, or their withdrawal; whether all of them could be."""
    import msgspec

    from graders.cohort.store import Store
    from graders.commands.chosen import grade_of, graded_slugs
    from graders.commands.language import messages
    from graders.commands.projection import project_grades, read_back
    from graders.reports.totals import accepted_facts

    say = messages(lang).say
    fine = True
    with Store.writer(course.state, f"grade review {slugs[0]}") as store:
        chosen = graded_slugs(store, slugs)
        read_back(course, store, chosen)
        for slug in chosen:
            new: dict[str, list[Adjustment]] = {}
            for student in dict.fromkeys([*accepted, *reopen]):
                grade = grade_of(store, student, slug)
                key, facts = _answer(grade, reopen=student in reopen)
                click.echo(say(key, facts))
                if key not in {"review-accepted", "review-reopened"}:
                    fine = False
                    continue
                about = {} if student in reopen else accepted_facts(grade)
                new[student] = [msgspec.structs.replace(settling, facts=about)]
            store.add_adjustments(slug, new)
        project_grades(course, store, chosen, lang=lang)
    return fine


def _answer(grade: Grade, *, reopen: bool) -> tuple[str, dict[str, Scalar]]:
    """What is said about accepting a grade, or taking that back: a message's key and facts."""
    from graders.checks.by_hand import PENDING
    from graders.reports.plain import printable
    from graders.reports.table import score
    from graders.reports.totals import accepted, open_reasons, overrides_of

    name = shlex.quote(printable(grade.student))
    slug = grade.assignment
    facts: dict[str, Scalar] = {
        "student": printable(grade.student), "slug": slug, "score": score(grade),
    }  # fmt: skip
    if reopen:
        return ("review-reopened" if accepted(grade) else "review-not-accepted"), facts
    command = f'grade override {name} {slug} CHECK POINTS --why "..."'
    if grade.state == "broken":
        return "review-broken", {**facts, "command": command}
    given = overrides_of(grade.adjustments)
    for line in grade.lines:
        if line.verdict.key == PENDING and line.item not in given:
            command = command.replace("CHECK", line.item)
            return "review-by-hand", {**facts, "item": line.item, "command": command}
    return ("review-accepted" if open_reasons(grade) else "review-nothing"), facts
