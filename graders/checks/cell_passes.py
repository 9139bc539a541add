"""Whether an nbgrader test cell ran without raising."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import ClassVar

from graders.checks.base import Check, blocked, failed, passed, plain
from graders.checks.crashes import explain
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Outcome, Verdict
from graders.model.reference import Reference


class CellPasses(Check, frozen=True, kw_only=True):
    """A test cell of the instructor's own ran and raised nothing.

    ## What it does
    Runs nothing itself: the test cell's source comes from the reference notebook (never from the
    student's), the runner executes it in its place, and this check reads how it ended.
    ``cell`` is the test cell's grade id; without it, the rubric line's own id.

    ## Why it matters
    Existing nbgrader assignments keep working, one test cell after another.

    As in nbgrader, a test whose last line is a number gives that many points: ``0.5`` is half a
    point. Below zero it gives none and above the line's points it gives those, for review.

    ## Example
    A cell ``assert relu(-1) == 0`` that raises ``AssertionError``.

    ## Use instead
    Where a check of this catalogue says the same thing, prefer it: what a student's process
    says about itself is claimed, not measured.
    """

    exact: ClassVar[bool] = True

    cell: str = ""

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the test cell's outcome."""
        del reference
        cell = self.cell or item.id
        run = evidence.cell(cell)
        if run is None or run.outcome in {"skipped", "not-run"}:
            return blocked("test-cell-not-run", cell=cell)
        if run.outcome == "ok":
            return _partial(cell, run.result, item)
        raised = run.raised
        if raised is None:
            return blocked("test-cell-not-run", cell=cell)
        if raised.type == "AssertionError":
            shown = raised.message or raised.source_line
            return failed("test-cell-failed", cell=cell, message=shown)
        explanation = explain(evidence, run)
        if explanation is not None and explanation.key != "crash-other":
            return failed(explanation.key, **explanation.facts)
        return failed("test-cell-raised", cell=cell, type=raised.type, message=raised.message)


def _partial(cell: str, result: float | None, item: RubricItem) -> Verdict:
    """The points that a test's value stands for; all of them where it is no number."""
    if result is None or math.isnan(result) or item.points == 0:
        return passed("test-cell-passed", cell=cell)
    beyond = item.points + 1 if result > 0 else Decimal(-1)
    given = Decimal(repr(result)) if math.isfinite(result) else beyond
    review = None if 0 <= given <= item.points else "test-cell-odd-value"
    credit = min(max(given, Decimal(0)), item.points) / item.points
    outcome: Outcome = "failed" if credit == 0 else "passed" if credit == 1 else "partial"
    facts = plain({"cell": cell, "points": result})
    return Verdict(
        outcome=outcome, key="test-cell-partial", facts=facts, credit=credit, review=review
    )
