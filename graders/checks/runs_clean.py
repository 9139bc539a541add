"""Whether every cell ran."""

from __future__ import annotations

from graders.checks.base import Check, failed, passed
from graders.checks.crashes import explain
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference


class RunsClean(Check, frozen=True, kw_only=True):
    """No cell raised, and the run came to its end.

    ## What it does
    Passes where every cell of the notebook (or of ``cells``) ran to its end in one run from
    top to bottom. Otherwise the first cell that stopped is explained: an interface that a newer
    library removed, with the line to write instead, or the misconception behind the exception.
    Where such a line could be rewritten mechanically, the run is of the notebook with today's
    interface in it: that costs nothing, and every rewritten line is a remark.

    ## Why it matters
    A notebook whose cells were run in another order can look finished and be broken.

    ## Example
    ``model.compile(..., metrics="accuracy")`` raises in Keras 3.

    ## Use instead
    "Restart and Run All" before handing in.
    """

    cells: list[str] = []

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the cells' outcomes."""
        del reference, item
        runs = [run for run in evidence.cells if not self.cells or run.cell in self.cells]
        stopped = [run for run in runs if run.outcome == "error"]
        for run in stopped[:1]:
            explanation = explain(evidence, run)
            if explanation is not None:
                return failed(explanation.key, **{**explanation.facts, "stopped": len(stopped)})
            return failed("cell-stopped", cell=run.cell)
        status = evidence.status
        limited = next((run for run in runs if run.outcome in {"timeout", "killed"}), None)
        if limited is not None or status.outcome != "finished":
            cell = limited.cell if limited is not None else status.cell or ""
            seconds = limited.cpu_seconds if limited is not None else status.cpu_seconds
            return failed("run-ended", cell=cell, limit=status.outcome, seconds=round(seconds, 1))
        if not runs:
            return failed("no-cells")
        lines = sum(one.key == "interface-substituted" for one in evidence.repairs)
        if lines:
            return passed("runs-clean-substituted", cells=len(runs), lines=lines)
        return passed("runs-clean", cells=len(runs))
