"""``grade override``: a person's points in place of a line's, appended and never overwritten."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples, lang_option
from graders.commands.who import who_option

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment
    from graders.model.grade import Adjustment, Grade
    from graders.model.values import Scalar


class Points(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.2
    """Points from 0 on, exactly as they were typed."""

    name = "points"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """The number. Fails for anything else."""
        try:
            points = Decimal(str(value).strip())
        except InvalidOperation:
            self.fail(f"{value!r} is no number.", param, ctx)
        if not points.is_finite() or points < 0:
            self.fail(f"{value!r} should be a number from 0 on.", param, ctx)
        return points


@click.command(
    name="override",
    epilog=examples(
        'grade override kim regression output-head 3 --why "Right, by another way"',
        'grade override kim regression output-head --undo --why "Meant for another student"',
    ),
)
@click.argument("student")
@click.argument("slug", metavar="ASSIGNMENT")
@click.argument("item", metavar="CHECK")
@click.argument("points", type=Points(), required=False)
@click.option("--why", required=True, metavar="TEXT", help="The reason; the student reads it.")
@click.option("--undo", is_flag=True, help="Go back to the automatic points.")
@who_option
@course_option
@lang_option
def command(
    *,
    student: str,
    slug: str,
    item: str,
    points: Decimal | None,
    why: str,
    undo: bool,
    who: str | None,
    start: Path,
    lang: str | None,
) -> int:
    """Give a line of a student's grade other points.

    Nothing is overwritten: an adjustment is appended, with who, when and why, and undoing appends
    another. The student's page shows both the automatic grade and the adjustments.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.chosen import grade_of, graded_slugs
    from graders.commands.language import messages
    from graders.commands.projection import project_grades, read_back
    from graders.commands.who import who_does
    from graders.errors import CourseError
    from graders.model.grade import Adjustment
    from graders.reports.plain import printable
    from graders.reports.totals import overrides_of

    if undo == (points is not None):
        raise click.UsageError("Give the POINTS, or --undo to go back to the automatic ones.")
    if not why.strip():
        raise click.UsageError("--why is empty: say why, the student will read it.")
    say = messages(lang).say
    course = find_course(start)
    person = who_does(who, course.root)
    with Store.writer(course.state, f"grade override {printable(student)} {slug}") as store:
        (slug,) = _one(graded_slugs(store, [slug]))
        loaded = course.load(slug)
        read_back(course, store, [slug])
        grade = grade_of(store, student, slug)
        before, possible = _line(loaded, grade, item)
        held = overrides_of(grade.adjustments).get(item)
        _refuse(grade, item, held, points, possible, undo=undo)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        one = Adjustment(
            kind="override",
            who=person,
            at=now,
            why=why.strip(),
            item=item,
            points=points,
            facts={"attempt": grade.attempt},
        )
        store.add_adjustments(slug, {student: [one]})
        project_grades(course, store, [slug], lang=lang)
        after = grade_of(store, student, slug)
        published = store.publications(slug).get(student, ())
    said: dict[str, Scalar] = {
        "student": printable(student),
        "slug": slug,
        "item": item,
        "before": _number(held.points if held else before),
        "after": _number(before if undo else points),
        "possible": _number(possible),
        **_score(after),
    }
    click.echo(say("override-undone" if undo else "override-done", said))
    if published:
        say_published(student, slug, published[-1].score, lang)
    if not undo and after.state == "broken":
        missing = [line.id for line in loaded.assignment.checks if line.points > 0]
        given = overrides_of(after.adjustments)
        if lacking := [name for name in missing if name not in given]:
            raise CourseError(f"Recorded. Without points so far: {', '.join(lacking)}.")
    return 0


def say_published(student: str, slug: str, score: Decimal | None, lang: str | None) -> None:
    """That the student was told another score, and how to tell the new one."""
    import shlex

    from graders.commands.language import messages
    from graders.reports.plain import printable

    facts = {
        "student": printable(student),
        "name": shlex.quote(printable(student)),
        "slug": slug,
        "published": _number(score),
    }
    click.echo(messages(lang).say("changed-published", facts))


def _one(slugs: list[str]) -> list[str]:
    from graders.errors import CourseError

    if len(slugs) > 1:
        raise CourseError(f"Say which notebook is meant: {', '.join(slugs)}.")
    return slugs


def _line(loaded: LoadedAssignment, grade: Grade, item: str) -> tuple[Decimal | None, Decimal]:
    """A line's automatic points and the most it is worth."""
    from graders.errors import CourseError
    from graders.reports.plain import printable

    for line in grade.lines:
        if line.item == item:
            return line.points, line.possible
    for one in loaded.assignment.checks:
        if one.id == item and grade.state == "broken":
            return None, one.points
    there = ", ".join(line.item for line in grade.lines) or ", ".join(
        one.id for one in loaded.assignment.checks
    )
    raise CourseError(f"{printable(item)}: no such line in this grade (there: {there}).")


def _refuse(
    grade: Grade,
    item: str,
    held: Adjustment | None,
    points: Decimal | None,
    possible: Decimal,
    *,
    undo: bool,
) -> None:
    from graders.errors import CourseError
    from graders.gradebook.scores import FORMGRADER
    from graders.reports.plain import printable

    if held is not None and held.who == FORMGRADER:
        raise CourseError(
            f"{printable(grade.student)}: formgrader holds a score for {item} "
            f"({_number(held.points)}), which nbgrader counts before anything else. Change or "
            "clear it there."
        )
    if undo and held is None:
        raise CourseError(
            f"{printable(grade.student)}: {item} has its automatic points; nothing is to be undone."
        )
    if points is not None and points > possible:
        raise CourseError(
            f"{item} is worth at most {_number(possible)}; {_number(points)} is more. Extra credit "
            "is given in formgrader."
        )


def _score(grade: Grade) -> dict[str, Scalar]:
    from graders.reports.table import score

    return {"score": score(grade)}


def _number(points: Decimal | None) -> str:
    from graders.reports.totals import plain_number

    return "–" if points is None else plain_number(points)  # noqa: RUF001 - a dash, as in print
