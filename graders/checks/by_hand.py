"""A cell that a person grades: nbgrader's manually graded answers and tasks."""

from __future__ import annotations

from graders.checks.base import Check, blocked, failed
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference

UNTOUCHED = "no-response"
"""The key of the remark that an answer's cell still holds what was handed out."""

PENDING = "graded-by-hand"
"""The key of a verdict that waits for a person."""

BY_HAND = "by-hand"
"""Why such a grade is to be looked at."""


class GradedByHand(Check, frozen=True, kw_only=True):
    """A person reads this answer and says what it is worth.

    ## What it does
    States no points, and marks the grade for a person. An answer that still holds what was handed
    out has no points, as in nbgrader, and needs nobody. ``cell`` is the answer's grade id; without
    it, the rubric line's own id.

    ## Why it matters
    Courses that were made for nbgrader keep their written answers; a score that is given in
    formgrader comes back as an adjustment of this line.

    ## Example
    A Markdown cell "Explain in two sentences why the validation loss rises."

    ## Use instead
    Where code can tell, a check of this catalogue answers at once and alike for everyone.
    """

    cell: str = ""

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """No points, and who gives them."""
        del reference
        cell = self.cell or item.id
        if any(one.key == UNTOUCHED and one.cell == cell for one in evidence.repairs):
            return failed(UNTOUCHED, cell=cell)
        return blocked(PENDING, review=BY_HAND, cell=cell)
