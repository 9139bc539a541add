"""The graders' own errors on a terminal and in JUnit."""

import io

import pytest
from rich.console import Console

from graders.model.proof import AssignmentProof, Figures, Proof, Result
from graders.reports.messages import Messages
from graders.reports.proof_table import broken_promises, cases, check_table, failures, title_of

SAY = Messages("en").say
ROW = ["1", "/", "70", "6.61", "%", "2", "/", "12", "43.8", "%", "3", "/", "4"]


def figures(**fields):
    return Figures(**{"check": "c", "nature": "structural", "right_runs": 70} | fields)


def proof(**lines):
    one = AssignmentProof(slug="a", lines=lines, right_solutions=7, wrong_solutions=1, runs=9,
                          seconds=2.0)  # fmt: skip
    return Proof(right_seeds=1, wrong_seeds=1, checks=lines, assignments=(one,))


def result(name="v", kind="wrong", seed=0, **more):
    return Result(slug="a", kind=kind, name=name, title="A title.", seed=seed, **more)


def shown(table):
    out = io.StringIO()
    Console(file=out, width=120).print(table)
    return out.getvalue()


def test_the_table_has_every_count():
    text = shown(check_table(proof(
        x=figures(false_rejects=1, false_reject_bound=0.0661, wrong_solutions=4, wrong_runs=12,
                  false_accepts=2, false_accept_bound=0.438, caught=3),
        y=figures(nature="metric"),
    ), SAY))  # fmt: skip
    (row,) = [line.split() for line in text.splitlines() if line.split()[:1] == ["x"]]
    assert row == ["x", "structural", *ROW]
    (row,) = [line.split() for line in text.splitlines() if line.split()[:1] == ["y"]]
    assert row[:5] == ["y", "metric", "0", "/", "70"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (figures(holds=False, false_rejects=2), "a: x rejects 2 of 70 runs of right solutions."),
        (figures(holds=False, false_accepts=2, wrong_runs=9), "a: x accepts 2 of 9 runs of wrong"),
        (figures(holds=False, others_lost=3), "a: x takes points in 3 runs of wrong solutions"),
        (figures(holds=False, nature="metric", false_rejects=9, others_lost=0), "rejects 9 of 70"),
    ],
)
def test_a_promise_that_is_broken_is_said(line, said):
    (told,) = broken_promises(proof(x=line, y=figures()), SAY)
    assert said in told


def test_a_fault_of_many_seeds_is_said_once():
    found = [result(seed=0, faults=("f",)), result(seed=1, faults=("f", "g")), result(seed=2)]
    assert failures(found, SAY) == ["f (seeds 0, 1)", "g (seed 1)"]
    assert failures(found[:1], SAY) == ["f"]
    assert failures([result(error="the box fell over")], SAY) == ["the box fell over"]


def test_titles():
    assert title_of(result(), SAY) == "wrong/v: A title."
    assert title_of(result("reference", "reference"), SAY) == "the reference gets full marks"


def test_junit_has_a_case_for_each_solution_and_one_for_the_figures():
    results = [
        result("r", "right", seconds=1.0),
        result("r", "right", seed=1, seconds=0.5),
        result("w", faults=("f",)),
        result("x", error="the box fell over"),
    ]
    first, second, third, whole = cases(results, proof(x=figures()), ["a: x: worse"], SAY)
    assert (first.name, first.seconds, first.failure, first.error) == (
        "right/r: A title.", 1.5, "", "",
    )  # fmt: skip
    assert (second.failure, second.error) == ("f", "")
    assert (third.failure, third.error) == ("", "the box fell over")
    assert (whole.suite, whole.failure) == ("figures", "a: x: worse")
