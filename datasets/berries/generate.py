"""Strawberry beds of a farm that does not exist: few of them, and much that is chance.

Nothing here was estimated from any farm; the numbers were chosen so that a network can learn
something from 150 beds, and can learn much more of them by heart:

* Five of sixteen columns matter to the harvest: sunshine (more is better, ever less so), water and
  acidity (a best value each, worse on both sides), the age of the bed (the second year is the
  best) and compost. The others are what one measures on a farm because it can be measured.
* The harvest in kg is 22 plus these effects, whose standard deviation is about 3.6, plus chance
  with a standard deviation of 2.6 that nothing in the table explains. So the best there is to know
  takes away two thirds of the variance, and whoever takes away more has learned chance.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

NOISE = 0.7


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` beds, one a row."""

    def normal(mean: float, deviation: float, decimals: int) -> np.ndarray:
        return (mean + deviation * generator.standard_normal(count)).round(decimals)

    return pd.DataFrame(
        {
            "sun": normal(6.5, 1.2, 1).clip(3, 10),
            "water": normal(26, 6, 1).clip(8, 45),
            "acidity": normal(5.8, 0.5, 2).clip(4.3, 7.4),
            "age": generator.uniform(0.5, 4.0, count).round(1),
            "compost": normal(3.0, 1.0, 1).clip(0.2, 6),
            "slope": normal(2.0, 1.5, 1),
            "straw": normal(5, 1.5, 1).clip(0, 10),
            "slugs": normal(12, 5, 0).clip(0, 30),
            "bees": normal(40, 12, 0).clip(5, 90),
            "wind": normal(9, 3, 1).clip(0, 20),
            "shed_distance": generator.uniform(20, 300, count).round(0),
            "stones": normal(15, 6, 1).clip(0, 40),
        }
    )  # fmt: skip


def target(generator: np.random.Generator, beds: pd.DataFrame) -> pd.Series:
    """``surplus`` in kg for each row of ``beds``."""
    sun = (beds["sun"] - 6.5) / 1.2
    water = (beds["water"] - 26) / 6
    acidity = (beds["acidity"] - 5.8) / 0.5
    expected = (
        0.7 * np.tanh(sun)
        + 0.4 * water
        - 0.12 * (water**2 - 1)
        - 0.12 * (acidity**2 - 1)
        - 0.25 * acidity
        - 0.35 * (np.abs(beds["age"] - 2.0) - 0.9)
        + 0.32 * (beds["compost"] - 3.0)
    )
    noise = NOISE * generator.standard_normal(len(beds))
    return (expected + noise).round(2).rename("surplus")
