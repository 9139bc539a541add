"""Networks by hand: logits row by row, bent, and signals of the right size."""

from itertools import pairwise

import numpy as np
import pytest

from graders.checks.forward_pass import ForwardPass

SIZES = (64, 48, 32, 10)


def weights(std, seed=1):
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(a, b)) * std(a), np.zeros(b))
            for a, b in pairwise(SIZES)]  # fmt: skip


HE = weights(lambda n: (2 / n) ** 0.5)


def relu(x):
    return np.maximum(x, 0)


def network(bend=relu, end=lambda z: z):
    def forward(x, layers):
        for w, b in layers[:-1]:
            x = bend(x @ w + b)
        return end(x @ layers[-1][0] + layers[-1][1])

    return forward


def softmax(z, axis=1):
    raised = np.exp(z - z.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)


@pytest.fixture
def judged(judge_functions):
    def judge(forward, layers=HE, asked="logits"):
        check = ForwardPass(features=64, classes=10, asked=asked)
        return judge_functions(check, {"forward": forward, "weights": layers})

    return judge


@pytest.mark.parametrize(
    "bend", [relu, np.tanh, lambda x: np.where(x > 0, x, 0.1 * x), lambda x: 1 / (1 + np.exp(-x))]
)
@pytest.mark.parametrize("asked", ["logits", "signal"])
def test_any_bend_passes(bend, asked, judged):
    verdict = judged(network(bend), asked=asked)
    assert verdict.outcome == "passed", verdict


def test_weights_in_a_mapping_pass(judged):
    kept = {f"w{n}": w for n, (w, _) in enumerate(HE)}
    forward = lambda x, w: relu(relu(x @ w["w0"]) @ w["w1"]) @ w["w2"]  # noqa: E731
    assert judged(forward, kept).outcome == "passed"


@pytest.mark.parametrize(
    ("key", "forward"),
    [
        ("linear", network(bend=lambda x: x)),
        ("softmax", network(end=softmax)),
        ("squashed", network(end=lambda z: 1 / (1 + np.exp(-z)))),
        ("relu", network(end=relu)),
        ("rows", network(end=lambda z: z - z.mean(axis=0))),
        ("rows", network(end=lambda z: softmax(z, axis=0))),
        ("shape", network(end=lambda z: z.argmax(axis=1))),
        ("shape", lambda *_: None),
        ("raised", lambda x, w: x @ w[1][0]),
        ("constant", network(end=np.zeros_like)),
        ("nan", network(end=lambda z: z * np.nan)),
    ],
)
def test_each_fault_is_named(key, forward, judged):
    verdict = judged(forward)
    assert (verdict.outcome, verdict.key) == ("failed", f"forward-{key}"), verdict


@pytest.mark.parametrize(
    ("key", "layers"),
    [
        ("signal-right", weights(lambda n: (1 / n) ** 0.5)),
        ("signal-grown", weights(lambda _: 1)),
        ("signal-faded", weights(lambda n: 0.5 / n**0.5)),
        ("signal-faded", weights(lambda _: 0.01)),
        ("signal-zero", weights(lambda _: 0)),
        ("signal-same", [(np.full_like(w, 0.1), b) for w, b in HE]),
    ],
)
def test_signals_before_training(key, layers, judged):
    verdict = judged(network(), layers, asked="signal")
    assert verdict.key == key
    assert verdict.outcome == ("passed" if key == "signal-right" else "failed")


def test_he_and_xavier_weights_pass_whatever_the_seed(judged):
    for seed in range(60):
        for factor in (1, 2):
            layers = weights(lambda n, factor=factor: (factor / n) ** 0.5, seed)
            assert judged(network(), layers, asked="signal").outcome == "passed"


def test_what_is_missing_is_named(judge_functions):
    check = ForwardPass(features=64, classes=10)
    verdict = judge_functions(check, {"weights": HE})
    assert (verdict.key, verdict.facts["name"]) == ("absent-value", "forward")


def test_positive_weights_are_no_fault_of_the_forward_pass(judged):
    positive = [(np.abs(w), b) for w, b in HE]
    assert judged(network(), positive).outcome == "passed"
    assert judged(network(), positive, asked="signal").key == "signal-grown"
