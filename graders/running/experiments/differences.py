"""What differs between two runs of one program: trainings, captured values, calls.

Pure comparisons of evidence. Whether a difference matters is asked elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from graders.errors import EvidenceError
from graders.model.evidence import CallRecord, DataInfo, Evidence, FitRecord
from graders.model.values import Array, Value
from graders.running.experiments.held_out import learner_fits

TOLERANCE = 1e-5
"""Relative to the largest number of a column. The same network answers the same rows within this,
whether a batch or a whole epoch is one call."""
MOST_COLUMNS = 8

Numbers = NDArray[np.float64]
Item = tuple[str, ...]
"""What was compared: a kind, and where it is."""

_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Difference:
    """A thing that is not in the one run as it is in the other."""

    what: Literal["x", "y", "sample-weight", "weights", "settings", "value"]
    item: Item
    cell: str
    name: str = ""
    fit: FitRecord | None = None
    value: Value | None = None


@dataclass(frozen=True)
class Comparison:
    """Two runs compared. ``moved`` by item; ``still`` the items that are the same.

    ``seen``: at least one training's features could be compared, or there is none.
    """

    moved: dict[Item, Difference] = field(default_factory=dict)
    still: frozenset[Item] = frozenset()
    seen: bool = True


def disturbed(base: Evidence, other: Evidence) -> str:
    """Why another run cannot be compared with the first: a cell, or a split; empty: it can."""
    for run in base.cells:
        after = other.cell(run.cell)
        if run.outcome == "ok" and (after is None or after.outcome != "ok"):
            return run.cell
    before = [(split.actor, split.rows) for split in base.splits]
    if before != [(split.actor, split.rows) for split in other.splits]:
        return next((split.cell for split in base.splits), "split")
    if len(list(pairs(base.fits, other.fits, _fit_key))) != len(base.fits):
        return next((fit.cell for fit in base.fits), "fit")
    return ""


def compare(base: Evidence, other: Evidence) -> Comparison:
    """What reached each training, its settings, and every captured value."""
    moved: dict[Item, Difference] = {}
    still: set[Item] = set()
    seen = []
    trained: set[int] = set()
    fits = learner_fits(base)
    for place, (fit, after) in enumerate(pairs(fits, learner_fits(other), _fit_key)):
        first = fit.library != "keras" or fit.model not in trained
        trained.add(fit.model)
        told = _fit_items(fit, after, place, first_of_model=first)
        seen.append(any(found.what == "x" for found, _ in told))
        for found, same in told:
            if same:
                still.add(found.item)
            else:
                moved[found.item] = found
    for value, later in pairs(base.values, other.values, _value_key):
        item = ("value", value.cell, value.name)
        same_value = _same_value(value, later, base)
        if same_value:
            still.add(item)
        elif same_value is False:
            moved[item] = Difference("value", item, value.cell, value.name, value=value)
    return Comparison(moved, frozenset(still), not fits or any(seen))


def pairs(
    first: Iterable[_Record], second: Iterable[_Record], key: Callable[[_Record], Hashable]
) -> list[tuple[_Record, _Record]]:
    """Records of two runs that belong together: same key, same place among those of that key."""
    waiting: defaultdict[Hashable, list[_Record]] = defaultdict(list)
    for record in second:
        waiting[key(record)].append(record)
    found = []
    for record in first:
        others = waiting[key(record)]
        if others:
            found.append((record, others.pop(0)))
    return found


def call_pairs(base: Evidence, other: Evidence) -> list[tuple[CallRecord, CallRecord]]:
    """Library calls of two runs that belong together, in the base run's order."""
    return pairs(sorted(base.calls, key=lambda call: call.sequence),
                 sorted(other.calls, key=lambda call: call.sequence), _call_key)  # fmt: skip


def fit_pairs(base: Evidence, other: Evidence) -> list[tuple[FitRecord, FitRecord]]:
    """Trainings of two runs that belong together, in order; all that predict."""
    return pairs(learner_fits(base), learner_fits(other), _fit_key)


def faithful(base: Evidence, stubbed: Evidence) -> bool:
    """Whether networks answered the same rows in both runs, so that nothing trained is missing."""
    for before, after in call_pairs(base, stubbed):
        if before.answers is None or after.answers is None or not before.inputs or not after.inputs:
            continue
        asked = before.inputs[0].digest
        if asked == after.inputs[0].digest and not _close(before.answers, after.answers):
            return False
    return True


def numbers_of(array: Array | None) -> Numbers | None:
    """An array as floats with at least one axis; None for text, or where it was not kept."""
    if array is None or array.dtype == "str":
        return None
    try:
        found = array.numpy()
    except EvidenceError:
        return None
    return np.atleast_1d(found.astype(np.float64))


def rows_that_differ(first: Numbers, second: Numbers, scale: Numbers | None = None) -> Numbers:
    """Distances of two arrays of one shape, as rows of columns, in units of each column's size.

    Missing in both, or the same infinity in both, is no distance; missing in one is infinite.
    """
    before, after = _table(first), _table(second)
    size = _sizes(before if scale is None else _table(scale))
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(after - before) / size
    same = (before == after) | (np.isnan(before) & np.isnan(after))
    return np.where(same, 0.0, np.where(np.isnan(apart), np.inf, apart))


def only_reordered(first: Numbers, second: Numbers) -> bool:
    """Whether the one table has the other's columns, in another order.

    An encoder may number words by how common they are: other rows then move columns, and change
    none.
    """
    if first.shape != second.shape or first.ndim != 2 or not first.size:
        return False
    before, after = (np.ascontiguousarray(table.T + 0.0) for table in (first, second))
    return sorted(map(bytes, before)) == sorted(map(bytes, after))


def moved_columns(apart: Numbers, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that differ most, by name, or by number (from 1) where they have none."""
    if not apart.size:
        return ()
    most = np.minimum(apart, 1e9).mean(axis=0)
    order = [int(place) for place in np.argsort(-most, kind="stable") if most[place] > TOLERANCE]
    named = len(names) == apart.shape[1]
    return tuple(names[place] if named else f"#{place + 1}" for place in order[:MOST_COLUMNS])


def statistics_that_differ(first: DataInfo, second: DataInfo, names: Sequence[str]
                           ) -> tuple[str, ...]:  # fmt: skip
    """The columns whose statistics differ most, where the rows themselves were not kept."""
    parts = (first.minimum, first.maximum, first.mean, first.std)
    others = (second.minimum, second.maximum, second.mean, second.std)
    if not first.mean or any(len(part) != len(first.mean) for part in (*parts, *others)):
        return ()
    return moved_columns(rows_that_differ(np.array(parts), np.array(others)), names)


def _fit_items(
    fit: FitRecord, after: FitRecord, place: int, *, first_of_model: bool
) -> list[tuple[Difference, bool]]:
    """Everything about a training that can be compared, and whether it is the same."""
    found: list[tuple[Difference, bool]] = []

    def add(
        what: Literal["x", "y", "sample-weight", "weights", "settings"], *, same: bool,
        name: str = "",
    ) -> None:  # fmt: skip
        item = ("fit", str(place), what, name)
        found.append((Difference(what, item, fit.cell, name, fit=fit), same))

    for what, info, later in (("x", fit.x, after.x), ("y", fit.y, after.y)):
        if info is not None and later is not None and info.digest and later.digest:
            same = (info.digest, info.shape) == (later.digest, later.shape)
            add("x" if what == "x" else "y", same=same)
    if fit.sample_weight or after.sample_weight:
        same = fit.sample_weight_digest == after.sample_weight_digest
        add("sample-weight", same=same and fit.sample_weight == after.sample_weight)
    # A second training of a network begins with what the first one learned; a stub learns nothing.
    if first_of_model and fit.weights_before and after.weights_before:
        add("weights", same=fit.weights_before == after.weights_before)
    for name in ("class_weight", "validation_split", "epochs", "batch_size"):
        before, now = getattr(fit, name), getattr(after, name)
        if before is not None or now is not None:
            add("settings", same=before == now, name=name)
    return found


def _same_value(value: Value, later: Value, base: Evidence) -> bool | None:
    """Whether a captured value is the same; None for what cannot be compared."""
    if value.kind != later.kind:
        return False
    if value.kind in {"missing", "model", "function", "other"}:
        return None
    if value.kind == "series":
        made = any(set(value.series or ()) == set(fit.history) for fit in base.fits if fit.history)
        return None if made else _close_series(value, later)
    if value.kind == "text":
        return value.text == later.text
    if value.kind == "scalar":
        return _close_scalars(value.scalar, later.scalar)
    if value.array is None or later.array is None:
        return None
    return _close(value.array, later.array)


def _close_series(value: Value, later: Value) -> bool:
    first, second = value.series or {}, later.series or {}
    return first.keys() == second.keys() and all(
        len(first[name]) == len(second[name])
        and all(map(_close_scalars, first[name], second[name]))
        for name in first
    )


def _close_scalars(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return bool(np.isclose(second, first, rtol=TOLERANCE, atol=1e-12, equal_nan=True))


def _close(first: Array, second: Array) -> bool:
    if (first.digest, first.shape) == (second.digest, second.shape) and first.digest:
        return True
    before, after = numbers_of(first), numbers_of(second)
    if before is None or after is None or before.shape != after.shape:
        return False
    return bool((rows_that_differ(before, after) <= TOLERANCE).all())


def _table(array: Numbers) -> Numbers:
    return array.reshape(-1, 1) if array.ndim == 1 else array.reshape(len(array), -1)


def _sizes(table: Numbers) -> Numbers:
    finite = np.where(np.isfinite(table), np.abs(table), 0.0)
    sizes = finite.max(axis=0, initial=0.0)
    return np.where(sizes > 0, sizes, 1.0)


def _fit_key(fit: FitRecord) -> Hashable:
    return (fit.cell, fit.library, fit.estimator, fit.model)


def _value_key(value: Value) -> Hashable:
    return (value.cell, value.name)


def _call_key(call: CallRecord) -> Hashable:
    return (call.cell, call.actor, call.method, call.model)
