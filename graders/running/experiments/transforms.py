"""How test rows reach ``predict``, told by rows that were kept and rows that were planted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
import numpy as np

from graders.model.evidence import Evidence
from graders.model.experiment import Transform
from graders.model.plan import RunJob
from graders.running.experiments import csv_table, differences
from graders.running.experiments.change import Change
from graders.running.experiments.differences import Difference
from graders.running.experiments.explaining import column_names
from graders.running.experiments.held_out import TRAIN, positions, rows_of

_MOST_COMPARED = 200_000_000
"""Values compared when rows are looked for in another order."""


@dataclass(frozen=True)
class Setting:
    """Both runs, what was changed between them, and the column of labels.

    ``reordered`` are networks whose columns other rows put into another order: between the runs
    their rows cannot be compared, within one they can.
    """

    base: Evidence
    found: Evidence
    change: Change
    job: RunJob
    target: str
    reordered: frozenset[int] = frozenset()


def transforms(setting: Setting, moved: Iterable[Difference]) -> tuple[Transform, ...]:
    """How test rows reached each network that answered them. ``moved`` is what leaked."""
    base, found, change, job = setting.base, setting.found, setting.change, setting.job
    leaked = {one.fit.model for one in moved if one.fit is not None} | setting.reordered
    told = []
    for record in base.models:
        after = found.model(record.model)
        first = differences.numbers_of(record.test_inputs)
        second = differences.numbers_of(after.test_inputs if after is not None else None)
        cell, seen = _answered_test(base, record.model, job)
        transform = Transform(
            model=record.model, name=record.names[0] if record.names else "", cell=cell,
            rows_expected=job.plan.test_rows,
            rows_seen=len(first) if first is not None else seen,
        )  # fmt: skip
        if first is None or second is None or first.shape != second.shape:
            if transform.rows_seen is not None and transform.rows_seen != job.plan.test_rows:
                told.append(transform)
            continue
        names = column_names(base, job, setting.target, None, width=_width(first))
        columns: list[str] = []
        # Where test rows have a say in a scaler that training rows go through, they all move:
        # that is a leak, and no transform of their own.
        if record.model not in leaked:
            kept = sorted(row for row in change.kept if row < len(first))
            apart = differences.rows_that_differ(first[kept], second[kept], scale=first)
            differ = apart > differences.TOLERANCE
            if differ.any() and _found_again(first, second) >= len(kept):
                # They stand elsewhere: order is no transformation.
                apart, differ = np.zeros_like(apart), np.zeros_like(differ)
            columns += differences.moved_columns(apart, names)
            transform = msgspec.structs.replace(
                transform, kept=len(kept), kept_moved=int(differ.any(axis=1).sum())
            )
        transform, more = _planted(transform, setting, names)
        columns += more
        told.append(msgspec.structs.replace(transform, columns=tuple(dict.fromkeys(columns))[:8]))
    return tuple(told)


def _planted(
    transform: Transform, setting: Setting, names: tuple[str, ...]
) -> tuple[Transform, tuple[str, ...]]:
    """Compare planted rows with what the rows that they copy looked like to ``fit``."""
    base, found, change, job = setting.base, setting.found, setting.change, setting.job
    record = found.model(transform.model)
    inputs = differences.numbers_of(record.test_inputs if record is not None else None)
    trained, places = _trained_rows(base, found, transform.model)
    if inputs is None or trained is None or not places:
        return transform, ()
    there = [(row, places[like]) for row, like in sorted(change.planted.items())
             if like in places and row < len(inputs)]  # fmt: skip
    if not there:
        return transform, ()
    if inputs.shape[1:] != trained.shape[1:]:
        return msgspec.structs.replace(transform, planted=len(there), planted_differ=len(there)), ()
    test, fitted = inputs[[row for row, _ in there]], trained[[place for _, place in there]]
    apart = differences.rows_that_differ(fitted, test, scale=trained)
    differ = (apart > differences.TOLERANCE).any(axis=1)
    if differ.any() and _found_again(fitted, inputs) == len(there):
        apart, differ = np.zeros_like(apart), np.zeros_like(differ)
    raw = bool(differ.any()) and _raw(test, [change.planted[row] for row, _ in there], job)
    told = msgspec.structs.replace(
        transform, planted=len(there), planted_differ=int(differ.sum()), raw=raw
    )
    return told, differences.moved_columns(apart[differ], names)


def _found_again(rows: differences.Numbers, among: differences.Numbers) -> int:
    """How many rows stand, wherever, among others of the same width."""
    if rows.size * len(among) > _MOST_COMPARED:
        return 0
    table = among.reshape(len(among), -1)
    return sum(
        bool((differences.rows_that_differ(
            np.broadcast_to(row, table.shape), table, scale=among) <= differences.TOLERANCE
        ).all(axis=1).any())
        for row in rows.reshape(len(rows), -1)
    )  # fmt: skip


def _trained_rows(
    base: Evidence, found: Evidence, model: int
) -> tuple[differences.Numbers | None, dict[int, int]]:
    """The features that reached a network's (last) training, and where each row stands there."""
    for fit, after in reversed(differences.fit_pairs(base, found)):
        inputs = differences.numbers_of(after.inputs)
        known = positions(base, fit.x, TRAIN)
        if fit.model == model and inputs is not None and known is not None:
            if len(known) != len(inputs):
                continue
            return inputs, {int(row): place for place, row in enumerate(known) if row >= 0}
    return None, {}


def _raw(rows: differences.Numbers, like: list[int], job: RunJob) -> bool:
    """Whether these are the numbers of the file as they stand there."""
    train = csv_table.table_of(job.files.get(TRAIN, b""))
    header = set(csv_table.table_of(job.files.get(job.plan.test_file, b"")).header)
    places = [place for place, name in enumerate(train.header) if name in header]
    try:
        stand = [[float(csv_table.text_of(train.cells(row)[place])) for place in places]
                 for row in like]  # fmt: skip
    except (ValueError, IndexError):
        return False
    table = rows.reshape(len(rows), -1)
    return np.shape(stand) == table.shape and bool(np.allclose(table, stand, rtol=1e-5))


def _answered_test(base: Evidence, model: int, job: RunJob) -> tuple[str, int | None]:
    """Where a network was asked about the test file's rows, and about how many rows."""
    cell, rows = "", None
    for call in sorted(base.calls, key=lambda call: call.sequence):
        if call.model != model or not call.inputs or not call.inputs[0].shape:
            continue
        count = call.inputs[0].shape[0]
        of_test = rows_of(base, call.inputs[0], job.plan.test_file)
        if of_test or count == job.plan.test_rows:
            cell, rows = call.cell, count
    return cell, rows


def _width(array: differences.Numbers) -> int:
    return 1 if array.ndim == 1 else int(array.reshape(len(array), -1).shape[1])
