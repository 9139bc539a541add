"""What a box may claim: only about what was planned, and no more than our collector ever sends.

Whoever runs beside the collector can write frames of their own, well-formed and about anything.
What is kept must be small enough to judge in milliseconds, and must not speak in our name: a
remark has one of the collector's own keys and facts, a captured value is one that was planned.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from graders.model.evidence import (
    CallRecord,
    CellRun,
    EstimatorRecord,
    FitRecord,
    ModelRecord,
    Raised,
    Remark,
)
from graders.model.experiment import Origin, Split
from graders.model.figure import FigureDrawn
from graders.model.plan import PlannedCell
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.values import Array, Scalar, Value

ARRAY_BYTES = 2_000_000
ANSWER_BYTES = 65_536
MOST_CALLS = 4_000
MOST_FITS = 1_000
MOST_REMARKS = 200
MOST_ORIGINS = 1_000
MOST_SPLITS = 400
MOST_PARTS = 100
ROWS_BYTES = 16_000_000
"""Of all row numbers of origins and splits: an int32 is a row."""

INPUTS_BYTES = 64_000_000
"""Of all features that reached a ``fit``, where the plan asked to keep them."""

MOST_ESTIMATORS = 200
FITTED_ARRAYS = 64
FITTED_BYTES = 8_000_000
"""Of all arrays that fitting left in estimators."""

PROBED_BYTES = 16_000_000
"""Of all that a notebook's functions answered."""

WARNED = 8
MOST_FIGURES = 60
FIGURE_AXES = 40
FIGURE_BYTES = 200_000
"""Of one figure's numbers and texts."""

TEXT = 20_000
TEXTS = 100_000
"""Of a mapping of names to texts, all of them."""

MESSAGE = 5_000
FACT = 500
BINDS = 500
VERSIONS = 40

REMARKS: dict[str, frozenset[str]] = {
    "path-resolved": frozenset({"path", "file"}),
    "folder-ignored": frozenset({"path"}),
    "colab-ignored": frozenset({"module"}),
    "no-network": frozenset({"host"}),
    "original-served": frozenset({"file"}),
    "install-ignored": frozenset({"command"}),
    "command-not-run": frozenset({"command"}),
    "quit-ignored": frozenset(),
    "collecting-failed": frozenset(),
}
"""The collector's remarks by key, and their facts."""

STOPS = frozenset({"cell", "notebook", "wall"})


class Claims:
    """Records of one run, as far as they may be believed to be about it."""

    def __init__(
        self,
        cells: Iterable[PlannedCell],
        array_bytes: int = ARRAY_BYTES,
        probes: Iterable[ProbeCall] = (),
    ) -> None:
        self._names = {cell.cell: frozenset(cell.names) for cell in cells}
        self._array_bytes = array_bytes
        self.runs: dict[str, CellRun] = {}
        self.values: dict[tuple[str, str], Value] = {}
        self.fits: list[FitRecord] = []
        self.calls: list[CallRecord] = []
        self.remarks: list[Remark] = []
        self.origins: dict[tuple[str, str], Origin] = {}
        self.splits: list[Split] = []
        self.estimators: dict[int, EstimatorRecord] = {}
        self.probes: dict[str, ProbeAnswer] = {}
        self.figures: list[FigureDrawn] = []
        self._asked = frozenset(probe.key for probe in probes)
        self._fitted_left, self._probed_left = FITTED_BYTES, PROBED_BYTES
        self._rows_left, self._inputs_left = ROWS_BYTES, INPUTS_BYTES

    def state(self) -> dict[str, object]:
        """Everything that was kept so far, as it stands."""
        return {
            name: thing.copy() if isinstance(thing, dict | list) else thing
            for name, thing in vars(self).items()
        }

    def restore(self, state: dict[str, object]) -> None:
        """Forget what was kept since then."""
        vars(self).update(state)

    def known(self, cell: str | None) -> bool:
        """Whether the plan has this cell."""
        return cell in self._names

    def take(
        self,
        run: CellRun,
        values: Iterable[Value],
        fits: Iterable[FitRecord],
        calls: Iterable[CallRecord],
        remarks: Iterable[Remark],
        *,
        origins: Iterable[Origin] = (),
        splits: Iterable[Split] = (),
    ) -> None:
        """Keep what a cell's end brought; of two captures of a name the latest.

        Of two origins of an array in one file the first is kept.
        """
        if self.known(run.cell):
            self.runs[run.cell] = bounded(run)
        for value in values:
            place = (value.cell, value.name)
            large = not all(_fits(one, self._array_bytes) for one in (value.array, value.sample))
            if large or len(value.text or "") > TEXT:
                continue
            if sum(len(name) + len(text) for name, text in (value.texts or {}).items()) > TEXTS:
                continue
            if value.name in self._names.get(value.cell, ()):
                self.values.pop(place, None)
                self.values[place] = value
        self.fits += [self._fit(one) for one in list(fits)[: MOST_FITS - len(self.fits)]]
        self.calls += [one for one in calls if _fits(one.answers, ANSWER_BYTES)][
            : MOST_CALLS - len(self.calls)
        ]
        self.remarks += [one for one in remarks if self._ours(one)][
            : MOST_REMARKS - len(self.remarks)
        ]
        for origin in origins:
            known = (origin.digest, origin.file) in self.origins
            named = len(origin.digest) <= FACT and len(origin.file) <= FACT
            if not known and named and len(self.origins) < MOST_ORIGINS and self._room(origin.rows):
                self.origins[origin.digest, origin.file] = origin
        for split in splits:
            named = self.known(split.cell) and len(split.actor) <= FACT
            if named and len(self.splits) < MOST_SPLITS and self._room(*split.parts):
                self.splits.append(split)

    def take_seen(
        self,
        estimators: Iterable[EstimatorRecord],
        probes: Iterable[ProbeAnswer],
        figures: Iterable[FigureDrawn],
    ) -> None:
        """Keep estimators (the latest of a number), answers to probes that were asked, figures."""
        for estimator in estimators:
            size = sum(len(array.data) for array in estimator.fitted.values())
            known = estimator.estimator in self.estimators
            if len(estimator.fitted) > FITTED_ARRAYS or size > self._fitted_left:
                continue
            if known or len(self.estimators) < MOST_ESTIMATORS:
                self._fitted_left -= size
                self.estimators[estimator.estimator] = estimator
        for probe in probes:
            size = sum(len(array.data) for array in probe.outputs)
            if probe.key not in self._asked or probe.key in self.probes:
                continue
            words = any(array.text for array in probe.outputs)  # a function answers with numbers
            if words or len(probe.outputs) > MOST_PARTS or size > self._probed_left:
                continue
            self._probed_left -= size
            self.probes[probe.key] = msgspec.structs.replace(
                probe,
                error=probe.error[:200],
                message=probe.message[:MESSAGE],
                warned=tuple(name[:200] for name in probe.warned[:WARNED]),
            )
        for figure in figures:
            small = len(figure.axes) <= FIGURE_AXES and _figure_bytes(figure) <= FIGURE_BYTES
            if self.known(figure.cell) and small and len(self.figures) < MOST_FIGURES:
                self.figures.append(figure)

    def _fit(self, record: FitRecord) -> FitRecord:
        """A training, without its features where they are larger than the collector sends."""
        if record.inputs is None:
            return record
        size = len(record.inputs.data)
        if size > min(self._array_bytes * 8, self._inputs_left):
            return msgspec.structs.replace(record, inputs=None)
        self._inputs_left -= size
        return record

    def _room(self, *rows: Array) -> bool:
        """Whether these are row numbers, and not more of them than the collector sends."""
        size = sum(len(part.data) for part in rows)
        if size > self._rows_left or len(rows) > MOST_PARTS:
            return False
        if not all(_row_numbers(part) for part in rows):
            return False
        self._rows_left -= size
        return True

    def model(self, record: ModelRecord) -> ModelRecord:
        """A model without inputs or outputs that are larger than the collector sends."""
        inputs = _fits(record.test_inputs, self._array_bytes * 8)
        outputs = _fits(record.test_outputs, self._array_bytes * 4)
        if inputs and outputs:
            return record
        return msgspec.structs.replace(record, test_inputs=None, test_outputs=None)

    def _ours(self, remark: Remark) -> bool:
        facts = REMARKS.get(remark.key)
        return (
            facts is not None
            and facts == remark.facts.keys()
            and all(_short(fact) for fact in remark.facts.values())
            and (remark.cell is None or self.known(remark.cell))
        )


def bounded(run: CellRun) -> CellRun:
    """A cell's run with texts as long as the collector would have sent them."""
    raised = run.raised
    if raised is not None:
        raised = Raised(
            type=raised.type[:200],
            message=raised.message[:MESSAGE],
            line=raised.line,
            source_line=raised.source_line[:FACT],
            traceback=raised.traceback[:TEXT],
        )
    binds = tuple(name for name in run.binds[:BINDS] if len(name) <= FACT)
    limit = run.limit if run.limit in STOPS else None
    return msgspec.structs.replace(run, raised=raised, binds=binds, limit=limit)


def bounded_versions(versions: dict[str, str]) -> dict[str, str]:
    """Versions of libraries, as many and as long as there can be."""
    short = {name: text for name, text in versions.items() if len(name) + len(text) <= FACT}
    return dict(list(short.items())[:VERSIONS])


def _fits(array: Array | None, most: int) -> bool:
    return array is None or len(array.data) <= most


def _figure_bytes(figure: FigureDrawn) -> int:
    """How much a figure's texts and numbers are."""
    size = len(figure.title)
    for axes in figure.axes:
        size += sum(map(len, (axes.title, axes.x_label, axes.y_label, *axes.legend, *axes.texts)))
        for series in axes.series:
            size += 50 + len(series.label)
            size += sum(len(array.data) for array in (series.x, series.y) if array is not None)
    return size


def _short(fact: Scalar) -> bool:
    return not isinstance(fact, str) or len(fact) <= FACT


def _row_numbers(array: Array) -> bool:
    """Whether an array is a list of int32, as long as it says."""
    return (
        array.dtype == "int32"
        and array.kept
        and len(array.shape) == 1
        and array.shape[0] * 4 == len(array.data)
        and not array.text
        and len(array.digest) <= FACT
    )
