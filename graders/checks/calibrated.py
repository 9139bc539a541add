"""A check whose figure is held against a calibrated bar."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graders.checks.base import Check
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.reference import Band, Reference


class Calibrated(Check, frozen=True, kw_only=True):
    """Base of checks with a band: what ``grade calibrate`` asks of them.

    ``metric`` is a name of :data:`graders.checks.figures.Metric`.
    """

    hidden: ClassVar[bool] = True

    metric: str

    def figure_of(self, evidence: Evidence, reference: Reference, item: RubricItem) -> float:
        """The metric of a run; NaN where it gave none."""
        raise NotImplementedError

    def baseline_of(self, reference: Reference) -> float:
        """The figure of the best constant answer; NaN where targets are missing."""
        raise NotImplementedError

    def standard_error(self, evidence: Evidence, reference: Reference, item: RubricItem) -> float:
        """That of the figure, by the draw of the rows that it is about.

        0 where the rows are the same for everyone.
        """
        del evidence, reference, item
        return 0.0

    def band(self, reference: Reference, item: RubricItem) -> Band | None:
        """The band of a rubric line; ``None`` where it has none, or one of another metric."""
        calibration = reference.calibration
        found = calibration.bands.get(item.id) if calibration is not None else None
        return found if found is not None and found.metric == self.metric else None


def skill(found: float, band: Band) -> float:
    """``clip((m - b) / (L - b), 0, 1)``: the share of the way from baseline b to bar L."""
    way = band.bar - band.baseline
    if not np.isfinite(found) or way == 0:
        return 0.0
    beyond = found >= band.bar if band.higher_is_better else found <= band.bar
    return 1.0 if beyond else float(min(max((found - band.baseline) / way, 0.0), 1.0))


WORTH_A_NUMBER = 10
"""Per cent of the way below which answers are as good as none: then the rows are the question."""
