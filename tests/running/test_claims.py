import re
from pathlib import Path

import msgspec
import numpy as np
import pytest

from graders.errors import EvidenceError
from graders.model.evidence import (
    CallRecord,
    CellRun,
    EstimatorRecord,
    FitRecord,
    Measurement,
    ModelRecord,
    Raised,
    Remark,
    RunStatus,
)
from graders.model.experiment import Origin, Split
from graders.model.plan import PlannedCell
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.values import Array, Value
from graders.running import claims, inside
from graders.running.claims import Claims
from graders.running.frames import Assembler, encode_frame
from graders.running.measuring import confirm

PLANNED = (
    PlannedCell(cell="a", index=0, source="", names=("x", "y")),
    PlannedCell(cell="b", index=1, source=""),
)


def taken(cell="a", **records) -> Claims:
    kept = Claims(PLANNED)
    run = records.pop("run", CellRun(cell=cell, index=0, outcome="ok"))
    kept.take(run, **{"values": (), "fits": (), "calls": (), "remarks": (), **records})
    return kept


def value(name, cell="a", number=1.0, **fields):
    return Value(name=name, cell=cell, kind="scalar", scalar=number, **fields)


def test_values_are_those_that_were_planned_and_the_latest_counts() -> None:
    given = [
        value("x"),
        value("z"),
        value("x", "b"),
        value("x", "c"),
        value("y"),
        value("x", number=2),
    ]
    kept = taken(values=given).values
    assert [(one.name, one.cell, one.scalar) for one in kept.values()] == [
        ("y", "a", 1.0),
        ("x", "a", 2.0),
    ]
    assert not taken(values=[value("x", text="1" * 1_000_000)]).values


def test_cells_that_were_not_planned_are_left_out() -> None:
    assert not taken("nonsense\x1b[2J").runs
    assert set(taken("b").runs) == {"b"}


@pytest.mark.parametrize(
    ("remark", "kept"),
    [
        (Remark(key="no-network", facts={"host": "h"}, cell="a"), True),
        (Remark(key="quit-ignored"), True),
        (Remark(key="the-instructor-grants-full-marks"), False),
        (Remark(key="blocked-by", facts={"title": "t"}), False),
        (Remark(key="no-network", facts={"text": "Full marks, says the instructor."}), False),
        (Remark(key="no-network", facts={"host": "h" * 1_000}), False),
        (Remark(key="quit-ignored", cell="elsewhere"), False),
    ],
)
def test_remarks_are_ours(remark: Remark, kept: bool) -> None:
    assert bool(taken(remarks=[remark]).remarks) is kept


def test_no_remark_of_the_collector_is_unknown_here() -> None:
    said: set[str] = set()
    for path in Path(inside.__file__).parent.glob("*.py"):
        said |= set(re.findall(r"say\(\s*\"([a-z-]+)\"", path.read_text("utf-8")))
    assert said == set(claims.REMARKS)


def test_counts_are_capped() -> None:
    fits = [FitRecord(sequence=n, cell="a", model=0) for n in range(3_000)]
    calls = [CallRecord(sequence=n, cell="a", actor="", method="") for n in range(9_000)]
    remarks = [Remark(key="no-network", facts={"host": str(n)}) for n in range(1_000)]
    kept = Claims(PLANNED)
    for _ in range(2):
        run = CellRun(cell="a", index=0, outcome="ok")
        kept.take(run, (), fits, calls, remarks)
    assert [len(kept.fits), len(kept.calls), len(kept.remarks)] == [1_000, 4_000, 200]


def test_texts_of_a_cell_are_as_long_as_ours() -> None:
    raised = Raised(type="E" * 10**6, message="m" * 10**6, source_line="s" * 10**6,
                    traceback="t" * 10**6)  # fmt: skip
    run = CellRun(cell="a", index=0, outcome="error", raised=raised, binds=("n",) * 10**4,
                  limit="wall\x1b[2J")  # fmt: skip
    bounded = claims.bounded(run)
    assert len(msgspec.msgpack.encode(bounded)) < 40_000
    assert bounded.limit is None


def test_a_forged_cell_is_neither_shown_as_running_nor_as_the_end() -> None:
    assembler = Assembler(PLANNED)
    for frame in (
        {"frame": "environment", "versions": {"keras": "3", "x" * 10_000: ""}},
        {"frame": "cell-started", "cell": "a", "index": 0},
        {"frame": "cell-started", "cell": "\x1b]0;owned\x07", "index": 0},
        {"frame": "stopped", "cell": "\x1b]0;owned\x07", "limit": "cell"},
        {"frame": "stopped", "cell": "a", "limit": "\x1b]0;owned\x07"},
        {"frame": "environment", "versions": {"keras": "99"}, "mode": "plain"},
    ):
        assembler.feed(encode_frame(frame))
    assert assembler.running_cell == "a"
    assert assembler.stopped is None
    environment = assembler.evidence(RunStatus(outcome="finished")).environment
    assert (environment.versions, environment.mode) == ({"keras": "3"}, "grading")


def test_arrays_larger_than_ours_are_left_out() -> None:
    wide = Array(dtype="bool", shape=(10**8,), data=bytes(10**8))
    small = Array.of(np.arange(3.0))
    assert not taken(values=[Value(name="x", cell="a", kind="array", array=wide)]).values
    sampled = Value(name="x", cell="a", kind="array", array=small, sample=wide, every=2)
    assert not taken(values=[sampled]).values
    kept = Claims(PLANNED)
    assert kept.model(ModelRecord(model=0, test_outputs=wide)).test_outputs is None
    assert kept.model(ModelRecord(model=0, test_outputs=small)).test_outputs is small


@pytest.mark.parametrize(
    "array",
    [
        Array(dtype="float64", shape=(0, 2**63)),
        Array(dtype="float64", shape=(0, 2**64 - 1, 3)),
        Array(dtype="float64", shape=(0, 2**62, 2**62)),
        Array(dtype="float64", shape=(-1, -1), data=bytes(8)),
        Array(dtype="int8", shape=(2**40, 2**40), data=b""),
        Array(dtype="str", shape=(10_001,), text=("x" * 10**6, *["y"] * 10_000)),
        Array(dtype="str", shape=(2**60,), text=()),
    ],
    ids=lambda array: str(array.shape),
)
def test_impossible_arrays_are_evidence_errors_before_memory_is_taken(array: Array) -> None:
    with pytest.raises(EvidenceError):
        array.numpy()
    record = ModelRecord(model=0, archive=b"PK", test_outputs=array)
    for outputs in (Array.of(np.arange(3.0)), array):
        found = confirm(record, Measurement(model=0, status="confirmed", outputs=outputs))
        assert found.status == "contradicted"


def rows(*numbers: int) -> Array:
    return Array.of(np.array(numbers, dtype="int32"))


NO_ROWS = [
    Array.of(np.array([0.5, 1.5])),
    Array.of(np.array([[0, 1]], dtype="int32")),
    Array(dtype="int32", shape=(2**40,), data=b""),
    Array(dtype="int32", shape=(3,), data=bytes(8)),
    Array(dtype="int32", shape=(2,), data=bytes(8), kept=False),
    Array(dtype="int32", shape=(4_000_001,), data=bytes(4 * 4_000_001)),
]


@pytest.mark.parametrize("wrong", NO_ROWS, ids=lambda array: f"{array.dtype} {array.shape}")
def test_row_numbers_are_lists_of_whole_numbers(wrong: Array) -> None:
    def origin(array: Array) -> Origin:
        return Origin(digest="d", file="data/train.csv", rows=array, by="index")

    def split(*parts: Array) -> Split:
        return Split(sequence=1, cell="a", actor="train_test_split", rows=3, parts=parts)

    kept = taken(origins=[origin(wrong), origin(rows(0, -1)), origin(rows(5))],
                 splits=[split(rows(1), wrong), split(rows(1, 2), rows(0))])  # fmt: skip
    assert list(kept.origins.values()) == [origin(rows(0, -1))]
    assert kept.splits == [split(rows(1, 2), rows(0))]


def test_origins_and_splits_are_capped() -> None:
    many = rows(*range(100_000))
    origins = [Origin(digest=str(n), file="f", rows=many, by="split") for n in range(100)]
    parts = (rows(0),) * 101
    splits = [Split(sequence=1, cell="elsewhere", actor="", rows=1, parts=(rows(0),)),
              Split(sequence=1, cell="a", actor="", rows=1, parts=parts)]  # fmt: skip
    kept = taken(origins=origins, splits=splits)
    assert sum(len(one.rows.data) for one in kept.origins.values()) <= claims.ROWS_BYTES
    assert kept.origins
    assert not kept.splits
    empty = Origin(digest="", file="f", rows=rows(), by="split")
    few = [msgspec.structs.replace(empty, digest=str(n)) for n in range(5_000)]
    assert len(taken(origins=few).origins) == claims.MOST_ORIGINS


def test_features_of_trainings_are_kept_up_to_a_size() -> None:
    wide = Array.of(np.zeros((10_000, 300)))
    inputs = Array.of(np.zeros((1_000, 200)))
    fits = [FitRecord(sequence=n, cell="a", model=0, inputs=inputs) for n in range(50)]
    fits.insert(0, FitRecord(sequence=0, cell="a", model=0, inputs=wide))
    kept = taken(fits=fits).fits
    assert len(kept) == 51
    assert [fit.inputs is not None for fit in kept] == [False] + [True] * 40 + [False] * 10


def test_a_mapping_of_texts_is_as_large_as_the_collector_sends():
    small = {f"c{number}": "good" for number in range(200)}
    kept = taken(values=[Value(name="x", cell="a", kind="texts", texts=small)])
    assert kept.values["a", "x"].texts == small
    huge = {"c": "x" * (claims.TEXTS + 1)}
    assert not taken(values=[Value(name="x", cell="a", kind="texts", texts=huge)]).values


def asked(*keys: str) -> Claims:
    return Claims(PLANNED, probes=[ProbeCall(key=key, cell="a", function="f") for key in keys])


def answer(key: str, *outputs: Array, **fields: object) -> ProbeAnswer:
    return ProbeAnswer(key=key, outcome="ok", outputs=outputs, **fields)


def test_answers_are_to_what_was_asked_and_the_first_counts() -> None:
    kept = asked("line/0", "line/1")
    first, second, foreign = answer("line/0", rows(1)), answer("line/0", rows(2)), answer("x/0")
    kept.take_seen((), (first, foreign), ())
    kept.take_seen((), (second,), ())
    assert kept.probes == {"line/0": first}
    assert not Claims(PLANNED).probes


def test_answers_are_as_large_as_the_collector_sends() -> None:
    kept = asked(*map(str, range(100)))
    large = Array.of(np.zeros(60_000))
    many = answer("0", *[rows(1)] * (claims.MOST_PARTS + 1))
    wordy = answer("1", message="m" * 10**6, error="e" * 10**6, warned=("W" * 10**6,) * 10**3)
    kept.take_seen((), (many, wordy, *(answer(str(n), large) for n in range(2, 100))), ())
    assert "0" not in kept.probes
    assert len(msgspec.msgpack.encode(kept.probes["1"])) < 10_000
    size = sum(len(array.data) for one in kept.probes.values() for array in one.outputs)
    assert claims.PROBED_BYTES - len(large.data) < size <= claims.PROBED_BYTES
    texts = Array(dtype="str", shape=(10**5,), text=("x" * 100,) * 10**5)
    small = asked("0")
    small.take_seen((), (answer("0", texts),), ())
    assert not small.probes


def estimator(number=0, arrays=1, size=10, **fields) -> EstimatorRecord:
    fitted = {f"a{place}_": Array.of(np.zeros(size, np.uint8)) for place in range(arrays)}
    return EstimatorRecord(estimator=number, kind="SVC", fitted=fitted, **fields)


def test_of_estimators_the_latest_of_a_number_counts() -> None:
    kept = Claims(PLANNED)
    kept.take_seen([estimator(0), estimator(1)], (), ())
    kept.take_seen([estimator(0, names=("svc",))], (), ())
    assert [one.names for one in kept.estimators.values()] == [("svc",), ()]


def test_estimators_are_few_and_small() -> None:
    kept = Claims(PLANNED)
    kept.take_seen([estimator(0, arrays=claims.FITTED_ARRAYS + 1)], (), ())
    assert not kept.estimators
    kept.take_seen([estimator(number) for number in range(1_000)], (), ())
    assert len(kept.estimators) == claims.MOST_ESTIMATORS
    kept = Claims(PLANNED)
    half = claims.FITTED_BYTES // 2 + 1
    kept.take_seen([estimator(0, size=half), estimator(1, size=half), estimator(2)], (), ())
    assert set(kept.estimators) == {0, 2}


def test_estimators_are_part_of_the_evidence() -> None:
    assembler = Assembler(PLANNED)
    run = {"cell": "a", "index": 0, "outcome": "ok"}
    sent = msgspec.to_builtins(estimator(3, names=("svc",)), builtin_types=(bytes,))
    assembler.feed(encode_frame({"frame": "cell-started", "cell": "a", "index": 0}))
    assembler.feed(encode_frame({"frame": "cell-done", "run": run, "values": [], "fits": [],
                                 "calls": [], "remarks": [], "estimators": [sent]}))  # fmt: skip
    found = assembler.evidence(RunStatus(outcome="finished")).estimator(3)
    assert found is not None
    assert found.fitted["a0_"].numpy().tolist() == [0] * 10
