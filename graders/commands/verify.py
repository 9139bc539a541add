"""``grade verify``: the proof that an assignment grades as it should."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import (
    backend_option,
    cores,
    course_option,
    examples,
    jobs_option,
    lang_option,
    unsafe_option,
)

if TYPE_CHECKING:
    from graders.course.folder import Course
    from graders.model.proof import AssignmentProof, Proof, Result
    from graders.model.values import Scalar
    from graders.proof.prove import Prepared, SharedRunner
    from graders.reports.table import Say

RIGHT_SEEDS = 10
WRONG_SEEDS = 3
FIGURES = Path("benchmarks/results/verify.json")
"""Where a course keeps the figures that later ones are held against."""
BUDGET_SECONDS = 300.0
"""What the full matrix of an assignment may take on two cores."""

_file = click.Path(path_type=Path, dir_okay=False)


@click.command(
    name="verify",
    epilog=examples(
        "grade verify --quick",
        "grade verify regression --html proof.html --junit verify.xml",
        "grade verify --shard 1/4",
        "grade verify --record regression",
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--quick", is_flag=True, help="One seed, and recorded evidence where nothing changed."
)
@click.option("--record", is_flag=True, help="One seed, and write the evidence that --quick reads.")
@click.option(
    "--right-seeds",
    type=click.IntRange(1, 1000),
    default=RIGHT_SEEDS,
    help=f"Seeds for each right solution (default: {RIGHT_SEEDS}).",
)
@click.option(
    "--wrong-seeds",
    type=click.IntRange(1, 1000),
    default=WRONG_SEEDS,
    help=f"Seeds for each wrong solution (default: {WRONG_SEEDS}).",
)
@click.option("--shard", metavar="I/N", default="1/1", help="Only this part of the runs.")
@click.option("--fresh", is_flag=True, help="Forget what earlier runs showed.")
@click.option(
    "--against",
    type=_file,
    help=f"Figures to be held against (default: {FIGURES} in the course, where it is there).",
)
@click.option("--json", "json_file", type=_file, help="Write the figures to this file.")
@click.option("--html", "html_file", type=_file, help="Write the figures as a page to this file.")
@click.option(
    "--junit", "junit_file", type=_file, help="Write the findings as JUnit XML to this file."
)
@jobs_option
@backend_option
@unsafe_option
@course_option
@lang_option
def command(
    *,
    slugs: tuple[str, ...],
    quick: bool,
    record: bool,
    right_seeds: int,
    wrong_seeds: int,
    shard: str,
    fresh: bool,
    against: Path | None,
    json_file: Path | None,
    html_file: Path | None,
    junit_file: Path | None,
    jobs: int | None,
    backend: str | None,
    unsafe: bool,
    start: Path,
    lang: str | None,
) -> int:
    """Run what is right and what is wrong about each assignment, in a box, and judge it.

    The reference and the variants in `right/` must get full marks under every seed, the unsolved
    notebook at most 10 %, and each variant in `wrong/` must lose points on the lines of its
    header, for the reason that stands there. Then says how often each check was wrong.

    Exits 1 where that does not hold or a figure is worse than the committed one, 2 for a variant
    that is not as it should be. Interrupted, it goes on where it stopped.
    """
    from graders.commands.chosen import known_slugs
    from graders.commands.language import messages
    from graders.course.folder import Course
    from graders.files import write_aside
    from graders.proof.figures import stated_error
    from graders.proof.missing import missing
    from graders.proof.prove import SharedRunner, Wanted, encode, prepare, whole_proof
    from graders.proof.solutions import shard_of
    from graders.reports.junit import junit
    from graders.reports.proof_page import proof_page
    from graders.reports.proof_table import cases
    from graders.running.backends import choose
    from graders.running.runner import Runner

    words = messages(lang)
    say = words.say
    course = Course.find(start)
    before = _before(course, against)
    wanted = Wanted(
        right_seeds=1 if quick or record else right_seeds,
        wrong_seeds=1 if quick or record else wrong_seeds,
        shard=shard_of(shard),
        recorded=quick and not record,
        fresh=fresh,
        jobs=jobs or cores(),
    )
    if record and wanted.shard != (1, 1):
        raise click.UsageError("--record writes all evidence of an assignment, so not a --shard.")
    # Every file is read before anything runs: a bad one is told at once.
    prepared = [prepare(course, slug, wanted) for slug in known_slugs(course, slugs)]
    proofs: list[AssignmentProof] = []
    results: list[Result] = []
    with SharedRunner(lambda: Runner(choose(backend, unsafe=unsafe), jobs=wanted.jobs)) as shared:
        for one in prepared:
            figures, found = _prove(one, shared, say, record=record)
            proofs.append(figures)
            results += found
    proof = whole_proof(proofs, wanted)
    faults = _judge(proof, before, say)
    _show(proof, faults, say)
    for one in prepared:
        for lack in missing(one.trials.judging.loaded):
            click.echo(say(lack.key, lack.facts))
    written: list[tuple[Path | None, Callable[[], bytes]]] = [
        (json_file, lambda: encode(proof)),
        (html_file, lambda: proof_page(proof, faults, stated_error(), say, words.lang).encode()),
        (junit_file, lambda: junit(cases(results, proof, faults, say))),
    ]
    for path, content in written:
        if path is not None:
            write_aside(path, content(), durable=False)
            path.chmod(0o644)
    return int(bool(faults) or any(one.findings for one in proofs))


def _before(course: Course, against: Path | None) -> Proof | None:
    from graders.proof.prove import read_proof

    path = against or course.root / FIGURES
    return read_proof(path) if against is not None or path.is_file() else None


def _prove(
    prepared: Prepared, shared: SharedRunner, say: Say, *, record: bool
) -> tuple[AssignmentProof, tuple[Result, ...]]:
    """One assignment, told as it goes; its evidence written where it is to be recorded."""
    from graders.proof import prove
    from graders.proof.recorded import Full

    kept: list[Full] = []
    _tell_stale(prepared, say)
    proof, results = prove.prove(
        prepared,
        shared,
        lambda found: _tell(prepared.slug, found, say),
        kept.append if record else lambda _: None,
    )
    if record:
        path, pack, left_out = prove.record(prepared, kept)
        for name, why in left_out.items():
            click.echo(say(f"verify-record-{why}", {"slug": prepared.slug, "name": name}))
        size = path.stat().st_size if path.is_file() else 0
        facts: dict[str, Scalar] = {"file": str(path), "count": len(pack.entries), "bytes": size}
        click.echo(say("verify-recorded", facts))
    return proof, results


def _tell_stale(prepared: Prepared, say: Say) -> None:
    stale = [one for one in prepared.cases if one.stale]
    if stale:
        parts = dict.fromkeys(part for one in stale for part in one.stale)
        facts: dict[str, Scalar] = {
            "slug": prepared.slug,
            "count": len(stale),
            "parts": ", ".join(parts),
        }
        click.echo(say("verify-stale", facts))


def _tell(slug: str, found: Sequence[Result], say: Say) -> None:
    """A solution's lines: whether it holds, and every fault once."""
    from graders.reports.proof_table import failures, title_of

    wrong = failures(found, say)
    mark = say("verify-fails" if wrong else "verify-holds", {})
    seconds = f"{sum(one.seconds for one in found):.1f} s"
    told = [seconds, *([f"{len(found)} seeds"] if len(found) > 1 else [])]
    for how, key in (("kept", "verify-kept"), ("recorded", "verify-recorded-evidence")):
        told += [say(key, {})] if all(one.how == how for one in found) else []
    click.echo(f"{slug}: {title_of(found[0], say)}: {mark} ({', '.join(told)})")
    for text in (*wrong, *dict.fromkeys(text for one in found for text in one.by_rate)):
        click.echo("    " + "\n    ".join(text.splitlines()))


def _judge(proof: Proof, before: Proof | None, say: Say) -> list[str]:
    """Why the figures do not do, in sentences: by themselves, and held against earlier ones."""
    from graders.proof.comparison import worse
    from graders.reports.proof_table import broken_promises

    return [*broken_promises(proof, say), *(worse(before, proof) if before is not None else ())]


def _show(proof: Proof, faults: Sequence[str], say: Say) -> None:
    from rich.console import Console

    from graders.reports.proof_table import check_table

    for one in proof.assignments:
        over = one.seconds - BUDGET_SECONDS
        key = "verify-time-over" if over > 0 and not proof.shard else "verify-time"
        facts: dict[str, Scalar] = {
            "slug": one.slug,
            "runs": one.runs,
            "seconds": round(one.seconds),
            "cpu": round(one.cpu_seconds),
            "jobs": proof.jobs,
            "over": round(over),
        }
        click.echo(say(key, facts))
    console = Console(width=None if Console().is_terminal else 120)
    console.print(check_table(proof, say))
    for fault in faults:
        click.echo(fault)
