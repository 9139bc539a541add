"""Any implementation with the right values passes; a wrong one is named by its simplest call."""

import warnings

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.checks.activation_functions import FUNCTIONS, examples
from graders.checks.function_properties import FunctionProperties
from graders.checks.probing import asked
from graders.model.evidence import Evidence, RunStatus
from graders.model.probe import ProbeAnswer
from graders.model.reference import Reference
from graders.model.values import Array, Value
from graders.reports.messages import Messages
from graders.running.inside.functions import Functions
from graders.running.inside.observer import Observer


def run(check, line, source, status="finished"):
    """Evidence of a cell whose functions were called by the real collector."""
    space = {"np": np}
    exec(source, space)
    calls = [msgspec.to_builtins(one, builtin_types=(bytes,)) for one in asked(check, line)]
    sent: list = []
    Functions(calls, Observer()).answer(line.cell, space, sent.append, lambda: None)
    values = [
        Value(name=name, cell=line.cell, type=type(space.get(name)).__name__,
              kind="function" if callable(space.get(name)) else "scalar")
        for name in {one.function for one in asked(check, line)} if name in space
    ]  # fmt: skip
    probes = tuple(msgspec.convert(one, ProbeAnswer) for part in sent for one in part)
    return Evidence(status=RunStatus(outcome=status), values=tuple(values), probes=probes)


def judge(build, source, kind, **parameters):
    line = build.item("function-properties", cell="functions")
    check = FunctionProperties(kind=kind, **parameters)
    verdict = check(run(check, line, source), Reference(), line)
    for lang in ("en", "ko"):
        said, problems = Messages(lang).format(verdict.key, verdict.facts)
        assert said, verdict.key
        assert not problems
    return verdict


RIGHT = [
    ("step", "step = lambda x: np.where(np.asarray(x) > 0, 1, 0)"),
    ("step", "step = lambda x: np.asarray(x) >= 0"),
    ("step", "step = lambda x: np.heaviside(x, 0.5)"),
    ("step", "def step(x): return np.array(x > 0, dtype=int)"),
    ("sigmoid", "sigmoid = lambda x: 1 / (1 + np.exp(-x))"),
    ("sigmoid", "sigmoid = lambda x: 0.5 * (1 + np.tanh(x / 2))"),
    ("sigmoid", "sigmoid = lambda x: np.exp(x) / (1 + np.exp(x))"),
    ("sigmoid", "sigmoid = lambda x: (1 / (1 + np.exp(-np.asarray(x, 'float32'))))"),
    ("tanh", "tanh = np.tanh"),
    ("tanh", "tanh = lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))"),
    ("relu", "relu = lambda x: np.maximum(0, x)"),
    ("relu", "relu = lambda x: x * (x > 0)"),
    ("relu", "def relu(x):\n    x = np.array(x, dtype=float)\n    x[x < 0] = 0\n    return x"),
    ("relu", "def relu(x): return [relu(v) for v in x] if np.ndim(x) else max(0.0, float(x))"),
    ("leaky_relu", "leaky_relu = lambda x: np.where(x > 0, x, 0.01 * x)"),
    ("leaky_relu", "leaky_relu = lambda x, alpha=0.3: np.maximum(alpha * x, x)"),
    ("elu", "elu = lambda x: np.where(x > 0, x, np.exp(x) - 1)"),
    ("elu", "elu = lambda x: np.maximum(x, 0) + np.expm1(np.minimum(x, 0))"),
    ("softmax", "softmax = lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "source"), RIGHT)
def test_right_in_any_spelling(build, kind, source):
    verdict = judge(build, source, kind)
    assert (verdict.outcome, verdict.key) == ("passed", "function-right"), verdict.facts


STABLE = [
    ("sigmoid", "sigmoid = lambda x: 1 / (1 + np.exp(-x))"),
    ("elu", "elu = lambda x: np.where(x > 0, x, np.exp(x) - 1)"),
    ("softmax", "import scipy.special\nsoftmax = lambda z: scipy.special.softmax(z, axis=-1)"),
    ("tanh", "tanh = np.tanh"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "source"), STABLE)
def test_a_warning_of_overflow_is_fine_while_the_values_are_right(build, kind, source):
    assert judge(build, source, kind, stable=True).outcome == "passed"


@pytest.mark.parametrize(
    ("kind", "source"), [RIGHT[6], RIGHT[9], RIGHT[18]], ids=["sigmoid", "tanh", "softmax"]
)
def test_nan_of_large_numbers_costs_only_where_stability_is_asked_for(build, kind, source):
    assert judge(build, source, kind).outcome == "passed"
    verdict = judge(build, source, kind, stable=True)
    assert verdict.key == "function-overflow"
    assert "1000" in verdict.facts["given"]
    assert "nan" in verdict.facts["got"]


WRONG = [
    ("step", "np.sign(x)", "slip-sign", "-1.0"),
    ("step", "np.where(x < 0, 1, 0)", "slip-mirrored", "1.0"),
    ("sigmoid", "1 / (1 + np.exp(x))", "slip-mirrored", "1.0"),
    ("sigmoid", "np.tanh(x)", "slip-other", "1.0"),
    ("sigmoid", "1 / (1 + np.exp(-x)) * (1 - 1 / (1 + np.exp(-x)))", "slip-derivative", "1.0"),
    ("sigmoid", "1 / (1 - np.exp(-x))", "not-finite", "0.0"),
    ("sigmoid", "1 / 1 + np.exp(-x)", "range", "1.0"),
    ("tanh", "1 / (1 + np.exp(-x))", "slip-other", "1.0"),
    ("tanh", "2 * np.tanh(x)", "range", "1.0"),
    ("relu", "np.abs(x)", "slip-magnitude", "-1.0"),
    ("relu", "np.minimum(x, 0)", "slip-lower", "1.0"),
    ("relu", "x", "slip-identity", "-1.0"),
    ("relu", "np.maximum(0.1 * x, x)", "range", "-1.0"),
    ("relu", "np.where(x > 0, x, 0.01 * x)", "slip-other", "-1.0"),
    ("relu", "np.max(x, 0) + 0 * x[0]", "raised", "1.0"),
    ("relu", "np.max(x)", "shape", "[-2.0, -1.0, 0.0, 1.0, 2.0]"),
    ("relu", "np.minimum(np.maximum(x, 0), 6)", "value", ""),
    ("leaky_relu", "np.maximum(x, 0)", "slip-flat", "-1.0"),
    ("leaky_relu", "np.where(x > 0, x, -0.01 * x)", "slip-bent", "-1.0"),
    ("leaky_relu", "np.where(x > 0, x, -0.2 * x)", "falls", ""),
    ("leaky_relu", "np.where(x > 0, 0.01 * x, x)", "slip-lower", "1.0"),
    ("leaky_relu", "np.where(x > 0, x, 3 * x)", "value", "-1.0"),
    ("leaky_relu", "np.where(x > 0, x, -0.01)", "value", ""),
    ("elu", "np.maximum(x, 0)", "slip-other", "-1.0"),
    ("elu", "np.where(x > 0, x, np.exp(x))", "slip-jump", "-1.0"),
    ("elu", "np.where(x > 0, x, np.exp(-x) - 1)", "falls", ""),
    ("softmax", "np.exp(x) / np.exp(x).sum(axis=0)", "slip-down", "[[1.0, 2.0], [3.0, 5.0], [0.0, 0.0]]"),
    ("softmax", "np.exp(x) / np.exp(x).sum()", "slip-whole", "[[1.0, 2.0], [3.0, 5.0], [0.0, 0.0]]"),
    ("softmax", "1 / (1 + np.exp(-x))", "slip-each", "[1.0, 2.0, 3.0]"),
    ("softmax", "np.exp(x)", "slip-undivided", "[1.0, 2.0, 3.0]"),
    ("softmax", "x - np.log(np.exp(x).sum(axis=-1, keepdims=True))", "slip-logarithm", "[1.0, 2.0, 3.0]"),
    ("softmax", "x / x.sum(axis=-1, keepdims=True)", "slip-unraised", "[1.0, 2.0, 3.0]"),
    ("softmax", "np.exp(x) / np.exp(x).max(axis=-1, keepdims=True)", "sum", "[1.0, 2.0, 3.0]"),
    ("softmax", "2.0**x / (2.0**x).sum(-1, keepdims=True)", "value", "[1.0, 2.0, 3.0]"),
    ("softmax", "x.argmax()", "shape", "[1.0, 2.0, 3.0]"),
    ("softmax", "np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)", "raised", "[1.0, 2.0, 3.0]"),
    ("tanh", "None", "nothing", "1.0"),
    ("tanh", "1 / 0", "raised", "1.0"),
    ("tanh", "exec('while True: pass')", "slow", "1.0"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "key", "shown"), WRONG)
def test_wrong_in_a_way_that_is_told(build, monkeypatch, kind, body, key, shown):  # noqa: PLR0917
    monkeypatch.setattr("graders.running.inside.functions.CALL_SECONDS", 0.1)
    verdict = judge(build, f"def {kind}(x): return {body}", kind)
    assert (verdict.outcome, verdict.key) == ("failed", f"function-{key}"), verdict.facts
    assert not shown or verdict.facts["given"] == shown


def test_every_slip_has_an_example_above():
    named = {(kind, key.removeprefix("slip-")) for kind, _, key, _ in WRONG}
    for kind, function in FUNCTIONS.items():
        own = {name for name in function.slips if ":" not in name}
        told = {key for of, key in named if of == kind}
        missing = own - told - {"identity", "mirrored", "derivative", "selu", "hard", "unraised"}
        assert not missing, (kind, missing)


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_a_slip_is_no_right_answer_and_is_told_by_its_name(build, kind):
    function = FUNCTIONS[kind]
    from graders.checks.heard import Heard

    for name, formula in function.slips.items():
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            heard = [Heard(one, np.asarray(formula(one))) for one in examples(kind, extreme=False)]
        found = FunctionProperties(kind=kind)._fault(heard)
        assert found is not None
        assert found.kind in {f"slip-{name}", "not-finite"}


def test_the_name_may_be_another_and_what_stands_for_it(build):
    source = "def my_relu(x): return np.maximum(x, 0)"
    assert judge(build, source, "relu", function="my_relu").outcome == "passed"
    verdict = judge(build, "relu = 3", "relu")
    assert (verdict.outcome, verdict.key) == ("failed", "function-not-one")
    verdict = judge(build, "", "relu")
    assert (verdict.outcome, verdict.key) == ("failed", "absent-value")


def test_a_run_that_ended_in_a_call_is_nobodys_verdict(build):
    line = build.item("function-properties", cell="functions")
    check = FunctionProperties(kind="relu")
    there = Value(name="relu", cell="functions", kind="function", type="function")
    for outcome, key in (("memory", "function-ended"), ("finished", "function-not-called")):
        evidence = Evidence(status=RunStatus(outcome=outcome), values=(there,))
        assert check(evidence, Reference(), line).key == key


JUNK = st.sampled_from([
    Array(dtype="float64", shape=(3,), data=b"\0" * 8), Array(dtype="str", shape=(), text=("x",)),
    Array(dtype="float64", shape=(2, 10**12)), Array(dtype="float64", shape=(5,), kept=False),
    Array.of(np.array(np.nan)), Array.of(np.array([[np.inf, -np.inf]])), Array.of(np.zeros((0, 3))),
    Array.of(np.array([1e308, -1e308, 1e308])), Array.of(np.array(2**63 - 1)), Array.of(np.zeros(3)),
    Array.of(np.array([True])),
])  # fmt: skip
ANSWERS = st.lists(
    st.none() | st.builds(
        ProbeAnswer, key=st.just(""), many=st.booleans(),
        outcome=st.sampled_from(["ok", "ok", "ok", "raised", "missing", "timeout", "no-array"]),
        outputs=st.lists(JUNK, max_size=3).map(tuple), message=st.text(max_size=5),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(kind=st.sampled_from(list(FUNCTIONS)), answers=ANSWERS)
def test_whatever_a_box_says_is_judged(kind, answers):
    from decimal import Decimal

    from graders.model.assignment import RubricItem

    line = RubricItem(id="l", check="function-properties", points=Decimal(1), cell="functions")
    check = FunctionProperties(kind=kind, stable=True)
    probes = tuple(
        msgspec.structs.replace(answers[place % len(answers)], key=one.key)
        for place, one in enumerate(asked(check, line)) if answers[place % len(answers)]
    )  # fmt: skip
    evidence = Evidence(status=RunStatus(outcome="finished"), probes=probes)
    verdict = check(evidence, Reference(), line)
    assert verdict.outcome in {"failed", "passed"}
    for lang in ("en", "ko"):
        assert not Messages(lang).format(verdict.key, verdict.facts)[1]
