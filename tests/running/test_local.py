import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graders.errors import SandboxError
from graders.model.assignment import Limits
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running import local_process
from graders.running.local import LocalRunner


def job(*sources: str, **limits: float) -> RunJob:
    cells = tuple(
        PlannedCell(cell=f"c{place}", index=place, source=source, names=("x", "model"))
        for place, source in enumerate(sources)
    )
    return RunJob(plan=Plan(cells=cells, test_rows=5), limits=Limits(**limits))


@pytest.fixture
def quickly(tmp_path, monkeypatch):
    """No TensorFlow in its processes: for runs that have no use for it, and need not wait for it."""
    without = tmp_path / "without"
    without.mkdir()
    for name in ("tensorflow", "keras"):
        (without / f"{name}.py").write_text(f"raise ImportError('no {name} here')\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(without), prepend=os.pathsep)


def wait_for(what):
    for _ in range(600):
        if what():
            return
        time.sleep(0.1)
    pytest.fail("it did not come")


def run_local(*given):
    with LocalRunner() as local:
        return local.run(*given)


@pytest.mark.tensorflow
@pytest.mark.slow
def test_ones_own_notebook_is_run_and_measured() -> None:
    seen: list[str] = []
    evidence = run_local(
        job(
            "import keras, numpy as np\nx = np.arange(10.0).reshape(5, 2)",
            "model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\n"
            "model.compile('adam', 'mse')\nmodel.fit(x, x[:, :1], verbose=0)\nout = model.predict(x)",
            "import os\nos._exit(3)",
            "never = 1",
        ),
        seen.append,
    )
    assert seen == ["c0", "c1", "c2", "measuring"]
    assert (evidence.status.outcome, evidence.status.cell) == ("died", "c2")
    assert [run.outcome for run in evidence.cells] == ["ok", "ok", "killed", "not-run"]
    assert evidence.environment.local
    assert evidence.environment.backend == "local"
    assert [found.status for found in evidence.measurements] == ["confirmed"]
    assert set(evidence.timing.stages) == {"cells", "measure"}


def test_a_python_that_does_not_start_is_our_fault(monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(SandboxError, match="could not be started"):
        run_local(job("1"))


def test_a_child_that_breaks_says_what_python_said(monkeypatch) -> None:
    started = subprocess.Popen

    def broken(command, **more):
        return started([command[0], "-c", "raise SystemExit('no keras here')"], **more)

    monkeypatch.setattr(local_process.subprocess, "Popen", broken)
    with pytest.raises(SandboxError, match="no keras here"):
        run_local(job("1"))


WITH_A_THREAD = """
import threading, time
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
from graders.running import local_child
local_child._end(local_child.main())
"""


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("sound", [True, False])
def test_one_run_after_another_in_fresh_namespaces(monkeypatch, sound) -> None:
    """Where a fork is not sound, each has a process of its own."""
    started, processes = subprocess.Popen, []

    def start(command, **more):
        if not sound:
            command = [command[0], "-P", "-c", WITH_A_THREAD]
        processes.append(started(command, **more))
        return processes[-1]

    monkeypatch.setattr(local_process.subprocess, "Popen", start)
    with LocalRunner() as local:
        first = local.run(job("import os, numpy\nx = os.getpid()", "open('left', 'w').close()"))
        last = local.run(job("import os\nx = os.path.exists('left')\nmodel = 'first' in dir()"))
        assert len(processes) == (1 if sound else 2)
    assert [run.outcome for run in first.cells] == ["ok", "ok"]
    assert [last.value(name).scalar for name in ("x", "model")] == [False, False]
    assert all(process.poll() is not None for process in processes)


HALF_A_FRAME = """
import contextlib, os, struct
for name in os.listdir("/proc/self/fd"):
    with contextlib.suppress(OSError):  # what lists the folder, and pipes that are read from
        if int(name) > 2 and os.readlink(f"/proc/self/fd/{name}").startswith("pipe:"):
            os.write(int(name), struct.pack(">I", 1_000_000) + b"half")
"""


@pytest.mark.usefixtures("quickly")
@pytest.mark.skipif(sys.platform != "linux", reason="there it has a process of its own")
def test_one_that_dies_is_told_at_once_and_does_not_end_the_next() -> None:
    """Also where it stopped in the middle of a frame, or was killed."""
    with LocalRunner() as local:
        died = local.run(job(HALF_A_FRAME + "os._exit(7)"))
        killed = local.run(job("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"))
        again = local.run(job("x = 1"))
    assert (died.status.outcome, died.status.detail) == ("died", "exit code 7")
    assert (killed.status.outcome, killed.status.signal) == ("died", 9)
    assert max(died.status.seconds, killed.status.seconds) < 60
    assert again.value("x").scalar == 1


@pytest.mark.usefixtures("quickly")
def test_leaving_ends_the_run_under_way(tmp_path) -> None:
    told = tmp_path / "pid"
    with LocalRunner() as local:
        endless = job(f"import os, time\nopen({str(told)!r}, 'w').write(str(os.getpid()))",
                      "import time\ntime.sleep(600)")  # fmt: skip
        ran = threading.Thread(target=local.run, args=(endless,))
        ran.start()
        wait_for(lambda: told.exists() and told.read_text())
    wait_for(lambda: not Path(f"/proc/{told.read_text()}").exists())
    ran.join(30)
    assert not ran.is_alive()
