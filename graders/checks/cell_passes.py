"""Whether an nbgrader test cell ran without raising."""

from __future__ import annotations

from graders.checks.base import Check, blocked, failed, passed
from graders.checks.crashes import explain
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference


class CellPasses(Check, frozen=True, kw_only=True):
    """A test cell of the instructor's own ran and raised nothing.

    ## What it does
    Runs nothing itself: the test cell's source comes from the reference notebook (never from the
    student's), the runner executes it in its place, and this check reads how it ended.
    ``cell`` is the test cell's grade id; without it, the rubric line's own id.

    ## Why it matters
    Existing nbgrader assignments keep working, one test cell after another.

    ## Example
    A cell ``assert relu(-1) == 0`` that raises ``AssertionError``.

    ## Use instead
    Where a check of this catalogue says the same thing, prefer it: what a student's process
    says about itself is claimed, not measured.
    """

    cell: str = ""

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the test cell's outcome."""
        del reference
        cell = self.cell or item.id
        run = evidence.cell(cell)
        if run is None or run.outcome in {"skipped", "not-run"}:
            return blocked("test-cell-not-run", cell=cell)
        if run.outcome == "ok":
            return passed("test-cell-passed", cell=cell)
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
