import struct
import tracemalloc

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.errors import EvidenceError
from graders.model.evidence import (
    CellRun,
    Environment,
    Evidence,
    FitRecord,
    Measurement,
    ModelRecord,
    Remark,
    RunStatus,
    decode_evidence,
)
from graders.model.experiment import Origin, Split
from graders.model.plan import PlannedCell
from graders.model.probe import ProbeAnswer, ProbeCall
from graders.model.values import Array, Value
from graders.running import frames
from graders.running.frames import Assembler, encode_frame, structure_bytes

DONE = RunStatus(outcome="finished")
PLANNED = tuple(
    PlannedCell(cell=name, index=place, source="", names=("x",)) for place, name in enumerate("abc")
)


def plain(struct_: msgspec.Struct) -> dict:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(struct_))


def cell_done(cell: str, **more: object) -> bytes:
    run = CellRun(cell=cell, index=0, outcome="ok", outputs=b"[]")
    return encode_frame({"frame": "cell-done", "run": plain(run), **more})


ROWS = Array.of(np.arange(2, dtype="int32"))
FIT = FitRecord(sequence=2, cell="a", model=3, inputs=Array.of(np.zeros((2, 2))), stubbed=True)
ORIGIN = Origin(digest="d", file="data/train.csv", rows=ROWS, by="index")
SPLIT = Split(sequence=1, cell="a", actor="train_test_split", rows=4, parts=(ROWS, ROWS))
PROBED = ProbeAnswer(key="line/0", outcome="ok", outputs=(ROWS, ROWS), many=True)
ASKED = ProbeCall(key="line/0", cell="a", function="f")


def stream() -> bytes:
    value = Value(name="x", cell="a", kind="array", array=Array.of(np.arange(5.0)))
    record = ModelRecord(model=3, names=("model",), archive=b"PK")
    return b"".join(
        [
            encode_frame({"frame": "boxed", "seconds": 0.1}),
            encode_frame({"frame": "environment", "versions": {"keras": "3"}, "mode": "plain"}),
            encode_frame({"frame": "cell-started", "cell": "a", "index": 0}),
            cell_done(
                "a",
                values=[plain(value)],
                remarks=[plain(Remark(key="k"))],
                fits=[plain(FIT)],
                origins=[plain(ORIGIN)],
                splits=[plain(SPLIT)],
            ),
            encode_frame({"frame": "probed", "probes": [plain(PROBED)]}),
            encode_frame({"frame": "models", "models": [plain(record)]}),
            encode_frame({"frame": "cell-started", "cell": "b", "index": 1}),
        ]
    )


@given(st.lists(st.integers(1, 60), max_size=60))
def test_frames_may_arrive_in_any_pieces(sizes: list[int]) -> None:
    data, assembler = stream(), Assembler(PLANNED)
    for size in sizes:
        assembler.feed(data[:size])
        data = data[size:]
    assembler.feed(data)
    evidence = assembler.evidence(DONE, Environment(backend="here"))
    assert evidence.environment == Environment(
        backend="here", mode="plain", versions={"keras": "3"}
    )
    assert [run.outcome for run in evidence.cells] == ["ok", "killed", "not-run"]
    assert [run.index for run in evidence.cells] == [0, 1, 2]
    assert assembler.running_cell == "b"
    assert evidence.models[0].archive == b"PK"
    assert (evidence.fits, evidence.origins, evidence.splits) == ((FIT,), (ORIGIN,), (SPLIT,))
    assert decode_evidence(evidence.encode()) == evidence


def test_a_cell_cut_off_by_time_is_a_timeout() -> None:
    assembler = Assembler(PLANNED)
    assembler.feed(stream())
    cells = assembler.evidence(RunStatus(outcome="timeout", limit="notebook")).cells
    assert (cells[1].outcome, cells[1].limit) == ("timeout", "notebook")


def test_measured_finished_and_stopped_are_told() -> None:
    assembler = Assembler(PLANNED)
    found = Measurement(model=4, status="no-inputs")
    assembler.feed(encode_frame({"frame": "measured", "measurement": plain(found)}))
    assembler.feed(encode_frame({"frame": "stopped", "cell": "a", "limit": "cell"}))
    assembler.feed(encode_frame({"frame": "finished", "cpu_seconds": 1.0, "seconds": 2.0}))
    assert assembler.measurement == found
    assert assembler.stopped is not None
    assert assembler.finished is not None


JUNK = st.binary(max_size=200) | st.builds(
    lambda body: struct.pack(">I", len(body)) + body,
    st.binary(max_size=200)
    | st.builds(
        msgspec.msgpack.encode,
        st.recursive(
            st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats()
            | st.text(max_size=8) | st.binary(max_size=8)
            | st.sampled_from(["frame", "cell-done", "models", "measured", "run", "outputs", "finished", "splits"]),
            lambda inner: st.lists(inner, max_size=5) | st.dictionaries(
                st.sampled_from(["frame", "run", "values", "models", "measurement", "array", "data", "outputs",
                                 "fits", "inputs", "origins", "rows", "splits", "parts"]),
                inner, max_size=5),
            max_leaves=20,
        ),
    ),
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(JUNK, max_size=8), st.integers(0, 300))
def test_hostile_bytes_raise_nothing_but_evidence_errors(pieces: list[bytes], cut: int) -> None:
    assembler = Assembler(PLANNED, frame_bytes=10_000, total_bytes=50_000)
    whole = stream()
    try:
        assembler.feed(whole[:cut])
        for piece in pieces:
            assembler.feed(piece)
    except EvidenceError:
        with pytest.raises(EvidenceError):
            assembler.feed(b"")
    evidence = assembler.evidence(DONE)
    assert isinstance(evidence, Evidence)
    assert decode_evidence(evidence.encode()) == evidence


@settings(max_examples=200)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_one_flipped_byte_is_an_error_or_evidence(place: int, byte: int) -> None:
    data = bytearray(stream())
    data[place % len(data)] = byte
    assembler = Assembler(PLANNED)
    try:
        assembler.feed(bytes(data))
    except EvidenceError:
        assert assembler.problem
    assembler.evidence(DONE).encode()


def test_what_was_complete_before_junk_is_kept() -> None:
    assembler = Assembler(PLANNED)
    with pytest.raises(EvidenceError, match="no frame"):
        assembler.feed(stream() + struct.pack(">I", 3) + b"\xff\xff\xff")
    assert assembler.evidence(DONE).value("x") is not None


def test_sizes_are_refused_before_they_are_read() -> None:
    assembler = Assembler()
    with pytest.raises(EvidenceError, match="bytes"):
        assembler.feed(struct.pack(">I", 2**32 - 1))
    assembler = Assembler(total_bytes=1_000)
    with pytest.raises(EvidenceError, match="1000 bytes"):
        assembler.feed(b"\0" * 1_001)


def test_tiny_numbers_cannot_become_gigabytes() -> None:
    """A small integer is one byte on the wire and a float object of 32 here."""
    many = 20_000_000
    series = b"\xdd" + struct.pack(">I", many) + b"\x01" * many
    body = msgspec.msgpack.encode(
        {"frame": "cell-done", "run": plain(CellRun(cell="a", index=0, outcome="ok")), "fits": [],
         "zzz": 1}
    )  # fmt: skip
    body = body.replace(b"\xa3zzz\x01", b"\xa5calls" + series)
    tracemalloc.start()
    with pytest.raises(EvidenceError, match="more records"):
        Assembler().feed(struct.pack(">I", len(body)) + body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * many


def test_very_many_empty_records_are_refused_early() -> None:
    many = 5_000_000
    body = b"\x82\xa5frame\xa6models\xa6models\xdd" + struct.pack(">I", many) + b"\x80" * many
    tracemalloc.start()
    with pytest.raises(EvidenceError):
        Assembler().feed(struct.pack(">I", len(body)) + body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * many


def test_payload_is_not_structure() -> None:
    value = Value(name="x", cell="a", kind="array", array=Array.of(np.zeros(100_000)))
    body = cell_done("a", values=[plain(value)])[4:]
    assert structure_bytes(body) < 1_000
    record = ModelRecord(model=1, archive=b"x" * 100_000, test_inputs=Array.of(np.zeros(50_000)))
    body = encode_frame({"frame": "models", "models": [plain(record)]})[4:]
    assert structure_bytes(body) < 1_000
    rows = Array.of(np.zeros(50_000, dtype="int32"))
    fit = FitRecord(sequence=1, cell="a", model=0, inputs=Array.of(np.zeros(50_000)))
    origin = Origin(digest="d", file="f", rows=rows, by="index")
    split = Split(sequence=1, cell="a", actor="s", rows=100_000, parts=(rows, rows))
    probed = ProbeAnswer(key="k", outcome="ok", outputs=(rows, rows))
    body = encode_frame({"frame": "probed", "probes": [plain(probed)]})[4:]
    assert structure_bytes(body) < 1_000
    more = {"fits": [plain(fit)], "origins": [plain(origin)], "splits": [plain(split)]}
    assert structure_bytes(cell_done("a", **more)[4:]) < 3_000
    assert frames.STRUCTURE_BYTES < frames.FRAME_BYTES


def test_answers_of_functions_are_evidence_where_they_were_asked_for() -> None:
    for asked, kept in (((ASKED,), (PROBED,)), ((), ())):
        assembler = Assembler(PLANNED, probes=asked)
        assembler.feed(stream())
        assert assembler.evidence(DONE).probes == kept


def begin(cell: str) -> bytes:
    return encode_frame({"frame": "cell-started", "cell": cell, "index": 0})


def kept(*sent: bytes) -> Evidence:
    assembler = Assembler(PLANNED)
    for data in sent:
        assembler.feed(data)
    return assembler.evidence(DONE)


def value_of(cell: str, scalar: float) -> dict:
    return plain(Value(name="x", cell=cell, kind="scalar", scalar=scalar))


TWICE = Remark(key="records-contradict", cell="a")


def test_of_two_ends_of_a_cell_the_later_counts_and_a_person_hears_of_it() -> None:
    """The first was written while the cell ran, past the collector."""
    forged = cell_done("a", values=[value_of("a", 1.0)], fits=[plain(FIT)], splits=[plain(SPLIT)])
    genuine = cell_done("a", values=[value_of("a", 2.0)])
    for ends in ((forged, genuine), (forged, forged, genuine)):
        found = kept(begin("a"), *ends, begin("b"), cell_done("b"))
        assert [one.scalar for one in found.values] == [2.0]
        assert (found.fits, found.splits, found.remarks) == ((), (), (TWICE,))
    assert kept(begin("a"), genuine, begin("b"), cell_done("b")).remarks == ()


def test_an_end_of_another_cell_than_the_running_one_is_left_out() -> None:
    ran = (begin("a"), cell_done("a", values=[value_of("a", 2.0)]), begin("b"))
    for other in ("a", "c"):
        forged = cell_done(other, values=[value_of(other, 1.0)], fits=[plain(FIT)])
        found = kept(*ran, forged, cell_done("b"))
        assert [one.scalar for one in found.values] == [2.0]
        assert found.fits == ()
        assert found.remarks == (Remark(key="records-contradict", cell="b"),)
        assert [run.outcome for run in found.cells] == ["ok", "ok", "not-run"]


def test_cells_for_which_there_was_no_time_have_an_end_of_their_own() -> None:
    late = plain(CellRun(cell="b", index=1, outcome="not-run", binds=("y",)))
    found = kept(begin("a"), cell_done("a"), encode_frame({"frame": "cell-done", "run": late}))
    assert found.remarks == ()
    assert found.cells[1].binds == ("y",)


def test_no_box_says_that_its_records_contradict() -> None:
    forged = Remark(key="records-contradict", cell="a")
    assert kept(begin("a"), cell_done("a", remarks=[plain(forged)])).remarks == ()
