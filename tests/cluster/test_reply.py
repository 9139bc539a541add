"""A reply is believed as far as a local box's frames are: about this job, and within its caps."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cluster.reply import accepted, read_reply
from graders.cluster.wire import Reply
from graders.errors import EvidenceError, SandboxError
from graders.model.evidence import (
    CellRun,
    Environment,
    Evidence,
    Measurement,
    ModelRecord,
    Remark,
    RunStatus,
    Timing,
)
from graders.model.experiment import Experiment
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.model.values import Array, Value
from graders.proof.recorded import read_pack
from graders.running.frames import TOTAL_STRUCTURE_BYTES

ORDER = hashlib.sha256(b"an order").hexdigest()
CELLS = (
    PlannedCell(cell="split", index=1, source="", names=("x", "y")),
    PlannedCell(cell="fit", index=2, source="", names=("model",)),
)
JOB = RunJob(plan=Plan(cells=CELLS))


def evidence(**changes):
    numbers = Array.of(np.arange(6.0).reshape(2, 3))
    made = Evidence(
        status=RunStatus(outcome="timeout", cell="fit", limit="memory", seconds=3.0),
        cells=(
            CellRun(cell="split", index=1, outcome="ok", outputs=b'[{"a": 1}]', binds=("x",)),
            CellRun(cell="fit", index=2, outcome="timeout", limit="memory"),
        ),
        values=(
            Value(name="x", cell="split", kind="array", array=numbers),
            Value(name="y", cell="split", kind="missing"),
        ),
        models=(ModelRecord(model=0, archive=b"zip", test_outputs=numbers),),
        measurements=(Measurement(model=0, status="confirmed", outputs=numbers),),
        remarks=(Remark(key="quit-ignored", cell="fit"),),
        environment=Environment(backend="bubblewrap", versions={"numpy": "2.0"}),
        timing=Timing(stages={"wait": 0.1, "fork": 0.2, "cells": 1.0, "measure": 0.3}),
    )
    return msgspec.structs.replace(made, **changes)


def replied(found=None, **changes):
    data = found if isinstance(found, bytes) else (found or evidence()).encode()
    reply = msgspec.structs.replace(Reply(order=ORDER, evidence=data), **changes)
    return msgspec.msgpack.encode(reply)


def test_an_honest_reply_is_the_evidence_itself():
    assert read_reply(replied(), ORDER, JOB) == evidence()


@pytest.mark.parametrize("slug", ["regression", "topics", "kfold"])
def test_recorded_evidence_passes_as_it_is(slug):
    """Of real runs, as a worker sends it: without what is found out afterwards.

    Rows behind arrays are thinned out where evidence is recorded, and left out here.
    """
    pack = read_pack(Path(__file__).parents[2] / "reference" / slug)
    assert pack.entries
    for name in pack.entries:
        run = msgspec.structs.replace(
            pack.evidence(name), experiments=(), repairs=(), probes=(), origins=(), splits=(),
            environment=Environment(backend="bubblewrap"), timing=Timing(),
        )  # fmt: skip
        cells = tuple(
            PlannedCell(
                cell=cell.cell, index=cell.index, source="",
                names=tuple(value.name for value in run.values if value.cell == cell.cell),
            )
            for cell in run.cells
        )  # fmt: skip
        job = RunJob(plan=Plan(cells=cells, array_bytes=1 << 30))
        assert read_reply(replied(run), ORDER, job).encode() == run.encode()  # with NaN


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cells": ()}, "another notebook"),
        ({"cells": tuple(reversed(evidence().cells))}, "another notebook"),
        ({"experiments": (Experiment(name="seeds", outcome="done"),)}, "judged"),
        ({"repairs": (Remark(key="interface-substituted"),)}, "judged"),
        ({"models": (ModelRecord(model=1), ModelRecord(model=1))}, "not numbered"),
        ({"models": tuple(ModelRecord(model=n) for n in range(400))}, "not numbered"),
        ({"measurements": (Measurement(model=7, status="confirmed"),)}, "there are not"),
        ({"environment": Environment(backend="bubblewrap", unsafe=True)}, "without a box"),
        ({"environment": Environment(backend="bubblewrap", local=True)}, "without a box"),
        ({"environment": Environment(backend="none")}, "without a box"),
        ({"schema": 3}, "schema"),
    ],
)
def test_what_no_run_of_this_job_says_is_refused(changes, said):
    with pytest.raises(EvidenceError, match=said):
        read_reply(replied(evidence(**changes)), ORDER, JOB)


def test_a_reply_to_another_order_is_refused():
    with pytest.raises(EvidenceError, match="another order"):
        read_reply(replied(order="0" * 64), ORDER, JOB)


def test_a_worker_whose_box_failed_is_our_fault():
    with pytest.raises(SandboxError, match="no box"):
        read_reply(replied(b"", problem="no box"), ORDER, JOB)


def test_only_what_was_planned_is_kept_and_nothing_speaks_in_our_name():
    forged = evidence(
        values=(
            *evidence().values,
            Value(name="secret", cell="split", kind="missing"),
            Value(name="x", cell="elsewhere", kind="missing"),
        ),
        remarks=(
            *evidence().remarks,
            Remark(key="full-marks"),
            Remark(key="quit-ignored", cell="no"),
        ),
        timing=Timing(stages={"cells": 1.0, "\x1b[2J": 2.0}),
        status=msgspec.structs.replace(evidence().status, detail="x" * 5000),
    )
    found = read_reply(replied(forged), ORDER, JOB)
    assert found.values == evidence().values
    assert found.remarks == evidence().remarks
    assert found.timing.stages == {"cells": 1.0}
    assert len(found.status.detail) == 2000


def test_records_that_contradict_each_other_are_for_review_wherever_they_ran():
    twice = Remark(key="records-contradict", cell="split")
    told = evidence(remarks=(*evidence().remarks, twice))
    assert read_reply(replied(told), ORDER, JOB) == told
    elsewhere = Remark(key="records-contradict", cell="elsewhere")
    odd = Remark(key="records-contradict", cell="split", facts={"text": "full marks"})
    forged = evidence(remarks=(*evidence().remarks, elsewhere, odd, Remark(key=twice.key)))
    assert read_reply(replied(forged), ORDER, JOB) == told


def test_the_payload_of_arrays_does_not_count_as_structure():
    big = Array.of(np.zeros(TOTAL_STRUCTURE_BYTES // 8 + 1000))
    job = msgspec.structs.replace(
        JOB, plan=msgspec.structs.replace(JOB.plan, array_bytes=2 * TOTAL_STRUCTURE_BYTES)
    )
    large = evidence(values=(Value(name="x", cell="split", kind="array", array=big),))
    assert read_reply(replied(large), ORDER, job) == large
    flood = msgspec.msgpack.encode({"calls": [{}] * (TOTAL_STRUCTURE_BYTES + 10)})
    with pytest.raises(EvidenceError, match="more records"):
        read_reply(replied(flood), ORDER, job)


@given(st.binary(max_size=400))
def test_junk_is_no_evidence(data):
    for reply in (data, replied(data)):
        with pytest.raises((EvidenceError, SandboxError)):
            read_reply(reply, ORDER, JOB)


@given(st.data())
def test_a_bit_that_tips_never_does_more_than_be_refused(data):
    sound = bytearray(replied())
    place = data.draw(st.integers(0, len(sound) - 1))
    sound[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = read_reply(bytes(sound), ORDER, JOB)
    except (EvidenceError, SandboxError):
        return
    assert accepted(found, JOB) == found
