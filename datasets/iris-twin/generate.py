"""A twin of Fisher's iris table, with as many flowers as are asked for.

How the numbers were estimated: ``MEANS`` and ``COVARIANCES`` are the sample means and
covariances of the original's 50 flowers of each species, in centimetres. A species is drawn with
equal chances and its flower from that species' normal distribution, rounded to a tenth as in the
original and never below 0.1.

The flowers come first here and the species after them, drawn from its probability given the
measures (Bayes' rule). The pair has the same distribution either way round, and so the hidden
species of a test file cannot be read off the way in which its flowers were drawn.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = ("Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width")
SPECIES = ("setosa", "versicolor", "virginica")

MEANS = np.array(
    [[5.006, 3.428, 1.462, 0.246], [5.936, 2.770, 4.260, 1.326], [6.588, 2.974, 5.552, 2.026]]
)
COVARIANCES = np.array(
    [
        [
            [0.1242, 0.0992, 0.0164, 0.0103],
            [0.0992, 0.1437, 0.0117, 0.0093],
            [0.0164, 0.0117, 0.0302, 0.0061],
            [0.0103, 0.0093, 0.0061, 0.0111],
        ],
        [
            [0.2664, 0.0852, 0.1829, 0.0558],
            [0.0852, 0.0985, 0.0827, 0.0412],
            [0.1829, 0.0827, 0.2208, 0.0731],
            [0.0558, 0.0412, 0.0731, 0.0391],
        ],
        [
            [0.4043, 0.0938, 0.3033, 0.0491],
            [0.0938, 0.1040, 0.0714, 0.0476],
            [0.3033, 0.0714, 0.3046, 0.0488],
            [0.0491, 0.0476, 0.0488, 0.0754],
        ],
    ]
)


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` flowers, one a row, with the columns of ``COLUMNS`` in centimetres."""
    component = generator.integers(len(SPECIES), size=count)
    scores = generator.standard_normal((count, len(COLUMNS)))
    roots = np.linalg.cholesky(COVARIANCES)
    measures = MEANS[component] + np.einsum("nij,nj->ni", roots[component], scores)
    return pd.DataFrame(measures.round(1).clip(min=0.1), columns=list(COLUMNS))


def target(generator: np.random.Generator, flowers: pd.DataFrame) -> pd.Series:
    """``Species`` for each row of ``flowers``."""
    apart = flowers.to_numpy()[:, None, :] - MEANS
    distances = np.einsum("nci,cij,ncj->nc", apart, np.linalg.inv(COVARIANCES), apart)
    scores = -0.5 * (distances + np.linalg.slogdet(COVARIANCES)[1])
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    cumulative = np.cumsum(chances / chances.sum(axis=1, keepdims=True), axis=1)
    drawn = (generator.random(len(flowers))[:, None] > cumulative[:, :-1]).sum(axis=1)
    return pd.Series(np.array(SPECIES, dtype=object)[drawn], name="Species")
