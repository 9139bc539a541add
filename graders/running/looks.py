"""Two looks more: the whole notebook again, with other training seeds and the same splits.

Seeds derive from the plan's own, so everyone gets the same ones and nobody can fish for better
ones by handing in again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from graders.model.evidence import Evidence
from graders.model.experiment import Experiment, Look
from graders.model.plan import RunJob
from graders.model.values import Array

LOOKS = 2
"""With the first run they make three, of which the middle one counts."""

Run = Callable[[RunJob], Evidence]


def perform(run: Run, job: RunJob, evidence: Evidence, names: tuple[str, ...]) -> Experiment:
    """Run the notebook twice more, and record what ``names`` hold in the end.

    ``evidence`` is the first run's. A cell that fails leaves its names out of that look; a run
    that did not come to its end though the first one did ends the experiment with *timeout*,
    *died*, or *lost* where that was our fault. Raises what ``run`` raises.
    """
    looks: list[Look] = []
    seconds = cpu_seconds = 0.0
    for number in range(1, LOOKS + 1):
        again = look_job(job, number)
        found = run(again)
        seconds += found.status.seconds
        cpu_seconds += found.status.cpu_seconds
        ended = found.status.outcome
        if ended not in {"finished", evidence.status.outcome}:
            return Experiment(
                name="seeds",
                outcome=ended if ended in {"timeout", "lost"} else "died",
                reason=ended,
                looks=tuple(looks),
                runs=number,
                seconds=seconds,
                cpu_seconds=cpu_seconds,
            )
        looks.append(
            Look(seed=again.plan.seed, answers=_answers(found, names), confirmed=_confirmed(found))
        )
    return Experiment(
        name="seeds",
        outcome="done",
        looks=tuple(looks),
        runs=LOOKS,
        seconds=seconds,
        cpu_seconds=cpu_seconds,
    )


def look_job(job: RunJob, number: int) -> RunJob:
    """The job of look ``number``, from 1: training seeds remapped, those of splits kept."""
    message = f"look\0{number}\0{job.plan.seed}".encode()
    seed = int.from_bytes(hashlib.sha256(message).digest()[:4], "big") >> 1
    kept = job.plan.seed if job.plan.split_seed is None else job.plan.split_seed
    plan = msgspec.structs.replace(
        job.plan,
        seed=seed,
        remap_seeds=True,
        split_seed=kept,
        measure_fit=False,
        probes=(),
        training=None,
    )
    return msgspec.structs.replace(job, plan=plan)


def _answers(found: Evidence, names: tuple[str, ...]) -> dict[str, Array]:
    answers = {}
    for name in names:
        value = found.value(name)
        if value is not None and value.array is not None:
            answers[name] = value.array
    return answers


def _confirmed(found: Evidence) -> bool | None:
    """Whether a clean box gave the same answers; ``None`` where it could not say."""
    answering = {record.model for record in found.models if record.test_outputs is not None}
    states = {one.status for one in found.measurements if one.model in answering}
    if "contradicted" in states:
        return False
    return True if states == {"confirmed"} else None
