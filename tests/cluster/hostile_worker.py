"""Loaded into a Dask worker: it answers as a worker does that its students have taken over.

What it does is named by the order's only cell, ``# mode: NAME``. It starts no box.
"""

from __future__ import annotations

import os
import re
import socket
import time

import msgspec
from distributed import get_worker

from graders.cluster import worker
from graders.cluster.wire import Order, Reply, own_facts
from graders.model.evidence import CellRun, Environment, Evidence, RunStatus

DONE = []


class System:
    """Unpickled, it writes the process that did so to the file that it names."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (os.system, (f"echo $PPID >> '{self.path}'",))


class RaisedError(Exception):
    def __init__(self, path):
        super().__init__("boom")
        self.path = path

    def __reduce__(self):
        code = f"__import__('os').system('echo $PPID >> {self.path}') or Exception('boom')"
        return (eval, (code,))


def honest(order, job, **changes):
    evidence = Evidence(
        status=RunStatus(outcome="finished"),
        cells=tuple(CellRun(cell=c.cell, index=c.index, outcome="ok") for c in job.plan.cells),
        environment=Environment(backend="bubblewrap"),
    )
    evidence = msgspec.structs.replace(evidence, **changes)
    return reply(order, evidence.encode())


def reply(order, evidence, **changes):
    import hashlib

    made = Reply(order=hashlib.sha256(order).hexdigest(), evidence=evidence)
    return msgspec.msgpack.encode(msgspec.structs.replace(made, **changes))


def perform(order, name, client, backend):
    job = msgspec.msgpack.decode(order, type=Order).job
    source = job.plan.cells[0].source
    mode = re.search(r"# mode: (\S+)(?: (\S+))?", source)
    what, path = mode[1], mode[2] or ""
    if what == "honest":
        for cell in ("\x1b[2J", "only", "measuring", 7):
            get_worker().log_event(f"graders-{client}", {"order": name, "cell": cell})
        time.sleep(0.2)
        return honest(order, job)
    if what == "junk":
        return b"\xc1" * 100
    if what == "pickle":
        return System(path)
    if what == "pickled-error":
        raise RaisedError(path)
    if what == "text":
        return "no bytes"
    if what == "replay":  # the first order's evidence, again and again
        DONE.append(honest(order, job))
        return DONE[0]
    if what == "other-notebook":
        cells = (CellRun(cell="elsewhere", index=0, outcome="ok"),)
        return honest(order, job, cells=cells)
    if what == "floods":  # structure that would decode to gigabytes
        # Maps that would become 61 million dictionaries.
        return reply(order, b"\x81\xa5calls\xdd" + (61_000_000).to_bytes(4) + b"\x80" * 61_000_000)
    if what == "large":
        return b"\0" * (81 << 20)
    if what == "dies":
        os._exit(9)
    raise AssertionError(what)


async def greet(client, backend, dask_worker):
    await dask_worker.set_resources(**{worker.resource(): 1.0})
    facts = own_facts(socket.gethostname(), backend="bubblewrap")
    if os.environ.get("HOSTILE_VERSIONS"):
        facts = msgspec.structs.replace(facts, versions={**facts.versions, "keras": "1.0"})
    if warning := os.environ.get("HOSTILE_WARNING"):
        facts = msgspec.structs.replace(facts, warning=warning)
    if canary := os.environ.get("HOSTILE_GREETING"):
        return System(canary)
    return msgspec.msgpack.encode(facts)


def dask_setup(worker_):
    worker.perform, worker.greet = perform, greet
    # Dask finds functions by their names.
    for function in (perform, greet):
        function.__module__ = worker.__name__
