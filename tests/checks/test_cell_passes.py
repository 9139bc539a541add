"""nbgrader's partial credit: the number at the end of a test cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders import grading
from graders.checks.cell_passes import CellPasses
from graders.model.assignment import Assignment, Targets, TaskCell
from graders.model.grade import Digests


def judged(build, result, points):
    evidence = build.evidence(cells=[build.cell("t", 0, result=result)])
    return CellPasses()(evidence, build.reference(), build.item(id="t", points=Decimal(points)))


@pytest.mark.parametrize(
    ("result", "points", "outcome", "credit"),
    [
        (None, 2, "passed", 1), (2.0, 2, "passed", 1), (1.0, 2, "partial", "0.5"),
        (0.0, 2, "failed", 0), (float("nan"), 2, "passed", 1), (1.0, 0, "passed", 1),
    ],
)  # fmt: skip
def test_a_number_is_points_and_nothing_else_is(build, result, points, outcome, credit):
    verdict = judged(build, result, points)
    assert (verdict.outcome, verdict.credit, verdict.review) == (outcome, Decimal(credit), None)


@pytest.mark.parametrize(("result", "credit"), [(3.0, 1), (-1.0, 0), (float("inf"), 1)])
def test_points_that_a_line_does_not_have_are_for_review(build, result, credit):
    verdict = judged(build, result, 2)
    assert verdict.credit == credit
    assert verdict.review == "test-cell-odd-value"


@given(result=st.floats(0, 7), points=st.integers(1, 7))
def test_points_are_the_tests_own_to_the_last_digit(build, result, points):
    verdict = judged(build, result, points)
    item = build.item(id="t", points=Decimal(points))
    given_points = float(grading.points_of(item, verdict.credit, exact=True))
    assert given_points == pytest.approx(min(result, points), abs=1e-11)


def test_a_grade_holds_a_third_of_a_point_and_rounds_other_lines(build):
    third = build.item(id="t", check="cell-passes", points=Decimal(1))
    evidence = build.evidence(cells=[build.cell("t", 0, result=1 / 3)])
    assignment = Assignment(
        slug="ps1", title="", dataset="none", targets=Targets(column="", task="none"),
        cells=(TaskCell(id="a"),), checks=(third,),
    )  # fmt: skip
    grade = grading.grade(
        "kim", assignment, evidence, build.reference(), Digests(),
        {"cell-passes": CellPasses},
    )  # fmt: skip
    assert float(grade.score) == pytest.approx(1 / 3, abs=1e-11)
    assert grading.points_of(third, Decimal("0.3333")) == Decimal("0.33")
