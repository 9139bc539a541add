"""Verdicts as a table of credits: one row a student, one column a check.

A blocked check was not judged, nor was a broken one: neither says anything about the student or
about the check, so both are left out (NaN) and not counted as failures. Otherwise one root cause
would make every check behind it look as if it told strong students from weak ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from graders.model.grade import Grade, Line

JUDGED = frozenset({"passed", "partial", "failed"})
"""Outcomes that say something about the student's work."""

ENOUGH = 0.5
"""A rest score is stated where at least this share of the other checks' points was judged: of a
notebook that crashed early, the few checks before the crash say nothing about the student."""


@dataclass(frozen=True)
class Marks:
    """``credit`` (NaN: not judged) and ``possible``: frames of students by rubric items."""

    credit: pd.DataFrame
    possible: pd.DataFrame

    def rest(self, item: str) -> pd.Series:
        """Each student's share of the points of all other checks that were judged; NaN: too few.

        The rest score of item analysis (Henrysson, 1963: an item must not be correlated with a
        total that contains it), taken over what was judged.
        """
        others = [name for name in self.credit.columns if name != item]
        credit = self.credit[others]
        possible = self.possible[others]
        judged = possible.where(credit.notna(), 0.0).sum(axis=1)
        earned = (credit.fillna(0.0) * possible).sum(axis=1)
        known = (judged > 0) & (judged >= ENOUGH * possible.sum(axis=1))
        return (earned / judged.where(known)).rename(item)


def marks(grades: Iterable[Grade], *, settled: bool = False) -> Marks:
    """The table of ``grades``; of those that were judged at all.

    With ``settled``, a person's newest override of a line stands in place of its verdict. Items
    keep the order of the rubric they were met in; a grade of an older rubric has NaN elsewhere.
    """
    credit: dict[str, dict[str, float]] = {}
    possible: dict[str, dict[str, float]] = {}
    items: dict[str, None] = {}
    for grade in grades:
        if grade.state in ("broken", "unreadable"):
            continue
        changed = _overrides(grade) if settled else {}
        credit[grade.student] = {
            line.item: _credit(line, changed.get(line.item)) for line in grade.lines
        }
        possible[grade.student] = {line.item: float(line.possible) for line in grade.lines}
        items |= dict.fromkeys(line.item for line in grade.lines)
    return Marks(_frame(credit, items), _frame(possible, items).fillna(0.0))


def _frame(rows: dict[str, dict[str, float]], items: Iterable[str]) -> pd.DataFrame:
    # Objects as labels: a student's name may be no text that Arrow can hold.
    index = pd.Index(list(rows), dtype=object)
    columns = pd.Index(list(items), dtype=object)
    table = np.array([[row.get(item, np.nan) for item in columns] for row in rows.values()])
    shaped = table.reshape(len(index), len(columns)).astype(float)
    return pd.DataFrame(shaped, index=index, columns=columns)


def _overrides(grade: Grade) -> dict[str, Decimal]:
    newest = {one.item: one.points for one in grade.adjustments if one.kind == "override"}
    return {
        item: points for item, points in newest.items() if item is not None and points is not None
    }


def _credit(line: Line, override: Decimal | None) -> float:
    if override is not None and line.possible > 0:
        return float(min(max(override / line.possible, Decimal(0)), Decimal(1)))
    return float(line.verdict.credit) if line.verdict.outcome in JUDGED else float("nan")
