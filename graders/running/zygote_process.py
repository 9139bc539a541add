"""The zygote seen from outside: started, spoken to, started again after its death."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import msgspec

from graders.errors import SandboxError
from graders.running.backend import Backend, Isolation, Launch

READY_WITHIN = 180.0
KEPT_OF_LOG = 8192


@dataclass
class Started:
    """One job under way. ``ended`` holds the zygote's report, or None where the zygote died.

    ``handle`` is a pidfd of the sentinel, ``pid`` its number here (0 where it cannot be seen).
    """

    job: int
    handle: int
    pid: int
    ended: queue.SimpleQueue[dict[str, Any] | None] = field(default_factory=queue.SimpleQueue)


class ZygoteProcess:
    """A running zygote. Thread-safe.

    The kernel ties ``--die-with-parent`` to the *thread* that started the child, so one thread
    starts the zygote and stays with it until the end.
    """

    def __init__(self, backend: Backend, *, libraries: bool = True) -> None:
        self._backend, self._libraries = backend, libraries
        self._jobs: dict[int, Started] = {}
        self._starting: dict[int, queue.SimpleQueue[Started | None]] = {}
        self._lock = threading.Lock()
        self._number = 0
        self._ready: queue.SimpleQueue[dict[str, Any] | str] = queue.SimpleQueue()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the zygote
        self._keeper = threading.Thread(target=self._keep, name="zygote", daemon=True)
        self.alive = False
        self.closing = False
        self.facts: dict[str, Any] = {}

    @property
    def isolation(self) -> Isolation:
        """How its children are confined."""
        return self._backend.isolation

    @property
    def anonymous(self) -> int:
        """Bytes of memory that every fork shares with the zygote at first."""
        return int(self.facts.get("anonymous", 0))

    def __enter__(self) -> Self:
        self._keeper.start()
        try:
            answer = self._ready.get(timeout=READY_WITHIN)
        except queue.Empty:
            answer = f"it was not ready within {READY_WITHIN:.0f} s"
        except BaseException:
            self.close()
            raise
        if isinstance(answer, str):
            self.close()
            raise SandboxError(f"The box ({self._backend.title}) could not be started: {answer}")
        self.facts = answer
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote and every job in it; one that has not started yet never does."""
        with self._lock:
            self.closing = True
            if self._control is not None:
                with contextlib.suppress(OSError):
                    self._control.shutdown(socket.SHUT_RDWR)
        if self._process is not None:
            try:
                self._process.wait(timeout=3 if self._backend.isolation != "namespaces" else 0.3)
            except subprocess.TimeoutExpired:
                self._process.kill()
        if self._keeper.is_alive() and self._keeper is not threading.current_thread():
            self._keeper.join(timeout=5)

    def start(self, order: Mapping[str, Any], job: int, result: int, log: int) -> Started:
        """Fork a child for an order; ``job``, ``result``, ``log`` are its pipes' descriptors.

        Raises :class:`SandboxError` where the zygote is gone.
        """
        waiting: queue.SimpleQueue[Started | None] = queue.SimpleQueue()
        with self._lock:
            self._number += 1
            number = self._number
            self._starting[number] = waiting
            control = self._control
            message = msgspec.msgpack.encode({**order, "order": "start", "job": number})
            try:
                if control is None or not self.alive:
                    raise SandboxError("The zygote is gone.")
                socket.send_fds(control, [message], [job, result, log])
            except OSError as problem:
                self._starting.pop(number, None)
                raise SandboxError(f"The zygote does not answer: {problem}.") from problem
        try:
            started = waiting.get(timeout=60)
        except queue.Empty:
            started = None
        if started is None:
            raise SandboxError(f"The zygote did not start a job. {self.last_words()}")
        return started

    def kill(self, started: Started) -> None:
        """End a job and everything it started."""
        with self._lock, contextlib.suppress(OSError):
            if self._control is not None and self.alive:
                self._control.send(msgspec.msgpack.encode({"order": "kill", "job": started.job}))

    def last_words(self) -> str:
        """The end of what the zygote printed."""
        try:
            self._log.seek(0, os.SEEK_END)
            self._log.seek(max(0, self._log.tell() - KEPT_OF_LOG))
            return self._log.read().decode(errors="replace").strip()
        except ValueError:
            return ""

    def _keep(self) -> None:
        """Start the zygote, hand on what it says, and bury it."""
        try:
            with self._backend.launch(libraries=self._libraries) as launch:
                try:
                    self._converse(launch)
                finally:
                    self._bury(launch)
        except BaseException as problem:  # noqa: BLE001 - told in the thread that waits
            self._ready.put(str(problem) or type(problem).__name__)
        finally:
            self._log.close()

    def _converse(self, launch: Launch) -> None:
        control = self._start(launch)
        with self._lock:
            self._control = control
        while True:
            try:
                message, descriptors, _, _ = socket.recv_fds(control, 65_536, 1)
            except OSError:
                return
            if not message:
                return
            self._hear(msgspec.msgpack.decode(message), descriptors)

    def _hear(self, event: dict[str, Any], descriptors: list[int]) -> None:
        what, number = event["event"], event.get("job", 0)
        if what == "ready":
            self.alive = True
            self._ready.put(event)
        elif what == "started":
            started = Started(number, descriptors[0], _pid_of(descriptors[0]))
            with self._lock:
                self._jobs[number] = started
                waiting = self._starting.pop(number, None)
            if waiting is not None:
                waiting.put(started)
        elif what == "ended":
            with self._lock:
                ended = self._jobs.pop(number, None)
            if ended is not None:
                ended.ended.put(event)

    def _start(self, launch: Launch) -> socket.socket:
        if launch.socket is not None:
            self._spawn(launch, launch.settings)
            return self._connect(str(launch.socket))
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                self._spawn(
                    launch, {**launch.settings, "control": theirs.fileno()}, theirs.fileno()
                )
            except BaseException:
                ours.close()
                raise
        return ours

    def _spawn(self, launch: Launch, settings: Mapping[str, Any], *passed: int) -> None:
        command = [*launch.command, json.dumps(settings)]
        with self._lock:
            if self.closing:
                raise SandboxError("It was closed before it had started.")
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
                env=launch.environment | {"PATH": os.defpath + os.pathsep + _path(launch)},
                pass_fds=passed, start_new_session=True,
            )  # fmt: skip

    def _connect(self, path: str) -> socket.socket:
        ours = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline and not self.closing:
            try:
                ours.connect(path)
            except OSError:
                if self._process is not None and self._process.poll() is not None:
                    break
                time.sleep(0.02)
            else:
                return ours
        ours.close()
        raise SandboxError(self.last_words() or "it opened no control socket")

    def _bury(self, launch: Launch) -> None:
        """Whatever ended the talk: no process stays, and everyone who waits hears of it."""
        self.alive = False
        if self._process is not None:
            try:
                self._process.wait(timeout=3)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if launch.stop:
            subprocess.run(launch.stop, capture_output=True, check=False, timeout=30)
        with self._lock:
            if self._control is not None:
                self._control.close()
                self._control = None
            jobs, self._jobs = self._jobs, {}
            starting, self._starting = self._starting, {}
        for started in jobs.values():
            started.ended.put(None)
        for waiting in starting.values():
            waiting.put(None)
        if not self.facts and self._process is not None:
            code = self._process.returncode
            self._ready.put(self.last_words() or f"it ended with code {code}")


def _path(launch: Launch) -> str:
    return launch.environment.get("PATH", "")


def _pid_of(handle: int) -> int:
    """The number that a pidfd's process has here."""
    with Path(f"/proc/self/fdinfo/{handle}").open(encoding="ascii") as file:
        for line in file:
            if line.startswith("Pid:"):
                return max(0, int(line.split()[1]))
    return 0
