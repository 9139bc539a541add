"""Answers that follow from outputs, and ones that do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graders.checks.origin import relation

LOGITS = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0], [1.0, 1.5, 4.0]])


def softmax(table):
    raised = np.exp(table)
    return raised / raised.sum(axis=1, keepdims=True)


def test_probabilities_of_a_network_that_ends_in_logits():
    assert relation(softmax(LOGITS), LOGITS, ()) == "equal"
    assert relation(softmax(LOGITS).astype(np.float32), LOGITS, ()) == "equal"
    # Already probabilities: a second softmax is none of its answers.
    assert relation(softmax(LOGITS), softmax(LOGITS), ()) == "equal"


@pytest.mark.parametrize(
    "answers",
    [softmax(LOGITS)[::-1], softmax(-LOGITS), softmax(LOGITS)[:, ::-1], np.full((3, 3), 1 / 3)],
)
def test_other_probabilities_are_none(answers):
    assert relation(answers, LOGITS, ()) == "none"


@given(arrays.arrays(np.float64, (4, 3), elements=st.floats(-1e300, 1e300)))
def test_huge_logits_do_no_harm(table):
    with np.errstate(all="ignore"):
        assert relation(np.full((4, 3), 0.25), table, ()) in {"none", "equal"}
