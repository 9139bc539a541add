"""``grade release``: the students' notebooks, made from the reference."""

from __future__ import annotations

from pathlib import Path

import click

from graders.commands.options import course_option, examples


@click.command(
    name="release",
    epilog=examples(
        "grade release",
        "grade release regression",
        "grade release --lang ko",
        "grade release --check",
        "grade release regression --alone to-colab",
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where assignments/ is stale.")
@click.option(
    "--alone",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write notebooks there that carry their data, for Colab or a mail.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "ko"]),
    default=None,
    help="Only the notebook in this language (default: all that there are texts in).",
)
@course_option
def command(
    slugs: tuple[str, ...], check: bool, alone: Path | None, lang: str | None, start: Path
) -> int:
    """Make assignments/ASSIGNMENT/ (English, and Korean in ko/) from reference/ASSIGNMENT/.

    Students get the notebook without solutions, the public data and the public part of the
    rubric; nothing secret leaves reference/.
    """
    from graders.commands.chosen import known_slugs
    from graders.course.folder import Course
    from graders.course.release import check_released, release, release_alone

    course = Course.find(start)
    if check:
        differences = check_released(course)
        for difference in differences:
            click.echo(difference)
        if differences:
            click.echo("Run `grade release`.", err=True)
        return int(bool(differences))
    for slug in known_slugs(course, slugs):
        made = release_alone(course, slug, alone, lang) if alone else release(course, slug, lang)
        for path in made:
            click.echo(str(path))
    return 0
