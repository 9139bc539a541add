"""How targets were changed before training, and how answers are turned back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import Numbers
from graders.model.evidence import DataInfo
from graders.model.values import Struct

_CLOSE = 1e-3
"""Of the targets' own spread: float32 keeps more digits, another change of units moves more."""

Bend = Literal["", "log", "log1p", "sqrt"]
_BENDS: dict[Bend, tuple[Callable[[Numbers], Numbers], Callable[[Numbers], Numbers]]] = {
    "log": (np.log, np.exp),
    "log1p": (np.log1p, np.expm1),
    "sqrt": (np.sqrt, np.square),
}


class Units(Struct, frozen=True, kw_only=True):
    """``target = scale * trained_on + shift``, or the inverse of a bend."""

    scale: float = 1.0
    shift: float = 0.0
    bent: Bend = ""

    def back(self, answers: Numbers) -> Numbers:
        """Answers in the units of the file."""
        with np.errstate(all="ignore"):
            if self.bent:
                return _BENDS[self.bent][1](answers)
            return np.asarray(answers * self.scale + self.shift, dtype=np.float64)


def units_of(y: DataInfo | None, truth: NDArray[np.generic] | None) -> Units:
    """Told by mean and spread of what reached ``fit``, beside the file's targets of these rows.

    Targets that cannot be compared are taken to be the file's.
    """
    if y is None or truth is None or len(y.mean) != 1 or len(y.std) != 1:
        return Units()
    if truth.dtype.kind not in "iuf" or not truth.size:
        return Units()
    targets = truth.astype(np.float64)
    if _like(y, targets) or not (y.std[0] > 0 and np.all(np.isfinite(targets))):
        return Units()
    for name, (bend, _) in _BENDS.items():
        with np.errstate(all="ignore"):
            if _like(y, bend(targets)):
                return Units(bent=name)
    scale = float(np.std(targets)) / y.std[0]
    return Units(scale=scale, shift=float(np.mean(targets)) - scale * y.mean[0])


def _like(y: DataInfo, targets: Numbers) -> bool:
    spread = float(np.std(targets))
    if not (np.isfinite(spread) and spread > 0):
        return False
    apart = max(abs(y.mean[0] - float(np.mean(targets))), abs(y.std[0] - spread))
    return apart <= _CLOSE * spread
