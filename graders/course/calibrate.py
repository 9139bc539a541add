"""``grade calibrate``: run right solutions over many seeds, and keep what their answers reach.

Right are the reference and every variant in ``right/``: a bar from the reference alone turns away
solutions that are as right, only other. They take turns, one seed each. Splits stay; training
seeds, also those that a solution sets, are remapped to ones that the course's secret gives.
Figures come from the same code that judges students, formulas from :mod:`graders.calibration`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
import nbformat
import numpy as np

import graders.running.inside
from graders.calibration import MINIMUM_RUNS, band, needs_minimum
from graders.checks import check_types, make_check
from graders.checks.calibrated import Calibrated
from graders.checks.figures import higher_is_better
from graders.course.planning import make_job
from graders.course.stand_in import plain
from graders.course.submission import read_submission
from graders.course.variants import read_variants, variant_notebook
from graders.errors import CalibrationError
from graders.files import write_aside
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.plan import RunJob
from graders.model.reference import Band, Calibration

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

FILE = "calibration.json"
RUNS = 30
"""30 runs give k = 2.22; 10 would give 2.91, and so a bar that wrong answers reach more often."""

Progress = Callable[[int, int], None]


class Runs(Protocol):
    """What runs a job: :class:`graders.running.runner.Runner`."""

    def run(self, job: RunJob) -> Evidence:
        """Run one notebook."""
        ...


def calibrate(
    loaded: LoadedAssignment,
    runner: Runs,
    seeds: int = RUNS,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Calibration:
    """Bands for every metric line of the rubric, from ``seeds`` runs of right solutions.

    Where figures turn out not to be normal, runs are added up to 59. ``progress`` is told how
    many runs are done, of how many. Raises :class:`CalibrationError` for a solution that does
    not train in every run, or a metric whose bar does not beat the constant answer.
    """
    checks = _metric_lines(loaded)
    if not checks:
        return _calibration(loaded, {}, (), {})
    slug = loaded.assignment.slug
    chosen = calibration_seeds(loaded.course.secret, slug, max(seeds, MINIMUM_RUNS))
    first = chosen[:seeds]
    solutions = right_solutions(loaded)
    runs = run_solutions(loaded, solutions, runner, first, jobs, progress)
    figures = _figures(loaded, checks, runs)
    errors = _standard_errors(loaded, checks, runs)
    if any(needs_minimum(found) for item, found in figures.items() if not errors[item]):
        rest = chosen[len(first) :]
        turned = len(first) % len(solutions)
        turns = solutions[turned:] + solutions[:turned]
        runs += run_solutions(loaded, turns, runner, rest, jobs, progress)
        figures = _figures(loaded, checks, runs)
        first += rest
    reference = loaded.reference()
    bands = {
        item.id: band(
            check.metric,
            figures[item.id],
            check.baseline_of(reference),
            higher_is_better=higher_is_better(check.metric),
            standard_error=errors[item.id],
        )
        for item, check in checks
    }
    return _calibration(loaded, bands, first, runs[0].environment.versions)


def right_solutions(loaded: LoadedAssignment) -> list[tuple[str, bytes]]:
    """The reference and the variants in ``right/``: (name, notebook)."""
    variants = (one for one in read_variants(loaded) if one.kind == "right")
    return [
        ("the reference", nbformat.writes(loaded.source_notebook()).encode()),
        *((f"right/{one.name}.py", variant_notebook(loaded, one)) for one in variants),
    ]


def calibration_seeds(secret: bytes, slug: str, count: int) -> tuple[int, ...]:
    """Training seeds that a course's calibration uses: its own, in [0, 2**31)."""
    seeds = []
    for number in range(count):
        message = b"calibration seed\0" + slug.encode() + b"\0" + str(number).encode()
        digest = hmac.new(secret, message, hashlib.sha256).digest()
        seeds.append(int.from_bytes(digest[:4], "big") >> 1)
    return tuple(seeds)


def write_calibration(loaded: LoadedAssignment, calibration: Calibration) -> Path:
    """Write ``calibration.json``: it is whole, or the old one. Raises :class:`StoreError`."""
    path = loaded.folder / FILE
    encoded = msgspec.json.encode(calibration, order="deterministic")
    write_aside(path, msgspec.json.format(encoded, indent=2) + b"\n", mode=0o644)
    return path


def stale(loaded: LoadedAssignment) -> list[str]:
    """What changed under the bands since they were measured, in sentences; empty: nothing.

    For ``grade calibrate --check``. Library versions are not compared: they say where a band was
    measured, and a new version's figures are for a new calibration to show.
    """
    wanted = {item.id: check.metric for item, check in _metric_lines(loaded)}
    held = loaded.calibration
    if held is None:
        return [f"there is no {FILE}"] if wanted else []
    faults = []
    if held.notebook != notebook_digest(loaded):
        faults.append("the reference notebook or a right variant changed")
    if held.data != data_digest(loaded):
        faults.append("the data, or the secret that the hidden rows are drawn with, changed")
    if held.mode != mode_digest():
        faults.append("the grading mode, or how seeds are remapped, changed")
    for name, metric in wanted.items():
        found = held.bands.get(name)
        if found is None:
            faults.append(f"the rubric line {name!r} has no band")
        elif found.metric != metric:
            faults.append(f"the rubric line {name!r} is about {metric}, its band {found.metric}")
    return faults


def notebook_digest(loaded: LoadedAssignment) -> str:
    """SHA-256 of right solutions' code cells: what the figures depend on.

    Texts are not, and neither are check cells, which a run leaves out. A setup cell counts as it
    runs in a box, not as it is released.
    """
    code = [
        plain(str(cell.source))
        for _, notebook in right_solutions(loaded)
        for cell in nbformat.reads(notebook.decode(), as_version=4).cells
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")
    ]
    return hashlib.sha256("\0".join(code).encode()).hexdigest()


def data_digest(loaded: LoadedAssignment) -> str:
    """SHA-256 of the files of a grading box and of the hidden targets."""
    targets = loaded.reference().targets
    whole = hashlib.sha256(targets.digest.encode() if targets is not None else b"")
    for name, data in sorted(loaded.box_files().items()):
        whole.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return whole.hexdigest()


def mode_digest() -> str:
    """SHA-256 of the code that sets grading mode and seeds: both change a training's course.

    Comments and empty lines do not count. ``epochs.py`` is left out, since its tests hold every
    number of a training to the last bit.
    """
    source = Path(graders.running.inside.__file__).with_name("mode.py").read_text("utf-8")
    lines = (line.rstrip() for line in source.splitlines())
    code = (line for line in lines if line and not line.lstrip().startswith("#"))
    return hashlib.sha256("\n".join(code).encode()).hexdigest()


def _metric_lines(loaded: LoadedAssignment) -> list[tuple[RubricItem, Calibrated]]:
    types = check_types(loaded.custom_checks())
    made = [(item, make_check(item, types)) for item in loaded.assignment.checks]
    return [(item, check) for item, check in made if isinstance(check, Calibrated)]


def run_solutions(  # noqa: PLR0917 - what runs, on what, and how often
    loaded: LoadedAssignment,
    solutions: list[tuple[str, bytes]],
    runner: Runs,
    seeds: Sequence[int],
    jobs: int,
    progress: Progress | None,
) -> list[Evidence]:
    """Solutions' evidence, taking turns over the seeds, in the order of the seeds."""
    planned, names = [], []
    for (name, notebook), seed in zip(cycle(solutions), seeds, strict=False):
        job = make_job(loaded, read_submission(notebook, loaded), {})
        plan = msgspec.structs.replace(
            job.plan, seed=seed, remap_seeds=True, split_seed=job.plan.seed
        )
        planned.append(msgspec.structs.replace(job, plan=plan))
        names.append(name)
    found: list[Evidence] = []
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        for name, evidence in zip(names, pool.map(runner.run, planned), strict=True):
            _finished(name, evidence)
            found.append(evidence)
            if progress is not None:
                progress(len(found), len(planned))
    return found


def _finished(name: str, evidence: Evidence) -> None:
    """Raises :class:`CalibrationError` where a right solution did not run to its end."""
    stopped = next((run for run in evidence.cells if run.outcome != "ok"), None)
    if stopped is not None:
        why = stopped.raised.type + ": " + stopped.raised.message if stopped.raised else ""
        raise CalibrationError(
            f"{name} does not run: cell {stopped.cell!r} ended with {stopped.outcome} {why}"
        )
    if evidence.status.outcome != "finished":
        raise CalibrationError(f"a run of {name} ended with {evidence.status.outcome}")


def _figures(
    loaded: LoadedAssignment, checks: list[tuple[RubricItem, Calibrated]], runs: list[Evidence]
) -> dict[str, list[float]]:
    reference = loaded.reference()
    return {
        item.id: [check.figure_of(evidence, reference, item) for evidence in runs]
        for item, check in checks
    }


def _standard_errors(
    loaded: LoadedAssignment, checks: list[tuple[RubricItem, Calibrated]], runs: list[Evidence]
) -> dict[str, float]:
    """Of each line's figures by the draw of their rows: the root of the mean square over runs."""
    reference = loaded.reference()
    found = {
        item.id: [check.standard_error(evidence, reference, item) for evidence in runs]
        for item, check in checks
    }
    return {item: float(np.sqrt(np.mean(np.square(errors)))) for item, errors in found.items()}


def _calibration(
    loaded: LoadedAssignment,
    bands: dict[str, Band],
    seeds: tuple[int, ...],
    versions: dict[str, str],
) -> Calibration:
    return Calibration(
        assignment=loaded.assignment.slug,
        bands=bands,
        notebook=notebook_digest(loaded),
        data=data_digest(loaded),
        mode=mode_digest(),
        versions=versions,
        seeds=seeds,
    )
