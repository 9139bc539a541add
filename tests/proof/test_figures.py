"""Counts, bounds and what they allow to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from graders.model.proof import LineResult, Result
from graders.proof.figures import (
    assignment_proof,
    check_figures,
    line_figures,
    more_than_stated,
    stated_error,
    upper_bound,
)


def line(item="head", *, lost=False, wanted="", nature="structural", root=""):
    outcome = "blocked" if root else "failed" if lost else "passed"
    return LineResult(item=item, check=f"check-of-{item}", nature=nature, outcome=outcome,
                      key="k", lost=lost, wanted=wanted, root=root)  # fmt: skip


def result(kind, name, *lines, seed=0, **more):
    return Result(slug="a", kind=kind, name=name, title="t", seed=seed, lines=lines, **more)


@given(st.integers(1, 5000))
def test_without_an_error_the_bound_is_the_rule_of_three(runs):
    assert upper_bound(0, runs) == pytest.approx(1 - 0.05 ** (1 / runs))


@given(st.integers(1, 300), st.data())
def test_at_the_bound_so_few_errors_have_a_chance_of_five_percent(runs, data):
    errors = data.draw(st.integers(0, runs - 1))
    bound = upper_bound(errors, runs)
    assert stats.binom.cdf(errors, runs, bound) == pytest.approx(0.05, abs=1e-6)
    assert bound <= upper_bound(errors + 1, runs)


def test_nothing_seen_proves_nothing():
    assert upper_bound(0, 0) == 1
    assert upper_bound(3, 3) == 1


@given(st.floats(0, 1))
def test_two_looks_reject_what_the_first_and_one_more_reject(share):
    # The first of three runs is below, and the median of three is.
    below = {0: 1 - share, 1: share}
    chance = sum(
        below[a] * below[b] * below[c]
        for a in (0, 1) for b in (0, 1) for c in (0, 1) if a and a + b + c >= 2
    )  # fmt: skip
    assert stated_error(share) == pytest.approx(chance, abs=1e-12)


def test_as_many_rejects_as_stated_are_no_finding():
    assert not more_than_stated(0, 10)
    assert not more_than_stated(1, 100)
    assert not more_than_stated(3, 300)
    assert more_than_stated(2, 20)
    assert more_than_stated(6, 300)


def test_the_confusion_matrix_of_a_line():
    found = line_figures(
        [
            result("reference", "reference", line()),
            result("right", "r", line()),
            result("right", "r", line(lost=True), seed=1),
            result("right", "s", line(lost=True, root="other")),  # the other line's error
            result("wrong", "caught", line(lost=True, wanted="failed")),
            result("wrong", "escaped", line(lost=True, wanted="partial")),
            result("wrong", "escaped", line(wanted="partial"), seed=1),
            result("wrong", "elsewhere", line(lost=True)),
            result("wrong", "waits", line(lost=True, wanted="blocked")),
            result("skeleton", "skeleton", line(lost=True)),
            result("right", "ours", line(lost=True), error="the box failed"),
        ]
    )["head"]
    assert (found.right_solutions, found.right_runs, found.false_rejects) == (3, 4, 1)
    assert (found.wrong_solutions, found.wrong_runs, found.false_accepts) == (2, 3, 1)
    assert (found.caught, found.mutation_score, found.others_lost) == (1, 0.5, 1)
    assert found.false_reject_bound == pytest.approx(upper_bound(1, 4), abs=1e-6)
    assert found.false_accept_bound == pytest.approx(upper_bound(1, 3), abs=1e-6)
    assert not found.holds


@pytest.mark.parametrize("nature", ["structural", "experiment", "metric"])
def test_only_a_metric_may_reject_at_the_stated_rate(nature):
    runs = [result("right", "r", line(nature=nature, lost=seed == 7), seed=seed)
            for seed in range(100)]  # fmt: skip
    assert line_figures(runs)["head"].holds is (nature == "metric")
    wrong = result("wrong", "w", line(nature=nature, wanted="failed"))
    assert not line_figures([*runs, wrong])["head"].holds


def test_nothing_aims_at_a_line():
    found = line_figures([result("right", "r", line()), result("wrong", "w", line())])["head"]
    assert found.mutation_score is None
    assert found.false_accept_bound == 1
    assert found.holds


def test_a_checks_figures_are_the_sum_over_its_lines():
    results = [
        result("right", "r", line("x"), line("y", lost=True)),
        result("wrong", "w", line("x", lost=True, wanted="failed"), line("y")),
    ]
    lines = assignment_proof("a", results, 1.0)
    other = assignment_proof("b", results, 1.0)
    checks = check_figures([lines, other])
    assert list(checks) == ["check-of-x", "check-of-y"]
    assert (checks["check-of-x"].right_runs, checks["check-of-x"].caught) == (2, 2)
    assert checks["check-of-x"].false_accept_bound == pytest.approx(upper_bound(0, 2), abs=1e-6)
    assert (checks["check-of-x"].holds, checks["check-of-y"].holds) == (True, False)


def test_what_an_assignment_says_together():
    proof = assignment_proof(
        "a",
        [
            result("reference", "reference", line(), cpu_seconds=2, extra_cpu_seconds=0.5,
                   resolved=True),
            result("right", "r", line(), cpu_seconds=2, extra_cpu_seconds=0.3, resolved=False),
            result("right", "r", line(), seed=1, cpu_seconds=9, faults=("f", "g")),
            result("wrong", "w", line(lost=True, wanted="failed"), error="e"),
            result("skeleton", "skeleton", line(lost=True)),
        ],
        12.34,
    )  # fmt: skip
    assert (proof.right_solutions, proof.wrong_solutions, proof.runs) == (2, 1, 5)
    assert (proof.splits, proof.splits_resolved, proof.extra_cpu) == (2, 1, 0.2)
    assert (proof.seconds, proof.cpu_seconds) == (12.3, 13.8)
    assert [(one.solution, one.seed, one.faults) for one in proof.findings] == [
        ("right/r", 1, ("f", "g")), ("wrong/w", 0, ("e",)),
    ]  # fmt: skip
