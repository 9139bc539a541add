"""What a grade is held against, and which losses count by rate."""

from decimal import Decimal
from pathlib import Path

import pytest

from graders.course.folder import Course
from graders.course.variants import Expected, Variant
from graders.model.evidence import CellRun, Evidence, RunStatus
from graders.model.experiment import Experiment
from graders.model.grade import Grade, Line, Verdict
from graders.model.plan import Plan, RunJob
from graders.proof.solutions import Case, Solution
from graders.proof.verdicts import Judging

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def judging():
    return Judging(Course.find(ROOT).load("regression"))


def metric_line(judging):
    return next(item for item, nature in judging.natures.items() if nature == "metric")


def structural_line(judging):
    return next(item for item, nature in judging.natures.items() if nature == "structural")


def graded(judging, verdicts, state="graded"):
    """A grade made by hand: full points but where ``verdicts`` say otherwise."""
    lines = []
    for item in judging.assignment.checks:
        verdict = verdicts.get(item.id, Verdict(outcome="passed", key="k", credit=Decimal(1)))
        lines.append(
            Line(item=item.id, check=item.check, verdict=verdict, possible=item.points,
                 points=item.points * verdict.credit)
        )  # fmt: skip
    score = sum((line.points for line in lines), Decimal(0))
    return Grade(student="", assignment="regression", state=state, score=score,
                 possible=judging.assignment.points, lines=tuple(lines))  # fmt: skip


def result(judging, monkeypatch, grade, kind="right", *, seed=0, expected=(), evidence=None):
    monkeypatch.setattr(judging, "grade", lambda _: grade)
    filed = "wrong" if kind == "wrong" else "right"
    variant = Variant(name="v", kind=filed, title="t", cells={}, expected=expected)
    solution = Solution(kind, "v", "t", b"", None if kind == "skeleton" else variant)
    case = Case(solution, seed, RunJob(plan=Plan(cells=())), ())
    run = evidence or Evidence(status=RunStatus(outcome="finished", cpu_seconds=2.0))
    return judging.result(case, run, "ran", 1.0)


FAILED = Verdict(outcome="failed", key="why")


def blocked(item):
    return Verdict(outcome="blocked", key="blocked-by", facts={"item": item})


def test_the_kinds_of_our_checks(judging):
    assert set(judging.natures.values()) >= {"structural", "metric"}
    assert judging.natures.keys() == {item.id for item in judging.assignment.checks}


def test_a_missed_bar_counts_by_rate_but_under_gradings_own_seed(judging, monkeypatch):
    bar = metric_line(judging)
    grade = graded(judging, {bar: FAILED})
    first = result(judging, monkeypatch, grade)
    assert len(first.faults) == 1
    assert first.by_rate == ()
    later = result(judging, monkeypatch, grade, seed=4)
    assert later.faults == ()
    assert later.by_rate == first.faults
    assert next(line for line in later.lines if line.item == bar).lost


def test_what_waits_for_a_bar_counts_with_it(judging, monkeypatch):
    bar, other = metric_line(judging), structural_line(judging)
    grade = graded(judging, {bar: FAILED, other: blocked(bar)})
    found = result(judging, monkeypatch, grade, seed=1)
    assert found.faults == ()
    assert len(found.by_rate) == 2
    assert next(line for line in found.lines if line.item == other).root == bar


def test_anything_else_that_a_right_one_loses_is_a_fault(judging, monkeypatch):
    bar, other = metric_line(judging), structural_line(judging)
    found = result(judging, monkeypatch, graded(judging, {bar: FAILED, other: FAILED}), seed=1)
    assert [fault.split()[0] for fault in found.faults] == [other]
    assert [fault.split()[0] for fault in found.by_rate] == [bar]
    broken = Verdict(outcome="broken", key="check-raised")
    assert result(judging, monkeypatch, graded(judging, {bar: broken}), seed=1).faults


def test_a_wrong_one_is_held_to_its_header_under_every_seed(judging, monkeypatch):
    bar, other = metric_line(judging), structural_line(judging)
    expected = (Expected(item=other, outcome="failed", key="why"),)
    for seed in (0, 2):
        good = graded(judging, {other: FAILED})
        found = result(judging, monkeypatch, good, "wrong", seed=seed, expected=expected)
        assert found.faults == ()
        assert [line.item for line in found.lines if line.wanted == "failed"] == [other]
        more = graded(judging, {other: FAILED, bar: FAILED})
        assert (
            len(result(judging, monkeypatch, more, "wrong", seed=seed, expected=expected).faults)
            == 1
        )
        none = graded(judging, {})
        assert (
            len(result(judging, monkeypatch, none, "wrong", seed=seed, expected=expected).faults)
            == 1
        )


def test_an_unsolved_notebook_gets_a_tenth_at_most(judging, monkeypatch):
    lost = dict.fromkeys(judging.natures, FAILED)
    assert result(judging, monkeypatch, graded(judging, lost), "skeleton").faults == ()
    full = result(judging, monkeypatch, graded(judging, {}), "skeleton")
    assert f"{judging.assignment.points} of {judging.assignment.points}" in full.faults[0]


def test_no_grade_is_our_fault(judging, monkeypatch):
    found = result(judging, monkeypatch, graded(judging, {}, state="broken"))
    assert "broken" in found.error


def test_what_experiments_cost_and_found(judging, monkeypatch):
    run = Evidence(
        status=RunStatus(outcome="finished", cpu_seconds=2.0),
        experiments=(
            Experiment(name="interference", outcome="done", resolved=True, cpu_seconds=0.3),
            Experiment(name="labels", outcome="unresolved", resolved=False, cpu_seconds=0.2),
            Experiment(name="seeds", outcome="done", cpu_seconds=4.0),
        ),
    )
    found = result(judging, monkeypatch, graded(judging, {}), evidence=run)
    assert (found.cpu_seconds, found.extra_cpu_seconds, found.look_cpu_seconds) == (2.0, 0.5, 4.0)
    assert found.resolved is False
    assert result(judging, monkeypatch, graded(judging, {})).resolved is None


def test_judgements_are_compared_by_all_but_figures(judging):
    cells = tuple(
        CellRun(cell=cell.id, index=place, outcome="ok")
        for place, cell in enumerate(judging.assignment.cells)
    )
    empty = Evidence(status=RunStatus(outcome="finished"))
    ran = Evidence(status=RunStatus(outcome="finished"), cells=cells)
    assert judging.verdicts(empty) == judging.verdicts(empty)
    assert judging.verdicts(ran) != judging.verdicts(empty)
