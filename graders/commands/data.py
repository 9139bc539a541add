"""``grade data``: the datasets behind the assignments."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples


@click.group(
    name="data",
    epilog=examples("grade data list", "grade data fetch boston --mirror ./originals"),
)
def command() -> None:
    """List the datasets, and fetch originals."""


@command.command(name="list", epilog=examples("grade data list"))
@course_option
def list_datasets(start: Path) -> int:
    """Every dataset of the course: rows, where it is from, and whether it needs fetching."""
    from rich.table import Table
    from rich.text import Text

    from graders.commands.console import console
    from graders.course.datasets import dataset_names, load_dataset

    root = data_root(start)
    table = Table("Name", "Rows", "Target", "Files", "Title", box=None, pad_edge=False)
    for name in dataset_names(root):
        card = load_dataset(root, name).card
        files = "made" if not card.files else ", ".join(_held(file.name) for file in card.files)
        cells = (name, str(card.rows), card.target, files, card.title)
        table.add_row(*(Text(cell) for cell in cells))
    console().print(table)
    return 0


@command.command(
    name="fetch",
    epilog=examples("grade data fetch boston", "grade data fetch mnist --mirror ./originals"),
)
@click.argument("names", nargs=-1, required=True, metavar="DATASET...")
@click.option(
    "--mirror",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Take the files from this folder instead of the internet.",
)
@course_option
def fetch_datasets(names: tuple[str, ...], mirror: Path | None, start: Path) -> int:
    """Download originals, verify their checksums, and keep them in a cache."""
    from graders.course.datasets import load_dataset
    from graders.course.fetch import fetch

    root = data_root(start)
    for name in names:
        for path in fetch(load_dataset(root, name).card, mirror=mirror).values():
            click.echo(str(path))
    return 0


def data_root(start: Path) -> Path:
    """The course whose datasets are meant: the one here, else the one that ships with graders."""
    from graders.commands.content import built_in
    from graders.course.folder import Course
    from graders.errors import CourseError

    try:
        root: Path = Course.find(start).root
    except CourseError:
        return built_in()
    return root


def _held(name: str) -> str:
    from graders.course.fetch import cache_folder

    return f"{name} ({'fetched' if (cache_folder() / name).is_file() else 'not fetched'})"
