"""Runs notebooks in boxes: many at once, from any thread, in children of one zygote.

A notebook gets one child; then each model that it saved gets a fresh one, which never ran
student code, to be measured. What student code does is evidence, never an exception.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

import msgspec

from graders.errors import SandboxError
from graders.model.assignment import Limits
from graders.model.evidence import (
    Environment,
    Evidence,
    Measurement,
    ModelRecord,
    RunStatus,
    Timing,
)
from graders.model.plan import RunJob
from graders.running.backend import Backend
from graders.running.execution import Execution, Kind, perform
from graders.running.frames import Assembler
from graders.running.measuring import confirm, measure_job
from graders.running.telling import Progress, TellingAssembler
from graders.running.zygote_process import ZygoteProcess

ATTEMPTS = 2
MOST_MEASURED = 24
LEAST_SECONDS = 5.0


@dataclass(frozen=True)
class _Startup:
    """What the zygote's start cost, and what it could not import (module to reason)."""

    seconds: float
    missing: dict[str, str]


class Runner:
    """A context manager around one zygote. ``jobs`` runs go on at once; more wait their turn.

    Entering takes ``startup_seconds`` (some 4 s: TensorFlow is imported). Leaving, by whatever
    way, ends every process. :meth:`run` may be called from any thread.
    """

    def __init__(self, backend: Backend, jobs: int | None = None) -> None:
        self.backend = backend
        self.jobs = max(1, jobs if jobs is not None else os.cpu_count() or 1)
        self._places = threading.BoundedSemaphore(self.jobs)
        self._lock = threading.Lock()
        self._zygote: ZygoteProcess | None = None
        self._closed = False
        self._startup = _Startup(0.0, {})

    @property
    def startup_seconds(self) -> float:
        """Wall time of the zygote's (latest) start: imports, and the outer box."""
        return self._startup.seconds

    @property
    def missing(self) -> dict[str, str]:
        """Usual libraries that could not be imported, with the reason."""
        return self._startup.missing

    def __enter__(self) -> Self:
        self._living()
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote and every run; runs under way raise :class:`SandboxError`."""
        self._closed = True
        # One that is still starting holds the lock: closing it ends the wait for it.
        starting = self._zygote
        if starting is not None:
            starting.close()
        with self._lock:
            zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.close()

    def run(self, job: RunJob, progress: Progress | None = None) -> Evidence:
        """Run one notebook and measure its models.

        ``progress`` is told the id of each cell as it starts, then ``measuring``; it is called
        in this thread. Raises :class:`SandboxError` for faults of ours only, after a second try.
        """
        tell = progress or (lambda _: None)
        queued = time.monotonic()
        with self._places:
            waited = time.monotonic() - queued
            evidence, execution = self._run_cells(job, tell)
            began = time.monotonic()
            measurements, measuring = self._measure(evidence, job, tell)
            stages = {
                "wait": waited,
                "fork": execution.stages.get("box", 0.0),
                "cells": execution.seconds - execution.stages.get("box", 0.0),
                "measure": time.monotonic() - began,
            }
        return msgspec.structs.replace(
            evidence,
            measurements=measurements,
            timing=Timing(stages=stages, measure_cpu_seconds=measuring),
        )

    def _run_cells(self, job: RunJob, tell: Progress) -> tuple[Evidence, Execution]:
        payload = msgspec.msgpack.encode(job)
        execution, assembler = self._try("run", payload, job.limits, job, tell)
        where = Environment(backend=self.backend.name, unsafe=self.backend.unsafe)
        return assembler.evidence(status(execution, assembler), where), execution

    def _try(
        self, kind: Kind, payload: bytes, limits: Limits, job: RunJob | None, tell: Progress
    ) -> tuple[Execution, Assembler]:
        """Perform a job, once more where the box and not the student was at fault."""
        problem = ""
        killed = 0
        for _ in range(ATTEMPTS):
            assembler = TellingAssembler(job, tell) if job is not None else Assembler()
            short = memory_shortages()
            try:
                execution = perform(
                    self._living(), kind, payload, limits, feed=assembler.feed,
                    finished=partial(_over, assembler), theirs=partial(_begun, assembler),
                )  # fmt: skip
            except SandboxError as trouble:
                problem = str(trouble)
            else:
                problem = _our_trouble(
                    execution, again=killed > 0, short=memory_shortages() > short
                )
                if not problem:
                    return execution, assembler
                killed += execution.signal == signal.SIGKILL
            if self._closed:
                raise SandboxError("The run was interrupted.")
        raise SandboxError(f"The box ({self.backend.title}) failed twice: {problem}")

    def _living(self) -> ZygoteProcess:
        """The zygote; a new one where the last has died."""
        with self._lock:
            if self._closed:
                raise SandboxError("The run was interrupted.")
            if self._zygote is not None and self._zygote.alive:
                return self._zygote
            if self._zygote is not None:
                self._zygote.close()
            began = time.monotonic()
            self._zygote = ZygoteProcess(self.backend)
            self._zygote.__enter__()
            missing = dict(self._zygote.facts.get("missing", {}))
            self._startup = _Startup(time.monotonic() - began, missing)
            return self._zygote

    def _measure(
        self, evidence: Evidence, job: RunJob, tell: Progress
    ) -> tuple[tuple[Measurement, ...], float]:
        """Measure in clean children; all of them share one notebook's seconds, which it tells."""
        found = []
        left = given = job.limits.notebook_seconds
        for place, record in enumerate(in_order(evidence.models, job.plan.models)):
            if place == 0:
                tell("measuring")
            if record.archive and (place >= MOST_MEASURED or left < LEAST_SECONDS):
                found.append(not_rebuilt(record, "the notebook left more models than are measured"))
                continue
            limits = msgspec.structs.replace(job.limits, notebook_seconds=max(left, LEAST_SECONDS))
            order = measure_job(record, limits, job.plan.training)
            if order is None:
                found.append(confirm(record, None))
                continue
            try:
                execution, assembler = self._try(
                    "measure", msgspec.msgpack.encode(order), limits, None, lambda _: None
                )
            except SandboxError:
                if self._closed:
                    raise
                found.append(confirm(record, None))
                continue
            left -= execution.cpu_seconds
            if execution.outcome == "finished" and assembler.measurement is not None:
                found.append(confirm(record, assembler.measurement))
            else:
                found.append(not_rebuilt(record, f"loading it ended with {execution.outcome}"))
        return tuple(sorted(found, key=lambda measurement: measurement.model)), given - left


def _our_trouble(execution: Execution, *, again: bool, short: bool) -> str:
    """Why a run has to be tried again; empty where what it shows is the student's.

    A kill that was none of ours may have been the kernel's, for want of memory, or a person's.
    A program may also kill itself: where that happens ``again`` and the kernel took nobody
    meanwhile (``short``), it is taken at its word.
    """
    if execution.failure or execution.outcome == "lost":
        return (execution.failure or execution.detail).strip() or "no reason given"
    if execution.outcome != "died" or execution.signal != signal.SIGKILL:
        return ""
    if short:
        return (
            "this machine's memory was used up, and the kernel ended it: run fewer at once "
            "(`--jobs 1`), or give the machine more memory"
        )
    return "" if again else "it was killed from outside"


def memory_shortages() -> int:
    """How many processes the kernel has ended since it booted because memory was used up."""
    try:
        with Path("/proc/vmstat").open("rb") as file:
            return next((int(line.split()[1]) for line in file if line.startswith(b"oom_kill ")), 0)
    except OSError:
        return 0


def _over(assembler: Assembler) -> bool:
    return assembler.finished is not None or assembler.stopped is not None


def _begun(assembler: Assembler) -> bool:
    return assembler.begun


def in_order(models: tuple[ModelRecord, ...], wanted: tuple[str, ...]) -> list[ModelRecord]:
    """The models that the rubric asks for first, then named ones, then the rest."""

    def rank(record: ModelRecord) -> tuple[bool, bool, int]:
        return (not set(record.names) & set(wanted), not record.names, record.model)

    return sorted(models, key=rank)


def not_rebuilt(record: ModelRecord, reason: str) -> Measurement:
    """A model that no clean box could load within its limits."""
    return Measurement(model=record.model, status="not-rebuilt", reason=reason)


def status(execution: Execution, assembler: Assembler) -> RunStatus:
    """How the run ended: what the watcher saw first, then what the run said of itself."""
    outcome, limit, cell = execution.outcome, execution.limit, assembler.running_cell
    if outcome == "finished" and assembler.finished is None and assembler.stopped is not None:
        outcome, limit, cell = "timeout", assembler.stopped.limit, assembler.stopped.cell
    elif outcome == "finished":
        runs = assembler.evidence(RunStatus(outcome="finished")).cells
        if any(run.limit == "notebook" for run in runs):
            outcome, limit = "timeout", "notebook"
    if assembler.problem is not None and outcome in {"finished", "died"}:
        outcome, limit = "output", "evidence"
    return RunStatus(
        outcome=outcome,
        cell=None if outcome == "finished" else cell,
        limit=limit,
        signal=execution.signal,
        seconds=execution.seconds,
        cpu_seconds=execution.cpu_seconds,
        peak_memory=execution.peak_memory,
        detail=execution.detail[-2000:],
    )
