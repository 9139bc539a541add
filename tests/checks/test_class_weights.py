"""Class weights as numbers: what all rows of a class weigh together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks.class_weights import ClassWeights
from graders.model.values import Value

Y = (np.arange(1000) % 25 == 0).astype(int)  # 4 %


def judge(build, weights=None, *, targets=Y, **fields):
    if weights is not None:
        fields = {
            "kind": "series",
            "series": {str(k): tuple(np.ravel(v)) for k, v in weights.items()},
        }
    value = Value(name="class_weight", cell="weights", **fields)
    found = build.evidence(values=[value, build.value("y_train", targets, cell="split")])
    reference = build.reference(Y[:100], train=Y, labels=("0", "1"), task="binary")
    return ClassWeights()(found, reference, build.item(cell="weights"))  # fmt: skip


@pytest.mark.parametrize(
    ("weights", "key"),
    [
        ({0: 0.52, 1: 12.5}, "class-weights"),
        ({0: 1.0, 1: 24.0}, "class-weights"),
        ({0: 1.0, 1: 20.0}, "class-weights"),
        ({"0.0": 40.0, "1.0": 960.0}, "class-weights"),
        ({0: 1.0, 1: 1.0}, "class-weights-light"),
        ({0: 1.0, 1: 5.0}, "class-weights-light"),
        ({0: 0.96, 1: 0.04}, "class-weights-inverted"),
        ({0: 0.01, 1: 0.99}, "class-weights-heavy"),
        ({1: 24.0}, "class-weights-classes"),
        ({0: 0.0, 1: 24.0}, "class-weights-classes"),
        ({0: 1.0, 1: 24.0, 2: 1.0}, "class-weights-classes"),
        ({0: 1.0, 1: -24.0}, "class-weights-unreadable"),
        ({0: 1.0, 1: [24.0, 2.0]}, "class-weights-unreadable"),
        ({"few": 24.0, "many": 1.0}, "class-weights-unreadable"),
    ],
)
def test_verdicts(build, weights, key):
    verdict = judge(build, weights)
    assert verdict.key == key, verdict
    assert verdict.outcome == ("passed" if key == "class-weights" else "failed")


def test_a_word_is_not_a_weight(build):
    verdict = judge(build, kind="text", text="balanced")
    assert (verdict.outcome, verdict.key) == ("failed", "class-weights-word")
    assert judge(build, kind="other").key == "class-weights-unreadable"


def test_the_file_counts_where_the_training_part_was_not_kept(build):
    assert judge(build, {0: 0.52, 1: 12.5}, targets=np.zeros(3)).key == "class-weights"


@given(factor=st.floats(0.01, 100), few=st.integers(1, 400), heavier=st.floats(0.5, 500))
def test_only_the_proportion_counts(build, factor, few, heavier):
    targets = (np.arange(1000) < few).astype(int)
    plain = judge(build, {0: 1.0, 1: heavier}, targets=targets)
    scaled = judge(build, {0: factor, 1: factor * heavier}, targets=targets)
    assert plain.key == scaled.key
    assert plain.facts["percent"] == pytest.approx(scaled.facts["percent"], abs=0.11)
