"""Cross-entropies by hand: any right way passes, every slip is named, edges are asked apart."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import log_loss

from graders.checks.cross_entropy import CrossEntropy
from graders.checks.entropies import Case, costs, softmax


@pytest.fixture
def judged(judge_functions):
    def judge(function, scores, **settings):
        check = CrossEntropy(function="loss", scores=scores, **settings)
        return judge_functions(check, {"loss": function})

    return judge


def clipped(p):
    return np.clip(np.ravel(p), 1e-7, 1 - 1e-7)


def binary(y, p):
    p = clipped(p)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def loop(y, p):
    total = 0.0
    for truth, chance in zip(y, np.asarray(p).reshape(-1), strict=True):
        kept = min(max(float(chance), 1e-12), 1 - 1e-12)
        total -= math.log(kept) if truth == 1 else math.log(1 - kept)
    return total / len(y)


def chosen(y, p):
    return np.array([-np.mean(np.log(np.clip(p[np.arange(len(y)), y], 1e-9, 1)))], "float32")


def hot(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -(np.eye(p.shape[1])[y] * np.log(p)).sum(axis=1).mean()


def stable(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    if labels.ndim == 2:
        return -(labels * logs).sum(axis=1).mean()
    return -logs[np.arange(len(labels)), labels].mean()


def one_hot_only(logits, labels):
    p = softmax(logits)
    return -np.mean(np.sum(labels * np.log(p + 1e-7), axis=1))


def integers_only(logits, labels):
    return -np.mean([np.log(softmax(row) + 1e-12)[label]
                     for row, label in zip(logits, [int(one) for one in labels], strict=True)])  # fmt: skip


@pytest.mark.parametrize(
    ("function", "scores"),
    [(binary, "chance"), (loop, "chance"), (chosen, "chances"), (hot, "chances"),
     (lambda y, p: log_loss(y, p, labels=range(p.shape[1])), "chances")],
)  # fmt: skip
@pytest.mark.parametrize("extreme", [False, True])
def test_any_right_way_passes(function, scores, extreme, judged):
    verdict = judged(function, scores, extreme=extreme)
    assert verdict.outcome == "passed", verdict


@pytest.mark.parametrize("function", [stable, one_hot_only, integers_only])
@pytest.mark.parametrize("extreme", [False, True])
def test_logits_with_either_form_of_labels(function, extreme, judged):
    verdict = judged(function, "logits", scores_first=True, extreme=extreme)
    assert verdict.outcome == "passed", verdict


def nan_of(function):
    def quiet(*given):
        with np.errstate(all="ignore"):
            return function(*given)

    return quiet


naive = nan_of(lambda z, y: -np.mean(
    np.log((np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))[np.arange(len(y)), y])))  # fmt: skip


def test_a_naive_softmax_costs_only_where_the_text_asks_for_stability(judged):
    assert judged(naive, "logits", scores_first=True).outcome == "passed"
    verdict = judged(naive, "logits", scores_first=True, extreme=True)
    assert (verdict.outcome, verdict.key) == ("failed", "entropy-edge")


WRONG = [
    ("sum", "chance", lambda y, p: binary(y, p) * len(y)),
    ("rows", "chances", lambda y, p: -np.log(p[np.arange(len(y)), y])),
    ("sign", "chance", lambda y, p: -binary(y, p)),
    ("half", "chance", lambda y, p: -np.mean(y * np.log(np.ravel(p)))),
    ("pairs", "chance", lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))),
    ("entries", "chances", lambda y, p: -np.mean(np.eye(p.shape[1])[y] * np.log(p))),
    ("base-two", "chances", lambda y, p: -np.mean(np.log2(p[np.arange(len(y)), y]))),
    ("base-ten", "chance", lambda y, p: binary(y, p) / np.log(10)),
    ("no-logarithm", "chances", lambda y, p: np.mean(p[np.arange(len(y)), y])),
    ("softmax-twice", "logits", lambda y, z: costs(Case(y, softmax(softmax(z))), "chances").mean()),
    ("softmax-down", "logits",
     lambda y, z: -np.mean(np.log(softmax(z, axis=0)[np.arange(len(y)), y]))),
    ("sigmoid", "logits", lambda y, z: np.mean(np.logaddexp(0, z) - np.eye(z.shape[1])[y] * z)),
    ("squares", "chance", lambda y, p: np.mean((y - np.ravel(p)) ** 2)),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "scores", "function"), WRONG)
def test_each_slip_is_named(slip, scores, function, judged):
    verdict = judged(function, scores)
    assert (verdict.outcome, verdict.key) == ("failed", f"entropy-slip-{slip}"), verdict


@pytest.mark.parametrize(
    ("key", "function"),
    [
        ("entropy-raised", lambda *_: 1 / 0),
        ("entropy-nothing", lambda *_: None),
        ("entropy-value", lambda *_: 0.1),
        ("entropy-many", lambda *_: np.ones((2, 7))),
        ("entropy-not-finite", nan_of(lambda _, p: np.mean(np.log(np.ravel(p) - 1)))),
    ],
)
def test_other_faults_show_the_smallest_call(key, function, judged):
    verdict = judged(function, "chance")
    assert (verdict.outcome, verdict.key) == ("failed", key)
    assert verdict.facts["given"].startswith("[")


def test_no_clip_is_an_edge(judged):
    unclipped = nan_of(
        lambda y, p: -np.mean(y * np.log(np.ravel(p)) + (1 - y) * np.log(1 - np.ravel(p)))
    )
    assert judged(unclipped, "chance").outcome == "passed"
    assert judged(unclipped, "chance", extreme=True).key == "entropy-edge"


def test_a_clip_that_is_far_too_wide_is_told(judged):
    wide = lambda y, p: binary(y, np.clip(p, 0.2, 0.8))  # noqa: E731
    assert judged(wide, "chance", extreme=True).key == "entropy-edge-value"


def test_without_the_function(judge_functions):
    verdict = judge_functions(CrossEntropy(function="loss", scores="chance"), {})
    assert verdict.key == "absent-value"


@given(st.lists(st.tuples(st.integers(0, 2), *[st.floats(-30, 30)] * 3), min_size=1, max_size=6))
def test_costs_of_logits_are_those_of_their_softmax(rows):
    labels = np.array([row[0] for row in rows])
    logits = np.array([row[1:] for row in rows])
    by_chances = costs(Case(labels, softmax(logits)), "chances")
    assert np.allclose(costs(Case(labels, logits), "logits"), by_chances, atol=1e-6)
    shifted = costs(Case(labels, logits + 1_000), "logits")
    assert np.allclose(shifted, by_chances, atol=1e-6)


def ten(logits, labels):
    """Right where there are ten classes, and only there."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(np.eye(10)[labels] * logs).sum(axis=1).mean()


@pytest.mark.parametrize("extreme", [False, True])
def test_a_function_for_the_number_of_classes_that_the_text_says(extreme, judged):
    verdict = judged(ten, "logits", classes=10, scores_first=True, extreme=extreme)
    assert verdict.outcome == "passed", verdict
    verdict = judged(ten, "logits", scores_first=True, extreme=extreme)
    assert (verdict.outcome, verdict.key) == ("failed", "entropy-raised")


def test_two_classes_leave_out_what_needs_three(judged):
    assert judged(hot, "chances", classes=2, extreme=True).outcome == "passed"


def single_only(logits, labels):
    """TensorFlow refuses to multiply a float32 with a float64."""
    if logits.dtype != np.float32:
        raise TypeError("float32 is wanted")
    return stable(logits, labels)


def test_a_function_for_one_precision(judged):
    assert judged(single_only, "logits", scores_first=True).outcome == "passed"
