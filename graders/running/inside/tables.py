"""The rows of the public files as numbers, and arrays as numbers beside them.

Rows of all files are numbered through: those of the first file, then those of the next. Text is
numbered by its levels. Everything here is only read, and is made when it is first asked for.
"""

from __future__ import annotations

import io
import re
from typing import Any

import numpy as np

from .describe import as_array

Matrix = np.ndarray[Any, Any]

FILE_BYTES = 30_000_000
COLUMNS = 60
CELLS = 8_000_000
LIST = 8
"""A text of so many words on average, each found five times or more on average, lists words."""

_WORD = re.compile(r"[^\s,;|\[\](){}\"']+")


class Tables:
    """``values`` (rows of all files, columns): numbers, missing where a file lacks the column.

    Where a column holds lists of words (``lists``), the last column counts the different words of
    each row, and the last one of a wider array than is looked at counts the numbers that are not 0:
    however words become columns, these are the same. The one before it tells such rows apart.
    """

    def __init__(self, files: dict[str, bytes], names: tuple[str, ...]) -> None:
        self.names: list[str] = []
        self.starts: list[int] = []
        self.lengths: list[int] = []
        self.columns: list[str] = []
        self.levels: dict[str, dict[str, int]] = {}
        frames = []
        for name in names:
            frame = _read(files.get(name, b""))
            if frame is not None and len(frame):
                self.names.append(name)
                self.starts.append(sum(self.lengths))
                self.lengths.append(len(frame))
                frames.append(frame)
        self.rows = sum(self.lengths)
        self.values: Matrix = np.empty((self.rows, 0))
        self.lists = False
        if frames:
            self._join(frames)
        self.incomplete = frozenset(
            place
            for place in range(self.values.shape[1])
            for start, length in zip(self.starts, self.lengths, strict=True)
            if 0 < np.isnan(self.values[start : start + length, place]).sum() < length
        )
        self._distinct: dict[int, tuple[Matrix, Matrix]] = {}

    def _join(self, frames: list[Any]) -> None:
        import pandas as pd

        whole = pd.concat(frames, ignore_index=True)
        self.columns = [str(name) for name in whole.columns][:COLUMNS]
        self.values = np.empty((self.rows, len(self.columns)))
        for place, name in enumerate(self.columns):
            column = whole.iloc[:, place]
            if column.dtype.kind not in "biuf":
                levels = sorted(set(column.dropna().astype(str)))
                self.levels[name] = {level: code for code, level in enumerate(levels)}
            self.values[:, place] = self.numbers(column, name)
            words = _words(column) if name in self.levels and not self.lists else None
            if words is not None:
                self.lists, counts = True, words
        if self.lists:
            self.values = np.column_stack([self.values, counts])

    def numbers(self, column: Any, name: str) -> Matrix:
        """A column as numbers; text by the level of the file's column of this name."""
        if getattr(column.dtype, "kind", "O") in "biuf":
            return np.asarray(column, dtype=np.float64)
        levels = self.levels.get(name, {})
        found = [levels.get(str(item), np.nan) for item in column]
        return np.array(found, dtype=np.float64)

    def distinct(self, column: int) -> tuple[Matrix, Matrix]:
        """A column's distinct values in order, and the place of each row's among them."""
        if column not in self._distinct:
            values = self.values[:, column]
            kept, places = np.unique(values, return_inverse=True)
            self._distinct[column] = kept[~np.isnan(kept)], places.ravel()
        return self._distinct[column]

    def matrix(self, thing: Any) -> tuple[Matrix | None, list[str] | None]:
        """An array's rows as numbers (rows, at most 60 columns), and the columns' names."""
        columns = getattr(thing, "columns", None)
        if columns is not None and hasattr(thing, "iloc"):
            names = [str(name) for name in columns][:COLUMNS]
            if not names or len(thing) * len(names) > CELLS:
                return None, None
            parts = [self.numbers(thing.iloc[:, place], name) for place, name in enumerate(names)]
            return np.column_stack([*parts, *self._filled(as_array(thing))]), names
        if hasattr(thing, "iloc"):
            name = str(thing.name)
            return self.numbers(thing, name).reshape(-1, 1), [name]
        array = as_array(thing)
        if array is None or not array.ndim or not len(array):
            return None, None
        flat = array.reshape(len(array), -1)[:, :COLUMNS]
        if flat.size > CELLS:
            return None, None
        if flat.dtype.kind in "SU":
            return np.column_stack([_of_text(flat[:, place], self.levels)
                                    for place in range(flat.shape[1])]), None  # fmt: skip
        return np.column_stack([flat.astype(np.float64), *self._filled(array)]), None

    def wide(self, matrix: Matrix) -> bool:
        """Whether its last column counts the numbers that are not 0."""
        return self.lists and matrix.shape[1] > COLUMNS

    def _filled(self, array: Matrix | None) -> list[Matrix]:
        """Of an array that words may have become: a mark, and how many numbers are not 0."""
        if not self.lists or array is None or array.dtype.kind not in "biuf":
            return []
        table = array.reshape(len(array), -1)
        if table.shape[1] <= COLUMNS or table.size > CELLS:
            return []
        random = np.random.Generator(np.random.PCG64(5))
        marks = random.integers(1, 2**20, table.shape[1]).astype(np.float64)
        return [table.astype(np.float64) @ marks, np.count_nonzero(table, axis=1)]

    def of_file(self, rows: Matrix) -> dict[str, Matrix]:
        """Numbers in each file for rows numbered through, -1 for another file's."""
        found = {}
        for name, start, length in zip(self.names, self.starts, self.lengths, strict=True):
            inside = (rows >= start) & (rows < start + length)
            if inside.any():
                found[name] = np.where(inside, rows - start, -1).astype(np.int32)
        return found


def _read(data: bytes) -> Any:
    if not data or len(data) > FILE_BYTES:
        return None
    try:
        import pandas as pd

        return pd.read_csv(io.BytesIO(data))
    except Exception:
        return None


def _words(column: Any) -> Matrix | None:
    """How many different words each text has, where the texts are lists of words."""
    texts = [_WORD.findall(str(text)) for text in column.fillna("")]
    total, distinct = sum(map(len, texts)), len({word for text in texts for word in text})
    if total < LIST * len(texts) or distinct * 5 > total:
        return None
    return np.array([len(set(text)) for text in texts], dtype=np.float64)


def _of_text(column: Matrix, levels: dict[str, dict[str, int]]) -> Matrix:
    """Text as numbers: those that it spells, or the levels of the one column that has them."""
    texts = [str(item) for item in column]
    try:
        return np.array([float(text) for text in texts])
    except ValueError:
        pass
    found = set(texts)
    for known in levels.values():
        if found <= known.keys():
            return np.array([known[text] for text in texts], dtype=np.float64)
    return np.full(len(texts), np.nan)
