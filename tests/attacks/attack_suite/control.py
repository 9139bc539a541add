"""Whether an attack does its harm without a box: only then does it count that a box holds it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from attack_suite.attack import Attack
from attack_suite.host import LIMITS, MEBIBYTE, Host

BREACH = "BREACH"
LAST_LINE = "THE LAST LINE"
PATIENCE = 30.0
MOST_PROCESSES = 400
"""Of a control run that multiplies, as a user who has no other process."""

NOBODY_ELSE = 60_990
_BEFORE = """
import os, resource
# A suite that is killed in the middle leaves nobody who would end an endless loop.
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
os.dup2({pipe}, 3)
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.dup2(os.open({file!r}, os.O_RDONLY), 9)
"""
_FEW = """
import os, resource
most = {most}
if os.geteuid() == 0:
    # Root may fork as often as it likes. Whose processes are counted is a user of its own.
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    os.setgroups([])
    os.setresuid({user}, {user}, {user})
else:
    most += sum(1 for name in os.listdir("/proc") if name.isdigit())
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
"""
_SACRIFICE = "import subprocess, sys; subprocess.run(sys.argv[1:], close_fds=False)"


def armed(attack: Attack, here: Host) -> bool:
    """Run an attack as a plain process of this user and look for its harm."""
    code = here.filled_in(attack.name, control=True) + attack.code + f"\nprint({LAST_LINE!r})\n"
    if attack.armed == "closes":
        code += "import time; time.sleep(9)\n"
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder, _neighbour(here):
        Path(folder).chmod(0o777)
        (Path(folder) / "data").mkdir()
        (Path(folder) / "data" / "train.csv").write_text("x,y\n1,2\n")
        script = Path(folder) / "attack.py"
        script.write_text(code)
        read_end, write_end = os.pipe()
        try:
            return _tried(attack, here, script, (read_end, write_end))
        finally:
            os.close(read_end)
            os.close(write_end)
            here.trace(attack.name).unlink(missing_ok=True)
            for pid in named(here.mark(attack.name)):
                os.kill(pid, signal.SIGKILL)
            _make_removable(Path(folder))


def _tried(attack: Attack, here: Host, script: Path, pipe: tuple[int, int]) -> bool:
    before = _BEFORE.format(pipe=pipe[1], file=here.names["FILE"])
    body = f"source = open({str(script)!r}).read()\n"
    if "np." in attack.code:
        body += "import numpy as np\n"
    if attack.armed == "multiplies":
        body += _FEW.format(most=MOST_PROCESSES, user=NOBODY_ELSE)
    command = [sys.executable, "-c", f"{before}\n{body}\nexec(source)"]
    if attack.armed == "parent":
        command = [sys.executable, "-c", _SACRIFICE, *command]
    # Not a session leader's child: whatever it signals by group stays its own.
    process = subprocess.Popen(
        command, cwd=script.parent, stdin=subprocess.PIPE if attack.armed == "waits" else subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, pass_fds=(pipe[1],),
        start_new_session=True,
        env={**os.environ, "SECRET": str(here.names["SECRET"])},
    )  # fmt: skip
    with process:
        try:
            return _harm(attack, here, process, pipe)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _harm(
    attack: Attack, here: Host, process: subprocess.Popen[str], pipe: tuple[int, int]
) -> bool:
    match attack.armed:
        case "stubborn":
            return _lives_on(process, interrupt=True)
        case "waits":
            return _lives_on(process, interrupt=False)
        case "flood":
            return _floods(process)
        case "pipe":
            os.set_blocking(pipe[0], False)
            return _soon(lambda: _readable(pipe[0]))
        case "closes":
            return _soon(lambda: process.poll() is None and _closed(process.pid, 3))
        case "multiplies":
            return _soon(lambda: len(in_group(process.pid)) > int(LIMITS["processes"]))
        case "stops":
            return _soon(lambda: state(process.pid) == "T")
        case "orphan":
            process.wait(timeout=PATIENCE)
            return bool(named(here.mark(attack.name)))
    try:
        said, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    match attack.armed:
        case "parent":
            return process.returncode == -signal.SIGKILL
        case "gone":
            return LAST_LINE not in said
        case "trace":
            return here.trace(attack.name).exists()
        case "published":
            return here.mark(attack.name) in said and any(
                sign in said for sign in ("<script", "\x1b[")
            )
    return BREACH in said


def _soon(holds: Callable[[], bool], within: float = 8.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _lives_on(process: subprocess.Popen[str], *, interrupt: bool) -> bool:
    """Whether it is still there some time later, having been interrupted."""
    time.sleep(1.0)
    if interrupt:
        process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    return process.poll() is None


def _floods(process: subprocess.Popen[str]) -> bool:
    """Whether it prints more than a notebook may."""
    received, most = 0, int(LIMITS["output_mb"]) * MEBIBYTE
    until = time.monotonic() + PATIENCE
    while process.stdout and received <= most and time.monotonic() < until:
        read = os.read(process.stdout.fileno(), MEBIBYTE)
        if not read:
            break
        received += len(read)
    return received > most


def _readable(pipe: int) -> bool:
    try:
        return bool(os.read(pipe, 65_536))
    except BlockingIOError:
        return False


def _closed(pid: int, number: int) -> bool:
    """Whether a process that has begun has no such descriptor."""
    try:
        return os.path.lexists(f"/proc/{pid}/fd/9") and not os.path.lexists(
            f"/proc/{pid}/fd/{number}"
        )
    except OSError:
        return False


@contextlib.contextmanager
def _neighbour(here: Host) -> Iterator[None]:
    """Another student's file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"neighbour-{here.names['NEIGHBOUR']}").write_text("work")
        yield


def _make_removable(folder: Path) -> None:
    """An attack may leave folders that cannot be listed, or are too deep for any path."""
    subprocess.run(["chmod", "-R", "u+rwx", str(folder)], capture_output=True, check=False)
    subprocess.run(["rm", "-rf", str(folder / "below")], capture_output=True, check=False)


def named(mark: str) -> list[int]:
    """Living processes of this machine that carry a name, looked up from outside any box."""
    return [pid for pid, name, status, _ in _processes() if name == mark and status not in "ZX"]


def in_group(group: int) -> list[int]:
    """Living processes of a process group."""
    return [pid for pid, _, status, own in _processes() if own == group and status not in "ZX"]


def state(pid: int) -> str:
    """The letter that ``ps`` shows for a process; "X" where it is gone."""
    return next((status for number, _, status, _ in _processes() if number == pid), "X")


def _processes() -> Iterator[tuple[int, str, str, int]]:
    """Number, name, state and group of every process of this machine."""
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with contextlib.suppress(OSError, ValueError):
                front, _, rest = (path / "stat").read_text().rpartition(")")
                fields = rest.split()
                yield int(path.name), front.partition("(")[2], fields[0], int(fields[2])
