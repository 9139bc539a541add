"""What was saved in a notebook: read whatever it is, compared without noise."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.pages.submitted import Saved, difference, matched, out_of_order, saved_cells


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    assert isinstance(saved_cells(data), list)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(
                        ["cells", "source", "outputs", "cell_type", "execution_count", "x"]), inner),
                    max_leaves=12))  # fmt: skip
def test_any_json_is_read(value):
    for cell in saved_cells(json.dumps({"cells": value}).encode()):
        assert isinstance(cell.outputs, bytes)


def test_cells_are_matched_by_their_text_each_once():
    saved = [Saved("a", b"1", 1), Saved("b", b"2", 2), Saved("a", b"3", 3)]
    assert [one and one.outputs for one in matched(saved, ["a", "a ", "c", "a", "b"])] == [
        b"1", b"3", None, None, b"2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "found"),
    [([1, 2, 3], None), ([1, None, 9], None), ([], None), ([2, 7, 5], (2, 5, 7)),
     ([3, -4, 10**12, 1], (3, 1, 3))],
)  # fmt: skip
def test_order_of_running(numbers, found):
    assert out_of_order([Saved("x", b"", number) for number in numbers]) == found


@pytest.mark.parametrize(
    ("before", "now", "how"),
    [
        ("", "", ""),
        ("a  b\n", "a b", ""),
        ("<A object at 0x7f12>", "<A object at 0x99aa>", ""),
        ("5/5 ━━━━ 0s 3ms/step - loss: 0.5", "5/5 ━━━━━━━ 1s 11ms/step - loss: 0.5", ""),
        ("loss: 0.512", "loss: 0.498", "numbers"),
        ("loss: nan", "loss: 1e-3", "numbers"),
        ("", "NameError: x", "otherwise"),
        ("(404, 12)", "(404, 12) float64", "otherwise"),
    ],
)
def test_difference(before, now, how):
    assert difference(before, now) == how


@pytest.mark.parametrize("piece", ["1", "1.", "12.5m", " ", "0x", "-1e", "━", "1.1"])
def test_no_text_takes_long_to_compare(piece):
    begun = time.process_time()
    difference(piece * (100_000 // len(piece)), "2")
    assert time.process_time() - begun < 1
