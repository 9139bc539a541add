"""Item analysis: how hard each check is, and whether it tells strong work from weak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from graders.analysis.marks import Marks, marks
from graders.model.grade import Grade

JUDGEMENT = 100
"""Below so many judged submissions no check is called good or poor: intervals are too wide."""
WEAK = 0.2
"""Below this an item hardly discriminates (Ebel & Frisbie, 1991: "poor", to be rejected)."""

Reading = Literal["few", "same", "reversed", "weak", "good", "unsure"]


class Interval(NamedTuple):
    """An estimate between the ends of its 95 % confidence interval."""

    value: float
    low: float
    high: float


class ItemStatistics(NamedTuple):
    """One check over a cohort. ``difficulty`` is the share with full credit among the judged.

    ``mean`` is the mean credit. ``difficulty`` and ``mean`` are None where nothing was judged,
    ``discrimination`` where it cannot be told (fewer than four, or no differences).
    """

    item: str
    check: str
    possible: float
    judged: int
    outcomes: Counter[str]
    difficulty: Interval | None
    mean: float | None
    discrimination: Interval | None
    reading: Reading


def item_statistics(grades: Sequence[Grade]) -> list[ItemStatistics]:
    """Each check's statistics, in the rubric's order.

    Over automatic verdicts: what a person changed afterwards says nothing about the check.
    """
    table = marks(grades)
    checks: dict[str, str] = {}
    outcomes: dict[str, Counter[str]] = {}
    for grade in grades:
        if grade.state in ("broken", "unreadable"):
            continue
        for line in grade.lines:
            checks[line.item] = line.check
            outcomes.setdefault(line.item, Counter())[line.verdict.outcome] += 1
    return [_item(item, checks[item], outcomes[item], table) for item in table.credit.columns]


def wilson(successes: int, trials: int) -> Interval | None:
    """A proportion with its 95 % score interval (Wilson, 1927); None of no trials.

    It stays within [0, 1] and holds its level for small samples and shares near 0 and 1, where
    the textbook interval does not (Agresti & Coull, 1998).
    """
    from scipy.stats import binomtest

    if trials == 0:
        return None
    found = binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    return Interval(successes / trials, float(found.low), float(found.high))


def correlation(credit: pd.Series, rest: pd.Series) -> Interval | None:
    """Pearson's r of a check's credit and the rest score, with Fisher's z interval (1921).

    Where credit is 0 or 1, it is the point-biserial correlation. None for fewer than four pairs,
    or where one side does not vary. The interval rests on normal scores: near 1 and for very
    easy checks it is approximate.
    """
    from scipy.stats import pearsonr

    both = credit.notna() & rest.notna()
    x, y = credit[both].to_numpy(float), rest[both].to_numpy(float)
    # Rounding leaves differences of 1e-16 in rest scores that are all the same.
    if len(x) < 4 or np.ptp(x) < 1e-9 or np.ptp(y) < 1e-9:
        return None
    found = pearsonr(x, y)
    value = float(found.statistic)
    if abs(value) > 1 - 1e-12:
        return Interval(value, value, value)
    ends = found.confidence_interval(0.95)
    return Interval(value, float(ends.low), float(ends.high))


def reading(judged: int, discrimination: Interval | None) -> Reading:
    """What may be said about a check.

    Nothing below :data:`JUDGEMENT` submissions, and no more than its whole interval says.
    """
    if judged < JUDGEMENT:
        return "few"
    if discrimination is None:
        return "same"
    if discrimination.high < 0:
        return "reversed"
    if discrimination.high < WEAK:
        return "weak"
    return "good" if discrimination.low >= WEAK else "unsure"


def _item(item: str, check: str, outcomes: Counter[str], table: Marks) -> ItemStatistics:
    credit = table.credit[item]
    judged = int(credit.notna().sum())
    discrimination = correlation(credit, table.rest(item))
    return ItemStatistics(
        item=item,
        check=check,
        possible=float(table.possible[item].max()),
        judged=judged,
        outcomes=outcomes,
        difficulty=wilson(int((credit == 1).sum()), judged),
        mean=float(credit.mean()) if judged else None,
        discrimination=discrimination,
        reading=reading(judged, discrimination),
    )
