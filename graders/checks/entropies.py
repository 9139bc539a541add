"""Cross-entropies as a textbook has them, and as they come out when one step is wrong.

The cost of a row is ``-log`` of the probability that its right class got (natural logarithm); a
loss is the mean cost of its rows (Goodfellow, Bengio and Courville, *Deep Learning*, 5.5 and 6.2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

Scores = Literal["chance", "chances", "logits"]
"""What a row's score is: ``chance`` one probability of a yes, ``chances`` a probability for each
class, ``logits`` any number for each class."""

TINY = 1e-3
"""More than anybody keeps probabilities from 0: from this an honest clip can be told."""


class Case(NamedTuple):
    """Labels (n,) as class numbers, scores (n,), (n, 1) or (n, k), and how both are handed over.

    ``one_hot`` labels are rows of 0 and 1; ``single`` scores are float32.
    """

    labels: NDArray[np.int64]
    scores: Numbers
    one_hot: bool = False
    single: bool = False

    @property
    def given(self) -> NDArray[np.int64] | Numbers:
        """The labels as the function gets them."""
        return np.eye(self.scores.shape[-1])[self.labels] if self.one_hot else self.labels


def chances_of(case: Case, scores: Scores) -> Numbers:
    """A probability for each class, (n, k)."""
    if scores == "chance":
        yes = case.scores.reshape(len(case.labels))
        return np.column_stack([1 - yes, yes])
    return softmax(case.scores) if scores == "logits" else case.scores


def softmax(logits: Numbers, axis: int = -1) -> Numbers:
    """Exponentials that add up to 1 along ``axis``."""
    raised = np.exp(logits - logits.max(axis=axis, keepdims=True))
    shares: Numbers = raised / raised.sum(axis=axis, keepdims=True)
    return shares


def costs(case: Case, scores: Scores) -> Numbers:
    """The cost of each row, (n,); infinite where the right class got nothing."""
    rows = np.arange(len(case.labels))
    with np.errstate(divide="ignore"):
        if scores == "logits":
            highest = case.scores.max(axis=1, keepdims=True)
            sums = np.log(np.exp(case.scores - highest).sum(axis=1)) + highest[:, 0]
            return np.asarray(sums - case.scores[rows, case.labels])
        return np.asarray(-np.log(chances_of(case, scores)[rows, case.labels]))


def least_costs(case: Case, scores: Scores) -> Numbers:
    """The least that each row may cost where probabilities are kept away from 0, (n,)."""
    least: Numbers = np.minimum(costs(case, scores), -np.log(TINY))
    return least


def _sum(case: Case, scores: Scores) -> float:
    return float(costs(case, scores).sum())


def _sign(case: Case, scores: Scores) -> float:
    return float(-costs(case, scores).mean())


def _base_two(case: Case, scores: Scores) -> float:
    return float(costs(case, scores).mean() / np.log(2))


def _base_ten(case: Case, scores: Scores) -> float:
    return float(costs(case, scores).mean() / np.log(10))


def _rows(case: Case, scores: Scores) -> Numbers:
    return costs(case, scores)


def _no_logarithm(case: Case, scores: Scores) -> float:
    return float(np.exp(-costs(case, scores)).mean())


def _all_entries(case: Case, scores: Scores) -> float:
    """The mean over rows and classes: one-hot rows times logarithms, most of them 0."""
    return float(costs(case, scores).mean() / chances_of(case, scores).shape[1])


def _half(case: Case, scores: Scores) -> float:
    """The rows of a 1 only."""
    return float((costs(case, scores) * (case.labels == 1)).mean())


def _pairs(case: Case, scores: Scores) -> float:
    """Every label against every score: (n,) beside (n, 1)."""
    yes = chances_of(case, scores)[:, 1]
    table = np.where(case.labels[None, :] == 1, -np.log(yes)[:, None], -np.log(1 - yes)[:, None])
    return float(table.mean())


def _softmax_twice(case: Case, scores: Scores) -> float:
    again = Case(case.labels, softmax(chances_of(case, scores)))
    return float(costs(again, "chances").mean())


def _softmax_down(case: Case, scores: Scores) -> float:
    """Softmax over the rows of a class instead of the classes of a row."""
    del scores
    return float(costs(Case(case.labels, softmax(case.scores, axis=0)), "chances").mean())


def _sigmoid(case: Case, scores: Scores) -> float:
    """A yes or no for each class, as if several could be right."""
    del scores
    hot = np.eye(case.scores.shape[1])[case.labels]
    return float((np.logaddexp(0, case.scores) - hot * case.scores).mean())


def _squares(case: Case, scores: Scores) -> float:
    found = chances_of(case, scores)
    if scores == "chance":
        return float(((found[:, 1] - case.labels) ** 2).mean())
    return float(((found - np.eye(found.shape[1])[case.labels]) ** 2).mean())


_ALL: tuple[Scores, ...] = ("chance", "chances", "logits")
SLIPS: dict[str, tuple[Callable[[Case, Scores], Numbers | float], tuple[Scores, ...]]] = {
    "rows": (_rows, _ALL),
    "sum": (_sum, _ALL),
    "sign": (_sign, _ALL),
    "half": (_half, ("chance",)),
    "pairs": (_pairs, ("chance",)),
    "entries": (_all_entries, _ALL),
    "base-two": (_base_two, _ALL),
    "base-ten": (_base_ten, _ALL),
    "no-logarithm": (_no_logarithm, _ALL),
    "softmax-twice": (_softmax_twice, ("chances", "logits")),
    "softmax-down": (_softmax_down, ("logits",)),
    "sigmoid": (_sigmoid, ("logits",)),
    "squares": (_squares, _ALL),
}
"""What the answer is after one slip, and for which scores the slip can be made."""
