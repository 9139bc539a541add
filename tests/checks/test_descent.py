"""A training by hand is judged by the network itself, and its record by that network."""

import numpy as np
import pytest

from graders.checks.descent import Descent
from graders.model.reference import Reference
from graders.model.values import Array

RNG = np.random.default_rng(3)
X = RNG.normal(size=(200, 5))
TRUE = RNG.normal(size=(5, 3))
KINDS = (X @ TRUE).argmax(axis=1)
REFERENCE = Reference(train_targets=Array.of(KINDS), labels=("0", "1", "2"), task="multiclass")


def forward(x, weights):
    return x @ weights


def descended(rate=0.5, steps=60, w=None, sign=1):
    w = 0.1 * RNG.normal(size=(5, 3)) if w is None else w.copy()
    losses = []
    for _ in range(steps):
        z = forward(X, w)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        losses.append(-np.mean(np.log(np.maximum(p[np.arange(200), KINDS], 1e-12))))
        w = w - sign * rate * X.T @ (p - np.eye(3)[KINDS]) / 200
    return w, losses


START = 0.1 * RNG.normal(size=(5, 3))
TRAINED, LOSSES = descended(w=START)


@pytest.fixture
def judged(judge_functions, build):
    def judge(before=START, after=TRAINED, losses=LOSSES, other=None, function=forward, **settings):
        values = [build.value("losses", losses, "task")] if losses is not None else []
        values += [build.value("losses_normal", other, "task")] if other is not None else []
        names = {"forward": function, "x_train": X}
        cells = {
            "forward": {**names, "weights": before},
            "task": {**names, "weights": after},
        }
        check = Descent(**settings)
        namespace = cells["task"]
        return judge_functions(check, namespace, cells=cells, reference=REFERENCE, values=values)

    return judge


def test_a_training_that_learned(judged):
    verdict = judged()
    assert (verdict.outcome, verdict.key) == ("passed", "descent-right"), verdict


def test_small_batches_wobble(judged):
    wobbling = np.array(LOSSES) * RNG.uniform(0.8, 1.2, len(LOSSES))
    assert judged(losses=wobbling).outcome == "passed"


def test_a_column_of_losses(judged):
    assert judged(losses=np.array(LOSSES).reshape(-1, 1)).outcome == "passed"


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("descent-unchanged", {"after": START}),
        ("descent-worse", {"after": descended(sign=-1, steps=5, w=START)[0]}),
        ("descent-little", {"after": descended(steps=1, rate=1e-3, w=START)[0]}),
        ("descent-rising", {"losses": LOSSES[::-1]}),
        ("descent-diverged", {"losses": [*LOSSES[:5], np.nan]}),
        ("descent-nan", {"after": TRAINED * np.nan}),
        ("descent-other-losses", {"losses": np.array(LOSSES) * 10}),
        ("absent-value", {"losses": None}),
    ],
)
def test_each_fault_is_named(key, given, judged):
    verdict = judged(**given)
    assert (verdict.outcome, verdict.key) == ("failed", key), verdict


def test_one_number_is_no_record(judged):
    assert judged(losses=0.3).key == "descent-no-list"


def test_where_the_network_cannot_be_asked_a_person_looks(judged):
    verdict = judged(function=None)
    assert (verdict.outcome, verdict.review) == ("passed", "descent-claimed")


def test_two_starts(judged):
    high = [300.0 / (n + 1) for n in range(60)]
    verdict = judged(other=high, beside="losses_normal")
    assert (verdict.outcome, verdict.key) == ("passed", "contrast-right"), verdict


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("contrast-same", LOSSES),
        ("contrast-none", [0.5, 0.01]),
        ("contrast-none", [300.0, 0.01]),
        ("contrast-none", [1.2 * LOSSES[0], 0.9]),
        ("absent-value", None),
    ],
)
def test_no_contrast(key, other, judged):
    verdict = judged(other=other, beside="losses_normal")
    assert (verdict.outcome, verdict.key) == ("failed", key)


def test_a_start_that_threw_the_training_out_is_worse(judged):
    verdict = judged(other=[300.0, np.inf, np.nan], beside="losses_normal")
    assert verdict.outcome == "passed"
    assert [one.key for one in verdict.remarks] == ["contrast-diverged"]
