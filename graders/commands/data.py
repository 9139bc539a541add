"""``grade data``: the datasets behind the assignments."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples


@click.group(
    name="data",
    epilog=examples(
        "grade data list",
        "grade data fetch boston --mirror ./originals",
        "grade data draw iris-twin --secret secret.txt --output fresh",
    ),
)
def command() -> None:
    """List the datasets, fetch originals, and draw fresh hidden rows."""


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


@command.command(
    name="draw",
    epilog=examples(
        "grade data draw iris-twin --secret secret.txt --output fresh",
        "grade data draw boston-twin --secret .graders/secret --test 500 --output exam",
    ),
)
@click.argument("name", metavar="DATASET")
@click.option(
    "--secret",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="A file with at least 16 characters that nobody else knows.",
)
@click.option(
    "--train",
    type=click.IntRange(1, 1_000_000),
    default=None,
    help="Training rows (default: as many as the card says, or what is left of an original).",
)
@click.option(
    "--test",
    type=click.IntRange(1, 1_000_000),
    default=300,
    show_default=True,
    help="Hidden rows.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder to write to (default: the current one).",
)
@click.option(
    "--mirror",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Take an original's file from this folder instead of the internet.",
)
@course_option
def draw_rows(
    *,
    name: str,
    secret: Path,
    train: int | None,
    test: int,
    output: Path,
    mirror: Path | None,
    start: Path,
) -> int:
    """Draw fresh hidden rows: train.csv, test.csv without the target, and targets.csv with it.

    The same secret gives the same rows again, on every machine. Training rows are the public
    ones. Keep the secret and targets.csv to yourself.
    """
    from graders.course.datasets import load_dataset
    from graders.course.drawing import drawn_files, read_secret, write_files
    from graders.course.fetch import fetch

    dataset = load_dataset(data_root(start), name)
    key = read_secret(secret)
    original = dataset.card.kind != "twin"
    if original and dataset.has_rows:
        fetch(dataset.card, mirror=mirror)
    left = dataset.card.rows - (2 * test if original else 0)
    files = drawn_files(dataset, key, train or max(1, left), test)
    for path in write_files(output, files):
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
