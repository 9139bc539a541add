"""Whether a back-end holds, found by attacking it: a binary on the path proves nothing.

The zygote starts without libraries (0.2 s), one job tries everything, and what it reports is
compared with what this machine must have refused. That a box holds is kept until the kernel boots
again or the interpreter, our code or the back-end changes. That it does not is never kept: what
was killed from outside or had no room for a moment would send every run after it to a weaker box.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from graders.errors import GradersError
from graders.files import write_aside
from graders.model.assignment import Limits
from graders.running import box_view
from graders.running.backend import Backend
from graders.running.execution import Execution, perform
from graders.running.zygote_process import ZygoteProcess

INODES = 20_000
LIMITS = Limits(
    cell_seconds=20, notebook_seconds=20, memory_mb=512, disk_mb=16, processes=32, output_mb=1
)


@dataclass(frozen=True)
class SelfTest:
    """The result: ``failures`` are sentences; ``bounded`` names what is bounded only."""

    works: bool
    failures: tuple[str, ...] = ()
    bounded: tuple[str, ...] = ()
    seconds: float = 0.0


def self_test(backend: Backend, *, fresh: bool = False) -> SelfTest:
    """The kept result for this state of the machine, or a new one."""
    path = box_view.cache_folder() / f"selftest-{backend.name}.json"
    state = machine_state(backend)
    if not fresh:
        try:
            kept = json.loads(path.read_text())
            if kept.pop("state") == state:
                return msgspec.convert(kept, SelfTest)
        except (OSError, ValueError, KeyError, AttributeError, msgspec.ValidationError):
            pass
    began = time.monotonic()
    failures = _tried(backend) and _tried(backend)
    result = SelfTest(
        works=not failures,
        failures=failures,
        bounded=bounded(backend),
        seconds=round(time.monotonic() - began, 3),
    )
    if result.works:
        encoded = json.dumps({**asdict(result), "state": state}).encode()
        write_aside(path, encoded, durable=False, mode=0o644)
    return result


def _tried(backend: Backend) -> tuple[str, ...]:
    """What did not hold, or why nothing could be seen."""
    try:
        return judge(backend, attack(backend))
    except GradersError as problem:
        return (str(problem),)


def machine_state(backend: Backend) -> str:
    """A digest that changes with the kernel's boot, the interpreter, our code, the back-end."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    facts = [
        boot.read_text() if boot.exists() else "", platform.release(), sys.version, sys.prefix,
        str(os.getuid()), backend.name, backend.fingerprint(),
    ]  # fmt: skip
    code = Path(__file__).parent.parent
    ours = ("*.py", "backends/*.py", "inside/*.py", "seccomp/*.bpf")
    files = sorted(file for pattern in ours for file in code.glob(pattern))
    facts += [f"{file.name}:{file.stat().st_mtime_ns}" for file in files]
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()


def attack(backend: Backend) -> dict[str, Any]:
    """Run the self-check with canaries of this moment; its facts."""
    canary = secrets.token_hex(16)
    abstract = f"graders-{secrets.token_hex(8)}"
    victim = subprocess.Popen(
        [sys.executable, "-S", "-c", "import sys; sys.stdin.read()"],
        stdin=subprocess.PIPE, env={"GRADERS_CANARY": canary},
    )  # fmt: skip
    with (
        tempfile.NamedTemporaryFile(dir=Path.home() if os.access(Path.home(), os.W_OK) else None)
        as secret,
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket(socket.AF_UNIX) as unix,
        victim,
    ):  # fmt: skip
        secret.write(canary.encode())
        secret.flush()
        Path(secret.name).chmod(0o644)
        unix.bind("\0" + abstract)
        unix.listen(1)
        own_disk = backend.isolation == "namespaces"  # elsewhere a watcher ends a flood
        job = {
            "canary": canary, "file": secret.name, "port": listener.getsockname()[1],
            "abstract": abstract, "victim": victim.pid, "disk": own_disk * LIMITS.disk_mb << 20,
            "inodes": own_disk * INODES, "memory": LIMITS.memory_mb << 20,
            "processes": LIMITS.processes,
        }  # fmt: skip
        try:
            with ZygoteProcess(backend, libraries=False) as zygote:
                data, execution = _collect(zygote, msgspec.msgpack.encode(job))
                words = zygote.last_words()
        finally:
            victim.kill()
    if execution.failure:
        return {"failure": execution.failure}
    try:
        frame = msgspec.msgpack.decode(data[4:])
        facts: dict[str, Any] = frame["facts"]
    except (msgspec.DecodeError, KeyError, TypeError):
        return {"failure": f"the box ended with {execution.outcome} ({execution.log or words})"}
    return facts


def _collect(zygote: ZygoteProcess, job: bytes) -> tuple[bytes, Execution]:
    parts: list[bytes] = []
    execution = perform(zygote, "selfcheck", job, LIMITS, feed=parts.append)
    return b"".join(parts), execution


def judge(backend: Backend, facts: dict[str, Any]) -> tuple[str, ...]:
    """Sentences about what was not held; empty where all was."""
    if "failure" in facts:
        return (str(facts["failure"]),)
    disk, memory = LIMITS.disk_mb << 20, LIMITS.memory_mb << 20
    expectations = {
        "environment": (facts["environment"] is False, "a secret of the environment was read"),
        "file": (facts["file"] is False, "a secret file was read"),
        "network": (facts["network"] is False, "a network connection was made"),
        "abstract": (facts["abstract"] is False, "an abstract socket was reached"),
        "signal": (facts["signal"] is False, "a process outside could be signalled"),
        "memory": (_at_most(facts["memory"], memory), "memory was not limited"),
        "processes": (
            _at_most(facts["processes"], LIMITS.processes),
            "a fork bomb was not stopped",
        ),
        "namespaces": (facts["namespaces"] is False, "new namespaces could be made"),
    }
    if backend.isolation == "namespaces":
        expectations["disk"] = (_at_most(facts["disk"], disk), "the disk was not limited")
        expectations["inodes"] = (_at_most(facts["inodes"], INODES), "inodes were not limited")
    return tuple(sentence for held, sentence in expectations.values() if not held)


def _at_most(found: object, limit: int) -> bool:
    return isinstance(found, int) and found <= limit


def bounded(backend: Backend) -> tuple[str, ...]:
    """What this back-end bounds by watching, without isolating it."""
    found = []
    if not backend.has_memory_group():
        found.append("memory")
    if backend.isolation != "namespaces":
        found += ["disk", "inodes", "processes"]
    return tuple(found)
