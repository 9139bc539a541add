import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graders.model.evidence import DataInfo
from graders.model.values import Array
from graders.running.inside.describe import as_array, describe, pack, scalar


@given(
    arrays.arrays(
        st.sampled_from(["float32", "float64", "int64", "uint8", "bool"]),
        arrays.array_shapes(min_dims=0, max_dims=3, max_side=5),
    )
)
def test_packed_arrays_come_back_the_same(values: np.ndarray) -> None:
    record = pack(values, 1_000_000)
    array = msgspec.convert(msgspec.msgpack.decode(msgspec.msgpack.encode(record)), Array)
    np.testing.assert_array_equal(array.numpy(), values)
    assert array == Array.of(values)


@given(
    arrays.arrays(
        st.sampled_from(["float32", "float64", "int32", "bool", "<U3"]),
        arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5),
    )
)
def test_descriptions_are_data_infos(values: np.ndarray) -> None:
    record = describe(values)
    info = msgspec.convert(msgspec.msgpack.decode(msgspec.msgpack.encode(record)), DataInfo)
    assert info.shape == values.shape


@settings(max_examples=50)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.binary(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=12,
    )
)
def test_nothing_raises(thing: object) -> None:
    as_array(thing)
    record = describe(thing)
    if record is not None:
        msgspec.convert(msgspec.msgpack.decode(msgspec.msgpack.encode(record)), DataInfo)
    packed = pack(thing, 1_000)
    if packed is not None:
        msgspec.convert(msgspec.msgpack.decode(msgspec.msgpack.encode(packed)), Array)
    msgspec.msgpack.encode(scalar(thing))


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (np.eye(3)[[0, 1, 2, 1]], "one-hot"),
        (np.array([[1, 1], [0, 1]]), "multi-hot"),
        (np.array([0, 1, 1]), "binary"),
        (np.array([[0.0], [1.0]]), "binary"),
        (np.array([0, 1, 2]), "integers"),
        (np.array([0.0, 1.0, 2.0]), "integers"),
        (np.array([0.5, 1.2]), "continuous"),
        (np.array(["a", "b"]), "text"),
        (pd.Series(["a", "b"]), "text"),
        (pd.DataFrame({"a": [True, False], "b": [False, True]}), "one-hot"),
        (pd.DataFrame({"a": [True, False], "b": [0.3, 0.2]}), "continuous"),
    ],
)
def test_labels_are_told_apart(labels: object, kind: str) -> None:
    record = describe(labels)
    assert record is not None
    assert record["kind"] == kind


def test_statistics_ignore_what_is_missing() -> None:
    record = describe(np.array([[1.0, np.nan], [3.0, np.nan]]))
    assert record is not None
    assert record["missing"] == 2
    assert record["mean"] == [2.0, 0.0]
    assert record["minimum"] == [1.0, 0.0]


def test_large_arrays_keep_shape_and_digest_only() -> None:
    values = np.arange(1000.0)
    record = pack(values, 100)
    assert record is not None
    assert record["kept"] is False
    assert record["data"] == b""
    assert record["digest"] == Array.of(values).digest
