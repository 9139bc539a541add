"""Trying an attack: first in a control process without a box, then in the box."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

import msgspec

from graders.errors import SandboxError
from graders.model.assignment import Limits
from graders.model.evidence import CellRun, Evidence
from graders.model.plan import Plan, PlannedCell, RunJob
from graders.running.attacks.table import LIMITS, Attack
from graders.running.runner import Runner

BREACH = "BREACH"
LAST_LINE = "THE LAST LINE"
PATIENCE = 60.0


@dataclass(frozen=True)
class Host:
    """What there is to steal and to reach on this machine, made for one trial."""

    file: Path
    secret: str
    port: int
    abstract: str
    victim: int
    mark: str

    def code(self, attack: Attack) -> str:
        """An attack's code with this host's names filled in."""
        return Template(attack.code).safe_substitute(
            file=self.file, secret=self.secret, port=self.port, abstract=self.abstract,
            victim=self.victim, mark=self.mark, processes=LIMITS.processes,
            memory=LIMITS.memory_mb << 20, disk=LIMITS.disk_mb << 20,
        )  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """``armed`` is None where a control run would harm this machine."""

    attack: Attack
    armed: bool | None
    contained: bool
    detail: str
    seconds: float


@contextlib.contextmanager
def host() -> Iterator[Host]:
    """Random canaries, two listeners, and a victim with a secret in its environment."""
    secret, mark = secrets.token_hex(16), "m" + secrets.token_hex(6)
    victim = subprocess.Popen(
        [sys.executable, "-S", "-c", "import sys; sys.stdin.read()"],
        stdin=subprocess.PIPE, env={"SECRET": secret},
    )  # fmt: skip
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        Path(folder).chmod(0o755)
        file = Path(folder) / "labels.csv"
        file.write_text(secret)
        unix.bind(f"\0{mark}")
        unix.listen(8)
        try:
            yield Host(file, secret, listener.getsockname()[1], mark, victim.pid, mark)
        finally:
            victim.kill()
            victim.communicate()


def armed(attack: Attack, here: Host) -> bool | None:
    """Whether the attack does its harm without a box; None where that is not tried."""
    if attack.control == "unsafe":
        return None
    code = f"{here.code(attack)}\nprint({LAST_LINE!r})"
    with tempfile.TemporaryDirectory() as folder, neighbour_file(here, attack):
        read_end, write_end = os.pipe()
        try:
            return _control(attack, here, code, folder, (read_end, write_end))
        finally:
            os.close(read_end)
            os.close(write_end)
            for pid in named(here.mark):
                os.kill(pid, signal.SIGKILL)


def _control(attack: Attack, here: Host, code: str, folder: str, pipe: tuple[int, int]) -> bool:
    command = [sys.executable, "-c", _WITH_PIPE_AT_3.format(pipe=pipe[1]) + code]
    if attack.control == "parent":
        command = [sys.executable, "-c", _SACRIFICE, *command]
    # Not a session leader's child: whatever it signals by group stays its own.
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, pass_fds=(pipe[1],), start_new_session=True,
        env={**os.environ, "SECRET": here.secret},
    )  # fmt: skip
    with process:
        if attack.control == "stubborn":
            return _stubborn(process)
        if attack.control == "flood":
            return _floods(process)
        if attack.control == "pipe":
            time.sleep(1)
            process.kill()
            os.set_blocking(pipe[0], False)
            with contextlib.suppress(BlockingIOError):
                return bool(os.read(pipe[0], 65_536))
            return False
        if attack.control == "orphan":
            process.wait(timeout=PATIENCE)
            return bool(named(here.mark))
        try:
            said, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return False
        if attack.control == "parent":
            return process.returncode == -signal.SIGKILL
        if attack.control == "gone":
            return LAST_LINE not in said
        return BREACH in said


_WITH_PIPE_AT_3 = "import os; os.dup2({pipe}, 3); del os\n"
_SACRIFICE = "import subprocess, sys; subprocess.run(sys.argv[1:], close_fds=False)"


def _stubborn(process: subprocess.Popen[str]) -> bool:
    """Whether it is still there some time after having been interrupted."""
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    alive = process.poll() is None
    process.kill()
    process.wait()
    return alive


def _floods(process: subprocess.Popen[str]) -> bool:
    """Whether it prints more than a notebook may."""
    received = 0
    deadline = time.monotonic() + PATIENCE
    if process.stdout is not None:
        while received <= LIMITS.output_mb << 20 and time.monotonic() < deadline:
            received += len(os.read(process.stdout.fileno(), 1 << 20))
    process.kill()
    return received > LIMITS.output_mb << 20


@contextlib.contextmanager
def neighbour_file(here: Host, attack: Attack) -> Iterator[None]:
    """Another student's file, where the attack looks for one."""
    if attack.name != "read-neighbour":
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"neighbour-{here.mark}").write_text("work")
        yield


def named(mark: str) -> list[int]:
    """Living processes of this machine that carry a name, looked up from outside any box."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with contextlib.suppress(OSError):
                name, _, rest = (path / "stat").read_text().rpartition(")")
                if name.endswith(f"({mark}") and rest.split()[0] not in {"Z", "X"}:
                    found.append(int(path.name))
    return found


def job(*cells: str, limits: Limits = LIMITS) -> RunJob:
    """A notebook of these cells, with two small data files."""
    planned = tuple(
        PlannedCell(cell=f"cell-{place}", index=place, source=source)
        for place, source in enumerate(cells)
    )
    files = {"data/train.csv": b"x,y\n1,2\n2,4\n", "data/test.csv": b"x\n3\n"}
    return RunJob(plan=Plan(cells=planned, test_rows=1), files=files, limits=limits)


def attempt(runner: Runner, attack: Attack) -> Trial:
    """Arm an attack, run it as a notebook in the box, and judge from outside."""
    with host() as here:
        is_armed = armed(attack, here)
        began = time.monotonic()
        try:
            with neighbour(runner, here, attack):
                cells = ("kept = 1", here.code(attack), "after = 2")
                evidence = runner.run(job(*cells, limits=attack.limits))
        except SandboxError as problem:
            return Trial(attack, is_armed, False, str(problem), time.monotonic() - began)
        seconds = time.monotonic() - began
        problems = judge(attack, here, evidence)
    return Trial(attack, is_armed, not problems, "; ".join(problems) or ended(evidence), seconds)


@contextlib.contextmanager
def neighbour(runner: Runner, here: Host, attack: Attack) -> Iterator[None]:
    """Another student's notebook at work, where the attack looks for one."""
    if attack.name != "read-neighbour":
        yield
        return
    work = job(f"open('neighbour-{here.mark}', 'w').write('work')", "import time; time.sleep(3)")
    thread = threading.Thread(target=runner.run, args=(work,))
    thread.start()
    time.sleep(0.6)
    yield
    thread.join()


def judge(attack: Attack, here: Host, evidence: Evidence) -> list[str]:
    """What went wrong, in words; empty where the attack was contained."""
    problems = []
    if any(line.strip() == BREACH for cell in evidence.cells for line in printed(cell)):
        problems.append("the attack succeeded")
    if attack.endings and evidence.status.outcome not in attack.endings:
        problems.append(f"the run ended with {ended(evidence)}")
    if survivors := named(here.mark):
        problems.append(f"{len(survivors)} processes survive")
    first = evidence.cell("cell-0")
    if first is None or first.outcome != "ok":
        problems.append("what came before the attack was lost")
    if any(here.mark in found.reason for found in evidence.measurements):
        problems.append("a forged measurement was believed")
    if len(evidence.encode()) > 4 * LIMITS.output_mb << 20:
        problems.append("the evidence is as large as the flood")
    return problems


def printed(cell: CellRun) -> list[str]:
    """Lines that a cell printed; a traceback, which quotes the attack's own code, is none."""
    outputs = msgspec.json.decode(cell.outputs or b"[]")
    return "".join(
        "".join(output["text"]) for output in outputs if output.get("output_type") == "stream"
    ).splitlines()


def ended(evidence: Evidence) -> str:
    """How a run ended, in short."""
    status = evidence.status
    return status.outcome if status.limit is None else f"{status.outcome} ({status.limit})"
