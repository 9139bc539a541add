"""``grade init``: a course folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import click

from graders.commands.options import examples

BARS = ("calibration.json", "calibration.svg", "evidence.msgpack.xz", "README.md")
"""What was measured on the built-in course's hidden rows."""

IGNORED = """\
# Made by `grade init`. What is secret, private or made by a command.
.graders/
submitted/
autograded/
feedback/
reports/
source/
release/
gradebook.db
.ipynb_checkpoints/
__pycache__/
"""


@click.command(
    name="init",
    epilog=examples(
        "grade init my-course",
        "grade init my-course --assignment regression --assignment binary",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--assignment",
    "slugs",
    multiple=True,
    metavar="NAME",
    help="Copy this assignment of the built-in course; may be given several times (default: all).",
)
@click.option("--empty", is_flag=True, help="Copy no assignment.")
@click.option("--title", default="", help="The course's title.")
def command(*, folder: Path, slugs: tuple[str, ...], empty: bool, title: str) -> int:
    """Make a course folder: course.toml, a secret of its own, settings for nbgrader, assignments.

    Files that are there already stay as they are.
    """
    for path in make_course(folder, [] if empty else slugs or None, title=title):
        click.echo(str(path))
    click.echo(f"Next: cd {folder} && grade doctor && grade calibrate && grade release")
    return 0


def make_course(
    folder: Path, slugs: Sequence[str] | None, *, title: str = "", public: bool = False
) -> list[Path]:
    """Make a course in ``folder`` with these built-in assignments (None: all); the paths made.

    The course gets a secret, so hidden rows of its own, and its bars have to be measured on
    them. A ``public`` one, for demonstrations, has the built-in course's rows and bars.

    Raises :class:`CourseError` for an unknown assignment, or where the folder cannot be written.
    """
    from graders.commands.content import built_in
    from graders.course.folder import Course
    from graders.errors import CourseError
    from graders.files import make_folder
    from graders.gradebook import nbgrader_config

    source = Course(built_in())
    chosen = list(source.slugs() if slugs is None else dict.fromkeys(slugs))
    for slug in chosen:
        source.load(slug)  # raises for an unknown one before anything is written
    try:
        folder.mkdir(parents=True, exist_ok=True)
        key = source.settings.public_secret if public else ""
        settings = _settings(title or folder.resolve().name, chosen, key)
        made = _new(folder / "course.toml", settings)
        course = Course(folder)
        make_folder(course.state)
        if not public and not (course.state / "secret").exists():
            made.append(course.make_secret())
        made += _new(folder / ".gitignore", IGNORED)
        made += _new(folder / "nbgrader_config.py", nbgrader_config(course))
        for slug in chosen:
            left_out = () if public else BARS
            made += _copy(source.root / "reference" / slug, folder / "reference" / slug, left_out)
            dataset = source.load(slug).dataset
            # The original's card goes along, for `original = true` and notebooks that ask for it.
            for name in filter(None, (dataset.name, dataset.card.twin_of)):
                made += _copy(source.root / "datasets" / name, folder / "datasets" / name)
        (folder / "submitted").mkdir(exist_ok=True)
    except OSError as problem:
        raise CourseError(f"{problem.filename} cannot be written: {problem.strerror}.") from None
    return made


def _settings(title: str, slugs: Sequence[str], key: str) -> str:
    # A JSON string is a TOML string, and a list of them a TOML list.
    lines = [
        "# This folder is a course: `grade` finds it by this file.",
        f"title = {json.dumps(title, ensure_ascii=False)}",
        f"assignments = {json.dumps(list(slugs))}",
    ]
    if key:
        lines += [
            "",
            "# PUBLIC: everybody can draw this course's hidden rows. For demonstrations only.",
            f"public_secret = {json.dumps(key)}",
        ]
    return "\n".join(lines) + "\n"


def _new(path: Path, text: str) -> list[Path]:
    if path.exists():
        return []
    path.write_text(text, encoding="utf-8")
    return [path]


def _copy(source: Path, target: Path, left_out: Sequence[str] = ()) -> list[Path]:
    if target.exists():
        return []
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*", *left_out))
    return [target]
