"""``grade adopt``: what an nbgrader course would be graded by, and what could stand in for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples

if TYPE_CHECKING:
    from graders.adopted.course import AdoptedCourse
    from graders.adopted.proposal import AssignmentPlan, GradedCell

_HOW = {
    "test": "by its test",
    "hidden-test": "by its test, hidden part included",
    "by-hand": "by hand, in formgrader",
    "task": "by hand, in formgrader (a task)",
}


@click.command(
    name="adopt",
    epilog=examples(
        "grade adopt", "grade adopt ps1", "grade adopt ps1 --write", "grade adopt --plugin"
    ),
)
@click.argument("names", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--write", is_flag=True, help="Write a first assignment.toml of each to reference/.")
@click.option(
    "--plugin",
    is_flag=True,
    help="Have nbgrader's Autograde call `grade run`: append that to nbgrader_config.py.",
)
@course_option
def command(*, names: tuple[str, ...], write: bool, plugin: bool, start: Path) -> int:  # fmt: skip
    """Look at a course made for nbgrader: what is graded how, and which checks could do it.

    Runs no submission, and changes nothing unless --write or --plugin say so. `grade run
    ASSIGNMENT` grades such a course as it stands.
    """
    from graders.adopted.proposal import plan

    course = _course(start)
    plans = [plan(course, name) for name in names or course.parts()]
    _show_course(course)
    for one in plans:
        _show(one)
    if write:
        from graders.adopted.draft import write_draft

        for one in plans:
            for notebook in one.notebooks:
                click.echo(f"Draft: {write_draft(course.root, notebook)}")
        click.echo("A draft changes no grade: what it needs to be used is said in its first lines.")
    if plugin:
        from graders.adopted.plugged import plug_in

        written = plug_in(course.folder)
        for path in written:
            click.echo(str(path))
        click.echo(
            "`nbgrader autograde` and formgrader's Autograde button "
            + ("call `grade run` from now on." if written else "call `grade run` already.")
        )
    if not plans:
        click.echo(
            f"There is no assignment yet: {course.layout.source} has no folder with notebooks."
        )
    elif not (write or plugin):
        click.echo(f"Next: grade run {plans[0].name}")
    return int(any(one.refused for one in plans))


def _course(start: Path) -> AdoptedCourse:
    from graders.adopted.course import AdoptedCourse, find_course
    from graders.errors import CourseError

    course = find_course(start)
    if not isinstance(course, AdoptedCourse):
        raise CourseError(
            f"{course.root} is a course of ours already (it has a course.toml): nothing to adopt. "
            "Go to the folder with the nbgrader_config.py."
        )
    return course


def _show_course(course: AdoptedCourse) -> None:
    layout = course.layout
    click.echo(f"{course.root}: a course made for nbgrader")
    click.echo(f"  submissions  {layout.submitted}")
    click.echo(f"  gradebook    {_without_password(layout.db_url)}")
    for setting in layout.unheard:
        click.echo(f"  not followed {setting}")


def _without_password(address: str) -> str:
    """A database's address as it may be shown.

    >>> _without_password("postgresql://me:hush@host/grades")
    'postgresql://me:***@host/grades'
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(address).render_as_string(hide_password=True)
    except ArgumentError:
        return address


def _show(one: AssignmentPlan) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from graders.commands.console import console
    from graders.reports.plain import printable
    from graders.reports.totals import plain_number

    for notebook in one.notebooks:
        cells = notebook.cells
        seconds = f"{notebook.limits.cell_seconds:g} s of CPU a cell"
        files = ", ".join(notebook.files) or "none"
        click.echo(
            f"\n{printable(notebook.slug)}: {plain_number(notebook.points)} points, "
            f"{len(cells)} graded cells, {seconds}; files beside it: {printable(files)}"
        )
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("Cell", overflow="fold")
        table.add_column("Points", justify="right", no_wrap=True)
        table.add_column("Graded")
        offered = any(cell.offers for cell in cells)
        if offered:
            table.add_column("Could be", ratio=1)
        for cell in cells:
            row = [printable(cell.id), plain_number(cell.points), _HOW[cell.how]]
            row += [_offered(cell)] if offered else []
            table.add_row(*(Text(text) for text in row))
        console().print(table)
    for problem in one.refused:
        click.echo(f"\nNot gradable: {printable(problem)}")


def _offered(cell: GradedCell) -> str:
    return "\n".join(f"{offer.check}: {offer.why}." for offer in cell.offers)
