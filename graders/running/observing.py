"""Everything that is found out about a program before it is judged: its run, and what was asked.

The one way from a job to evidence that can be judged; whoever runs notebooks calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec

from graders.checks.base import Check
from graders.model.assignment import Assignment
from graders.model.evidence import Evidence, Remark
from graders.model.plan import RunJob
from graders.model.reference import Reference
from graders.running.experiments import asked_for, investigate
from graders.running.mended import mend, substituted_job

Progress = Callable[[str], None]


class Run(Protocol):
    """What runs a job: ``Runner.run``, or ``graders.running.local.LocalRunner.run``."""

    def __call__(self, job: RunJob, progress: Progress | None = None, /) -> Evidence:
        """What one run showed; ``progress`` is told each cell."""


def observe(  # noqa: PLR0917 - a program, and what it is judged by
    run: Run,
    job: RunJob,
    assignment: Assignment,
    reference: Reference,
    types: Mapping[str, type[Check]],
    progress: Progress | None = None,
    *,
    repairs: tuple[Remark, ...] = (),
    known: Evidence | None = None,
) -> Evidence:
    """Run a notebook, then perform the experiments that the rubric's checks ask for.

    Where a line stopped at an interface that a newer library removed, and can be rewritten, all
    of it is about the notebook with today's interface in it (:mod:`graders.running.mended`).
    ``repairs`` are what was mended in the notebook when it was read. ``known`` is the job's
    evidence, archives included, where it has run already: then only what is missing is run.
    ``progress`` is told each cell, and each experiment. Raises :class:`SandboxError` where the
    first run was lost; an experiment that is lost is a record.
    """
    if known is not None:
        job, evidence = substituted_job(job, known), known
    else:
        first = run(job, progress)
        first = msgspec.structs.replace(first, repairs=(*repairs, *first.repairs))
        job, evidence = mend(run, job, first, progress)
    return investigate(run, job, evidence, assignment, reference, types, progress)


def lacking(
    evidence: Evidence,
    assignment: Assignment,
    reference: Reference,
    types: Mapping[str, type[Check]],
) -> bool:
    """Whether evidence has no record of an experiment that the rubric asks for."""
    return bool(asked_for(evidence, assignment, reference, types))
