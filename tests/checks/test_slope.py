"""A derivative is compared with differences of the notebook's own function."""

import numpy as np
import pytest

from graders.checks.slope import Slope


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(x, 0)


def float32(x):
    return np.float32(1) / (np.float32(1) + np.exp(-np.float32(x)))


RIGHT = [
    (sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x))),
    (sigmoid, lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2),
    (sigmoid, lambda x: (sigmoid(x + 1e-5) - sigmoid(x - 1e-5)) / 2e-5),
    (float32, lambda x: float32(x) * (1 - float32(x))),
    (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    (relu, lambda x: np.asarray(x) > 0),
    (relu, lambda x: np.where(np.asarray(x) >= 0, 1.0, 0.0)),
    (relu, lambda x: np.heaviside(x, 0.5)),
    (lambda x: 3 * x, lambda x: 0 * x + 3),  # the function is wrong, its slope is not
]


@pytest.mark.parametrize(("of", "slope"), RIGHT)
def test_any_way_to_the_slope_is_right(judge_functions, of, slope):
    check = Slope(function="slope", of="f")
    verdict = judge_functions(check, {"f": of, "slope": slope})
    assert (verdict.outcome, verdict.key) == ("passed", "slope-right"), verdict.facts


WRONG = [
    (sigmoid, sigmoid, "slope-itself", "0.5"),
    (sigmoid, lambda x: x * (1 - x), "slope-of-value", "0.5"),
    (sigmoid, lambda x: sigmoid(x) * (1 + sigmoid(x)), "slope-value", "0.5"),
    (sigmoid, lambda x: 1 - sigmoid(x) ** 2, "slope-value", "0.5"),
    (relu, lambda x: x * 0, "slope-value", "0.5"),
    (relu, np.sign, "slope-value", "-0.5"),
    (sigmoid, lambda x: float(np.max(x)), "function-shape", "[-3.0, -1.0, 1.0, 3.0]"),
    (sigmoid, lambda x: x / 0 if np.ndim(x) else 0, "function-raised", "0.5"),
    (sigmoid, lambda _: None, "function-nothing", "0.5"),
]


@pytest.mark.parametrize(("of", "slope", "key", "given"), WRONG)
def test_a_wrong_slope_is_told_by_the_simplest_call(judge_functions, of, slope, key, given):
    with np.errstate(all="ignore"):
        verdict = judge_functions(Slope(function="slope", of="f"), {"f": of, "slope": slope})
    assert verdict.outcome == "failed"
    if key != "function-raised":
        assert (verdict.key, verdict.facts["given"]) == (key, given)


def test_without_the_function_there_is_no_slope(judge_functions):
    check = Slope(function="slope", of="f")
    assert judge_functions(check, {"f": sigmoid}).key == "absent-value"
    for broken in ({}, {"f": lambda _: 1 / 0}, {"f": lambda _: 1.0}):
        verdict = judge_functions(check, {**broken, "slope": lambda x: x})
        assert (verdict.outcome, verdict.key) == ("blocked", "slope-of")
