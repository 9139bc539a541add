"""What a check asks is known by its line, its place and the question itself."""

from decimal import Decimal

import numpy as np
import pytest

from graders.checks import probing
from graders.checks.base import Check
from graders.checks.probing import answered, array, asked, call, items, notebook, number
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, RunStatus
from graders.model.probe import ProbeAnswer
from graders.model.values import Array


class Asks(Check):
    values: tuple[float, ...] = (1.0,)

    def probes(self, item):
        return tuple(call("f", item.cell, array([value])) for value in self.values)


@pytest.fixture
def line():
    return RubricItem(id="line", check="asks", points=Decimal(1), cell="functions")


def test_an_answer_to_another_question_is_none(line):
    (before,) = asked(Asks(), line)
    answer = ProbeAnswer(key=before.key, outcome="ok", outputs=(Array.of(np.ones(1)),))
    evidence = Evidence(status=RunStatus(outcome="finished"), probes=(answer,))
    assert [found for _, found in answered(Asks(), evidence, line)] == [answer]
    assert [found for _, found in answered(Asks(values=(2.0,)), evidence, line)] == [None]
    assert before.cell == "functions"


def test_a_line_asks_no_more_than_a_run_can_bear(line):
    many = Asks(values=tuple(map(float, range(1_000))))
    assert len(asked(many, line)) == probing.MOST_PROBES


def test_arguments_keep_what_they_are():
    whole, real = array([1, 2]).array, array([True]).array
    assert (whole.dtype, real.dtype) == ("int64", "float64")
    given = probing.inputs((array([1.5]), number(2), notebook("w"), items(number(1))))
    assert [np.asarray(one).tolist() for one in given] == [[1.5], 2.0]


@pytest.mark.parametrize(
    "output",
    [
        Array(dtype="float64", shape=(3,), data=b"\0" * 8),
        Array(dtype="float64", shape=(3,), kept=False),
        Array(dtype="str", shape=(1,), text=("x",)),
    ],
)
def test_outputs_that_are_no_numbers_are_none(output):
    good = Array.of(np.arange(2.0))
    assert probing.outputs(ProbeAnswer(key="k", outcome="ok", outputs=(good, output))) is None
    (found,) = probing.outputs(ProbeAnswer(key="k", outcome="ok", outputs=(good,)))
    assert found.tolist() == [0.0, 1.0]
