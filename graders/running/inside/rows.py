"""Which rows of the public files are behind the arrays that libraries are given.

An array is known by its digest. Its rows are found by its pandas index, by the observed calls
that it came through, by known arrays that have the same rows, by its place beside known arrays of
its length, or by its values; whatever is found must agree with the values in the files.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

import numpy as np

from .aligning import Scaling, agrees, by_values, row_keys
from .describe import Record
from .tables import COLUMNS, Matrix, Tables

FILES_LEAST = 3
MOST_ROWS = 200_000
MOST_ARRAYS = 500
SENT_BYTES = 15_000_000
SECONDS = 2.0
"""CPU time for a whole run; a short notebook uses hundredths."""

RECENT = 12
KEEPING = frozenset({"transform", "fit_transform", "inverse_transform"})
RESAMPLING = frozenset({"fit_resample"})
ROWS_FIRST = frozenset({
    "fit", "partial_fit", "fit_transform", "transform", "fit_resample", "fit_predict", "predict",
    "predict_proba", "decision_function", "predict_on_batch", "evaluate", "score", "adapt",
    "train_test_split", "__call__",
})  # fmt: skip
"""Calls whose arrays are rows of tables; what a metric compares is looked at less hard."""

PAIRED = frozenset({"fit", "partial_fit", "evaluate", "score", "fit_resample", "train_test_split"})


Made = dict[int, tuple[int, Matrix]]


class Known:
    """Rows behind one array, numbered through all files; -1 where they are not known."""

    def __init__(self, rows: Matrix, by: str) -> None:
        self.rows, self.by = rows, by


class Rows:
    """Finds rows and remembers them; :meth:`take` hands over what was not sent yet."""

    def __init__(self, files: dict[str, bytes], names: tuple[str, ...]) -> None:
        self._files, self._names = files, names
        self._made: Tables | None = None
        self._pending: dict[str, Any] = {}
        self.known: dict[str, Known] = {}
        self._unknown: set[str] = set()
        self._keys: list[tuple[int, Matrix, Matrix]] = []
        self._maps: dict[int, list[Scaling]] = {}
        self._new: list[str] = []
        self._bytes = SENT_BYTES
        self.spent = 0.0

    @property
    def tables(self) -> Tables:
        """The files, read when they are first needed."""
        if self._made is None:
            self._made = Tables(self._files, self._names)
        return self._made

    def note(self, digest: str, thing: Any) -> None:
        """Remember an array that a call is given, until the call's record is complete."""
        if digest and digest not in self.known:
            self._pending[digest] = thing

    def see(self, digest: str, thing: Any) -> None:
        """Find the rows of a value that texts may have become, before a program shuffles it."""
        rows, columns = _length(thing), _width(thing)
        full = self.spent > SECONDS or len(self.known) >= MOST_ARRAYS or digest in self.known
        if full or columns <= COLUMNS or not FILES_LEAST <= rows <= MOST_ROWS:
            return
        began = time.process_time()
        matrix = self.tables.matrix(thing)[0] if self.tables.lists else None
        found = self._beside_known(matrix) if matrix is not None else None
        if found is not None:
            self._learn(digest, thing, found.rows, found.by, matrix)
        self.spent += time.process_time() - began

    def settle(
        self, method: str, inputs: list[str], outputs: list[str], made: Made | None = None
    ) -> None:
        """Find the rows of a call's arrays, by their digests in order.

        ``made`` says of an output, by its place, of which input it has which positions.
        """
        pending = self._pending
        over = self.spent > SECONDS or len(self.known) >= MOST_ARRAYS
        if over or not any(self._files.get(name) for name in self._names):
            return
        began = time.process_time()
        try:
            first = [digest for digest in inputs if digest]
            for digest in first if method in ROWS_FIRST else first[:1]:
                self._find(digest, pending.get(digest), cheap=method not in ROWS_FIRST)
            if method in PAIRED and first:
                self._pair(first, pending)
            self._flow(method, inputs, outputs, pending, made or {})
        finally:
            self.spent += time.process_time() - began

    def _flow(
        self, method: str, inputs: list[str], outputs: list[str], pending: dict[str, Any],
        made: Made,
    ) -> None:  # fmt: skip
        """Outputs have the rows of inputs, in the order that the call is known to keep."""
        for place, digest in enumerate(outputs):
            source = self.known.get(inputs[0]) if inputs else None
            positions = None
            if place in made:
                from_, positions = made[place]
                source = self.known.get(inputs[from_]) if from_ < len(inputs) else None
            thing = pending.get(digest)
            if source is None or digest in self.known:
                continue
            if positions is not None:
                safe = (positions >= 0) & (positions < len(source.rows))
                rows = np.where(safe, source.rows[np.where(safe, positions, 0)], -1)
                self._learn(digest, thing, rows, "split")
            elif method in KEEPING and _length(thing) == len(source.rows):
                self._learn(digest, thing, source.rows, "split")
            elif method in RESAMPLING and _length(thing) >= len(source.rows):
                rows = np.full(_length(thing), -1)
                rows[: len(source.rows)] = source.rows
                self._learn(digest, thing, rows, "split")
        if method in KEEPING | RESAMPLING | {"train_test_split"}:
            for digest in outputs:
                self._find(digest, pending.get(digest))

    def release(self) -> None:
        """Let go of the arrays of a call whose rows were looked for."""
        self._pending = {}

    def _find(self, digest: str, thing: Any, cheap: bool = False) -> None:
        if digest in self.known or digest in self._unknown or thing is None:
            return
        rows = _length(thing)
        if not FILES_LEAST <= rows <= MOST_ROWS or not self.tables.rows:
            return
        matrix, names = self.tables.matrix(thing)
        if matrix is None:
            return
        found = (
            self._by_index(thing, matrix)
            or self._among_known(matrix)
            or self._beside_known(matrix)
            or (None if cheap else self._by_values(matrix, names))
        )
        if found is None:
            self._unknown.add(digest)
        else:
            self._learn(digest, thing, found.rows, found.by, matrix)

    def _by_index(self, thing: Any, matrix: Matrix) -> Known | None:
        index = getattr(thing, "index", None)
        if not hasattr(thing, "iloc") or getattr(index, "dtype", np.dtype(object)).kind not in "iu":
            return None
        labels = np.asarray(index, dtype=np.int64)
        tables = self.tables
        spans = [*zip(tables.starts, tables.lengths, strict=True), (0, tables.rows)]
        for start, length in spans:
            if labels.min() >= 0 and labels.max() < length:
                rows = labels + start
                if agrees(tables, matrix, rows):
                    return Known(rows, "index")
        return None

    def _among_known(self, matrix: Matrix) -> Known | None:
        """By equal rows of known arrays: parts, folds and permutations of them."""
        if matrix.shape[1] < 2:
            return None
        tables = [entry for entry in self._keys if entry[0] == matrix.shape[1]]
        if not tables:
            return None
        keys = np.concatenate([entry[1] for entry in tables])
        rows = np.concatenate([entry[2] for entry in tables])
        order = np.lexsort((rows, keys))
        keys, rows = keys[order], rows[order]
        ours = row_keys(matrix)
        first = np.searchsorted(keys, ours, side="left")
        last = np.searchsorted(keys, ours, side="right") - 1
        hit = last >= first
        low, high = rows[np.minimum(first, len(rows) - 1)], rows[np.maximum(last, 0)]
        if hit.mean() < 0.5:
            return None
        found = np.where(hit & (low == high), low, -1)  # the same row under every equal key
        return Known(found, "fingerprint") if (found >= 0).mean() >= 0.5 else None

    def _beside_known(self, matrix: Matrix) -> Known | None:
        """By the order of values, beside arrays of this length, whole files and parts of them."""
        count = len(matrix)
        tried: list[Matrix] = []
        recent = [entry.rows for entry in list(self.known.values())[-RECENT:]]
        starts = {
            start + offset
            for start, length in zip(self.tables.starts, self.tables.lengths, strict=True)
            if length >= count
            for offset in (0, length - count)
        }
        for rows in recent:
            if len(rows) and rows[0] >= 0 and (np.diff(rows) == 1).all():  # the next slice
                starts |= {int(rows[-1]) + 1, int(rows[0]) - count}
        candidates = [rows for rows in reversed(recent) if len(rows) == count]
        candidates += [np.arange(start, start + count) for start in sorted(starts)
                       if start >= 0 and start + count <= self.tables.rows]  # fmt: skip
        for rows in candidates:
            if any(np.array_equal(rows, other) for other in tried):
                continue
            tried.append(rows)
            if agrees(self.tables, matrix, rows):
                return Known(rows, "alignment")
        return None

    def _by_values(self, matrix: Matrix, names: list[str] | None) -> Known | None:
        if self.tables.wide(matrix):  # the files hold words where it holds numbers
            return None
        rows = by_values(self.tables, matrix, names, self._maps)
        if rows is None or not agrees(self.tables, matrix, rows):
            return None
        return Known(rows, "fingerprint")

    def _pair(self, digests: list[str], pending: dict[str, Any]) -> None:
        """Features and labels of one call are rows of each other, where the values agree."""
        for digest in digests:
            thing = pending.get(digest)
            if digest in self.known or thing is None:
                continue
            for other in digests:
                entry = self.known.get(other)
                if entry is None or len(entry.rows) != _length(thing):
                    continue
                matrix, _ = self.tables.matrix(thing)
                if matrix is not None and agrees(self.tables, matrix, entry.rows):
                    self._learn(digest, thing, entry.rows, "alignment", matrix)
                    break

    def _learn(
        self, digest: str, thing: Any, rows: Matrix, by: str, matrix: Matrix | None = None
    ) -> None:
        if not digest or digest in self.known or not (rows >= 0).any():
            return
        self._unknown.discard(digest)
        self.known[digest] = Known(np.asarray(rows, dtype=np.int64), by)
        self._new.append(digest)
        if matrix is None and thing is not None:
            matrix = self.tables.matrix(thing)[0]
        if matrix is not None and matrix.shape[1] > 1 and len(matrix) == len(rows):
            self._keys.append((matrix.shape[1], row_keys(matrix), self.known[digest].rows))
            del self._keys[:-RECENT]

    def take(self) -> list[Record]:
        """``Origin`` records of what was found since the last time, each array once."""
        found: list[Record] = []
        for digest in self._new:
            entry = self.known[digest]
            for file, rows in self.tables.of_file(entry.rows).items():
                self._bytes -= rows.nbytes
                if self._bytes >= 0:
                    found.append({"digest": digest, "file": file, "rows": packed(rows),
                                  "by": entry.by})  # fmt: skip
        self._new = []
        return found


def packed(rows: Matrix) -> Record:
    """An ``Array`` record of row numbers."""
    data = np.ascontiguousarray(rows, dtype="<i4").tobytes()
    return {"dtype": "int32", "shape": [len(rows)], "data": data,
            "digest": hashlib.sha256(data).hexdigest(), "kept": True}  # fmt: skip


def _width(thing: Any) -> int:
    """The columns of a table; 0 for anything else."""
    shape: tuple[int, ...] = getattr(thing, "shape", ())
    return int(shape[1]) if len(shape) == 2 else 0


def _length(thing: Any) -> int:
    shape = getattr(thing, "shape", None)
    try:
        return int(shape[0]) if shape is not None and len(shape) else len(thing)
    except (TypeError, ValueError):
        return 0
