"""A twin of the mobile customers: made-up people with the original's columns, easier to tell apart.

How the numbers were estimated, from the original's 10,448 rows:

* A number is drawn through its quantiles (``QUANTILES``: share of customers, value), joined by
  straight lines. Three pairs hang together, each through two standard normal scores with the
  original's rank correlation: income and the price of the handset (0.76), minutes beyond the plan
  and long calls (0.78), minutes left over and the length of calls (-0.77). Between the pairs the
  original's rank correlations are at most 0.12, and here they are none.
* Answers to a survey are drawn with the original's shares, independently of everything.
* Who leaves follows a logistic regression fitted to the original (columns brought to 0..1, with the
  products of house and income and of house and minutes beyond the plan), its weights rounded. As
  it stands it is as hard as the original; ``SHARPER`` makes the differences between customers
  larger, and the intercept is set so that 2.9 % leave all the same. The card says why.

No row of the original is here.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd

COLUMNS = (
    "COLLEGE", "INCOME", "OVERAGE", "LEFTOVER", "HOUSE", "HANDSET_PRICE",
    "OVER_15MINS_CALLS_PER_MONTH", "AVERAGE_CALL_DURATION", "REPORTED_SATISFACTION",
    "REPORTED_USAGE_LEVEL", "CONSIDERING_CHANGE_OF_PLAN",
)  # fmt: skip

SHARES: dict[str, dict[str, float]] = {
    "REPORTED_SATISFACTION": {
        "very_unsat": 39, "very_sat": 25, "unsat": 20, "avg": 11, "sat": 5,
    },
    "REPORTED_USAGE_LEVEL": {
        "little": 40, "very_high": 25, "very_little": 20, "high": 10, "avg": 5,
    },
    "CONSIDERING_CHANGE_OF_PLAN": {
        "considering": 40, "actively_looking_into_it": 25, "no": 20, "never_thought": 10,
        "perhaps": 5,
    },
}  # fmt: skip

# The share of customers below a value, and the value.
QUANTILES: dict[str, tuple[tuple[float, float], ...]] = {
    "INCOME": (
        (0, 20000), (0.1, 28300), (0.2, 36700), (0.3, 44900), (0.4, 56300), (0.5, 70500),
        (0.6, 84100), (0.7, 98000), (0.8, 118600), (0.9, 139600), (1, 160000),
    ),
    "HANDSET_PRICE": (
        (0, 130), (0.1, 163), (0.2, 196), (0.3, 231), (0.4, 269), (0.5, 313), (0.6, 356),
        (0.7, 397), (0.8, 563), (0.9, 726), (1, 899),
    ),
    "OVERAGE": (
        (0, 0), (0.42, 0), (0.422, 20), (0.455, 40), (0.6, 60), (0.74, 80), (0.766, 100),
        (0.772, 140), (0.825, 180), (0.94, 220), (0.995, 260), (1, 301),
    ),
    "LEFTOVER": ((0, 0), (0.319, 0), (0.32, 5), (0.7, 24), (1, 89)),
    "HOUSE": (
        (0, 150000), (0.1, 203000), (0.2, 256000), (0.3, 318000), (0.4, 431000), (0.5, 542000),
        (0.6, 644000), (0.7, 728000), (0.8, 822000), (0.9, 912000), (1, 1000000),
    ),
}  # fmt: skip

# Whole numbers that leave gaps, and how many of 100 customers have each.
LONG_CALLS = {0: 19.7, 1: 21.1, 3: 11.5, 4: 12, 5: 11.5, **dict.fromkeys(range(10, 30), 1.21)}
CALL_LENGTH = {
    1: 14.7, 2: 15.3, 4: 13, 5: 12.7, 6: 12.3, **dict.fromkeys(range(8, 16), 4.0),
}  # fmt: skip

# Correlations of the normal scores behind a pair, a little above the rank correlations.
TOGETHER = {"price": 0.77, "long": 0.83, "length": -0.81}

# 1 (and an intercept of -3.86) for the original's difficulty.
SHARPER = 1.4
INTERCEPT = -4.2
# Weights of columns brought to 0..1 by their ranges: what each is worth alone.
RANGES = {
    "INCOME": (20000, 160000),
    "OVERAGE": (0, 301),
    "LEFTOVER": (0, 89),
    "HOUSE": (150000, 1000000),
    "HANDSET_PRICE": (130, 899),
    "OVER_15MINS_CALLS_PER_MONTH": (0, 29),
    "AVERAGE_CALL_DURATION": (1, 15),
}
WEIGHTS = {
    "INCOME": -1.0,
    "OVERAGE": 2.4,
    "LEFTOVER": 0.2,
    "HOUSE": -2.3,
    "HANDSET_PRICE": 0.5,
    "OVER_15MINS_CALLS_PER_MONTH": 0.45,
    "AVERAGE_CALL_DURATION": 0.35,
}
PRODUCTS = {("INCOME", "HOUSE"): 3.6, ("OVERAGE", "HOUSE"): -1.5}


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` customers, one a row, with the columns of ``COLUMNS``."""
    table = pd.DataFrame(
        {column: _pick(generator.random(count), shares) for column, shares in SHARES.items()}
    )
    table["COLLEGE"] = (generator.random(count) < 0.5).astype(int)
    scores = generator.standard_normal((7, count))
    income, overage, leftover, house = scores[:4]
    price, long, length = (
        TOGETHER[name] * first + np.sqrt(1 - TOGETHER[name] ** 2) * own
        for name, first, own in zip(TOGETHER, scores[:3], scores[4:], strict=True)
    )
    for column, score in {
        "INCOME": income, "HANDSET_PRICE": price, "OVERAGE": overage, "LEFTOVER": leftover,
        "HOUSE": house,
    }.items():  # fmt: skip
        shares, values = zip(*QUANTILES[column], strict=True)
        table[column] = np.interp(_uniform(score), shares, values).round().astype(int)
    table["OVER_15MINS_CALLS_PER_MONTH"] = _pick(_uniform(long), LONG_CALLS)
    table["AVERAGE_CALL_DURATION"] = _pick(_uniform(length), CALL_LENGTH)
    return table[list(COLUMNS)]


def target(generator: np.random.Generator, people: pd.DataFrame) -> pd.Series:
    """``CHURN``, 1 for those who leave, for each row of ``people``."""
    scaled = {
        column: ((people[column] - low) / (high - low)).to_numpy()
        for column, (low, high) in RANGES.items()
    }
    score = np.zeros(len(people))
    for column, weight in WEIGHTS.items():
        score += weight * scaled[column]
    for (first, second), weight in PRODUCTS.items():
        score += weight * scaled[first] * scaled[second]
    leaves = generator.random(len(people)) < 1 / (1 + np.exp(-(INTERCEPT + SHARPER * score)))
    return pd.Series(leaves.astype(int), name="CHURN")


def _uniform(scores: np.ndarray) -> np.ndarray:
    """Standard normal scores as shares of those below."""
    return np.array([NormalDist().cdf(score) for score in scores])


def _pick(uniform: np.ndarray, shares: dict) -> np.ndarray:
    """Levels in the order of their (unnormalised) shares."""
    edges = np.cumsum(list(shares.values()))
    places = np.searchsorted(edges[:-1] / edges[-1], uniform, side="right")
    levels = np.array(list(shares), dtype=object)
    return levels[places] if isinstance(levels[0], str) else levels[places].astype(int)
