"""``grade new``: the files of a new assignment, check or dataset, as a worked example."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples


@click.group(
    name="new",
    epilog=examples(
        "grade new assignment rain-forecast",
        "grade new dataset rain",
        "grade new check few-parameters --assignment rain-forecast",
    ),
)
def command() -> None:
    """Lay down the files of a new assignment, check or dataset: a worked example that passes."""


@command.command(name="assignment", epilog=examples("grade new assignment rain-forecast"))
@click.argument("name")
@click.option("--dataset", default="", help="Use this dataset (default: a new one of that name).")
@course_option
def assignment(name: str, dataset: str, start: Path) -> int:
    """Make reference/NAME: notebook, rubric, Korean texts, right and wrong solutions."""
    from graders.course.folder import Course
    from graders.course.scaffold import new_assignment

    _show(new_assignment(Course.find(start), name, dataset))
    click.echo(
        f"Next: grade calibrate {name} && grade verify {name} --quick && grade release {name}"
    )
    return 0


@command.command(name="dataset", epilog=examples("grade new dataset rain"))
@click.argument("name")
@course_option
def dataset(name: str, start: Path) -> int:
    """Make datasets/NAME: a card, and a seeded generator of rows."""
    from graders.course.folder import Course
    from graders.course.scaffold import new_dataset

    _show(new_dataset(Course.find(start), name))
    click.echo(f'Next: dataset = "{name}" in an assignment.toml')
    return 0


@command.command(
    name="check", epilog=examples("grade new check few-parameters --assignment rain-forecast")
)
@click.argument("name")
@click.option("--assignment", "slug", required=True, metavar="NAME", help="Whose check it is.")
@course_option
def check(name: str, slug: str, start: Path) -> int:
    """Make a check of an assignment's own: checks.py, its rubric line, its cell."""
    from graders.course.folder import Course
    from graders.course.scaffold import new_check

    _show(new_check(Course.find(start), name, slug))
    click.echo(f"Next: grade verify {slug} --quick && grade release {slug}")
    return 0


def _show(paths: list[Path]) -> None:
    for path in paths:
        click.echo(str(path))
