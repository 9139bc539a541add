"""Outputs that show rows of the hidden test file, found so that a page can leave them out.

In a grading run ``data/test.csv`` holds rows that nobody has seen, and ``test.head()`` prints
them. Numbers of an output that agree, one after another and at the precision that they are printed
with, with neighbouring columns of a hidden row are a *run*. A run counts where public rows do not
agree with these numbers as well or better; it has as many bits as chance would need: ``log2`` of
how few rows share each value, summed. What chance finds among all places and rows is taken off, and
an output shows hidden rows where what is left comes to ``_BITS`` together. Of tables as wide as
pictures 16 neighbours in a row are looked for. Texts that stand in a hidden row and in no public
one are looked for as they are.

This keeps honest notebooks from publishing rows. A program made to print them in disguise
(scaled, drawn, counted in another base) gets the features out; their targets are in no box.
"""

from __future__ import annotations

import html
import io
import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?!\w)")
_TAG = re.compile(
    r"</?(?:table|t[a-z]{1,4}|div|p|b|i|em|strong|su[bp]|pre|code|caption|br|hr)"
    r'(?: [a-z]+="(?:\d{1,3}|[a-z:; -]{0,60})")*+ ?/?>'
)
"""A tag of a table. Not all that stands in angle brackets: a tensor is printed in them."""
_KEY = re.compile(r"(?<![\w.])[\"']?\d+[\"']?:")
"""A row's number before its value, in a dictionary or JSON."""
_LINE_END = re.compile(r"[\n\]}]")
_TOKENS = 4_000
"""Numbers that are looked at together, and those of the next ones that are looked at twice."""
_TWICE = 256
_DECIMALS = 8
_BITS = 8.0
_RUN_BITS = 11.0
_AHEAD = 6.0
"""Bits by which a run has to be better than what public rows say of the same numbers."""
_SKIPPED = 2
"""Columns that may be left out between two of a run: dropped ones, and texts."""
_SKIP_BITS = 2.0
"""What it costs a run to leave a column out: it could have been any."""
_RARE = 40
"""Places of the value that a run begins with, and one more for every 50 rows."""
_WIDE = 64
"""Columns of a table beyond which it is pictures, and a stretch of a row is what is looked for."""
_STRETCH = 16
_TEXT = 16
"""Characters of a text by which it is known."""


class _Number(NamedTuple):
    value: float
    decimals: int


class _Run(NamedTuple):
    """Numbers from ``start`` to before ``end`` that agree with ``row``.

    By chance they would one time in two to the power of ``bits``.
    """

    start: int
    end: int
    row: int
    bits: float


class HiddenRows:
    """The rows of ``test`` that no public file has."""

    def __init__(self, test: bytes, public: Iterable[bytes]) -> None:
        hidden = _table(test)
        self._hidden = pd.DataFrame() if hidden is None else hidden
        self._public = [table for table in map(_table, public) if table is not None]

    @classmethod
    def of(cls, box: Mapping[str, bytes], public: Mapping[str, bytes]) -> HiddenRows | None:
        """The rows of the box's ``data/test.csv``; ``None`` where students have the same file."""
        name = "data/test.csv"
        if name not in box or box[name] == public.get(name):
            return None
        return cls(box[name], [data for path, data in public.items() if path.endswith(".csv")])

    def shown_in(self, text: str) -> bool:
        """Whether hidden rows stand in this output, plain or as a table of HTML."""
        # Lines of a table of HTML end with its rows.
        lines = text.replace("\n", " ").replace("</tr>", "\n") if "</tr>" in text else text
        read = html.unescape(_TAG.sub(" ", lines))
        if any(known in text or known in read for known in self._texts):
            return True
        found = [_number(one) for one in _NUMBER.findall(read)]
        if len(found) < 2:
            return False
        orders = (found, _downwards(read))
        if len(self._columns) > _WIDE:
            return any(map(self._in_stretches, orders))
        return any(
            self._in_runs(order[start : start + _TOKENS + _TWICE])
            for order in orders
            for start in range(0, len(order), _TOKENS)
        )

    def _in_runs(self, found: list[_Number]) -> bool:
        """Of rows of a few columns whether they stand there, neighbours beside each other."""
        runs = self._rows.runs(found)
        # So many rows at so many places: that much chance finds by itself.
        chance = math.log2(len(found) * max(1, len(self._hidden)))
        runs = [run for run in runs if run.bits > chance]
        if sum(run.bits - chance for run in runs) < _BITS:
            return False
        taken = np.zeros(len(found))
        for run in self._known.runs(found):
            taken[run.start : run.end] = np.maximum(taken[run.start : run.end], run.bits)
        bits: dict[int, float] = {}
        for run in runs:
            if run.bits > taken[run.start : run.end].max() + _AHEAD:
                bits[run.row] = max(bits.get(run.row, 0.0), run.bits - chance)
        return sum(bits.values()) >= _BITS

    def _in_stretches(self, found: list[_Number]) -> bool:
        """Of wide rows (pictures) whether a stretch of one stands there, number by number."""
        known = np.array([number.value for number in found])
        if len(known) < _STRETCH:
            return False
        return bool(np.isin(_stretches(known[None]), self._own_stretches).any())

    @cached_property
    def _own_stretches(self) -> NDArray[np.uint64]:
        own, known = _stretches(self._rows.numbers), _stretches(self._known.numbers)
        return np.setdiff1d(own, known)

    @cached_property
    def _columns(self) -> list[str]:
        return [str(name) for name in self._hidden.select_dtypes("number").columns]

    @cached_property
    def _rows(self) -> _Rows:
        return _Rows(self._hidden[self._columns].to_numpy(dtype=np.float64))

    @cached_property
    def _known(self) -> _Rows:
        """All public rows in the same columns; NaN where a file lacks one."""
        parts = [
            table.reindex(columns=self._columns)
            .apply(pd.to_numeric, errors="coerce")
            .to_numpy(dtype=np.float64)
            for table in self._public
        ]
        return _Rows(np.concatenate([*parts, np.zeros((0, len(self._columns)))]))

    @cached_property
    def _texts(self) -> list[str]:
        """How texts of hidden rows begin that no public row has."""
        known = {text for table in self._public for text in _beginnings(table)}
        return sorted(_beginnings(self._hidden) - known)


class _Rows:
    """A table of numbers (n, k), and where printed numbers run along its rows."""

    def __init__(self, numbers: NDArray[np.float64]) -> None:
        self.numbers = numbers
        self._lists = numbers.tolist()
        self._indexes: dict[int, dict[float, list[tuple[int, int]]]] = {}
        self._shares: dict[tuple[int, _Number], float] = {}

    def runs(self, found: list[_Number]) -> list[_Run]:
        """Every run that says something, in the order of its beginning."""
        runs: list[_Run] = []
        ends: dict[int, int] = {}
        for start, number in enumerate(found):
            for row, column in self._rare(number):
                if ends.get(row, 0) > start:
                    continue  # within a run of the same row
                run = self._run(found, start, row, column)
                if run.bits >= _RUN_BITS:
                    runs.append(run)
                    ends[row] = run.end
        return runs

    def _run(self, found: list[_Number], start: int, row: int, column: int) -> _Run:
        values = self._lists[row]
        bits = self._bits(column, found[start])
        last, end = column, start + 1
        for number in found[start + 1 : start + len(values)]:
            for other in range(last + 1, min(last + 2 + _SKIPPED, len(values))):
                if round(values[other], number.decimals) == number.value:
                    break
            else:
                break
            bits += self._bits(other, number) - _SKIP_BITS * (other - last - 1)
            last = other
            end += 1
        return _Run(start, end, row, bits if end - start > 1 else 0.0)

    def _bits(self, column: int, number: _Number) -> float:
        """``log2`` of how few rows share a value."""
        kept = self._shares.get((column, number))
        if kept is None:
            same = int((np.round(self.numbers[:, column], number.decimals) == number.value).sum())
            kept = math.log2((len(self.numbers) + 1) / (same + 1))
            if len(self._shares) > 50_000:
                self._shares.clear()
            self._shares[column, number] = kept
        return kept

    def _rare(self, number: _Number) -> list[tuple[int, int]]:
        """Rows and columns of a value that few rows share."""
        index = self._indexes.get(number.decimals)
        if index is None:
            index = defaultdict(list)
            for column, values in enumerate(np.round(self.numbers, number.decimals).T):
                for row, value in enumerate(values.tolist()):
                    index[value].append((row, column))
            self._indexes[number.decimals] = index
        found = index.get(number.value, [])
        return found if len(found) <= _RARE + len(self.numbers) // 50 else []


def _stretches(numbers: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Keys of every ``_STRETCH`` neighbours in a row that are not nearly all the same."""
    if numbers.shape[1] < _STRETCH:
        return np.zeros(0, dtype=np.uint64)
    whole = np.rint(np.nan_to_num(numbers, posinf=0, neginf=0).clip(-1e12, 1e12) * 1000)
    whole = whole.astype(np.int64).astype(np.uint64)
    factors = np.random.default_rng(0).integers(1, 2**63, _STRETCH, dtype=np.uint64) | np.uint64(1)
    places = whole.shape[1] - _STRETCH + 1
    keys = np.zeros((len(whole), places), dtype=np.uint64)
    for shift, factor in enumerate(factors):  # wraps around, as hashes do
        keys += whole[:, shift : shift + places] * factor
    changes = np.cumsum(np.diff(whole, axis=1, prepend=whole[:, :1]) != 0, axis=1)
    steps = changes[:, _STRETCH - 1 :] - changes[:, :places]
    found: NDArray[np.uint64] = keys[steps >= _STRETCH // 2]
    return found


def _downwards(text: str) -> list[_Number]:
    """Numbers column by column, where lines one below another hold equally many.

    A table on its side has its rows there, as one has that is written column after column.
    """
    lines = (
        [_number(one) for one in _NUMBER.findall(line)]
        for line in _LINE_END.split(_KEY.sub(" ", text))
    )
    found: list[_Number] = []
    for count, block in itertools.groupby(filter(None, lines), key=len):
        if count > 1:
            found += itertools.chain.from_iterable(zip(*block, strict=True))
    return found


def _number(token: str) -> _Number:
    mantissa, _, exponent = token.lower().partition("e")
    digits = len(mantissa.partition(".")[2]) - (int(exponent[:4]) if exponent else 0)
    return _Number(float(token), min(max(digits, 0), _DECIMALS))


def _beginnings(table: pd.DataFrame) -> set[str]:
    texts = table.select_dtypes(["object", "string"])
    return {
        text[:_TEXT]
        for name in texts
        for text in texts[name].dropna().astype(str)
        if len(text) >= _TEXT
    }


def _table(data: bytes) -> pd.DataFrame | None:
    try:
        return pd.read_csv(io.BytesIO(data))
    except (ValueError, UnicodeDecodeError):
        return None
