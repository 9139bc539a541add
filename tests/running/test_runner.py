import dataclasses
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from graders.errors import SandboxError
from graders.model.assignment import Limits
from graders.model.evidence import CellRun, ModelRecord
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running import backends, box_view
from graders.running.accounting import ProcessTable
from graders.running.execution import Execution
from graders.running.frames import Assembler, encode_frame
from graders.running.inside.codes import OUR_FAULT
from graders.running.runner import Runner, in_order, status

LIMITS = Limits(cell_seconds=4, notebook_seconds=6, memory_mb=1024, disk_mb=16, processes=64)
TRAINING = """
import numpy as np, keras
x = np.random.default_rng(0).normal(size=(40, 3)).astype("float32")
model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(x, x.sum(axis=1), epochs=1, verbose=0)
answers = model.predict(x[:2], verbose=0)
"""


def job(*cells, limits=LIMITS, **plan):
    planned = tuple(
        PlannedCell(cell=f"c{place}", index=place, source=source)
        for place, source in enumerate(cells)
    )
    return RunJob(
        plan=Plan(cells=planned, **plan), limits=limits, files={"data/test.csv": b"a\n1\n2\n"}
    )


def named(mark):
    found = []
    for path in Path("/proc").iterdir():
        try:
            if path.name.isdigit() and mark in (path / "cmdline").read_text():
                found.append(int(path.name))
        except OSError:
            continue
    return found


@pytest.mark.box
def test_a_notebook_runs_and_its_model_is_measured_in_a_clean_box(runner):
    told = []
    evidence = runner.run(job("x = 1", TRAINING, test_rows=2), told.append)
    assert evidence.status.outcome == "finished"
    assert [cell.outcome for cell in evidence.cells] == ["ok", "ok"]
    assert [found.status for found in evidence.measurements] == ["confirmed"]
    assert evidence.environment.backend == runner.backend.name
    assert not evidence.environment.unsafe
    assert set(evidence.timing.stages) == {"wait", "fork", "cells", "measure"}
    assert "c1" in told
    assert told[-1] == "measuring"


@pytest.mark.box
def test_runs_go_on_at_once_and_do_not_see_each_other(runner):
    code = (
        "import os, time; open('mine', 'w').close(); began = time.time(); time.sleep(2)\n"
        "print(sum(name == 'mine' for name in os.listdir()), began, time.time())"
    )
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(runner.run, [job(code), job(code)]))
    texts = [msgspec.json.decode(one.cells[0].outputs)[0]["text"].split() for one in found]
    (first, began, ended), (second, other_began, other_ended) = texts
    assert first == second == "1"
    assert float(began) < float(other_ended)
    assert float(other_began) < float(ended)


@pytest.mark.box
def test_a_hard_limit_strikes_a_deaf_loop_and_names_the_cell(runner):
    deaf = """
    import signal
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        pass
    """
    limits = Limits(cell_seconds=1, notebook_seconds=1.5, wall_factor=20)
    evidence = runner.run(job("kept = 1", textwrap.dedent(deaf), "late = 1", limits=limits))
    assert (evidence.status.outcome, evidence.status.limit) == ("timeout", "notebook")
    assert evidence.status.cell == "c1"
    assert [cell.outcome for cell in evidence.cells] == ["ok", "timeout", "not-run"]
    assert 1.5 <= evidence.status.cpu_seconds < 6


@pytest.mark.box
def test_the_zygote_is_started_again_and_leaving_ends_a_run_under_way(backend):
    mark = f"m{os.getpid()}x{time.monotonic_ns() % 10**6}"
    trouble = []

    def run():
        try:
            own.run(job(f"import subprocess; subprocess.run(['sh', '-c', 'sleep 30; : {mark}'])"))
        except SandboxError as problem:
            trouble.append(str(problem))

    with Runner(backend, jobs=1) as own:
        assert own._zygote is not None
        first = own._zygote._process
        assert first is not None
        threading.Timer(0.5, first.kill).start()
        evidence = own.run(job("import time; time.sleep(1.5); print('done')"))
        assert evidence.status.outcome == "finished"
        assert own._zygote._process is not first
        assert own.startup_seconds > 0
        thread = threading.Thread(target=run)
        thread.start()
        deadline = time.monotonic() + 20
        while not named(mark) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert named(mark)
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert trouble == ["The run was interrupted."]
    assert named(mark) == []


@pytest.mark.box
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_grader_leaves_no_process(backend, number):
    """At work without a pause, with a zygote that has no libraries, because that starts fast."""
    code = f"""
    import msgspec
    from graders.model.assignment import Limits
    from graders.running.backends import choose
    from graders.running.execution import perform
    from graders.running.zygote_process import ZygoteProcess
    job = dict(canary="no", file="/no", port=1, abstract="no", victim=2**22, disk=0, inodes=0,
               memory=1 << 28, processes=8)
    with ZygoteProcess(choose({backend.name!r}), libraries=False) as zygote:
        print("ready", flush=True)
        while True:
            perform(zygote, "selfcheck", msgspec.msgpack.encode(job), Limits(), feed=len)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as grader:  # fmt: skip
        assert grader.stdout is not None
        assert grader.stdout.readline() == b"ready\n"
        time.sleep(0.3)
        below = [
            process for process in ProcessTable().tree(grader.pid) if process.pid != grader.pid
        ]
        assert below
        grader.send_signal(number)
    deadline = time.monotonic() + 10
    while (left := [one for one in below if alive(one)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def alive(process):
    """The same process, not another of its number, and no mere entry in the table."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] not in "ZX" and int(fields[19]) == process.began


def test_models_that_the_rubric_asks_for_are_measured_first():
    records = (
        ModelRecord(model=0), ModelRecord(model=1, names=("other",)),
        ModelRecord(model=2, names=("model",)), ModelRecord(model=3),
    )  # fmt: skip
    assert [record.model for record in in_order(records, ("model",))] == [2, 1, 0, 3]


def fed(*frames):
    assembler = Assembler((PlannedCell(cell="c", index=0, source=""),))
    for frame in frames:
        assembler.feed(encode_frame(frame))
    return assembler


STARTED = {"frame": "cell-started", "cell": "c", "index": 0}
FINISHED = {"frame": "finished", "cpu_seconds": 1.0, "seconds": 1.0}


def test_the_watcher_has_the_first_word():
    execution = Execution(outcome="memory", limit="memory", cpu_seconds=3)
    found = status(execution, fed(STARTED, FINISHED))
    assert (found.outcome, found.limit, found.cell) == ("memory", "memory", "c")


def test_a_run_that_stopped_itself_is_a_timeout():
    stopped = {"frame": "stopped", "cell": "c", "limit": "cell"}
    found = status(Execution(outcome="finished"), fed(STARTED, stopped))
    assert (found.outcome, found.limit, found.cell) == ("timeout", "cell", "c")


def test_a_used_up_notebook_is_a_timeout():
    run = CellRun(cell="c", index=0, outcome="timeout", limit="notebook")
    done = {"frame": "cell-done", "run": msgspec.to_builtins(run, builtin_types=(bytes,))}
    found = status(Execution(outcome="finished"), fed(STARTED, done, FINISHED))
    assert (found.outcome, found.limit) == ("timeout", "notebook")


def test_a_finished_run_has_no_running_cell():
    assert status(Execution(outcome="finished"), fed(FINISHED)).cell is None


@pytest.mark.box
@pytest.mark.parametrize(
    "flood",
    [
        "while True:\n    print('x' * 10**6)",
        "import sys\nwhile True:\n    print('x' * 10**6, file=sys.stderr)",
        (
            "from IPython.display import HTML, clear_output, display\n"
            "while True:\n    display(HTML('y' * 7_000_000), display_id=str(id(object())))\n"
            "    clear_output()"
        ),
    ],
    ids=["stdout", "stderr", "displays"],
)
def test_an_endless_flood_is_cut_and_the_notebook_goes_on(runner, flood):
    evidence = runner.run(job(flood, "print('after')"))
    assert [cell.outcome for cell in evidence.cells] == ["timeout", "ok"]
    assert evidence.status.outcome == "finished"
    assert evidence.status.peak_memory < 400_000_000


@pytest.mark.box
def test_cpu_time_of_short_lived_children_cannot_be_made_to_vanish(runner):
    """Nobody inherits the CPU time of children whose end is ignored; see ``policy.SIGCHLD``."""
    ignoring = "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)"
    spending = """
import subprocess
spin = "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done"
subprocess.run(["sh", "-c", f"trap '' CHLD; while :; do ({spin}) & sleep 0.01; done"])
"""
    evidence = runner.run(job(ignoring, spending))
    assert evidence.cells[0].raised.type == "PermissionError"
    assert evidence.cells[1].outcome == "timeout"
    assert evidence.status.cpu_seconds > 1


@pytest.mark.box
def test_an_exit_code_of_ours_buys_nothing(runner):
    evidence = runner.run(job("x = 1", f"import os; os._exit({OUR_FAULT})", "y = 1"))
    assert (evidence.status.outcome, evidence.status.limit) == ("died", "collector")
    assert [cell.outcome for cell in evidence.cells] == ["ok", "killed", "not-run"]


@pytest.mark.box
@pytest.mark.parametrize("name", ["bubblewrap", "landlock"])
def test_this_python_may_lie_below_tmp_and_graders_is_never_there(name, monkeypatch):
    report = next(found for found in backends.report() if found.name == name)
    if not report.works:
        pytest.skip(report.why)
    kept = Path(tempfile.mkdtemp(prefix="clone-", dir="/tmp"))
    kept.chmod(0o755)
    (kept / "part").write_text("of this Python")
    view = box_view.of_this_interpreter()
    wider = dataclasses.replace(view, read_only=(*view.read_only, (kept, str(kept))))
    monkeypatch.setattr(box_view, "of_this_interpreter", lambda *_: wider)
    read = f"found = open('{kept}/part').read()"
    write = "open('/tmp/own', 'w').close()" if name == "bubblewrap" else "pass"
    hostile = f"open('{kept}/part', 'w')"
    absent = "try:\n    import graders\nexcept ImportError:\n    pass\nelse:\n    1 / 0"
    try:
        with Runner(backends.choose(name), jobs=1) as running:
            evidence = running.run(job(read, write, hostile, absent))
    finally:
        shutil.rmtree(kept)
    outcomes = [cell.outcome for cell in evidence.cells]
    assert outcomes == ["ok", "ok", "error", "ok"], evidence.cells
