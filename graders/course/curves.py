"""Where the reference's learning curves run: a band for each training, from several seeds.

``curves.json`` lies beside ``calibration.json``. It decides nothing: a student's page draws the
band behind the student's own curve. It is of public rows only, so it can be shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import nbformat
import numpy as np

from graders.checks.arrays import numbers
from graders.course.calibrate import Progress, Runs, calibration_seeds, run_solutions
from graders.files import write_aside
from graders.model.evidence import Evidence, FitRecord
from graders.model.values import Struct, Value

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

FILE = "curves.json"
RUNS = 10
"""Of ten runs, the least and the largest hold another one with probability 9/11: the range of n
values holds the next with (n - 1) / (n + 1) (Wilks, 1941)."""
_FEWEST = 3
"""Runs that an epoch needs; where a training stopped early in the others, the band ends."""
_EPOCHS = 1000


class CurveBand(Struct, frozen=True, kw_only=True):
    """Least and largest value in each epoch, from ``runs`` lines. ``loss``: what was minimised.

    A loss is comparable with the same loss only; ``loss`` is empty for a metric.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    runs: int
    loss: str = ""


class Curves(Struct, frozen=True, kw_only=True):
    """``curves.json``: by training (:func:`trainings`), the bands of its quantities."""

    assignment: str
    seeds: tuple[int, ...] = ()
    bands: dict[str, dict[str, CurveBand]] = {}

    def of(self, evidence: Evidence, fit: FitRecord) -> dict[str, CurveBand]:
        """The bands that a training's own curves can be compared with."""
        found = next(filter(None, map(self.bands.get, trainings(evidence, fit))), {})
        loss = loss_of(evidence, fit)
        return {name: band for name, band in found.items() if band.loss in {"", loss}}


def measure_curves(
    loaded: LoadedAssignment,
    runner: Runs,
    seeds: int = RUNS,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Curves:
    """Run the reference ``seeds`` times, and keep where its curves lay.

    Raises :class:`CalibrationError` where the reference does not run to its end.
    """
    slug = loaded.assignment.slug
    chosen = calibration_seeds(loaded.course.secret, slug, seeds)
    reference = [("the reference", nbformat.writes(loaded.source_notebook()).encode())]
    runs = run_solutions(loaded, reference, runner, chosen, jobs, progress)
    return Curves(assignment=slug, seeds=chosen, bands=bands(runs))


def bands(runs: Sequence[Evidence]) -> dict[str, dict[str, CurveBand]]:
    """Bands from runs of one notebook, by training and quantity; trainings without are left out."""
    lines: defaultdict[tuple[str, str, str], list[Sequence[float]]] = defaultdict(list)
    for evidence in runs:
        for training, name, loss, line in _lines(evidence):
            lines[training, name, loss].append(line)
    found: dict[str, dict[str, CurveBand]] = {}
    for (training, name, loss), several in sorted(lines.items()):
        low, high = _range(several)
        if len(low) > 1:
            band = CurveBand(low=low, high=high, runs=len(several), loss=loss)
            found.setdefault(training, {})[name] = band
    return found


def trainings(evidence: Evidence, fit: FitRecord) -> list[str]:
    """What a training is called across notebooks: its cell with each of its model's names."""
    record = evidence.model(fit.model)
    names = record.names if record is not None and record.names else ("",)
    return [f"{fit.cell}/{name}" for name in names]


def loss_of(evidence: Evidence, fit: FitRecord) -> str:
    """The loss that a training minimised, in Keras' name for it; empty where unknown."""
    spec = evidence.spec(fit.model)
    loss = spec.loss if spec is not None else None
    return (loss.equals or loss.name) if loss is not None else ""


def written_down(evidence: Evidence) -> Iterator[tuple[Value, str, Sequence[float]]]:
    """Losses that a notebook kept itself, for where no training of a library's was seen."""
    for value in evidence.values:
        kept = (value.series or {}).items()
        yield from ((value, name, line) for name, line in kept if "loss" in name.lower())
        found = numbers(value) if "loss" in value.name.lower() else None
        if found is not None and found.ndim == 1 and found.size > 1:
            yield value, value.name, found.tolist()


def read_curves(loaded: LoadedAssignment) -> Curves | None:
    """The bands of ``curves.json``, or None where they were not measured or cannot be read."""
    try:
        data = (loaded.folder / FILE).read_bytes()
        return msgspec.json.decode(data, type=Curves)
    except (OSError, msgspec.DecodeError):
        return None


def write_curves(loaded: LoadedAssignment, curves: Curves) -> Path | None:
    """Write ``curves.json``, whole or not at all; None where the reference trains nothing.

    Raises :class:`StoreError`.
    """
    if not curves.bands:
        return None
    path = loaded.folder / FILE
    encoded = msgspec.json.encode(curves, order="deterministic")
    # Thousands of numbers: a line for each would be a long file.
    write_aside(path, msgspec.json.format(encoded, indent=0) + b"\n", mode=0o644)
    return path


def _lines(evidence: Evidence) -> Iterator[tuple[str, str, str, Sequence[float]]]:
    seen = [fit for fit in evidence.fits if fit.library in {"keras", "custom"} and not fit.stubbed]
    for fit in seen:
        loss = loss_of(evidence, fit)
        for training in trainings(evidence, fit):
            for name, line in fit.history.items():
                is_loss = name.removeprefix("val_") == "loss"
                yield training, name, loss if is_loss else "", line
    for value, name, kept in () if seen else written_down(evidence):
        yield f"{value.cell}/{value.name}", name, "", kept


def _range(lines: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Least and largest by epoch, as far as enough lines go and have numbers."""
    longest = min(_EPOCHS, max(map(len, lines)))
    table = np.full((len(lines), longest), np.nan)
    for row, line in zip(table, lines, strict=True):
        row[: len(line)] = line[:longest]
    table[~np.isfinite(table)] = np.nan
    enough = np.sum(~np.isnan(table), axis=0) >= max(_FEWEST, len(lines) / 2)
    end = longest if enough.all() else int(np.argmin(enough))
    kept = table[:, :end]
    low, high = np.nanmin(kept, axis=0), np.nanmax(kept, axis=0)
    return tuple(map(_short, low)), tuple(map(_short, high))


def _short(value: float) -> float:
    return float(f"{value:.5g}")
