"""A program's stubbed re-run: the same cells, other files, ``fit`` trains nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from graders.errors import SandboxError
from graders.model.evidence import Evidence
from graders.model.experiment import Experiment, Name
from graders.model.plan import RunJob

Run = Callable[[RunJob], Evidence]
"""What runs a job: ``Runner.run``, or ``LocalRunner.run`` (``graders.running``)."""

LATE = frozenset({"timeout"})


def stubbed(job: RunJob, base: Evidence, files: Mapping[str, bytes]) -> RunJob:
    """The job of an experiment's run, with these files in place of the first run's.

    Networks get the weights back that they had in the end; splits are replayed.
    """
    plan = msgspec.structs.replace(
        job.plan,
        stub_fit=True,
        trained={record.model: record.archive for record in base.models if record.archive},
        splits=base.splits,
        keep_inputs=True,
        measure_fit=False,
        probes=(),
        training=None,
    )
    return msgspec.structs.replace(job, plan=plan, files={**job.files, **files})


def seed_of(job: RunJob, purpose: str) -> int:
    """A seed for what is random in an experiment: the same for everyone, in [0, 2**32)."""
    message = f"{job.plan.seed}\0{purpose}".encode()
    return int.from_bytes(hashlib.sha256(message).digest()[:4], "big")


class Unanswered(Exception):  # noqa: N818 - no error: an experiment that has no answer
    """An experiment's run gave no answer. ``outcome`` and ``reason`` as in Experiment."""

    def __init__(self, outcome: str, reason: str = "", **facts: str) -> None:
        super().__init__(outcome, reason)
        self.outcome, self.reason, self.facts = outcome, reason, facts


@dataclass
class Trial:
    """The runs of one experiment, counted."""

    perform: Run
    job: RunJob
    base: Evidence
    runs: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    facts: dict[str, str] = field(default_factory=dict)

    def run(self, files: Mapping[str, bytes]) -> Evidence:
        """One stubbed run. Raises :class:`Unanswered` where it did not come to its end."""
        found = self.perform(stubbed(self.job, self.base, files))
        self.runs += 1
        self.seconds += found.status.seconds
        self.cpu_seconds += found.status.cpu_seconds
        before = {run.cell: run.outcome for run in self.base.cells}
        late = any(run.outcome == "timeout" and before.get(run.cell) == "ok" for run in found.cells)
        if found.status.outcome == "lost":
            raise SandboxError(found.status.detail or "the run was lost")
        if found.status.outcome == "timeout" or late:
            raise Unanswered("timeout", "timeout")
        if found.status.outcome != "finished":
            raise Unanswered("died", "died", how=found.status.outcome)
        return found

    def finish(self, found: Experiment) -> Experiment:
        """The record with what it cost."""
        return msgspec.structs.replace(
            found, runs=self.runs, seconds=self.seconds, cpu_seconds=self.cpu_seconds
        )

    def unanswered(self, name: Name, problem: Unanswered) -> Experiment:
        """The record of an experiment without an answer."""
        return msgspec.structs.replace(
            msgspec.convert(
                {"name": name, "outcome": problem.outcome, "reason": problem.reason,
                 "facts": dict(problem.facts)},
                Experiment,
            ),
            runs=self.runs, seconds=self.seconds, cpu_seconds=self.cpu_seconds,
        )  # fmt: skip
