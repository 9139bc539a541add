"""One's own notebook, run without a box: for ``grade check``, on Linux, macOS and Windows.

The same collector and the same measuring as in a box, in plain child processes.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO

import msgspec

from graders.errors import EvidenceError, SandboxError
from graders.model.evidence import Environment, Evidence, Measurement, RunStatus, Timing
from graders.model.plan import RunJob
from graders.running.frames import Assembler
from graders.running.inside.mode import ENVIRONMENT
from graders.running.measuring import confirm, measure_job
from graders.running.telling import Progress, TellingAssembler

START_SECONDS = 180.0
SPARE_SECONDS = 30.0
MEASURE_SECONDS = 180.0
CHUNK = 1 << 16


def run_local(job: RunJob, progress: Progress | None = None) -> Evidence:
    """Run a notebook of one's own and measure its models.

    ``progress`` is told the id of each cell as it starts, and ``measuring`` at the end. Raises
    :class:`SandboxError` where the child process cannot be started or breaks before a cell ran.
    """
    tell = progress or (lambda _: None)
    began = time.perf_counter()
    assembler = TellingAssembler(job, tell)
    status = _run(job, assembler)
    cells = time.perf_counter()
    evidence = assembler.evidence(status, Environment(backend="local", local=True))
    tell("measuring")
    measurements = _measure(evidence, job)
    stages = {"cells": cells - began, "measure": time.perf_counter() - cells}
    return msgspec.structs.replace(
        evidence, measurements=measurements, timing=Timing(stages=stages)
    )


def _run(job: RunJob, assembler: TellingAssembler) -> RunStatus:
    limits = job.limits
    patience = limits.notebook_seconds * limits.wall_factor + SPARE_SECONDS
    began = time.perf_counter()
    with _child("run", msgspec.msgpack.encode(job)) as (process, chunks, errors):
        deadline = began + START_SECONDS
        starting = True
        while True:
            try:
                data = chunks.get(timeout=max(0.0, min(0.5, deadline - time.perf_counter())))
            except queue.Empty:
                if time.perf_counter() < deadline:
                    continue
                process.kill()
                return RunStatus(
                    outcome="timeout", cell=assembler.running_cell, limit="wall",
                    seconds=time.perf_counter() - began,
                    detail="the run was ended from outside: it did not answer its limits",
                )  # fmt: skip
            if not data:
                break
            try:
                assembler.feed(data)
            except EvidenceError as problem:
                process.kill()
                return RunStatus(outcome="died", cell=assembler.running_cell, detail=str(problem))
            if starting and assembler.told:
                starting = False
                deadline = time.perf_counter() + patience
        code = _ended(process)
        said = errors().strip()[-2_000:]
    spent = time.perf_counter() - began
    if assembler.finished is not None:
        late = any(run.limit == "notebook" for run in assembler.evidence(_FINISHED).cells)
        return RunStatus(
            outcome="timeout" if late else "finished", limit="notebook" if late else None,
            seconds=spent, cpu_seconds=assembler.finished.cpu_seconds,
        )  # fmt: skip
    if assembler.stopped is not None:
        return RunStatus(outcome="timeout", cell=assembler.stopped.cell,
                         limit=assembler.stopped.limit, seconds=spent)  # fmt: skip
    if starting:
        raise SandboxError(
            "The notebook could not be started here. Python said: "
            + (said or f"nothing, and ended with code {code}")
        )
    return RunStatus(outcome="died", cell=assembler.running_cell, seconds=spent,
                     signal=-code if code < 0 else None, detail=f"exit code {code}")  # fmt: skip


_FINISHED = RunStatus(outcome="finished")


def _measure(evidence: Evidence, job: RunJob) -> tuple[Measurement, ...]:
    """One clean process answers for all saved models."""
    jobs = [
        made
        for record in evidence.models
        if (made := measure_job(record, job.limits, job.plan.training))
    ]
    found = Assembler()
    if jobs:
        deadline = time.perf_counter() + MEASURE_SECONDS + 10 * len(jobs)
        with _child("measure", msgspec.msgpack.encode(jobs)) as (process, chunks, _):
            while True:
                try:
                    data = chunks.get(timeout=max(0.0, deadline - time.perf_counter()))
                    if not data:
                        break
                    found.feed(data)
                except (queue.Empty, EvidenceError):
                    process.kill()
                    break
    return tuple(
        confirm(record, found.measurements.get(record.model)) for record in evidence.models
    )


_Channel = tuple["subprocess.Popen[bytes]", "queue.Queue[bytes]", Callable[[], str]]


@contextlib.contextmanager
def _child(kind: str, job: bytes) -> Iterator[_Channel]:
    """A fresh Python in an empty folder of its own, its frames read by a thread."""
    environment = {**os.environ, **ENVIRONMENT}
    with (
        tempfile.TemporaryDirectory(prefix="graders-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryFile() as log,
    ):
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "graders.running.local_child", kind],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                cwd=folder, env=environment,
            )  # fmt: skip
        except OSError as problem:
            raise SandboxError(
                f"Python could not be started for a local run: {problem}"
            ) from problem
        chunks: queue.Queue[bytes] = queue.Queue(maxsize=256)
        threads = [
            threading.Thread(target=_write, args=(process.stdin, job), daemon=True),
            threading.Thread(target=_read, args=(process.stdout, chunks), daemon=True),
        ]
        for thread in threads:
            thread.start()

        def errors() -> str:
            log.seek(0)
            return log.read(1 << 20).decode("utf-8", "replace")

        try:
            yield process, chunks, errors
        finally:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()


def _ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a child that closed its frames; one that lingers is killed."""
    try:
        return process.wait(timeout=SPARE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _write(stream: IO[bytes] | None, job: bytes) -> None:
    if stream is not None:
        with contextlib.suppress(OSError):
            stream.write(job)
            stream.close()


def _read(stream: IO[bytes] | None, chunks: queue.Queue[bytes]) -> None:
    """Pass on what arrives; empty bytes say that it has ended."""
    if stream is not None:
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(stream.fileno(), CHUNK):
                chunks.put(data)
    chunks.put(b"")
