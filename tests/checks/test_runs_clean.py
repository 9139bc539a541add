"""Cells that ran, stopped, or met a limit."""

from graders.checks.cell_passes import CellPasses
from graders.checks.runs_clean import RunsClean
from graders.model.evidence import Remark, RunStatus


def judge(build, cells, check=None, status=None, **item):
    found = build.evidence(cells=cells, status=status or RunStatus(outcome="finished"))
    return (check or RunsClean())(found, build.reference(), build.item(**item))


def test_all_ran(build):
    verdict = judge(build, [build.cell("a", 0), build.cell("b", 1)])
    assert (verdict.outcome, verdict.facts["cells"]) == ("passed", 2)


def test_the_first_that_stopped_is_explained(build):
    cells = [build.cell("a", 0), build.stopped("b", 1, "TypeError", "bad"),
             build.stopped("c", 2, "KeyError", "'acc'")]  # fmt: skip
    verdict = judge(build, cells)
    assert (verdict.key, verdict.facts["cell"], verdict.facts["stopped"]) == ("crash-other", "b", 2)
    assert judge(build, cells, RunsClean(cells=["c"])).key == "crash-interface"
    assert judge(build, cells, RunsClean(cells=["a"])).outcome == "passed"


def test_limits(build):
    cells = [build.cell("fit", 0, "timeout", cpu_seconds=60.04), build.cell("b", 1, "not-run")]
    status = RunStatus(outcome="timeout", cell="fit", limit="cell", cpu_seconds=61)
    verdict = judge(build, cells, status=status)
    assert (verdict.key, verdict.facts["seconds"]) == ("run-ended", 60.0)
    died = RunStatus(outcome="died", cell="fit")
    assert judge(build, [], status=died).facts["limit"] == "died"
    assert judge(build, []).key == "no-cells"
    assert judge(build, [build.cell("a", 0, "error")]).key == "cell-stopped"


def test_mended_lines_cost_nothing_and_are_told(build):
    ran = [build.cell("a", 0), build.cell("b", 1)]
    repairs = [Remark(key="interface-substituted", cell="a"), Remark(key="path-resolved")]
    found = build.evidence(cells=ran, repairs=repairs)
    verdict = RunsClean()(found, build.reference(), build.item())
    assert (verdict.outcome, verdict.key) == ("passed", "runs-clean-substituted")
    assert verdict.facts == {"cells": 2, "lines": 1}


def test_test_cells(build):
    good = [build.cell("test-relu", 3)]
    assert judge(build, good, CellPasses(), id="test-relu").outcome == "passed"
    assert judge(build, good, CellPasses(cell="test-relu")).outcome == "passed"
    wrong = [build.stopped("t", 3, "AssertionError", "relu(-1) is -1", source="assert ...")]
    verdict = judge(build, wrong, CellPasses(cell="t"))
    assert (verdict.key, verdict.facts["message"]) == ("test-cell-failed", "relu(-1) is -1")
    silent = [build.stopped("t", 3, "AssertionError", "", source="assert relu(-1) == 0")]
    assert judge(build, silent, CellPasses(cell="t")).facts["message"] == "assert relu(-1) == 0"
    raised = [build.stopped("t", 3, "ZeroDivisionError", "division by zero")]
    assert judge(build, raised, CellPasses(cell="t")).key == "test-cell-raised"
    maker = [build.stopped("s", 1, "NotImplementedError", "", binds=("relu",)),
             build.stopped("t", 3, "NameError", "name 'relu' is not defined")]  # fmt: skip
    assert judge(build, maker, CellPasses(cell="t")).key == "crash-unfinished"
    for cells in ([], [build.cell("t", 1, "not-run")], [build.cell("t", 1, "killed")]):
        assert judge(build, cells, CellPasses(cell="t")).outcome == "blocked"
