"""What became of mutants when they were graded, and how good the rubric is by that. Pure.

A *mutation score* is the share of mutants that lost points, among those that are not equivalent
(DeMillo, Lipton, Sayward: Hints on test data selection, Computer 11(4), 1978).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, get_args

from graders.model.values import Struct

if TYPE_CHECKING:
    from graders.model.evidence import Evidence
    from graders.model.grade import Grade
    from graders.mutation.equivalents import Equivalent
    from graders.mutation.mutants import Mutant

Kind = Literal["killed", "survived", "equivalent", "review", "punished", "broken"]
"""``killed``: it lost points. ``survived``: full marks, and nobody said that it deserves them.
``equivalent``: full marks, as it should. ``review``: full marks, but a person is asked to look.
``punished``: filed as equivalent, and lost points. ``broken``: our fault, no grade."""


_CRASHED = {"error", "timeout", "killed"}


class Fate(Struct, frozen=True, kw_only=True):
    """What became of one mutant. ``caught`` maps rubric lines that lost points to their reasons.

    A line blocked by another is not among them. ``crashed``: a cell of it raised.
    """

    mutant: str
    operator: str
    what: str
    kind: Kind
    caught: dict[str, str] = {}
    crashed: bool = False
    note: str = ""


class OperatorScore(Struct, frozen=True, kw_only=True):
    """One operator's mutants, counted by what became of them.

    ``score`` is the mutation score, None where no mutant counts. What waits for a person counts
    as not killed.
    """

    tried: int = 0
    killed: int = 0
    crashed: int = 0
    survived: int = 0
    equivalent: int = 0
    review: int = 0
    punished: int = 0
    broken: int = 0
    score: float | None = None


class CheckScore(Struct, frozen=True, kw_only=True):
    """How many killed mutants a rubric line took points from, how many no other line did."""

    caught: int = 0
    alone: int = 0


class Scores(Struct, frozen=True, kw_only=True):
    """All counts of one assignment."""

    total: OperatorScore
    operators: dict[str, OperatorScore]
    checks: dict[str, CheckScore]


class Report(Struct, frozen=True, kw_only=True):
    """One assignment: every fate, the counts, and entries of ``equivalent.toml`` without a mutant.

    ``sampled``: not all mutants were tried.
    """

    slug: str
    fates: tuple[Fate, ...]
    scores: Scores
    stale: tuple[str, ...] = ()
    sampled: bool = False

    @property
    def findings(self) -> tuple[Fate, ...]:
        """Fates that somebody has to do something about."""
        return tuple(one for one in self.fates if one.kind not in {"killed", "equivalent"})


def fate(
    mutant: Mutant, grade: Grade, evidence: Evidence, equivalents: Mapping[str, Equivalent]
) -> Fate:
    """What became of a mutant that has a grade."""
    caught = {
        line.item: line.verdict.key
        for line in grade.lines
        if line.points < line.possible and line.verdict.outcome != "blocked"
    }
    known = equivalents.get(mutant.key)
    lost = grade.score < grade.possible
    kind: Kind
    if grade.state in {"broken", "unreadable"}:
        kind = "broken"
    elif known is not None:
        kind = "punished" if lost else "equivalent"
    elif lost:
        kind = "killed"
    else:
        kind = "review" if grade.review else "survived"
    problem = grade.problem.key if grade.problem is not None else ", ".join(grade.review)
    return Fate(
        mutant=mutant.key,
        operator=mutant.operator,
        what=mutant.what,
        kind=kind,
        caught=caught,
        crashed=any(cell.outcome in _CRASHED for cell in evidence.cells),
        note=known.why if known is not None else problem if kind in {"broken", "review"} else "",
    )


def broken(mutant: Mutant, problem: str) -> Fate:
    """A mutant that got no grade, by a fault of ours."""
    return Fate(
        mutant=mutant.key, operator=mutant.operator, what=mutant.what, kind="broken", note=problem
    )


def scores(fates: Sequence[Fate], lines: Iterable[str]) -> Scores:
    """Counts by operator and by rubric line; ``lines`` are all of the rubric, in its order."""
    operators = dict.fromkeys(one.operator for one in fates)
    killed = [one for one in fates if one.kind == "killed"]
    return Scores(
        total=_count(fates),
        operators={
            name: _count([one for one in fates if one.operator == name]) for name in operators
        },
        checks={
            item: CheckScore(
                caught=sum(item in one.caught for one in killed),
                alone=sum(set(one.caught) == {item} for one in killed),
            )
            for item in lines
        },
    )


def _count(fates: Sequence[Fate]) -> OperatorScore:
    number = {kind: sum(one.kind == kind for one in fates) for kind in get_args(Kind)}
    crashed = sum(one.kind == "killed" and one.crashed for one in fates)
    counted = number["killed"] + number["survived"] + number["review"]
    score = round(number["killed"] / counted, 4) if counted else None
    return OperatorScore(tried=len(fates), crashed=crashed, score=score, **number)
