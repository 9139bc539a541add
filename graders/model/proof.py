"""What is known about the graders' own errors: results of right and wrong solutions, and counts.

A check is a classifier of rubric lines. A *false reject* takes points from a right solution, a
*false accept* gives full points to a wrong one that is filed as losing them.
"""

from __future__ import annotations

from typing import Literal

from graders.model.values import Struct

SCHEMA = 1

Kind = Literal["reference", "skeleton", "right", "wrong"]
Nature = Literal["structural", "experiment", "metric"]
"""How a check errs: what is read off a run, or found by experiments, must never take points from
a right solution; a metric's bar may, at the rate that its calibration states."""

How = Literal["ran", "kept", "recorded"]


class LineResult(Struct, frozen=True, kw_only=True):
    """A rubric line of one judged run.

    ``wanted`` is the outcome in the variant's header, empty for full points. ``root`` is the line
    that this one is blocked by.
    """

    item: str
    check: str
    nature: Nature
    outcome: str
    key: str
    lost: bool
    wanted: Literal["failed", "partial", "blocked", "varies", ""] = ""
    root: str = ""


class Result(Struct, frozen=True, kw_only=True):
    """One solution under one seed, judged; ``seed`` 0 is the seed of grading itself.

    ``faults`` say where the grade is not what the solution is filed under. ``by_rate`` are losses
    of metric lines, which are not faults one by one. ``error`` is ours: no grade came about.
    ``seconds`` are wall time, ``cpu_seconds`` the first run's, ``extra_cpu_seconds`` its
    experiments' and ``look_cpu_seconds`` the extra seeds' CPU time. ``resolved``: whether the
    rows that the program put aside were found; None where it put none aside, or nothing asked.
    """

    slug: str
    kind: Kind
    name: str
    title: str
    seed: int = 0
    how: How = "ran"
    lines: tuple[LineResult, ...] = ()
    faults: tuple[str, ...] = ()
    by_rate: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    extra_cpu_seconds: float = 0.0
    look_cpu_seconds: float = 0.0
    resolved: bool | None = None


class Figures(Struct, frozen=True, kw_only=True):
    """The confusion matrix of one rubric line, or of a check over all assignments.

    ``right_*`` count right solutions (the reference among them) and their runs, ``wrong_*`` the
    wrong solutions whose header names the line, and their runs. ``caught`` of ``wrong_solutions``
    lost points in every run. ``others_lost`` are runs of other wrong solutions that lost points
    here and should not have. Bounds are one-sided 95 % upper ones, by runs.
    """

    check: str
    nature: Nature
    right_solutions: int = 0
    right_runs: int = 0
    false_rejects: int = 0
    false_reject_bound: float = 1.0
    wrong_solutions: int = 0
    wrong_runs: int = 0
    false_accepts: int = 0
    false_accept_bound: float = 1.0
    caught: int = 0
    others_lost: int = 0
    holds: bool = True

    @property
    def mutation_score(self) -> float | None:
        """The share of wrong solutions aimed at it that it caught; None where none are."""
        return self.caught / self.wrong_solutions if self.wrong_solutions else None


class Finding(Struct, frozen=True, kw_only=True):
    """A run that was not judged as it is filed, or that could not be judged."""

    solution: str
    seed: int
    faults: tuple[str, ...]


class AssignmentProof(Struct, frozen=True, kw_only=True):
    """One assignment's figures, by rubric line.

    ``seconds`` is the wall time that its runs took (0 where all were known before),
    ``cpu_seconds`` the CPU time of all of them, known or not.
    ``extra_cpu`` is the experiments' CPU time as a share of the first runs'; ``splits`` counts
    runs that put rows aside, ``splits_resolved`` those whose rows were found.
    """

    slug: str
    lines: dict[str, Figures]
    right_solutions: int
    wrong_solutions: int
    runs: int
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    extra_cpu: float | None = None
    splits: int = 0
    splits_resolved: int = 0
    findings: tuple[Finding, ...] = ()


class Proof(Struct, frozen=True, kw_only=True):
    """All of it: what ``grade verify --json`` writes and later runs are compared with."""

    schema: int = SCHEMA
    right_seeds: int
    wrong_seeds: int
    shard: str = ""
    jobs: int = 0
    versions: dict[str, str] = {}
    checks: dict[str, Figures] = {}
    assignments: tuple[AssignmentProof, ...] = ()
