"""Whether an array is another one, scaled with the statistics of the training rows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import ClassVar, Literal

import numpy as np

from graders.checks import roles
from graders.checks.arrays import Numbers, numbers, too_large
from graders.checks.base import Check, broken, failed, passed
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value

_TOLERANCE = 1e-4
"""Relative to the scaled values, which are about 1: float32 arithmetic is good to about 1e-6."""


class Transformed(Check, frozen=True, kw_only=True):
    """Arrays are scaled as asked, with statistics from the rows that they were fitted on.

    ## What it does
    Recomputes each array of ``result`` from the student's own array of ``source`` (same place in
    the list) and the training rows ``fitted_on``: ``minmax`` to 0..1, or ``standard`` to mean 0
    and standard deviation 1 (divisor n or n - 1). Values outside 0..1 on other rows are right.
    Where they differ it looks for the slip: own rows' statistics, all rows' statistics, the
    other kind, one mean for the whole table, per row, not scaled at all.

    ## Why it matters
    Held-out rows stand for rows that do not exist yet: they may not choose the scale.

    ## Example
    ``x_val_mm = MinMaxScaler().fit_transform(x_val)``

    ## Use instead
    ``scaler = MinMaxScaler().fit(x_train)``, then ``scaler.transform(x_val)``.
    """

    kind: Literal["minmax", "standard"]
    source: str | list[str]
    result: str | list[str]
    fitted_on: str = "x_train"

    spellings: ClassVar[dict[str, tuple[str, ...]]] = {
        "minmax": ("minmax",),
        "standard": ("standard", "standard-1"),
    }

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge each pair of arrays; the first that is wrong is explained."""
        del reference
        sources, results = _names(self.source), _names(self.result)
        raw = {name: _first(evidence, name) for name in {self.fitted_on, *sources}}
        for name, value in raw.items():
            if numbers(value) is None:
                return self._missing(evidence, item, name, value)
        rows = {name: _table(numbers(value)) for name, value in raw.items()}
        train = rows[self.fitted_on]
        wholes = _wholes(evidence, raw[self.fitted_on], train)
        for source, result in zip(sources, results, strict=False):
            value = evidence.value(result)
            found = numbers(value)
            if found is None:
                return self._missing(evidence, item, result, value)
            verdict = self._compare(
                evidence, rows[source], source, result, train, wholes, _table(found)
            )
            if verdict is not None:
                return verdict
        return passed("transformed", kind=self.kind, arrays=len(results))

    def _missing(
        self, evidence: Evidence, item: RubricItem, name: str, value: Value | None
    ) -> Verdict:
        if too_large(value):
            return broken("array-not-kept", name=name)
        if value is not None and value.kind == "array":
            return failed("transformed-text", name=name)
        return roles.absent(evidence, item, name=name, kind="value")

    def _compare(  # noqa: PLR0917 - two arrays by name, and what they may be compared with
        self,
        evidence: Evidence,
        origin: Numbers,
        source: str,
        result: str,
        train: Numbers,
        wholes: list[Numbers],
        found: Numbers,
    ) -> Verdict | None:
        if found.shape != origin.shape or train.shape[1:] != origin.shape[1:] or not train.size:
            return failed(
                "transformed-shape",
                name=result,
                shape=str(found.shape),
                source=source,
                expected=str(origin.shape),
            )
        used = _varies(train)
        best = min(
            (_difference(found, _scale(kind, origin, train), used) for kind in self._kinds()),
            key=lambda pair: pair[0],
        )
        if best[0] <= _TOLERANCE:
            return None
        slip = self._slip(origin, train, wholes, found, used)
        row, place = best[1]
        return failed(
            f"transformed-{slip}",
            name=result,
            kind=self.kind,
            source=source,
            fitted_on=self.fitted_on,
            difference=best[0],
            row=row,
            column=_column(evidence, (source, self.fitted_on), place, origin.shape[1]),
        )

    def _kinds(self) -> tuple[str, ...]:
        return self.spellings[self.kind]

    def _slip(
        self,
        origin: Numbers,
        train: Numbers,
        wholes: list[Numbers],
        found: Numbers,
        used: Numbers,
    ) -> str:
        """The name of the slip that gives exactly these values, or ``differs``."""
        other = "standard" if self.kind == "minmax" else "minmax"
        guesses: dict[str, Callable[[], list[Numbers]]] = {
            "unchanged": lambda: [origin],
            "own-rows": lambda: [_scale(kind, origin, origin) for kind in self._kinds()],
            "all-rows": lambda: [
                _scale(kind, origin, whole) for whole in wholes for kind in self._kinds()
            ],
            "other-kind": lambda: [_scale(kind, origin, train) for kind in self.spellings[other]],
            "whole-table": lambda: [
                _scale(kind, origin, np.repeat(train.reshape(-1, 1), train.shape[1], axis=1))
                for kind in self._kinds()
            ],
            "by-row": lambda: [_scale(kind, origin.T, origin.T).T for kind in self._kinds()],
            "half": lambda: _halves(self.kind, origin, train),
        }
        for slip, guess in guesses.items():
            if any(_difference(found, one, used)[0] <= _TOLERANCE for one in guess()):
                return slip
        return "differs"


def _column(evidence: Evidence, tables: tuple[str, ...], place: int, width: int) -> str:
    """A column's name where one of the tables had names, else its number from 1."""
    for value in evidence.values:
        if value.name in tables and value.columns is not None and len(value.columns) == width:
            return value.columns[place]
    return str(place + 1)


def _wholes(evidence: Evidence, fitted_on: Value | None, train: Numbers) -> list[Numbers]:
    """The training rows together with one or more of the tables that were made beside them."""
    others = [
        _table(numbers(value))
        for value in evidence.values
        if fitted_on is not None
        and value.cell == fitted_on.cell
        and value.name != fitted_on.name
        and value.kind == "array"
        and numbers(value) is not None
    ]
    others = [table for table in others if table.shape[1:] == train.shape[1:]][:4]
    return [
        np.concatenate([train, *chosen])
        for count in range(1, len(others) + 1)
        for chosen in combinations(others, count)
    ]


def _scale(kind: str, rows: Numbers, train: Numbers) -> Numbers:
    with np.errstate(all="ignore"):
        if kind == "minmax":
            low, high = train.min(axis=0), train.max(axis=0)
            return np.asarray((rows - low) / (high - low))
        divisor = train.std(axis=0, ddof=1 if kind == "standard-1" and len(train) > 1 else 0)
        return np.asarray((rows - train.mean(axis=0)) / divisor)


def _halves(kind: str, rows: Numbers, train: Numbers) -> list[Numbers]:
    """Only shifted, or only divided: half of the formula."""
    with np.errstate(all="ignore"):
        if kind == "minmax":
            return [rows - train.min(axis=0), rows / train.max(axis=0)]
        return [rows - train.mean(axis=0), rows / train.std(axis=0)]


def _difference(found: Numbers, expected: Numbers, used: Numbers) -> tuple[float, tuple[int, int]]:
    """Largest difference relative to max(1, expected), and where; columns without spread are out.

    A column of one value has no right scaling: scikit-learn gives 0, the formula NaN.
    """
    with np.errstate(all="ignore"):
        gap = np.abs(found - expected) / np.maximum(1.0, np.abs(expected))
    gap = np.where(np.isnan(gap), np.inf, gap)[:, used.astype(bool)]
    if not gap.size:
        return 0.0, (0, 0)
    row, place = np.unravel_index(int(np.argmax(gap)), gap.shape)
    return float(gap[row, place]), (int(row), int(np.flatnonzero(used)[place]))


def _varies(train: Numbers) -> Numbers:
    with np.errstate(all="ignore"):
        spread = train.max(axis=0) - train.min(axis=0)
        return np.asarray(spread > 1e-12 * np.maximum(1.0, np.abs(train).max(axis=0)), float)


def _table(array: Numbers | None) -> Numbers:
    if array is None or not array.size:
        return np.empty((0, 0))
    return array.reshape(len(array), -1) if array.ndim else array.reshape(1, 1)


def _names(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _first(evidence: Evidence, name: str) -> Value | None:
    """The earliest capture: later cells may have overwritten the name with scaled values."""
    captures = (one for one in evidence.values if one.name == name and one.kind != "missing")
    return next(captures, None)
