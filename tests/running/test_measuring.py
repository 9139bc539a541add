import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graders.model.evidence import Measurement, ModelRecord
from graders.model.network import LossSpec, ModelSpec
from graders.model.values import Array
from graders.running.measuring import confirm, difference, measure_job

OUTPUTS = Array.of(np.array([[1.0], [20.0]], dtype="float32"))
RECORD = ModelRecord(
    model=2, archive=b"PK", test_outputs=OUTPUTS, test_inputs=Array.of(np.zeros((2, 3)))
)


def measured(**fields: object) -> Measurement:
    return Measurement(model=2, status="confirmed", **fields)  # type: ignore[arg-type]


def test_the_job_holds_archive_and_inputs() -> None:
    job = measure_job(RECORD)
    assert job is not None
    assert (job.archive, job.inputs_shape, job.inputs_dtype, len(job.inputs)) == (
        b"PK",
        (2, 3),
        "float64",
        48,
    )
    assert measure_job(ModelRecord(model=1)) is None


def test_equal_answers_confirm_and_others_contradict() -> None:
    near = Array.of(np.array([[1.0], [20.001]], dtype="float32"))
    far = Array.of(np.array([[1.0], [20.1]], dtype="float32"))
    assert confirm(RECORD, measured(outputs=OUTPUTS)).status == "confirmed"
    assert confirm(RECORD, measured(outputs=near)).status == "confirmed"
    found = confirm(RECORD, measured(outputs=far))
    assert found.status == "contradicted"
    assert found.largest_difference == pytest.approx(0.1, rel=1e-3)


@pytest.mark.parametrize(
    "outputs",
    [
        Array.of(np.zeros((3, 1))),
        Array.of(np.array(["a", "b"])),
        Array.of(np.array([[np.nan], [20.0]])),
        Array(dtype="float32", shape=(2, 1), data=b"short"),
        Array(dtype="float32", shape=(2, 1), kept=False),
    ],
)
def test_what_cannot_be_compared_contradicts(outputs: Array) -> None:
    assert confirm(RECORD, measured(outputs=outputs)).status == "contradicted"


def test_other_endings() -> None:
    assert confirm(ModelRecord(model=1, archive_problem="too large"), None).reason == "too large"
    assert confirm(RECORD, None).status == "failed"
    assert confirm(RECORD, measured()).status == "no-inputs"
    lost = Measurement(model=2, status="not-rebuilt", reason="a subclass")
    assert confirm(RECORD, lost).reason == "a subclass"


def test_a_loss_of_the_students_own_stays_claimed() -> None:
    claimed = ModelSpec(source="claimed", kind="sequential", loss=LossSpec(name="custom"))
    record = ModelRecord(model=2, archive=b"PK", spec=claimed)
    found = confirm(record, measured(spec=ModelSpec(source="measured", kind="sequential")))
    assert found.spec is not None
    assert found.spec.source == "measured"
    assert found.spec.loss == LossSpec(name="custom")


@given(
    arrays.arrays(
        "float64", arrays.array_shapes(max_dims=2, max_side=4), elements=st.floats(width=32)
    )
)
def test_an_array_never_differs_from_itself(values: np.ndarray) -> None:
    largest, tolerance = difference(Array.of(values), Array.of(values))
    assert largest == 0.0
    assert tolerance > 0
