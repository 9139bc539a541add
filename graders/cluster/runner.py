"""Runs notebooks on a Dask cluster, in the place of this machine's runner."""

from __future__ import annotations

import hashlib
import queue
import secrets
import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Self

import msgspec

from graders.cluster.child import Child
from graders.cluster.reply import read_reply
from graders.cluster.roster import Settings
from graders.cluster.wire import (
    Cautioned,
    Cell,
    Connection,
    Distrust,
    Done,
    Failed,
    Known,
    Lost,
    Order,
    Refused,
    Run,
    Slots,
)
from graders.errors import ClusterError, EvidenceError, SandboxError
from graders.model.evidence import Evidence
from graders.model.plan import RunJob

ATTEMPTS = 3
"""A job whose worker sent junk goes to others; Dask itself runs a lost worker's jobs again."""

WAIT = 30.0
"""Seconds that a cluster may be without a worker."""

UNREAD_BYTES = 256 << 20
"""Of replies that came and are not judged yet: then no more are taken from the gateway."""

Progress = Callable[[str], None]
Warn = Callable[[str, str], None]
"""Told a worker's address, and why it is left out or what its box does not hold."""


class ClusterRunner:
    """A context manager around one connection to a Dask scheduler.

    ``address`` is the scheduler's; ``most`` bounds how many jobs go on at once, of all that the
    workers have room for; ``wait`` is how long there may be no worker; ``bounds`` are the
    gateway's (:class:`graders.cluster.roster.Settings`). Entering waits for the first worker
    whose box holds. :meth:`run` may be called from any thread. Raises
    :class:`ClusterError` where the cluster cannot be used.
    """

    def __init__(
        self,
        address: str,
        *,
        backend: str | None = None,
        most: int | None = None,
        wait: float = WAIT,
        warn: Warn = lambda _worker, _problem: None,
        caution: Warn = lambda _worker, _warning: None,
        **bounds: Any,
    ) -> None:
        self._settings = Settings(
            client=secrets.token_hex(8), address=address, backend=backend or "", wait=wait, **bounds
        )
        self._most, self._warn, self._caution = most, warn, caution
        self._places = threading.BoundedSemaphore(most) if most else nullcontext()
        self._lock = threading.Lock()
        self._waiting: dict[str, queue.SimpleQueue[Known]] = {}
        self._child: Child | None = None
        self._first: queue.SimpleQueue[Slots | Lost] = queue.SimpleQueue()
        self._slots = Slots(slots=0)
        self._lost = ""
        self._unread = 0
        self._judged = threading.Condition()

    @property
    def slots(self) -> int:
        """How many jobs go on at once now; it follows the workers that come and go."""
        return self._slots.slots if self._most is None else min(self._most, self._slots.slots)

    @property
    def machines(self) -> int:
        """How many machines have workers that can be used."""
        return self._slots.machines

    def __enter__(self) -> Self:
        try:
            self._child = Child("graders.cluster.gateway", self._settings)
            heard = self._child.connection
            threading.Thread(target=self._listen, args=(heard,), daemon=True).start()
            first = self._first.get()
        except BaseException:
            self.close()
            raise
        if isinstance(first, Lost):
            self.close()
            raise ClusterError(first.problem)
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the cluster; what still runs for us there is ended."""
        self._end("The run was interrupted.")
        if self._child is not None:
            self._child.close(patience=15)

    def run(self, job: RunJob, progress: Progress | None = None) -> Evidence:
        """Run one notebook on a worker and measure its models there.

        ``progress`` is told cells as they start, in this thread, now and then. Raises
        :class:`ClusterError` where the cluster is lost, :class:`SandboxError` where this job was
        given up: faults of ours both.
        """
        cells = {*(cell.cell for cell in job.plan.cells), "measuring"}

        def tell(cell: str) -> None:
            if progress is not None and cell in cells:  # a worker may say anything
                progress(cell)

        problem = ""
        for _ in range(ATTEMPTS):
            name = secrets.token_hex(16)
            order = msgspec.msgpack.encode(Order(name=name, job=job))
            with self._places:
                answer = self._ask(name, order, patience(job), tell)
            if isinstance(answer, Failed):
                problem = answer.problem
                if answer.final:
                    break
                continue
            try:
                return read_reply(answer.reply, hashlib.sha256(order).hexdigest(), job)
            except EvidenceError as fault:
                problem = f"a worker sent what is no evidence of this job ({fault})"
                self._send(Distrust(worker=answer.worker, problem=problem))
            except SandboxError as fault:
                problem = f"{answer.worker}: {fault}"
            finally:
                self._count(-len(answer.reply))
        raise SandboxError(f"The cluster gave the run up: {problem}")

    def _ask(self, name: str, order: bytes, seconds: float, tell: Progress) -> Done | Failed:
        answers: queue.SimpleQueue[Known] = queue.SimpleQueue()
        with self._lock:
            self._waiting[name] = answers
        try:
            self._send(Run(order=order, seconds=seconds))
            while True:
                answer = answers.get()
                if isinstance(answer, Cell):
                    tell(answer.cell)
                elif isinstance(answer, Lost):
                    raise ClusterError(answer.problem)
                elif isinstance(answer, Done | Failed):
                    return answer
        finally:
            with self._lock:
                self._waiting.pop(name, None)

    def _send(self, message: Known) -> None:
        if self._lost or self._child is None:
            raise ClusterError(self._lost or "The cluster was not asked yet.")
        try:
            self._child.connection.send(message)
        except OSError:
            self._end("The process that talks to the cluster has ended.")
            raise ClusterError(self._lost) from None

    def _listen(self, connection: Connection) -> None:
        """In a thread: what the gateway says, to whom it concerns."""
        try:
            while (message := connection.receive()) is not None:
                if isinstance(message, Lost):
                    self._end(message.problem)
                elif isinstance(message, Slots):
                    self._slots = message
                    self._first.put(message)
                elif isinstance(message, Refused):
                    self._warn(message.worker, message.problem)
                elif isinstance(message, Cautioned):
                    self._caution(message.worker, message.warning)
                elif isinstance(message, Cell | Done | Failed):
                    if isinstance(message, Done):
                        self._count(len(message.reply))
                    self._hand_on(message.order, message)
        except ClusterError as problem:
            self._end(str(problem))
        self._end("The process that talks to the cluster ended; a reply may have been too large.")

    def _hand_on(self, order: str, message: Known) -> None:
        with self._lock:
            waiting = self._waiting.get(order)
        if waiting is not None:
            waiting.put(message)
        elif isinstance(message, Done):
            self._count(-len(message.reply))

    def _count(self, size: int) -> None:
        """Replies that wait to be judged; of more than there is room for, the next one waits."""
        with self._judged:
            if size > 0:
                self._judged.wait_for(lambda: self._unread < UNREAD_BYTES or self._lost)
            self._unread += size
            self._judged.notify_all()

    def _end(self, problem: str) -> None:
        """The cluster is lost: whoever waits hears of it. The first reason stands."""
        with self._lock:
            self._lost = self._lost or problem
            waiting = list(self._waiting.values())
        with self._judged:
            self._judged.notify_all()
        lost = Lost(problem=self._lost)
        self._first.put(lost)
        for one in waiting:
            one.put(lost)


def patience(job: RunJob) -> float:
    """Seconds after which a worker is taken for hung: far beyond every limit of ours.

    A worker may try a box twice, for the cells and for their models, and two jobs a place may
    be ahead in the queue.
    """
    return 3 * (4 * job.limits.notebook_seconds * job.limits.wall_factor + 60)
