import re
from pathlib import Path

import msgspec
import numpy as np
import pytest

from graders.errors import EvidenceError
from graders.model.evidence import (
    CallRecord,
    CellRun,
    FitRecord,
    Measurement,
    ModelRecord,
    Raised,
    Remark,
    RunStatus,
)
from graders.model.plan import PlannedCell
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
