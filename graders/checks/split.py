"""Whether rows were put aside."""

from __future__ import annotations

import math

import numpy as np

from graders.checks import file_rows, roles
from graders.checks.arrays import Numbers, numbers, raw
from graders.checks.base import Check, failed, passed
from graders.checks.rare import counted, raised, rare_class, share_of
from graders.model.assignment import RubricItem
from graders.model.evidence import CallRecord, Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value

_MOST_IN_COMMON = 0.5
_MOST_REPEATED, _FEW = 0.02, 2
_SURE = frozenset({"index", "split"})
"""How a row was found where equal rows of the file are not taken for one another."""


class Split(Check, frozen=True, kw_only=True):
    """Some rows are put aside before training, with their targets.

    ## What it does
    Looks at ``train`` and ``held_out`` (and their targets, where the names are given): both hold
    rows, every row has its target, the training part is the larger one, they do not share their
    rows, and no row of the file was put aside more than once. A class that is rare in the file and
    not rare on either side was resampled before the split: rows put aside are copies then, made up,
    or what is left of the file. Under other names, a recorded ``train_test_split`` (or a training
    with ``validation_split`` or ``validation_data``) counts. Size and seed are free.

    ## Why it matters
    Rows that were trained on say nothing about rows that were not.

    ## Example
    ``x_train, y_train, x_val, y_val = train_test_split(x, y)``: that is not its order.

    ## Use instead
    ``x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)``
    """

    train: str = "x_train"
    held_out: str = "x_val"
    train_targets: str = ""
    held_out_targets: str = ""

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the two parts as they stood when they were made."""
        parts = [self._value(evidence, name, item.cell) for name in (self.train, self.held_out)]
        if parts[0] is None or parts[1] is None:
            return self._observed(evidence, item)
        rows = [_rows(part) for part in parts if part is not None]
        if min(rows) < 1:
            return failed("split-empty", train=rows[0], held_out=rows[1])
        for name, count, part in (
            (self.train_targets, rows[0], self.train),
            (self.held_out_targets, rows[1], self.held_out),
        ):
            targets = self._value(evidence, name, item.cell) if name else None
            if targets is not None and _rows(targets) != count:
                return failed(
                    "split-order", part=part, rows=count, targets=name, found=_rows(targets)
                )
        if rows[0] < rows[1]:
            return failed("split-swapped", train=rows[0], held_out=rows[1])
        resampled = self._resampled(evidence, reference, item.cell)
        if resampled is not None:
            return resampled
        arrays = numbers(parts[0]), numbers(parts[1])
        shared = _shared(*arrays)
        if arrays[0] is None or arrays[1] is None:  # too large: by their rows in the file
            shared = _known_shared(evidence, *parts)
        if shared > _MOST_IN_COMMON:
            return failed("split-shared", percent=round(100 * shared), held_out=rows[1])
        repeated = _repeated(evidence, parts[1])
        if repeated > max(_FEW, _MOST_REPEATED * rows[1]):
            return failed("split-repeated", repeated=repeated, held_out=rows[1])
        return passed("split", train=rows[0], held_out=rows[1])

    def _value(self, evidence: Evidence, name: str, cell: str) -> Value | None:
        found = evidence.value(name, cell) if cell else None
        if found is None:
            captures = (one for one in evidence.values if one.name == name)
            found = next((one for one in captures if one.kind != "missing"), None)
        return found if found is not None and found.array is not None else None

    def _resampled(self, evidence: Evidence, reference: Reference, cell: str) -> Verdict | None:
        """Rows copied, made up or thrown away before the split.

        The two parts of a file cannot both hold more of a class than the file: one share raised may
        be a way to split, or training rows resampled afterwards.
        """
        rare = rare_class(reference) if reference.task in {"binary", "multiclass"} else None
        if rare is None:
            return None
        train, held_out = (
            counted(self._value(evidence, name, cell) if name else None, reference.labels)
            for name in (self.train_targets, self.held_out_targets)
        )
        for found in (train, held_out):
            if not raised(share_of(found, rare.code), rare, int(sum(found.values()))):
                return None
        return failed(
            "split-resampled",
            rare=rare.name,
            percent=round(100 * rare.share, 1),
            found=round(100 * share_of(held_out, rare.code), 1),
            held_out=int(sum(held_out.values())),
        )

    def _observed(self, evidence: Evidence, item: RubricItem) -> Verdict:
        for call in evidence.calls:
            if "train_test_split" in {call.actor, call.method}:
                rows = _parts(call)
                if rows is not None:
                    return passed("split", train=rows[0], held_out=rows[1])
        for fit in evidence.fits:
            if fit.validation_split > 0 or fit.validation_x is not None:
                rows_held = fit.validation_x.shape[:1] if fit.validation_x is not None else ()
                return passed("split-inner", held_out=rows_held[0] if rows_held else 0)
        return roles.absent(evidence, item, name=self.held_out, kind="value")


def _parts(call: CallRecord) -> tuple[int, int] | None:
    lengths = [info.shape[0] for info in call.outputs if info.shape]
    return (lengths[0], lengths[1]) if len(lengths) > 1 and min(lengths[:2]) > 0 else None


def _rows(value: Value) -> int:
    shape = value.array.shape if value.array is not None else ()
    return shape[0] if shape else 0


def _repeated(evidence: Evidence, part: Value) -> int:
    """How many rows put aside are rows of the file that were put aside before."""
    found = 0
    for one in evidence.origins:
        if part.array is not None and one.digest == part.array.digest and one.by in _SURE:
            rows = raw(one.rows)
            if rows is not None and rows.ndim == 1 and rows.dtype.kind in "iu":
                known = rows[rows.astype(np.int64) >= 0]
                found += len(known) - len(np.unique(known))
    return found


def _known_shared(evidence: Evidence, train: Value | None, held_out: Value | None) -> float:
    """The share of held-out rows whose rows of the file are trained on; 0 where not known."""
    found = [
        file_rows.known(evidence, part.array.digest if part and part.array else "")
        for part in (train, held_out)
    ]
    count = file_rows.count(found[1])
    return file_rows.shared(*found) / count if count else 0.0


def _shared(train: Numbers | None, held_out: Numbers | None) -> float:
    """The share of held-out rows that stand among the training rows; 0 where unreadable.

    Real tables repeat rows, so a few in common are no sign of anything.
    """
    if train is None or held_out is None or train.ndim < 2 or train.shape[1:] != held_out.shape[1:]:
        return 0.0
    known = set(_each_row(train))
    return sum(row in known for row in _each_row(held_out)) / len(held_out)


def _each_row(table: Numbers) -> list[bytes]:
    numbers_in_one = math.prod(table.shape[1:])
    flat = np.ascontiguousarray(table).reshape(len(table), numbers_in_one)
    rows: list[bytes] = flat.view(f"V{flat.itemsize * numbers_in_one}").ravel().tolist()
    return rows
