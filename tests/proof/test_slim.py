"""Evidence made small and whole again: nothing that judging reads is lost on the way."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graders.errors import EvidenceError
from graders.model.evidence import (
    CallRecord,
    CellRun,
    EstimatorRecord,
    Evidence,
    FitRecord,
    ModelRecord,
    Raised,
    RunStatus,
)
from graders.model.values import Array, Value
from graders.proof.slim import Blob, pack, slim, stripped, unpack, whole

NUMBERS = arrays.arrays(
    dtype=st.sampled_from(["float64", "float32", "float16", "int64", "int8", "uint16", "bool"]),
    shape=arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5),
)


def value(array, name="x"):
    return Value(name=name, cell="c", kind="array", array=array)


def evidence(*values, **more):
    return Evidence(status=RunStatus(outcome="finished"), values=values, **more)


@given(NUMBERS)
def test_whole_again_to_the_last_bit(numbers):
    before = evidence(value(Array.of(numbers)), value(Array.of(np.array(["a", "b"])), "y"))
    blobs = {}
    assert whole(slim(before, blobs, rounded=False), blobs) == before


@given(arrays.arrays("float64", arrays.array_shapes(max_dims=2)))
def test_rounded_to_24_bits_or_not_at_all(numbers):
    blobs = {}
    after = whole(slim(evidence(value(Array.of(numbers))), blobs, rounded=True), blobs)
    array = after.values[0].array
    assert (array.dtype, array.shape, array.digest) == ("float64", numbers.shape,
                                                        Array.of(numbers).digest)  # fmt: skip
    kept = array.numpy()
    assert np.array_equal(np.isnan(kept), np.isnan(numbers))
    assert np.array_equal(np.isinf(kept), np.isinf(numbers))
    finite = np.isfinite(numbers)
    # Below single precision's smallest numbers, what is left is next to nothing.
    assert np.allclose(kept[finite], numbers[finite], rtol=2**-23, atol=1e-44)


def test_an_array_that_many_hold_is_stored_once():
    blobs = {}
    table = Array.of(np.arange(12.0).reshape(4, 3))
    call = CallRecord(sequence=1, cell="c", actor="Model", method="predict", answers=table)
    small = slim(evidence(value(table), value(table, "y"), calls=(call,)), blobs, rounded=True)
    other = slim(evidence(value(table, "z")), blobs, rounded=True)
    assert len(blobs) == 1
    assert small.blobs() == other.blobs() == set(blobs)
    assert whole(small, blobs).calls[0].answers == table


def test_what_no_check_reads_is_left_out():
    table = Array.of(np.ones((3, 2)))
    before = evidence(
        cells=(CellRun(cell="c", index=0, outcome="error", outputs=b"[]", seconds=1.234,
                       raised=Raised(type="E", message="m", line=2, traceback="at ...")),),
        models=(ModelRecord(model=0, archive=b"zip", test_inputs=table, test_outputs=table),),
        fits=(FitRecord(sequence=1, cell="c", model=0, inputs=table, seconds=2.0),),
    )  # fmt: skip
    after = stripped(before)
    (cell,), (model,), (fit,) = after.cells, after.models, after.fits
    assert (cell.outputs, cell.seconds, cell.raised) == (
        b"", 1.2, Raised(type="E", message="m", line=2),
    )  # fmt: skip
    assert (model.archive, model.test_outputs, fit.seconds) == (b"", table, 0.0)
    for emptied in (model.test_inputs, fit.inputs):
        assert (emptied.shape, emptied.digest, emptied.kept) == ((3, 2), table.digest, False)
        assert emptied.data == b""


def test_an_array_of_impossible_shape_stays_as_it_is():
    odd = msgspec.structs.replace(Array.of(np.ones(4)), shape=(3,))
    blobs = {}
    assert whole(slim(evidence(value(odd)), blobs, rounded=True), blobs).values[0].array == odd


def test_damage_is_told():
    blobs = {}
    small = slim(evidence(value(Array.of(np.ones(4)))), blobs, rounded=True)
    with pytest.raises(EvidenceError, match="missing"):
        whole(small, {})
    cut = {name: Blob(dtype="<f8", stored="<f4", columns=one.columns[:-1])
           for name, one in blobs.items()}  # fmt: skip
    with pytest.raises(EvidenceError, match="damaged"):
        whole(small, cut)
    with pytest.raises(EvidenceError, match="damaged"):
        unpack(pack(small)[:-5])
    assert unpack(pack([1])) == msgspec.msgpack.encode([1])


def test_estimators_keep_what_judging_reads():
    fitted = {"coef_": Array.of(np.arange(6.0).reshape(2, 3))}
    record = EstimatorRecord(estimator=0, kind="Pipeline", package="sklearn", names=("baseline",),
                             parameters={"steps": "scaler, svc", "svc__C": 0.1}, fitted=fitted)  # fmt: skip
    answers = Array.of(np.array(["bag", "boot"]))
    before = evidence(
        estimators=(record,),
        fits=(FitRecord(sequence=1, cell="c", model=-1, library="sklearn", fitted=0),),
        calls=(CallRecord(sequence=2, cell="c", actor="Pipeline", method="predict", estimator=0,
                          answers=answers),),
    )  # fmt: skip
    blobs = {}
    assert whole(slim(before, blobs, rounded=True), blobs) == before
