"""A twin of the Boston housing table: made-up towns with the original's columns and difficulty.

How the numbers were estimated, from the original's 506 rows:

* The towns fall into two groups. 132 of 506 lie at the ring of motorways and share ``rad`` 24,
  ``tax`` 666, ``ptratio`` 20.2, ``indus`` 18.1 and ``zn`` 0; the others vary in everything.
* Each column's distribution is its 13 quantiles at ``LEVELS`` (as standard normal scores), within
  its group, joined by straight lines. Columns hang together through a Gaussian copula: the
  correlations of the columns' normal scores (ties broken at random).
* The price is a least-squares fit on terms that bend (the logarithm of ``lstat``, a hinge in
  ``rm`` at 6.8, ...), rounded. Its residuals had a standard deviation of 3.9 with heavy tails; here
  they are normal with 3.3, and the hinge is raised from 8.4 to 13 until the price's own standard
  deviation (9.2) and the error of a linear regression (4.9 in ten folds; here 4.6) come out as on
  the original. Prices are clipped to 5..50, as there.

No row of the original is here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = (
    "crim", "zn", "indus", "chas", "nox", "rm", "age", "dis", "rad", "tax", "ptratio", "lstat",
)  # fmt: skip
DECIMALS = {
    "crim": 5, "zn": 0, "indus": 2, "nox": 3, "rm": 3, "age": 1, "dis": 4, "rad": 0, "tax": 0,
    "ptratio": 1, "lstat": 2,
}  # fmt: skip

MOTORWAY_SHARE = 132 / 506
RIVER_SHARE = 35 / 506

# Standard normal scores of the levels 0 (taken as 1 in 1,000), .05, .1, .2, ... .9, .95, 1.
LEVELS = (
    -3.0902, -1.6449, -1.2816, -0.8416, -0.5244, -0.2533, 0.0,
    0.2533, 0.5244, 0.8416, 1.2816, 1.6449, 3.0902,
)  # fmt: skip

MOTORWAY = {
    "crim": (2.38, 3.69, 4.23, 5.11, 6.32, 7.70, 9.08, 10.16, 13.27, 15.52, 23.54, 37.97, 88.98),
    "nox": (.532, .580, .584, .600, .655, .671, .693, .700, .713, .717, .740, .770, .770),
    "rm": (3.56, 4.64, 5.05, 5.57, 5.82, 5.96, 6.18, 6.24, 6.39, 6.47, 6.75, 6.90, 8.78),
    "age": (40.3, 62.5, 74.9, 83.5, 87.9, 91.1, 94.4, 96.3, 97.9, 100, 100, 100, 100),
    "dis": (1.13, 1.30, 1.39, 1.52, 1.65, 1.82, 1.94, 2.08, 2.29, 2.53, 2.89, 3.23, 4.10),
    "lstat": (2.96, 7.77, 10.4, 13.3, 14.8, 16.7, 17.9, 19.5, 21.3, 23.8, 27.3, 30.7, 38.0),
}  # fmt: skip
MOTORWAY_CORRELATION = (
    (1.00,),
    (-.02, 1.00),
    (-.20, .00, 1.00),
    (.50, .22, -.17, 1.00),
    (-.60, -.12, .24, -.68, 1.00),
    (.55, .11, -.33, .40, -.35, 1.00),
)  # fmt: skip

ELSEWHERE = {
    "crim": (.006, .021, .035, .050, .069, .096, .132, .187, .290, .535, 1.15, 1.81, 4.10),
    "zn": (0, 0, 0, 0, 0, 0, 0, 0, 20, 28, 60, 80, 100),
    "indus": (.46, 1.91, 2.46, 3.56, 4.93, 5.86, 6.91, 8.14, 9.90, 12.3, 19.6, 21.9, 27.7),
    "nox": (.385, .404, .413, .434, .447, .469, .493, .515, .538, .577, .624, .647, .871),
    "rm": (4.90, 5.53, 5.70, 5.88, 5.98, 6.11, 6.23, 6.42, 6.59, 6.86, 7.26, 7.81, 8.73),
    "age": (2.9, 15.8, 21.4, 32.2, 41.0, 52.6, 62.9, 73.5, 84.1, 91.8, 96.2, 98.4, 100),
    "dis": (1.32, 1.75, 1.98, 2.42, 2.87, 3.50, 4.02, 4.57, 5.40, 6.27, 7.32, 8.06, 12.1),
    "rad": (1, 1, 2, 3, 4, 4, 4, 5, 5, 5, 7, 8, 8),
    "tax": (187, 216, 224, 254, 276, 289, 305, 307, 338, 398, 403, 437, 711),
    "ptratio": (12.6, 14.7, 14.7, 15.4, 16.8, 17.6, 18.0, 18.6, 19.1, 19.7, 21.0, 21.0, 22.0),
    "lstat": (1.73, 3.54, 4.45, 5.50, 6.68, 7.88, 9.44, 10.6, 12.6, 14.7, 18.1, 21.9, 34.4),
}  # fmt: skip
ELSEWHERE_CORRELATION = (
    (1.00,),
    (-.49, 1.00),
    (.60, -.50, 1.00),
    (.72, -.54, .66, 1.00),
    (-.32, .26, -.47, -.29, 1.00),
    (.57, -.41, .51, .74, -.25, 1.00),
    (-.62, .50, -.65, -.85, .21, -.68, 1.00),
    (.36, -.06, .10, .20, .06, .10, -.10, 1.00),
    (.38, -.12, .40, .30, -.26, .28, -.25, .25, 1.00),
    (.02, -.24, .28, .04, -.32, .05, .04, -.11, .11, 1.00),
    (.43, -.36, .54, .47, -.77, .54, -.39, .01, .28, .29, 1.00),
)  # fmt: skip

NOISE = 3.3


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` towns, one a row, with the columns of ``COLUMNS``."""
    at_motorway = generator.random(count) < MOTORWAY_SHARE
    table = pd.DataFrame({"zn": 0.0, "indus": 18.1, "rad": 24.0, "tax": 666.0, "ptratio": 20.2},
                         index=range(count))  # fmt: skip
    groups = (
        (at_motorway, MOTORWAY, MOTORWAY_CORRELATION),
        (~at_motorway, ELSEWHERE, ELSEWHERE_CORRELATION),
    )
    for members, quantiles, correlation in groups:
        # Everybody draws from both groups, so that a row's numbers depend on its place only.
        scores = generator.standard_normal((count, len(quantiles))) @ _root(correlation).T
        for position, (column, values) in enumerate(quantiles.items()):
            drawn = np.interp(scores[:, position], LEVELS, values)
            table.loc[members, column] = drawn[members]
    table = table.round(DECIMALS)
    table["chas"] = (generator.random(count) < RIVER_SHARE).astype(int)
    whole = {column: int for column, decimals in DECIMALS.items() if decimals == 0}
    return table.astype(whole)[list(COLUMNS)]


def target(generator: np.random.Generator, towns: pd.DataFrame) -> pd.Series:
    """``medv``, the median price in thousands of dollars, for each row of ``towns``."""
    poverty = np.log(towns["lstat"])
    rooms = towns["rm"] - 6.0
    many_rooms = np.maximum(towns["rm"] - 6.8, 0)
    distance = np.log(towns["dis"])
    price = (
        69.5
        - 9.0 * poverty
        + 0.4 * rooms
        + 13.0 * many_rooms
        + 0.6 * rooms * (poverty - 2.4)
        - 3.9 * distance
        + 11.3 * np.maximum(0.6 - distance, 0)
        - 16.7 * towns["nox"]
        - 0.67 * towns["ptratio"]
        - 0.36 * np.log(towns["crim"])
        + 2.3 * towns["chas"]
        + 3.4 * (towns["rad"] == 24)
        - 0.92 * towns["tax"] / 100
        + 1.6 * towns["age"] / 100
    )
    noise = NOISE * generator.standard_normal(len(towns))
    return (price + noise).clip(5, 50).round(1).rename("medv")


def _root(correlation: tuple[tuple[float, ...], ...]) -> np.ndarray:
    """The Cholesky factor of a correlation matrix given by its lower triangle."""
    size = len(correlation)
    matrix = np.zeros((size, size))
    for row, values in enumerate(correlation):
        matrix[row, : row + 1] = values
        matrix[: row + 1, row] = values
    return np.linalg.cholesky(matrix)
