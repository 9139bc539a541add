"""``grade mutate``: wrong solutions made by machine, to find the holes in a rubric."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from graders.commands.options import (
    backend_option,
    course_option,
    examples,
    lang_option,
    unsafe_option,
)

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment
    from graders.model.values import Scalar
    from graders.mutation.equivalents import Equivalent
    from graders.mutation.fates import Report
    from graders.mutation.mutants import Mutant
    from graders.proof.prove import SharedRunner
    from graders.reports.table import Say

JOBS = 2


@click.command(
    name="mutate",
    epilog=examples(
        "grade mutate regression",
        "grade mutate regression --list --operators loss-changed,units-changed",
        "grade mutate binary --variants --limit 100",
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--operators", metavar="NAME,…", default="", help="Only mutants that these operators make."
)
@click.option("--variants", is_flag=True, help="Also mutants of the solutions in right/.")
@click.option("--list", "only_list", is_flag=True, help="Show the mutants, and run nothing.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=None, help="Only a random sample of so many."
)
@click.option("--seed", default=0, show_default=True, help="Which sample --limit takes.")
@click.option("--fresh", is_flag=True, help="Forget what earlier runs showed.")
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what became of each mutant to this file.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 512), default=JOBS, show_default=True, help="Runs at a time."
)
@backend_option
@unsafe_option
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    operators: str,
    variants: bool,
    only_list: bool,
    limit: int | None,
    seed: int,
    fresh: bool,
    json_file: Path | None,
    jobs: int,
    backend: str | None,
    unsafe: bool,
    start: Path,
    lang: str | None,
) -> int:
    """Put one mistake at a time into a right solution, run it in a box, and grade it.

    What gets full marks is a hole in the rubric, or right after all: then it belongs into
    `reference/<assignment>/equivalent.toml`, with the reason why.

    Exits 1 where a mutant survives that is not there, where one that is there loses points or is
    made no more, and 2 for a file or an operator that is not right. Interrupted, it goes on where
    it stopped.
    """
    import msgspec

    from graders.commands.chosen import known_slugs
    from graders.commands.language import messages
    from graders.course.folder import Course
    from graders.files import write_aside
    from graders.proof.prove import SharedRunner
    from graders.running.backends import choose
    from graders.running.runner import Runner

    say = messages(lang).say
    course = Course.find(start)
    names = [name.strip() for name in operators.split(",") if name.strip()]
    # Every file is read before anything runs: a bad one is told at once.
    ready = [
        _ready(course.load(slug), names, limit, seed, variants=variants, say=say)
        for slug in known_slugs(course, slugs)
    ]
    if only_list:
        for one in ready:
            _show(one)
        return int(any(one.stale for one in ready))
    reports: list[Report] = []
    with SharedRunner(lambda: Runner(choose(backend, unsafe=unsafe), jobs=jobs)) as shared:
        for one in ready:
            reports.append(_try(one, shared, jobs, fresh=fresh, say=say))
            _tell(reports[-1], say)
    if json_file is not None:
        data = msgspec.json.format(msgspec.json.encode(reports), indent=1) + b"\n"
        write_aside(json_file, data, durable=False)
        json_file.chmod(0o644)
    return int(any(one.findings or one.stale for one in reports))


class _Ready(NamedTuple):
    """An assignment, the mutants to try, and its list of equivalent ones."""

    loaded: LoadedAssignment
    mutants: tuple[Mutant, ...]
    equivalents: dict[str, Equivalent]
    stale: tuple[str, ...]
    sampled: bool


def _ready(
    loaded: LoadedAssignment,
    operators: Sequence[str],
    limit: int | None,
    seed: int,
    *,
    variants: bool,
    say: Say,
) -> _Ready:
    from graders.mutation.equivalents import read_equivalents, stale
    from graders.mutation.mutants import REFERENCE, chosen, make_mutants

    slug = loaded.assignment.slug
    equivalents = read_equivalents(loaded.folder)
    # All of them are made, which is quick: only so can an entry be known to be stale.
    made = make_mutants(loaded, variants=True)
    asked = [one for one in made.mutants if variants or one.origin == REFERENCE]
    mutants = chosen(asked, operators, limit, seed)
    for cell in made.unread:
        click.echo(say("mutate-unread", {"slug": slug, "cell": cell}))
    count = len({one.operator for one in asked})
    click.echo(say("mutate-made", {"slug": slug, "count": len(asked), "operators": count}))
    if len(mutants) < len(asked):
        facts: dict[str, Scalar] = {"slug": slug, "count": len(mutants), "all": len(asked)}
        click.echo(say("mutate-chosen", facts))
    gone = tuple(stale(equivalents, [one.key for one in made.mutants]))
    for mutant in gone:
        click.echo(say("mutate-stale", {"slug": slug, "mutant": mutant}))
    return _Ready(loaded, mutants, equivalents, gone, len(mutants) < len(asked))


def _show(ready: _Ready) -> None:
    """Each mutant's name, its mistake, and what it changes."""
    for one in ready.mutants:
        known = ready.equivalents.get(one.key)
        click.echo(f"\n{one.key}: {one.what}")
        if known is not None:
            click.echo(f"  = {known.why}")
        click.echo("    " + "\n    ".join(one.diff().splitlines()))


def _try(ready: _Ready, shared: SharedRunner, jobs: int, *, fresh: bool, say: Say) -> Report:
    from graders.mutation.fates import Report, scores
    from graders.mutation.told import line
    from graders.mutation.trial import try_mutants

    loaded = ready.loaded
    fates = []
    for fate in try_mutants(
        loaded,
        ready.mutants,
        ready.equivalents,
        shared,
        jobs,
        state=loaded.course.state,
        fresh=fresh,
    ):
        fates.append(fate)
        click.echo(f"{len(fates)}/{len(ready.mutants)}  {line(fate, say)}")
    return Report(
        slug=loaded.assignment.slug,
        fates=tuple(fates),
        scores=scores(fates, [item.id for item in loaded.assignment.checks]),
        stale=ready.stale,
        sampled=ready.sampled,
    )


def _tell(report: Report, say: Say) -> None:
    from graders.commands.console import console
    from graders.mutation.equivalents import entry
    from graders.mutation.told import check_table, finding, operator_table, percent

    out = console()
    out.print(operator_table(report.scores, say))
    out.print(check_table(report.scores, say))
    for fate in report.findings:
        click.echo(finding(report.slug, fate, say))
    survivors = [fate for fate in report.findings if fate.kind == "survived"]
    if survivors:
        click.echo(say("mutate-look", {"slug": report.slug}))
        for fate in survivors:
            click.echo("\n" + entry(fate.mutant, fate.what))
    elif not report.findings:
        click.echo(say("mutate-none", {}))
    total = report.scores.total
    facts: dict[str, Scalar] = {
        "slug": report.slug,
        "tried": total.tried,
        "killed": total.killed,
        "crashed": total.crashed,
        "equivalent": total.equivalent,
        "survived": total.survived,
        "score": percent(total),
    }
    click.echo(say("mutate-summary", facts))
