"""One job in one box: started, watched from outside, ended, whatever it does.

Nothing here trusts the job to end, to close a pipe, or to say how it went. The loop ends when
the sentinel has ended, and the sentinel is killed when a limit strikes.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import selectors
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any, Literal

import msgspec

from graders.errors import EvidenceError, SandboxError
from graders.model.assignment import Limits
from graders.running.accounting import ProcessTable, Usage
from graders.running.disk import folder_size, nameless_size, remove_folder
from graders.running.inside import codes
from graders.running.zygote_process import Started, ZygoteProcess

TICK = 0.1
GRACE = 2.0
FEW = 8  # more processes than this keep each other waiting
INODES = 20_000
FIRST_FRAME = 65_536
KEPT_OF_LOG = 4096
MEBIBYTE = 1 << 20
NAMELESS = 8
"""Files that are mapped and nothing else: so many of them are a flood, whatever their size."""

FIRST_USER, USERS = 61_184, 4_000
FOLDERS = ("home", "tmp")

Kind = Literal["run", "measure", "selfcheck"]
Outcome = Literal["finished", "timeout", "memory", "output", "processes", "died", "lost"]
PIPE = 1 << 20
# The sentinel, a namespace's pid 1, the worker: see graders/running/inside/child.py.
FORKS = {"namespaces": 3, "landlock": 2, "none": 2}
_TABLE = ProcessTable()
_JOBS = itertools.count()


@dataclass
class Execution:
    """How one job ended: the facts of :class:`graders.model.evidence.RunStatus`, and stages.

    ``failure`` is set where the box could not be made or was lost; then it is our fault.
    """

    outcome: Outcome = "died"
    limit: str | None = None
    signal: int | None = None
    code: int | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0
    detail: str = ""
    failure: str = ""
    log: str = ""
    stages: dict[str, float] = field(default_factory=dict)


def perform(
    zygote: ZygoteProcess,
    kind: Kind,
    job: bytes,
    limits: Limits,
    *,
    feed: Callable[[bytes], object],
    finished: Callable[[], bool] = lambda: False,
    theirs: Callable[[], bool] = lambda: False,
) -> Execution:
    """Run a job; its frames go to ``feed`` as they come, which may raise EvidenceError.

    ``finished`` tells whether the last frame has been seen: then the process has ``GRACE``
    seconds to go. ``theirs`` tells whether student code may have run: from then on no exit code
    is our fault. Raises :class:`SandboxError` where the zygote is gone.
    """
    with contextlib.ExitStack() as cleanup:
        folder = _working_folder(zygote, cleanup)
        job_file = os.memfd_create("job")
        cleanup.callback(os.close, job_file)
        with os.fdopen(os.dup(job_file), "wb") as file:
            file.write(job)
        os.lseek(job_file, 0, os.SEEK_SET)
        result, result_end = os.pipe()
        log, log_end = os.pipe()
        for descriptor in (result, log):
            os.set_blocking(descriptor, False)
            cleanup.callback(os.close, descriptor)
        _widen(result)
        began = time.monotonic()
        try:
            started = zygote.start(_order(kind, limits, folder), job_file, result_end, log_end)
        finally:
            os.close(result_end)
            os.close(log_end)
        cleanup.callback(os.close, started.handle)
        watch = _Watch(zygote, started, limits, feed, finished, theirs, result, log, folder, began)
        cleanup.callback(watch.end)
        return watch.until_the_end()


def _widen(pipe: int) -> None:
    """Let a pipe hold more, so that a run seldom waits for us."""
    import fcntl  # Linux only, and so is a box; the module can be imported anywhere

    with contextlib.suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)


def _working_folder(zygote: ZygoteProcess, cleanup: contextlib.ExitStack) -> str:
    """A folder on the host where the box has none of its own; "" elsewhere."""
    if zygote.isolation == "namespaces":
        return ""
    folder = tempfile.mkdtemp(prefix="graders-job-")
    cleanup.callback(remove_folder, folder)
    for name in FOLDERS:
        (Path(folder) / name).mkdir()
    return folder


def _order(kind: Kind, limits: Limits, folder: str) -> dict[str, Any]:
    soft = ceil(limits.notebook_seconds + margin(limits))
    order: dict[str, Any] = {
        "kind": kind,
        "memory": limits.memory_mb * MEBIBYTE,
        "disk": limits.disk_mb * MEBIBYTE,
        "inodes": INODES,
        "processes": limits.processes,
        "cpu_soft": soft,
        "cpu_hard": soft + 2,
        "folder": folder,
    }
    if folder:
        # Started by root, each job is a user of its own, so that processes are counted apart.
        order["user"] = FIRST_USER + next(_JOBS) % USERS
        if os.geteuid() == 0:
            for path in (folder, *(f"{folder}/{name}" for name in FOLDERS)):
                os.chown(path, order["user"], order["user"])
    return order


def margin(limits: Limits) -> float:
    """Seconds beyond a limit in which the run itself may say that it was reached."""
    return 1.0 + min(5.0, limits.notebook_seconds / 4)


@dataclass
class _Watch:
    """The loop around one job."""

    zygote: ZygoteProcess
    started: Started
    limits: Limits
    feed: Callable[[bytes], object]
    finished: Callable[[], bool]
    theirs: Callable[[], bool]
    result: int
    log: int
    folder: str
    began: float
    execution: Execution = field(default_factory=Execution)
    _head: bytes | None = b""
    _log_bytes: int = 0
    _log_tail: bytes = b""
    _killed_at: float | None = None
    _finished_at: float | None = None
    _ended: bool = False

    def until_the_end(self) -> Execution:
        self.execution.stages["fork"] = time.monotonic() - self.began
        forks = FORKS[self.zygote.isolation]
        usage = Usage(_TABLE, self.started.pid, self.zygote.anonymous, forks)
        next_look = self.began + TICK
        with selectors.DefaultSelector() as selector:
            selector.register(self.started.handle, selectors.EVENT_READ)
            selector.register(self.result, selectors.EVENT_READ)
            selector.register(self.log, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select(TICK)}
                for descriptor, take in ((self.result, self._take), (self.log, self._take_log)):
                    if descriptor in ready and not self._drain(descriptor, take):
                        selector.unregister(descriptor)
                if self.started.handle in ready:
                    break
                now = time.monotonic()
                if now >= next_look:
                    next_look = now + TICK
                    self._judge(usage, now)
                if self._killed_at is not None and now - self._killed_at > 10 * GRACE:
                    raise SandboxError("A job could not be killed.")
        # The sentinel is gone, and with it everybody who could write: take what lies in the pipe.
        self._drain(self.result, self._take)
        self._drain(self.log, self._take_log)
        self._ended = True
        return self._sum_up(usage)

    def end(self) -> None:
        """Leave nothing running, whatever interrupted the loop."""
        if not self._ended:
            self.zygote.kill(self.started)

    def _drain(self, descriptor: int, take: Callable[[bytes], None]) -> bool:
        """Take what is there, at most 16 MiB at a time; False at the end of the stream."""
        for _ in range(64):
            try:
                data = os.read(descriptor, 262_144)
            except BlockingIOError:
                return True
            if not data:
                return False
            take(data)
        return True

    def _take(self, data: bytes) -> None:
        if self._killed_at is not None and self.execution.outcome == "output":
            return
        if self._head is not None:
            data = self._first_frame(self._head + data)
        if not data:
            return
        try:
            self.feed(data)
        except EvidenceError as problem:
            self._strike("output", "evidence", str(problem))
        if self._finished_at is None and self.finished():
            self._finished_at = time.monotonic()

    def _first_frame(self, data: bytes) -> bytes:
        """Ours, written before any student code ran: the box was made, or why it was not."""
        size = int.from_bytes(data[:4], "big")
        if len(data) < 4 or (len(data) < 4 + size and size <= FIRST_FRAME):
            self._head = data
            return b""
        self._head = None
        frame = msgspec.msgpack.decode(data[4 : 4 + size])
        if frame["frame"] == "boxed":
            self.execution.stages["box"] = time.monotonic() - self.began
        else:
            self.execution.failure = str(frame.get("why", "the box could not be made"))
        return data[4 + size :]

    def _take_log(self, data: bytes) -> None:
        self._log_bytes += len(data)
        self._log_tail = (self._log_tail + data)[-KEPT_OF_LOG:]
        if self._log_bytes > self.limits.output_mb * MEBIBYTE:
            self._strike("output", "output")

    def _judge(self, usage: Usage, now: float) -> None:
        limits = self.limits
        if self._finished_at is not None and now - self._finished_at > GRACE:
            self._kill()
        if self._killed_at is not None:
            self._kill()
            return
        memory = limits.memory_mb * MEBIBYTE
        if self.started.pid:
            usage.look(memory)
            if usage.memory > memory:
                self._strike("memory", "memory")
            elif usage.cpu_seconds > limits.notebook_seconds + margin(limits):
                self._strike("timeout", "notebook")
        wall = now - self.began
        if wall > limits.wall_factor * limits.notebook_seconds + margin(limits):
            if usage.processes <= FEW and usage.waited() > wall / 4:
                self._strike("lost", "wall", "this machine was too busy")
            else:
                self._strike("timeout", "wall")
        if self.folder and self._on_disk(usage) > limits.disk_mb * MEBIBYTE:
            self._strike("output", "disk")

    def _on_disk(self, usage: Usage) -> int:
        """Bytes on this machine's disk, of files without a name as well."""
        least = self.limits.disk_mb * MEBIBYTE // NAMELESS
        # The sentinel is ours, and so is the worker until it is confined: as it changes its user,
        # nobody may look into it.
        workers = usage.pids[1:] if self._head is None else ()
        return folder_size(self.folder) + nameless_size(workers, self.folder, least)

    def _strike(self, outcome: Outcome, limit: str, detail: str = "") -> None:
        """A limit is reached: the first one is the reason."""
        if self._killed_at is None:
            self.execution.outcome, self.execution.limit = outcome, limit
            self.execution.detail = detail
            self._kill()

    def _kill(self) -> None:
        self._killed_at = self._killed_at or time.monotonic()
        self.zygote.kill(self.started)

    def _sum_up(self, usage: Usage) -> Execution:
        execution = self.execution
        execution.seconds = time.monotonic() - self.began
        execution.log = self._log_tail.decode(errors="replace")
        try:
            report = self.started.ended.get(timeout=5)
        except queue.Empty:
            report = None
        execution.cpu_seconds, execution.peak_memory = usage.cpu_seconds, usage.peak_memory
        if report is None:
            execution.failure = execution.failure or "the zygote died"
            return execution
        execution.cpu_seconds = max(execution.cpu_seconds, report["cpu_seconds"])
        if self._head is not None and not execution.failure and self._killed_at is None:
            execution.failure = f"the box broke off while it was made ({execution.log})"
        if execution.limit is None:
            self._why_it_ended(report["code"])
        return execution

    def _why_it_ended(self, code: int) -> None:
        """From the exit code, which a student can choose: only ever to their own harm."""
        execution = self.execution
        execution.code = code
        if code > 128 or code < 0:
            execution.signal = code - 128 if code > 128 else -code
        if self._finished_at is not None or self.finished():
            execution.outcome = "finished"
        elif code == codes.OUR_FAULT and not self.theirs():
            execution.outcome, execution.detail = "lost", execution.log
        elif code == codes.OUR_FAULT:
            # Our collector failed, or a notebook says so: judged as it stands, and looked at.
            execution.outcome, execution.limit = "died", "collector"
            execution.detail = execution.log
        elif code == codes.OUT_OF_MEMORY:
            execution.outcome, execution.limit = "memory", "memory"
        elif execution.signal in (signal.SIGXCPU, signal.SIGKILL) and (
            execution.cpu_seconds >= self.limits.notebook_seconds
        ):
            execution.outcome, execution.limit = "timeout", "notebook"
        else:
            execution.outcome = "died"
            execution.detail = (
                "it closed the pipe for its results" if code == codes.RESULT_LOST else execution.log
            )
