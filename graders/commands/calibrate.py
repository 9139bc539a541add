"""``grade calibrate``: bars from measurements, never from taste."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import (
    backend_option,
    cores,
    course_option,
    examples,
    jobs_option,
    unsafe_option,
)

if TYPE_CHECKING:
    from graders.course.folder import Course
    from graders.model.reference import Calibration
    from graders.running.runner import Runner

_FEWEST = 5


@click.command(
    name="calibrate",
    epilog=examples(
        "grade calibrate",
        "grade calibrate regression --seeds 30",
        "grade calibrate --check",
        "grade calibrate regression --curves",
    ),
)
@click.argument("slugs", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--check", is_flag=True, help="Run nothing; exit 1 where a calibration is stale.")
@click.option(
    "--curves", is_flag=True, help="Only where the reference's learning curves run; bars stay."
)
@click.option(
    "--seeds",
    type=click.IntRange(_FEWEST, 1000),
    default=None,
    help="Runs of right solutions (default: 30; more where figures are not normal).",
)
@jobs_option
@backend_option
@unsafe_option
@course_option
def command(
    *,
    slugs: tuple[str, ...],
    check: bool,
    curves: bool,
    seeds: int | None,
    jobs: int | None,
    backend: str | None,
    unsafe: bool,
    start: Path,
) -> int:
    """Run right solutions under many seeds, and write what they reach to calibration.json.

    Right solutions are the reference and the variants in `reference/<assignment>/right/`.

    Refuses a metric whose bar does not beat the best constant answer. Where the reference's
    learning curves run goes to curves.json: students' pages draw it behind theirs.
    """
    from graders.commands.chosen import known_slugs
    from graders.course.folder import Course
    from graders.running.backends import choose
    from graders.running.runner import Runner

    course = Course.find(start)
    chosen = known_slugs(course, slugs)
    if check:
        return _check(course, chosen)
    workers = jobs or cores()
    failed = 0
    with Runner(choose(backend, unsafe=unsafe), jobs=workers) as runner:
        for slug in chosen:
            fine = curves or _calibrated(course, slug, runner, seeds, workers)
            failed += not (fine and _curves_measured(course, slug, runner, workers))
    return int(bool(failed))


def _check(course: Course, slugs: list[str]) -> int:
    from graders.course.calibrate import stale

    faults = [f"{slug}: {fault}" for slug in slugs for fault in stale(course.load(slug))]
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo("Run `grade calibrate`.", err=True)
    return int(bool(faults))


def _calibrated(course: Course, slug: str, runner: Runner, seeds: int | None, jobs: int) -> bool:
    """Calibrate one assignment; False, and said, where its metric is refused."""
    from graders.course.calibrate import RUNS, calibrate, write_calibration
    from graders.errors import CalibrationError

    loaded = course.load(slug)
    try:
        found = calibrate(
            loaded, runner, seeds=seeds or RUNS, jobs=jobs, progress=partial(_tell, slug)
        )
    except CalibrationError as problem:
        click.echo(f"{slug}: {problem}", err=True)
        return False
    _show(slug, found)
    click.echo(str(write_calibration(loaded, found)))
    return True


def _curves_measured(course: Course, slug: str, runner: Runner, jobs: int) -> bool:
    """Measure one assignment's learning curves; False, and said, where its reference stops."""
    from graders.course.curves import measure_curves, write_curves
    from graders.errors import CalibrationError

    loaded = course.load(slug)
    try:
        found = measure_curves(loaded, runner, jobs=jobs, progress=partial(_tell, slug))
    except CalibrationError as problem:
        click.echo(f"{slug}: {problem}", err=True)
        return False
    path = write_curves(loaded, found)
    click.echo(str(path) if path else f"{slug}: no training whose curves could be drawn")
    return True


def _tell(slug: str, done: int, total: int) -> None:
    """One line that counts on a terminal, a line for every tenth run elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r{slug}: {done}/{total} ", nl=done == total, err=True)
    elif done % 10 == 0 or done == total:
        click.echo(f"{slug}: {done}/{total}", err=True)


def _show(slug: str, found: Calibration) -> None:
    for item, band in found.bands.items():
        side = "at least" if band.higher_is_better else "at most"
        click.echo(
            f"{slug}: {item}: {band.metric} {side} {band.bar:.4g} "
            f"({band.count} runs: {band.mean:.4g} ± {band.std:.2g}, {band.method}; "
            f"best constant answer {band.baseline:.4g})"
        )
    if not found.bands:
        click.echo(f"{slug}: no check that needs a bar")
