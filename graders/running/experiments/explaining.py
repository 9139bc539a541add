"""What a difference between two runs means: rows, columns, and the call that let them in."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from graders.model.evidence import DataInfo, Evidence, FitRecord
from graders.model.experiment import Moved, Source
from graders.model.plan import RunJob
from graders.running.experiments import csv_table, differences
from graders.running.experiments.change import Change
from graders.running.experiments.differences import Difference, compare
from graders.running.experiments.held_out import TRAIN, learner_fits, positions, rows_of

_STATISTICS = frozenset({"fit", "fit_transform", "partial_fit", "fit_resample", "adapt",
                         "fit_predict"})  # fmt: skip


@dataclass(frozen=True)
class Teller:
    """Explains what moved: which rows and columns, and through which call it came in."""

    base: Evidence
    control: Evidence
    found: Evidence
    change: Change
    job: RunJob
    target: str

    def moved(self, one: Difference, by: tuple[Source, ...]) -> Moved:
        """The record of a difference."""
        record = Moved(
            what=one.what,
            cell=one.cell,
            name=one.name,
            estimator=one.fit.estimator if one.fit is not None else "",
            model=one.fit.model if one.fit is not None and one.fit.model >= 0 else None,
            by=by,
        )
        if one.fit is not None:
            record = self._of_fit(one, one.fit, record)
        elif one.value is not None:
            record = self._of_value(one, record)
        last = one.fit.sequence if one.fit is not None else None
        if one.what == "value" and (
            learner_fits(self.base) or holds(one, self.base, self.change, self.job)
        ):
            return record
        return self._through(record, by, last)

    def _of_fit(self, one: Difference, fit: FitRecord, record: Moved) -> Moved:
        before = _same_fit(self.control, self.base, fit)
        after = _same_fit(self.found, self.base, fit)
        if one.what != "x" or after is None:
            return record
        names = column_names(self.base, self.job, self.target, fit.x)
        first = differences.numbers_of(before.inputs if before is not None else None)
        second = differences.numbers_of(after.inputs)
        if first is not None and second is not None and first.shape == second.shape:
            apart = differences.rows_that_differ(first, second)
            return msgspec.structs.replace(
                record, rows=int((apart > 0).any(axis=1).sum()), of=len(apart),
                columns=differences.moved_columns(apart, names),
            )  # fmt: skip
        columns: tuple[str, ...] = ()
        if fit.x is not None and after.x is not None:
            columns = differences.statistics_that_differ(fit.x, after.x, names)
        return msgspec.structs.replace(record, columns=columns)

    def _of_value(self, one: Difference, record: Moved) -> Moved:
        later = self.found.value(one.name, one.cell)
        if one.value is None or later is None:
            return record
        first = differences.numbers_of(one.value.array)
        second = differences.numbers_of(later.array)
        if first is None or second is None or first.shape != second.shape:
            return record
        apart = differences.rows_that_differ(first, second)
        names = one.value.columns or column_names(self.base, self.job, self.target, None,
                                                  width=apart.shape[1])  # fmt: skip
        return msgspec.structs.replace(
            record,
            rows=int((apart > differences.TOLERANCE).any(axis=1).sum()),
            of=len(apart),
            columns=differences.moved_columns(apart, names) if apart.shape[1] > 1 else (),
        )

    def _through(self, record: Moved, by: tuple[Source, ...], last: int | None) -> Moved:
        """The first call that learns from changed rows, or the cell where it was done by hand.

        Rows that train stand beside them, or else the call knows changed rows alone. A call that
        is given training rows only, which moved already, says that it happened before, by hand.
        """
        own = max((self.change.counts.get(source, 0) for source in by), default=0)
        alone: Moved | None = None
        for call, after in differences.call_pairs(self.base, self.found):
            if last is not None and call.sequence >= last:
                break
            if call.method not in _STATISTICS or not call.inputs or not after.inputs:
                continue
            taken, later = call.inputs[0], after.inputs[0]
            if taken.digest == later.digest:
                continue
            rows = taken.shape[0] if taken.shape else 0
            named = msgspec.structs.replace(
                record, through=f"{call.actor}.{call.method}", through_cell=call.cell,
                through_rows=rows,
            )  # fmt: skip
            match self._given(taken, by):
                case "unknown" if rows <= own:
                    continue
                case "unknown" | "beside":
                    return named
                case "alone":
                    alone = alone or named
                case "training":
                    break
        return alone or msgspec.structs.replace(record, through_cell=self._by_hand(record))

    def _given(self, taken: DataInfo, by: tuple[Source, ...]) -> str:
        """Which rows a call was given: changed ones ``beside`` others, or ``alone``; or others."""
        train = positions(self.base, taken, TRAIN)
        test = positions(self.base, taken, self.job.plan.test_file)
        if train is None and test is None:
            return "unknown"
        known = {int(row) for row in train[train >= 0]} if train is not None else set()
        tested = test is not None and bool((test >= 0).any())
        others = bool(known - self.change.train)
        synthetic = train is not None and bool((train < 0).any()) and not tested
        changed = bool(known & self.change.train) or tested
        if not changed:
            return "training" if others and not synthetic else "unknown"
        if others or synthetic:
            return "beside"
        mine = ("held-out" in by and not tested) or ("test" in by and tested)
        return "alone" if mine or not by else "other"

    def _by_hand(self, record: Moved) -> str:
        """The first cell in which an array of the training's size moved."""
        fits = [fit for fit in learner_fits(self.base) if fit.cell == record.cell]
        sizes = {fit.x.shape[0] for fit in fits if fit.x is not None and fit.x.shape}
        order = {run.cell: run.index for run in self.base.cells}
        last = order.get(record.cell, len(order))
        moved = [
            one
            for one in compare(self.base, self.found).moved.values()
            if one.what == "value" and order.get(one.cell, 0) <= last
            and one.value is not None and one.value.array is not None
            and not holds(one, self.base, self.change, self.job)
        ]  # fmt: skip
        trained = [one for one in moved if _rows(one) in sizes]
        first = min(trained, key=lambda one: order.get(one.cell, 0), default=None)
        return first.cell if first is not None else record.cell


def _same_fit(run: Evidence, base: Evidence, fit: FitRecord) -> FitRecord | None:
    """Another run's record of a training."""
    found = (after for before, after in differences.fit_pairs(base, run) if before is fit)
    return next(found, None)


def column_names(
    base: Evidence, job: RunJob, target: str, info: DataInfo | None, width: int | None = None
) -> tuple[str, ...]:
    """Names for an array's columns: those it was captured with, or the file's own features."""
    if info is not None:
        width = info.shape[-1] if len(info.shape) > 1 else 1
        for value in base.values:
            named = value.columns and value.array is not None
            if named and value.array is not None and value.array.digest == info.digest:
                return value.columns or ()
    header = csv_table.table_of(job.files.get(TRAIN, b"")).header
    features = tuple(name for name in header if name != target)
    if len(features) == width:
        return features
    captured = (value.columns for value in base.values if len(value.columns or ()) == width)
    return next(captured, None) or ()


def _rows(one: Difference) -> int | None:
    """The length of an array that was captured."""
    array = one.value.array if one.value is not None else None
    return array.shape[0] if array is not None and array.shape else None


def holds(one: Difference, base: Evidence, change: Change, job: RunJob) -> bool:
    """Whether a value is made of rows that were changed, as far as anybody can tell.

    Where its rows are not known, an array that is as long as what was put aside, and not as long
    as what is left, is one of rows put aside.
    """
    array = one.value.array if one.value is not None else None
    if array is None:
        return False
    info = DataInfo(shape=array.shape, dtype=array.dtype, digest=array.digest)
    held, test = rows_of(base, info, TRAIN), rows_of(base, info, job.plan.test_file)
    if held is not None or test is not None:
        return bool((held or frozenset()) & change.train) or bool(test)
    apart = len(change.train)
    left = csv_table.row_count(job.files.get(TRAIN, b"")) - apart
    return array.shape[:1] in {(apart,), (job.plan.test_rows,)} and array.shape[:1] != (left,)
