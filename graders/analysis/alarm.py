"""The false-reject alarm: checks that strong students fail.

A check that turns right work away looks like this: students who got nearly everything else fail
it. The other explanation is a lesson that the course did not get across. Which of the two it is,
a person sees by opening a few of the submissions named; the alarm only says where to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import pandas as pd

from graders.analysis.items import correlation
from graders.analysis.marks import Marks, marks
from graders.model.grade import Grade

UPPER = 0.27
"""The share of a cohort that counts as its upper group: the one that tells most about an item
under normal scores (Kelley, 1939)."""
STRONG = 0.8
"""And of those, only who earned at least this share of all other checks' points."""
FAILED = 0.5
"""Credit below this is a failure."""
TOLERATED = 0.10
"""Of strong students, so many may fail a check without a word."""
ERROR = 0.05
"""The probability of a false alarm for a check that strong students fail at the tolerated share."""


class Alarm(NamedTuple):
    """A check that rings, and who to look at.

    ``strong-fail``: of ``strong`` students ``failed`` failed it; ``least`` is the lower end of
    the one-sided 95 % interval of that share, above :data:`TOLERATED`. ``reversed``: credit goes
    down as the rest score goes up, with 95 % confidence. ``students`` are the strong ones who
    failed, in the order of their names.
    """

    item: str
    kind: Literal["strong-fail", "reversed"]
    failed: int
    strong: int
    least: float
    students: tuple[str, ...]


def alarms(grades: Sequence[Grade]) -> list[Alarm]:
    """Checks that ring, most failures first.

    A check rings where an exact binomial test (Clopper & Pearson, 1934) rejects, at the 5 %
    level, that strong students fail it at most at the tolerated share; so one failure never
    rings, and of four strong students three have to fail. Each check is tested on its own: in a
    rubric of ten checks at the very edge, one false alarm in two cohorts is the price of missing
    few true ones. It rings as well where the corrected correlation's interval is below zero.

    A line that a person has overridden counts as they decided: looking silences the alarm.
    """
    table = marks(grades, settled=True)
    found = [one for item in table.credit.columns for one in _of(item, table)]
    return sorted(found, key=lambda one: (-one.failed, one.item))


def alone(grades: Sequence[Grade]) -> dict[str, tuple[str, ...]]:
    """By check: the students who lost credit there and nowhere else.

    In a cohort too small for statistics these are the first to be opened.
    """
    table = marks(grades, settled=True)
    short = (table.credit < 1) & table.credit.notna()
    lone = short.loc[short.sum(axis=1) == 1]
    return {
        str(item): tuple(sorted(lone.index[lone[item]]))
        for item in lone.columns
        if bool(lone[item].any())
    }


def strong_students(rest: pd.Series) -> pd.Series:
    """Who counts as strong, by rest score: the upper 27 %, ties included, from 80 % of points."""
    known = rest.dropna()
    if known.empty:
        return rest.notna()
    return rest >= max(STRONG, float(known.quantile(1 - UPPER, interpolation="lower")))


def _of(item: str, table: Marks) -> list[Alarm]:
    from scipy.stats import binomtest

    credit = table.credit[item]
    rest = table.rest(item)
    judged = credit.notna() & rest.notna()
    strong = strong_students(rest[judged])
    count = int(strong.sum())
    if not count:
        return []
    failing = credit[judged][strong] < FAILED
    failed = int(failing.sum())
    names = tuple(sorted(failing.index[failing]))
    test = binomtest(failed, count, TOLERATED, alternative="greater")
    least = float(test.proportion_ci(1 - ERROR, method="exact").low)
    if test.pvalue <= ERROR:
        return [Alarm(item, "strong-fail", failed, count, least, names)]
    together = correlation(credit, rest)
    if failed and together is not None and together.high < 0:
        return [Alarm(item, "reversed", failed, count, least, names)]
    return []
