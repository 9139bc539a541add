"""What a worker that students have taken over can do to the machine that holds the labels."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time

import pytest
from distributed import Client

from graders.cluster import worker
from graders.cluster.runner import ClusterRunner
from graders.cluster.wire import Order
from graders.errors import ClusterError, SandboxError
from graders.model.plan import Plan, PlannedCell, RunJob


def job(mode, path=""):
    source = f"# mode: {mode} {path}".strip()
    return RunJob(plan=Plan(cells=(PlannedCell(cell="only", index=0, source=source),)))


@pytest.fixture
def left_out():
    return []


@pytest.fixture
def runner(hostile, left_out):
    with ClusterRunner(
        hostile.address, warn=lambda *told: left_out.append(told), reply_bytes=80 << 20, wait=3
    ) as opened:
        yield opened


def canary(hostile):
    return hostile.folder / f"canary-{time.monotonic_ns()}"


def openers(path):
    """The processes that a pickle was opened in."""
    return {int(line) for line in path.read_text().split()} if path.exists() else set()


@pytest.mark.parametrize("mode", ["pickle", "pickled-error"])
def test_a_pickle_from_a_worker_is_not_opened(hostile, runner, mode):
    import msgspec

    # Armed: an ordinary client of Dask's opens it, in its own process.
    there = canary(hostile)
    with Client(hostile.address, set_as_default=False) as ordinary:
        order = msgspec.msgpack.encode(Order(name="0" * 32, job=job(mode, there)))
        future = ordinary.submit(worker.perform, order, "0" * 32, "", "", pure=False)
        with contextlib.suppress(Exception):
            future.result(timeout=20)
        future.release()
    assert os.getpid() in openers(there)

    ours = canary(hostile)
    with pytest.raises(SandboxError):
        runner.run(job(mode, ours))
    # A worker of Dask's tries its own errors; nobody here does.
    assert openers(ours) <= {hostile.workers["mallory"].pid}
    if mode == "pickle":
        return  # told by the next test
    assert runner.run(job("honest")).status.outcome == "finished"


def test_a_pickled_greeting_is_not_opened(cluster):
    there = cluster.folder / "greeted"
    cluster.hostile("mallory", HOSTILE_GREETING=str(there))
    told = []
    with (
        pytest.raises(ClusterError, match=r"No worker of the cluster .* can be used"),
        ClusterRunner(cluster.address, wait=1, warn=lambda *facts: told.append(facts)),
    ):
        pass
    assert not there.exists()
    assert "could not be asked" in told[0][1]


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("junk", "what is no evidence"),
        ("replay", "reply to another order"),
        ("other-notebook", "another notebook's cells"),
        ("floods", "more records than any notebook"),
        ("large", "84934656 bytes in place of a reply"),
        ("text", "str in place of a reply"),
    ],
)
def test_a_reply_that_is_none_is_refused_and_its_worker_left_out(runner, left_out, mode, said):
    if mode == "replay":
        runner.run(job(mode))  # its own evidence, the first time
    began = time.monotonic()
    with pytest.raises(SandboxError) as refused:
        runner.run(job(mode))
    assert time.monotonic() - began < 20
    assert said in f"{refused.value} {left_out}"
    (address, why) = left_out[0]
    assert address.startswith("tcp://127.0.0.1:")
    assert why


def test_an_honest_reply_is_taken(runner):
    told = []
    evidence = runner.run(job("honest"), told.append)
    assert told == ["only", "measuring"]  # and nothing that a terminal would obey
    assert [run.outcome for run in evidence.cells] == ["ok"]
    assert runner.slots == 1


def until(runner, slots):
    for _ in range(200):
        if runner.slots == slots:
            return
        time.sleep(0.1)
    raise AssertionError(f"{runner.slots} slots, not {slots}")


def test_room_follows_the_workers(cluster):
    first = cluster.hostile("first", threads=2)
    with ClusterRunner(cluster.address) as runner, ClusterRunner(cluster.address, most=1) as few:
        until(runner, 2)
        cluster.hostile("second", threads=3)
        until(runner, 5)
        first.kill()
        until(runner, 3)
        assert runner.machines == few.slots == 1
        assert runner.run(job("honest")).status.outcome == "finished"
        assert few.run(job("honest")).status.outcome == "finished"


def test_a_job_whose_workers_die_is_given_up_and_is_our_fault(cluster):
    for name in "abcde":
        cluster.hostile(name)
    with ClusterRunner(cluster.address, wait=5) as runner:
        until(runner, 5)
        with pytest.raises(SandboxError, match="lost, or failed, again and again"):
            runner.run(job("dies"))
        until(runner, 1)  # it took four workers along, and not the fifth


def test_a_worker_with_other_libraries_is_refused_by_name(cluster):
    cluster.hostile("old", HOSTILE_VERSIONS="yes")
    told = []
    with (
        pytest.raises(ClusterError, match=r"can be used: its programs differ.*keras 1.0 there"),
        ClusterRunner(cluster.address, wait=1, warn=lambda *facts: told.append(facts)),
    ):
        pass
    assert "keras 1.0 there" in told[0][1]


def test_a_box_that_holds_less_is_said_and_used(cluster):
    cluster.hostile("old-kernel", HOSTILE_WARNING="Landlock holds less.")
    left_out, said = [], []
    with ClusterRunner(
        cluster.address, warn=lambda *facts: left_out.append(facts),
        caution=lambda *facts: said.append(facts),
    ) as runner:  # fmt: skip
        assert runner.run(job("honest")).status.outcome == "finished"
    assert [warning for _, warning in said] == ["Landlock holds less."]
    assert not left_out


def test_the_hook_holds_every_way_to_unpickle(tmp_path):
    """In a process of its own: what it does can not be undone."""
    code = """
import io, os, pickle, _pickle
from graders.cluster.gateway import refuse_pickles
class Evil:
    def __reduce__(self):
        return (os.system, ("touch opened",))
made, harmless = pickle.dumps(Evil()), pickle.dumps([1, "a", b"b", bytes])
pickle.loads(made)
assert os.path.exists("opened")
os.unlink("opened")
refuse_pickles()
assert pickle.loads(harmless) == [1, "a", b"b", bytes]
for load in (pickle.loads, _pickle.loads, lambda data: pickle._Unpickler(io.BytesIO(data)).load()):
    try:
        load(made)
    except Exception as refused:
        assert "is not opened" in str(refused), refused
    else:
        raise SystemExit("opened")
assert not os.path.exists("opened")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_of_dask_is_loaded_where_the_labels_are():
    code = """
import sys
import graders.cohort.pipeline, graders.commands.scheduler
from graders.cluster.runner import ClusterRunner
from graders.errors import ClusterError
try:
    with ClusterRunner("tcp://127.0.0.1:9", connect=1):
        pass
except ClusterError as problem:
    assert "No Dask scheduler answers" in str(problem), problem
found = {"dask", "distributed", "cloudpickle"} & {name.split(".")[0] for name in sys.modules}
assert not found, found
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
