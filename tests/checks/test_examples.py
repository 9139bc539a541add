"""Inputs are the same for everybody: in any process, whatever else it has loaded."""

import json
import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.checks.examples import arrays, draw, numbers, short

PROGRAM = """
import json, sys
{loaded}
from graders.checks.examples import arrays, draw, numbers
print(json.dumps([one.tolist() for one in draw(arrays(numbers()), 60)]))
"""


def in_another_process(loaded: str):
    run = [sys.executable, "-W", "error", "-c", PROGRAM.format(loaded=loaded)]
    return json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def test_another_process_with_other_modules_draws_the_same(tmp_path):
    (tmp_path / "constants.py").write_text("NUMBERS = [1.25, 2.75, -3.5, 0.125] * 3\n")
    here = [one.tolist() for one in draw(arrays(numbers()), 60)]
    assert len(here) == 60
    assert in_another_process("") == here
    loaded = f"sys.path.insert(0, {str(tmp_path)!r}); import constants, http.client, graders.cli"
    assert in_another_process(loaded) == here


@settings(max_examples=3, deadline=None)
@given(st.integers())
def test_a_draw_inside_a_hypothesis_test_is_the_same_draw(number):
    assert draw(st.integers(0, 9), 5) == draw(st.integers(0, 9), 5)


def test_draws_have_small_and_large_numbers_vectors_and_tables():
    drawn = draw(arrays(numbers(largest=700.0)), 60)
    assert {one.ndim for one in drawn} == {1, 2}
    assert all(max(one.shape) <= 5 for one in drawn)
    values = np.concatenate([one.ravel() for one in drawn])
    assert (np.abs(values) > 100).any()
    assert ((np.abs(values) < 1e-5) & (values != 0)).any()
    assert (values == 0).any()
    assert all(short(value) == value for value in values)
    assert [one.ndim for one in draw(arrays(numbers(), dimensions=(3, 3)), 2)] == [3, 3]
