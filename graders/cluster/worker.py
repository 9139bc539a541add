"""What Dask calls in a worker: hand a job to this machine's host, and its reply back as bytes.

Nothing here looks into a job or into evidence. Dask unpickles these functions by their names, so
client, scheduler and workers have graders installed.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from graders.cluster import host
from graders.cluster.wire import Cell, Connection, Done, Facts, Hold, Reply, Run, own_facts, release
from graders.errors import GradersError

if TYPE_CHECKING:
    from distributed import Worker

RESOURCE = "graders-"
"""Workers that can run our jobs offer a resource of this name and of our release."""

_ATTEMPTS = 2
_TOLD_EVERY = 0.3
GREETING = 240.0
"""Seconds that a worker has to start its runner."""

_lock = threading.Lock()
_held: dict[str, Connection] = {}
_busy: dict[str, set[Connection]] = {}


def resource() -> str:
    """The resource that a job of this release needs one of."""
    return RESOURCE + release()[:16]


async def greet(client: str, backend: str, dask_worker: Worker) -> bytes:
    """Start this machine's runner or find it, and offer this worker's threads.

    Gives :class:`Facts` as bytes: a worker that runs another release offers nothing here.
    """
    facts = await asyncio.to_thread(_hold, client, backend)
    if not facts.problem:
        threads = float(dask_worker.state.nthreads)
        await dask_worker.set_resources(**{resource(): threads})
    return msgspec.msgpack.encode(facts)


def _hold(client: str, backend: str) -> Facts:
    try:
        connection = host.attach(backend or None)
        connection.send(Hold())
        facts = connection.receive()
    except (OSError, GradersError) as problem:
        return own_facts("", problem=str(problem))
    if not isinstance(facts, Facts):
        return own_facts("", problem="the runner of this machine ended while it started")
    with _lock:
        before = _held.pop(client, None)
        _held[client] = connection
        _busy.setdefault(client, set())
    if before is not None:
        before.close()
    return facts


def _hold_again(client: str, backend: str) -> bool:
    """Whether this client is still served; then a runner that has died is started again."""
    with _lock:
        there = client in _held
    return there and not _hold(client, backend).problem


async def leave(client: str) -> None:
    """Let go of the runner, and end what still runs for this client."""
    with _lock:
        held = _held.pop(client, None)
        busy = _busy.pop(client, set())
    for connection in busy:
        connection.end()
    if held is not None:
        held.close()


def perform(order: bytes, name: str, client: str, backend: str) -> bytes:
    """Run an order on this machine's runner; its :class:`Reply`, as bytes, whatever happens."""
    problem = ""
    for attempt in range(_ATTEMPTS):
        if attempt and not _hold_again(client, backend):
            break  # who asked has left meanwhile
        try:
            connection = host.attach(backend or None)
        except (OSError, GradersError) as fault:
            problem = str(fault)
            continue
        with _lock:
            _busy.setdefault(client, set()).add(connection)
        try:
            connection.send(Run(order=order))
            while (message := connection.receive()) is not None:
                if isinstance(message, Cell):
                    _tell(client, name, message.cell)
                elif isinstance(message, Done):
                    return message.reply
        except (OSError, GradersError) as fault:
            problem = str(fault)
        finally:
            connection.close()
            with _lock:
                _busy.get(client, set()).discard(connection)
    problem = f"the runner of its machine was lost twice. {problem}".strip()
    digest = hashlib.sha256(order).hexdigest()
    return msgspec.msgpack.encode(Reply(order=digest, problem=problem[:2000]))


_told: dict[str, float] = {}


def _tell(client: str, name: str, cell: str) -> None:
    """Say which cell runs; a notebook of many quick cells says it now and then."""
    from distributed import get_worker

    now = time.monotonic()
    with _lock:
        if now - _told.get(name, 0.0) < _TOLD_EVERY:
            return
        _told[name] = now
        for old in [one for one, when in _told.items() if now - when > 3600]:
            del _told[old]
    with contextlib.suppress(ValueError):  # no worker: called by hand
        get_worker().log_event(f"graders-{client}", {"order": name, "cell": cell})
