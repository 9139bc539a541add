"""Evidence and a rubric in, a grade out: pure, exact, and the same every time.

Credit has four decimal places, the points of a line two, both rounded half up in decimal
arithmetic; the score is their exact sum. Checks are judged in the order of ``requires`` and
``follows``, and a check whose prerequisite did not pass is *blocked*: one root cause costs points
once. A check that only ``follows`` another one is judged first, and keeps what it earned itself.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

import msgspec

from graders.checks import make_check
from graders.checks.base import Check, blocked, remark
from graders.checks.base import broken as broken_verdict
from graders.errors import RubricError
from graders.model.assignment import Assignment, RubricItem
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Digests, Grade, Line, Verdict
from graders.model.reference import Reference

POINT_STEP = Decimal("0.01")
EXACT_STEP = Decimal("1e-12")
_ONE, _NOTHING = Decimal(1), Decimal(0)


def grade(  # noqa: PLR0917 - what a grade depends on, all of it
    student: str,
    assignment: Assignment,
    evidence: Evidence,
    reference: Reference,
    digests: Digests,
    types: Mapping[str, type[Check]],
    repairs: tuple[Remark, ...] = (),
) -> Grade:
    """Judge every rubric line.

    With a public reference (``grade check``) lines that are not public, or need a hidden target,
    are left out, and ``possible`` is the sum of the others. A check that raises is our fault:
    its line is *broken*, the grade needs review. A run that was lost gives a *broken* grade.
    Raises :class:`RubricError` where the rubric itself cannot be used.
    """
    if evidence.status.outcome == "lost":
        problem = remark("run-lost", detail=evidence.status.detail)
        return broken(student, assignment, problem, digests)
    # A task that is drawn by name says whose it is; nothing else may depend on who handed in.
    reference = msgspec.structs.replace(reference, student=student)
    verdicts: dict[str, Verdict] = {}
    exact: set[str] = set()
    for item in in_order(assignment.checks):
        if reference.public and not item.public:
            continue
        check = make_check(item, types)
        if reference.public and check.hidden:
            continue
        if check.exact:
            exact.add(item.id)
        obstacle = _obstacle(item.requires, verdicts)
        if obstacle is None:
            verdicts[item.id] = _judge(check, evidence, reference, item)
            if verdicts[item.id].outcome == "failed":
                obstacle = _obstacle(item.follows, verdicts)
        if obstacle is not None:
            verdicts[item.id] = _blocked(assignment.item(obstacle), verdicts[obstacle])
    lines = tuple(
        _line(item, verdicts[item.id], exact=item.id in exact)
        for item in assignment.checks
        if item.id in verdicts
    )
    review = [*_run_review(evidence), *(line.verdict.review for line in lines)]
    reasons = tuple(dict.fromkeys(reason for reason in review if reason))
    return Grade(
        student=student,
        assignment=assignment.slug,
        state="needs-review" if reasons else "graded",
        score=sum((line.points for line in lines), Decimal(0)),
        possible=sum((line.possible for line in lines), Decimal(0)),
        lines=lines,
        remarks=_once(*evidence.repairs, *repairs, *evidence.remarks),
        problem=_run_problem(evidence),
        review=reasons,
        digests=digests,
        unsafe=evidence.environment.unsafe,
    )


def unreadable(
    student: str, assignment: Assignment, problem: Remark, digests: Digests | None = None
) -> Grade:
    """The grade of something that is no notebook: no points, and why."""
    lines = tuple(
        _line(item, blocked("submission-unreadable"))
        for item in assignment.checks
        if item.points > 0
    )
    return Grade(
        student=student,
        assignment=assignment.slug,
        state="unreadable",
        score=Decimal(0),
        possible=assignment.points,
        lines=lines,
        problem=problem,
        digests=digests or Digests(),
    )


def broken(
    student: str, assignment: Assignment, problem: Remark, digests: Digests | None = None
) -> Grade:
    """Our fault: no points are stated, and a person has to look."""
    return Grade(
        student=student,
        assignment=assignment.slug,
        state="broken",
        score=Decimal(0),
        possible=assignment.points,
        problem=problem,
        review=(problem.key,),
        digests=digests or Digests(),
    )


def in_order(items: tuple[RubricItem, ...]) -> list[RubricItem]:
    """Rubric lines, each after those that it requires; otherwise in the rubric's order.

    Raises :class:`RubricError` for a circle or an unknown prerequisite.
    """
    order = _order(tuple((item.id, tuple(item.requires), tuple(item.follows)) for item in items))
    return [items[place] for place in order]


@lru_cache(maxsize=64)
def _order(items: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]) -> tuple[int, ...]:
    places = {name: place for place, (name, _, _) in enumerate(items)}
    if len(places) < len(items):
        raise RubricError("assignment.toml", None, "checks", "two rubric lines have the same id")
    for item, requires, follows in items:
        for field, names in (("requires", requires), ("follows", follows)):
            unknown = [name for name in names if name not in places]
            if unknown:
                raise RubricError(
                    "assignment.toml", None, f"{item}.{field}", f"no rubric line {unknown[0]!r}"
                )
    sorter = TopologicalSorter({item: (*requires, *follows) for item, requires, follows in items})
    try:
        return tuple(places[name] for name in sorter.static_order())
    except CycleError as problem:
        circle = " → ".join(problem.args[1])
        raise RubricError("assignment.toml", None, "checks", f"circle: {circle}") from problem


def points_of(item: RubricItem, credit: Decimal, *, exact: bool = False) -> Decimal:
    """A line's points: ``points x credit``, rounded half up to two places, or exact to twelve."""
    step = EXACT_STEP if exact and credit not in {0, 1} else POINT_STEP
    return (item.points * credit).quantize(step, rounding=ROUND_HALF_UP)


def _judge(check: Check, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
    """The check's verdict, or *broken* where it raised or answered nonsense."""
    try:
        return _sound(check(evidence, reference, item))
    except Exception as problem:  # noqa: BLE001 - whatever a check raises is our fault
        where = traceback.extract_tb(problem.__traceback__)[-1]
        return broken_verdict(
            "check-raised",
            check=item.check,
            type=type(problem).__name__,
            _detail=f"{problem} ({where.name}, line {where.lineno})",
        )


def _sound(verdict: Verdict) -> Verdict:
    """The verdict itself, if credit and outcome agree; raises ``ValueError`` otherwise."""
    expected = _ONE if verdict.outcome == "passed" else _NOTHING
    if verdict.outcome == "partial":
        if not _NOTHING <= verdict.credit <= _ONE:
            raise ValueError(f"credit {verdict.credit} is not in [0, 1]")
    elif verdict.credit != expected:
        raise ValueError(f"credit {verdict.credit} for outcome {verdict.outcome}")
    if verdict.outcome == "broken" and verdict.review is None:
        return msgspec.structs.replace(verdict, review=verdict.key)
    return verdict


def _allows(verdict: Verdict) -> bool:
    """What requires a broken check is judged all the same: our fault blocks nobody."""
    return verdict.outcome in {"passed", "broken"}


def _obstacle(names: tuple[str, ...], verdicts: Mapping[str, Verdict]) -> str | None:
    """The first of these lines that stands in the way."""
    for name in names:
        if name in verdicts and not _allows(verdicts[name]):
            return name
    return None


def _blocked(obstacle: RubricItem, verdict: Verdict) -> Verdict:
    """Blocked by the root: a chain of blocked checks names the first that failed."""
    root = verdict.facts.get("item") if verdict.key == "blocked-by" else None
    if root is not None:
        return verdict
    return blocked(
        "blocked-by",
        item=obstacle.id,
        title=obstacle.title or obstacle.id,
        title_ko=obstacle.title_ko or obstacle.title or obstacle.id,
    )


def _line(item: RubricItem, verdict: Verdict, *, exact: bool = False) -> Line:
    return Line(
        item=item.id,
        check=item.check,
        verdict=verdict,
        points=points_of(item, verdict.credit, exact=exact),
        possible=item.points,
        cell=item.cell,
    )


def _once(*remarks: Remark) -> tuple[Remark, ...]:
    """Remarks in order, each once."""
    kept: list[Remark] = []
    for one in remarks:
        if one not in kept:
            kept.append(one)
    return tuple(kept)


def _run_problem(evidence: Evidence) -> Remark | None:
    """How the run ended, where that was not at its end."""
    status = evidence.status
    if status.outcome == "finished":
        return None
    found = remark(
        f"run-{status.outcome}",
        limit=status.limit or status.outcome,
        seconds=round(status.cpu_seconds or status.seconds, 1),
    )
    # The sentence names the cell, so it is a fact as well as a place.
    return msgspec.structs.replace(
        found, cell=status.cell, facts={**found.facts, "cell": status.cell or "?"}
    )


def _run_review(evidence: Evidence) -> list[str]:
    """Reaching the wall-clock backstop, or a box that failed to measure, is our state."""
    reasons = []
    struck = [evidence.status.limit, *(run.limit for run in evidence.cells)]
    if any(limit is not None and "wall" in limit for limit in struck):
        reasons.append("run-wall-limit")
    if evidence.status.limit == "collector":
        reasons.append("run-collector-ended")
    if any(one.key == "records-contradict" for one in evidence.remarks):
        reasons.append("records-contradict")
    if any(found.status == "failed" for found in evidence.measurements):
        reasons.append("answers-not-measured")
    return reasons
