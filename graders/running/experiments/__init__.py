"""What checks ask a program, put to it: runs more than the first, and what they showed.

The planner takes the union of what the rubric's checks ask for, the cheap experiments first.
Before each, the evidence is judged: a check whose prerequisites failed asks nothing. Nothing that
student code does raises here; a fault of ours is an experiment that was ``lost``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import get_args

import msgspec

from graders import grading
from graders.checks import make_check
from graders.checks.base import Check
from graders.model.assignment import Assignment
from graders.model.evidence import Evidence
from graders.model.experiment import Experiment, Name
from graders.model.grade import Digests
from graders.model.plan import RunJob
from graders.model.reference import Reference
from graders.running import looks
from graders.running.experiments import flips, interference
from graders.running.experiments.stubbed import Run, Trial, Unanswered

ORDER: tuple[Name, ...] = get_args(Name)
"""The cheap ones first."""

STAGE = "experiments"
"""The stage of ``Evidence.timing``, in seconds."""

Progress = Callable[[str], None]


def investigate(  # noqa: PLR0917 - a program, its first run, and what it is judged by
    run: Run,
    job: RunJob,
    evidence: Evidence,
    assignment: Assignment,
    reference: Reference,
    types: Mapping[str, type[Check]],
    progress: Progress | None = None,
) -> Evidence:
    """The evidence with a record of every experiment that the rubric's checks ask for.

    ``evidence`` is ``job``'s, with its models' archives. Records that it has are kept, but for
    those that were lost. ``progress`` is told each experiment as it starts. Raises
    :class:`RubricError` only.
    """
    tell = progress or (lambda _: None)
    began = time.monotonic()
    tried: set[str] = set()
    while True:
        asked = asked_for(evidence, assignment, reference, types)
        name = next((one for one in ORDER if one in asked and one not in tried), None)
        if name is None:
            break
        tried.add(name)
        tell(f"experiment {name}")
        record = _perform(name, Trial(run, job, evidence), assignment, asked[name])
        kept = tuple(one for one in evidence.experiments if one.name != name)
        evidence = msgspec.structs.replace(evidence, experiments=(*kept, record))
    if not tried:
        return evidence
    stages = dict(evidence.timing.stages)
    stages[STAGE] = stages.get(STAGE, 0.0) + time.monotonic() - began
    timing = msgspec.structs.replace(evidence.timing, stages=stages)
    return msgspec.structs.replace(evidence, timing=timing)


def asked_for(
    evidence: Evidence,
    assignment: Assignment,
    reference: Reference,
    types: Mapping[str, type[Check]],
) -> dict[Name, tuple[str, ...]]:
    """The experiments that are missing, and the captured names that each is asked about.

    Checks that are blocked, or left out (``grade check``), ask nothing. A run that was lost is
    asked nothing.
    """
    asked: dict[Name, tuple[str, ...]] = {}
    needed = {item.id: make_check(item, types) for item in assignment.checks}
    if evidence.status.outcome == "lost" or not any(check.needs for check in needed.values()):
        return asked
    grade = grading.grade("", assignment, evidence, reference, Digests(), types)
    for line in grade.lines:
        item, check = assignment.item(line.item), needed[line.item]
        if line.verdict.outcome == "blocked" or not check.needs:
            continue
        try:
            names = check.asks(evidence, reference, item)
        except Exception:  # noqa: BLE001 - whatever a check raises, it may need all of it
            names = check.needs
        about = getattr(check, "answers", "")
        for name in ORDER:
            held = evidence.experiment(name)
            if name in names and (held is None or held.outcome == "lost"):
                asked[name] = (*asked.get(name, ()), *([about] if about else []))
    return {name: tuple(dict.fromkeys(about)) for name, about in asked.items()}


def _perform(
    name: Name, trial: Trial, assignment: Assignment, about: tuple[str, ...]
) -> Experiment:
    """One experiment's record, whatever happens."""
    try:
        return trial.finish(_answer(name, trial, assignment, about))
    except Unanswered as problem:
        return trial.unanswered(name, problem)
    except Exception as problem:  # noqa: BLE001 - our fault, and no reason to lose the first run
        detail = f"{type(problem).__name__}: {problem}"[:300]
        return trial.finish(Experiment(name=name, outcome="lost", facts={"_detail": detail}))


def _answer(name: Name, trial: Trial, assignment: Assignment, about: tuple[str, ...]) -> Experiment:
    """Raises :class:`Unanswered`, or whatever is wrong with us."""
    if name == "seeds":
        record = looks.perform(trial.perform, trial.job, trial.base, about)
        trial.runs, trial.seconds, trial.cpu_seconds = (
            record.runs, record.seconds, record.cpu_seconds
        )  # fmt: skip
        return record
    if trial.base.status.outcome != "finished":
        raise Unanswered("unresolved", "run-unfinished")
    if name == "interference":
        return interference.perform(trial, assignment.targets.column)
    return flips.perform(trial, assignment.targets)
