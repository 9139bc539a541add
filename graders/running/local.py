"""One's own notebook, run without a box: for ``grade check``, on Linux, macOS and Windows.

The same collector and the same measuring as in a box, in plain child processes.
"""

from __future__ import annotations

import queue
import time
from typing import Any, Self

import msgspec

from graders.errors import EvidenceError, SandboxError
from graders.model.evidence import Environment, Evidence, Measurement, RunStatus, Timing
from graders.model.plan import RunJob
from graders.running.frames import Assembler
from graders.running.local_process import SPARE_SECONDS, LocalProcess
from graders.running.measuring import confirm, measure_job
from graders.running.telling import Progress, TellingAssembler

START_SECONDS = 180.0
MEASURE_SECONDS = 180.0


class LocalRunner:
    """Runs notebooks of one's own, one at a time: a context manager, which ends its process.

    Where the system forks soundly, one process imports the libraries for all runs.
    """

    def __init__(self) -> None:
        self._process: LocalProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, and whatever runs in it."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def run(self, job: RunJob, progress: Progress | None = None) -> Evidence:
        """Run a notebook and measure its models.

        ``progress`` is told the id of each cell as it starts, and ``measuring`` at the end. Raises
        :class:`SandboxError` where the child process cannot be started or breaks before a cell
        ran.
        """
        tell = progress or (lambda _: None)
        began = time.perf_counter()
        assembler = TellingAssembler(job, tell)
        status = self._run(job, assembler)
        cells = time.perf_counter()
        evidence = assembler.evidence(status, Environment(backend="local", local=True))
        tell("measuring")
        measurements = self._measure(evidence, job)
        stages = {"cells": cells - began, "measure": time.perf_counter() - cells}
        return msgspec.structs.replace(
            evidence, measurements=measurements, timing=Timing(stages=stages)
        )

    def _start(self, kind: str, job: msgspec.Struct | list[Any]) -> LocalProcess:
        """Give a job to the process; to a new one where the last has ended."""
        if self._process is not None and self._process.over:
            self.close()
        if self._process is None:
            self._process = LocalProcess()
        self._process.start(kind, job)
        return self._process

    def _run(self, job: RunJob, assembler: TellingAssembler) -> RunStatus:
        limits = job.limits
        patience = limits.notebook_seconds * limits.wall_factor + SPARE_SECONDS
        began = time.perf_counter()
        process = self._start("run", job)
        deadline = began + START_SECONDS
        starting = True
        while True:
            try:
                data = process.take(min(0.5, deadline - time.perf_counter()))
            except queue.Empty:
                if time.perf_counter() < deadline:
                    continue
                self.close()
                return RunStatus(
                    outcome="timeout", cell=assembler.running_cell, limit="wall",
                    seconds=time.perf_counter() - began,
                    detail="the run was ended from outside: it did not answer its limits",
                )  # fmt: skip
            if isinstance(data, int):
                code = data
                break
            try:
                assembler.feed(data)
            except EvidenceError as problem:
                self.close()
                return RunStatus(outcome="died", cell=assembler.running_cell, detail=str(problem))
            if starting and assembler.told:
                starting = False
                deadline = time.perf_counter() + patience
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
                + (process.said()[-2_000:] or f"nothing, and ended with code {code}")
            )
        return RunStatus(
            outcome="died", cell=assembler.running_cell, seconds=spent,
            signal=-code if code < 0 else None, detail=f"exit code {code}",
        )  # fmt: skip

    def _measure(self, evidence: Evidence, job: RunJob) -> tuple[Measurement, ...]:
        """One clean process answers for all saved models."""
        jobs = [
            made
            for record in evidence.models
            if (made := measure_job(record, job.limits, job.plan.training))
        ]
        found = Assembler()
        if jobs:
            deadline = time.perf_counter() + MEASURE_SECONDS + 10 * len(jobs)
            process = self._start("measure", jobs)
            try:
                while not isinstance(data := process.take(deadline - time.perf_counter()), int):
                    found.feed(data)
            except (queue.Empty, EvidenceError):
                self.close()
        return tuple(
            confirm(record, found.measurements.get(record.model)) for record in evidence.models
        )


_FINISHED = RunStatus(outcome="finished")
