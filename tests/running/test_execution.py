import subprocess
from pathlib import Path

import msgspec
import pytest

from graders.errors import EvidenceError
from graders.model.assignment import Limits
from graders.running.execution import Execution, margin, perform
from graders.running.zygote_process import ZygoteProcess

LIMITS = Limits(cell_seconds=2, notebook_seconds=2, memory_mb=512, disk_mb=16, processes=32)
NOTHING = {
    "canary": "none", "file": "/none", "port": 1, "abstract": "none", "victim": 2**22, "disk": 0,
    "inodes": 0, "memory": 0, "processes": 0,
}  # fmt: skip


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture(scope="module")
def zygote(backend):
    """A zygote without libraries: it starts in 0.2 s."""
    with ZygoteProcess(backend, libraries=False) as started:
        yield started


def test_the_margin_grows_with_the_limit_and_stays_small():
    assert margin(Limits(notebook_seconds=2)) == pytest.approx(1.5)
    assert margin(Limits(notebook_seconds=3600)) == pytest.approx(6)


@pytest.mark.box
def test_frames_arrive_and_nothing_is_left_open(zygote):
    job = msgspec.msgpack.encode(NOTHING)
    perform(zygote, "selfcheck", job, LIMITS, feed=len)
    before = descriptors()
    parts = []
    execution = perform(zygote, "selfcheck", job, LIMITS, feed=parts.append)
    frame = msgspec.msgpack.decode(b"".join(parts)[4:])
    assert frame["frame"] == "selfcheck"
    assert (execution.failure, execution.code) == ("", 0)
    assert execution.stages["box"] < 1
    assert execution.cpu_seconds > 0
    assert descriptors() == before


@pytest.mark.box
def test_a_reader_that_refuses_ends_the_run(zygote):
    def refuse(data):
        raise EvidenceError("too much")

    execution = perform(zygote, "selfcheck", msgspec.msgpack.encode(NOTHING), LIMITS, feed=refuse)
    assert (execution.outcome, execution.limit, execution.detail) == (
        "output",
        "evidence",
        "too much",
    )


@pytest.mark.box
def test_a_job_that_is_no_job_is_our_fault(zygote):
    execution = perform(zygote, "selfcheck", b"\xc1", LIMITS, feed=len)
    assert execution.outcome == "lost"
    assert "DecodeError" in execution.detail


@pytest.mark.box
def test_a_zygote_that_dies_is_noticed_and_leaves_nobody(backend):
    with ZygoteProcess(backend, libraries=False) as started:
        process = started._process
        assert process is not None
        process.kill()
        process.wait()
        started._keeper.join(timeout=5)
        assert not started.alive
    left = subprocess.run(["ps", "-e", "-o", "args"], capture_output=True, text=True, check=True)
    assert f'"control": {started._number}' not in left.stdout


def test_an_execution_begins_as_a_death():
    """Only facts make it better: a run that says nothing has died."""
    assert Execution().outcome == "died"
