"""What a run's evidence shows of its trainings: curves, columns before and after, seeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graders.checks.roles import shown_name
from graders.course.curves import CurveBand, Curves, written_down
from graders.model.evidence import DataInfo, Evidence, FitRecord
from graders.model.plan import PlannedCell
from graders.pages.hidden_rows import HiddenRows
from graders.reports.charts import Range, curve_chart, number
from graders.reports.shown import stripped
from graders.reports.student_page import ScaledColumn, Scaling, Training
from graders.reports.table import Say

TRAININGS = 6
COLUMNS = 24
_TEST = "data/test.csv"
_QUANTITIES = 2
"""Charts of one training: the loss and what the notebook watched first."""
_FROM_COLUMNS = 64
"""Columns beyond which a table is pictures, and is told in one line."""


def trainings(
    evidence: Evidence, anchors: dict[str, str], say: Say, reference: Curves | None = None
) -> tuple[list[Training], int]:
    """Curves of the trainings that have any, and how many more there are.

    Behind them, where the ``reference``'s ran.
    """
    found = []
    for fit in evidence.fits:
        if fit.library not in {"keras", "custom"} or fit.stubbed:
            continue
        charts = []
        ranges = _ranges(reference.of(evidence, fit)) if reference is not None else {}
        for name in _quantities(fit):
            lines = {key: fit.history[key] for key in (name, f"val_{name}") if fit.history.get(key)}
            chart = curve_chart(lines, ranges)
            if chart is not None:
                charts.append((stripped(name)[:60], chart))
        if charts:
            about = say("page-curve-of", {"name": _name(evidence, fit)})
            found.append(Training(about, anchors.get(fit.cell, ""), tuple(charts)))
    found = found or _series(evidence, anchors, say, reference)
    return found[:TRAININGS], max(0, len(found) - TRAININGS)


def _ranges(bands: Mapping[str, CurveBand]) -> dict[str, Range]:
    return {name: (band.low, band.high) for name, band in bands.items()}


def _quantities(fit: FitRecord) -> list[str]:
    names = [name for name in fit.history if not name.startswith("val_")]
    others = [name for name in names if name not in {"loss", "lr", "learning_rate"}]
    return (["loss"] if "loss" in names else [])[:1] + others[: _QUANTITIES - 1]


def _series(
    evidence: Evidence, anchors: dict[str, str], say: Say, reference: Curves | None
) -> list[Training]:
    """Losses that a notebook wrote down itself, where no training of a library's was seen."""
    found = []
    for value, name, line in written_down(evidence):
        known = reference.bands.get(f"{value.cell}/{value.name}", {}) if reference else {}
        chart = curve_chart({name: line}, _ranges(known))
        if chart is not None:
            about = say("page-curve-of", {"name": value.name})
            place = anchors.get(value.cell, "")
            found.append(Training(about, place, ((stripped(name)[:60], chart),)))
    return found


def _name(evidence: Evidence, fit: FitRecord) -> str:
    record = evidence.model(fit.model)
    return stripped(shown_name(record))[:60] if record is not None else fit.estimator[:60] or "fit"


def scalings(evidence: Evidence, say: Say, hidden: HiddenRows | None) -> tuple[Scaling, ...]:
    """Columns as they first stood in the notebook, and as they reached its first trainings.

    A table that was read without its header is named by its first row, which may be ``hidden``.
    """
    found: dict[tuple[str, str], Scaling] = {}
    for fit in evidence.fits:
        table = fit.x
        if table is None or not table.mean or fit.stubbed or fit.library == "sklearn":
            continue
        first = _first(evidence, table, fit.sequence)
        if first is None or (first.digest, table.digest) in found:
            continue
        names = _names(evidence, len(table.mean), say, hidden)
        found[first.digest, table.digest] = _scaling(
            say("page-curve-of", {"name": _name(evidence, fit)}), first, table, names, say
        )
    return tuple(list(found.values())[:2])


def _scaling(
    model: str, first: DataInfo, table: DataInfo, names: Sequence[str], say: Say
) -> Scaling:
    count = len(table.mean)
    whole = say("page-all-columns", {"count": count})
    columns = [ScaledColumn(whole, _together(first), _together(table))] if count > 1 else []
    listed = 0 if count > _FROM_COLUMNS else min(count, COLUMNS)
    columns += [
        ScaledColumn(names[place], _of(first, place), _of(table, place))
        for place in range(listed)
    ]  # fmt: skip
    same = first.digest == table.digest
    return Scaling(model, same, tuple(columns), count - listed if listed else 0)


def _first(evidence: Evidence, table: DataInfo, sequence: int) -> DataInfo | None:
    """The earliest sight of a table with as many rows and columns; never one of test rows.

    The least and the largest value of a column are those of single rows.
    """
    tested = {origin.digest for origin in evidence.origins if origin.file == _TEST}
    if table.digest in tested:
        return None
    seen: Iterable[DataInfo] = (
        info
        for call in evidence.calls
        if call.sequence <= sequence and call.method != "predict"
        for info in (*call.outputs, *call.inputs)
    )
    return next(
        (
            info
            for info in seen
            if info.shape == table.shape
            and len(info.mean) == len(table.mean)
            and info.digest not in tested
        ),
        table,
    )


def _names(evidence: Evidence, count: int, say: Say, hidden: HiddenRows | None) -> list[str]:
    for value in evidence.values:
        if value.columns is not None and len(value.columns) == count:
            names = [stripped(name)[:60] for name in value.columns]
            if hidden is None or not hidden.shown_in("  ".join(names)):
                return names
    return [say("page-column-number", {"number": place + 1}) for place in range(count)]


def _of(info: DataInfo, place: int) -> tuple[str, str, str, str]:
    def shown(part: Sequence[float]) -> str:
        return number(part[place]) if place < len(part) else ""

    return shown(info.minimum), shown(info.maximum), shown(info.mean), shown(info.std)


def _together(info: DataInfo) -> tuple[str, str, str, str]:
    """Least and largest of all; of means and deviations nothing can be said together."""
    if not info.minimum or not info.maximum:
        return ("", "", "", "")
    return (number(min(info.minimum)), number(max(info.maximum)), "", "")


_SEED = re.compile(
    r"set_random_seed\s*\(\s*\w|random\.seed\s*\(\s*\w|random_state\s*=\s*\w|default_rng\s*\(\s*\w"
    r"|\bseed\s*=\s*\w"
)


def seeds(cells: Sequence[PlannedCell], most: int = 12) -> tuple[tuple[str, str], ...]:
    """Lines in which the notebook pins random numbers, with their cells."""
    found = [
        (cell.cell, line.strip()[:160])
        for cell in cells
        for line in cell.source.splitlines()[:2_000]
        if len(line) < 500 and _SEED.search(line) and not line.lstrip().startswith("#")
    ]
    return tuple(found[:most])
