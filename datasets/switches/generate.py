"""A light with two switches: it is on where exactly one of them is up.

Each switch stands up or down with equal chances. What is measured is a voltage: 1 for up, -1 for
down, with normal noise of standard deviation ``NOISE``, rounded to a thousandth. No line separates
on from off (the exclusive or); one network with a hidden layer can.

The voltages come first here and the light after them, drawn from its probability given the
voltages, so that the hidden lights of a test file cannot be read off the way in which its voltages
were drawn. The pair has the same distribution either way round.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = ("switch_a", "switch_b")
NOISE = 0.5


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` readings, one a row, in volts."""
    up = generator.integers(2, size=(count, len(COLUMNS)))
    volts = 2 * up - 1 + NOISE * generator.standard_normal((count, len(COLUMNS)))
    return pd.DataFrame(volts.round(3), columns=list(COLUMNS))


def target(generator: np.random.Generator, readings: pd.DataFrame) -> pd.Series:
    """``light`` for each row of ``readings``: 1 on, 0 off."""
    up = 1 / (1 + np.exp(-2 * readings.to_numpy() / NOISE**2))
    chance = up[:, 0] * (1 - up[:, 1]) + up[:, 1] * (1 - up[:, 0])
    return pd.Series((generator.random(len(readings)) < chance).astype(int), name="light")
