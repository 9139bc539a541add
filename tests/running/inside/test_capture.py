"""Values of a notebook's names, as they travel."""

import types

import numpy as np
import pandas as pd
import pytest

from graders.running.inside.capture import capture

OBSERVER = types.SimpleNamespace(quietly=lambda act: act(), array_bytes=100_000, number=id)


def taken(thing):
    found = capture("it", "cell", {"it": thing}, OBSERVER)
    assert (found.pop("name"), found.pop("cell")) == ("it", "cell")
    return found


@pytest.mark.parametrize(
    "thing",
    [
        {"c01": "good", "c02": "jagged"},
        {"c01": ["good"], "c02": {"jagged"}},
        {"c01": np.str_("good"), "c02": ("jagged",)},
        pd.Series({"c01": "good", "c02": "jagged"}),
    ],
)
def test_texts_by_name(thing):
    found = taken(thing)
    assert found["kind"] == "texts"
    assert found["texts"] == {"c01": "good", "c02": "jagged"}


def test_several_texts_under_one_name_are_told_apart_from_one():
    assert taken({"c01": ["good", "jagged"]})["texts"] == {"c01": "good | jagged"}
    assert taken({1: "good"})["texts"] == {"1": "good"}


def test_long_texts_and_long_lists_are_cut():
    found = taken({f"name {number}": "x" * 10_000 for number in range(1_000)})
    assert len(found["texts"]) == 200
    assert {len(text) for text in found["texts"].values()} == {200}


def test_numbers_by_name_stay_numbers():
    assert taken({"loss": [3.0, 2.0], "note": "mine"})["series"] == {"loss": [3.0, 2.0]}
    assert taken({"a": 1})["series"] == {"a": [1.0]}
    assert taken({})["kind"] == "series"
    assert taken({"a": None})["kind"] == "other"


@pytest.mark.parametrize("kind", ["float64", "uint8"])
def test_of_a_table_that_is_too_large_some_rows_are_sent(kind):
    table = (np.arange(4_000 * 300).reshape(4_000, 300) % 7).astype(kind)
    found = taken(table)
    sample = np.frombuffer(found["sample"]["data"], dtype=kind).reshape(found["sample"]["shape"])
    assert not found["array"]["data"]
    assert np.array_equal(sample, table[:: found["every"]])
    assert 10_000 < sample.nbytes <= 100_000
    assert "sample" not in taken(table[:10])


def test_columns_of_labels_stay_arrays():
    assert taken(pd.Series(["Yes", "No"]))["array"]["text"] == ["Yes", "No"]
    assert taken(pd.Series([1.0, 2.0], index=["a", "b"]))["kind"] == "array"
