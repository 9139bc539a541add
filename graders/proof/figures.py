"""Counts over judged runs, and what they allow to say. Pure.

The upper bound of a rate after ``x`` errors in ``n`` runs is Clopper and Pearson's one-sided one
(*Biometrika* 26, 1934): the rate at which ``x`` errors or fewer have a chance of 5 %. For no error
it is ``1 - 0.05 ** (1 / n)``, about ``3 / n``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from graders.calibration import PROPORTION
from graders.model.proof import AssignmentProof, Figures, Finding, LineResult, Nature, Result

RISK = 0.05
"""One minus the confidence of every bound."""


def upper_bound(errors: int, runs: int) -> float:
    """The 95 % upper bound of a rate; 1 where nothing ran.

    >>> round(upper_bound(0, 59), 4)
    0.0495
    """
    from scipy import stats

    if errors >= runs:
        return 1.0
    return float(stats.beta.ppf(1 - RISK, errors + 1, runs - errors))


def stated_error(share_below: float = 1 - PROPORTION) -> float:
    """How often two looks turn away a right solution, at most.

    A share ``p`` of right runs is below the bar. A solution is rejected where its first run is
    and the median of three is, so at least one of two more: ``p (1 - (1 - p)²)``.

    >>> round(stated_error(), 5)
    0.00488
    """
    return share_below * (1 - (1 - share_below) ** 2)


def more_than_stated(rejects: int, runs: int) -> bool:
    """Whether so many rejects have a chance below 5 % at the stated error (binomial test)."""
    from scipy import stats

    return bool(rejects and stats.binom.sf(rejects - 1, runs, stated_error()) < RISK)


def line_figures(results: Iterable[Result]) -> dict[str, Figures]:
    """The confusion matrix of every rubric line of one assignment, in the rubric's order.

    Runs without a grade count nowhere.
    """
    pairs = [
        (result, line)
        for result in results
        if result.kind != "skeleton" and not result.error
        for line in result.lines
    ]
    items = dict.fromkeys(line.item for _, line in pairs)
    return {item: _figures([pair for pair in pairs if pair[1].item == item]) for item in items}


def _figures(pairs: Sequence[tuple[Result, LineResult]]) -> Figures:
    right = [(result, line) for result, line in pairs if result.kind != "wrong"]
    wrong = [(result, line) for result, line in pairs if result.kind == "wrong"]
    aimed = [pair for pair in wrong if pair[1].wanted in {"failed", "partial"}]
    escaped = {result.name for result, line in aimed if not line.lost}
    names = {result.name for result, _ in aimed}
    return _judged(
        Figures(
            check=pairs[0][1].check,
            nature=pairs[0][1].nature,
            right_solutions=len({(result.kind, result.name) for result, _ in right}),
            right_runs=len(right),
            false_rejects=sum(_rejected(line) for _, line in right),
            wrong_solutions=len(names),
            wrong_runs=len(aimed),
            false_accepts=sum(not line.lost for _, line in aimed),
            caught=len(names - escaped),
            others_lost=sum(line.lost and not line.wanted for _, line in wrong),
        )
    )


def _rejected(line: LineResult) -> bool:
    """Lost by its own verdict: a line blocked by another is the other's error."""
    return line.lost and not line.root


def _judged(figures: Figures) -> Figures:
    too_many = (
        more_than_stated(figures.false_rejects, figures.right_runs)
        if figures.nature == "metric"
        else figures.false_rejects > 0
    )
    return msgspec.structs.replace(
        figures,
        false_reject_bound=round(upper_bound(figures.false_rejects, figures.right_runs), 6),
        false_accept_bound=round(upper_bound(figures.false_accepts, figures.wrong_runs), 6),
        holds=not too_many and not figures.false_accepts and not figures.others_lost,
    )


def check_figures(assignments: Iterable[AssignmentProof]) -> dict[str, Figures]:
    """The figures of the catalogue's checks, by name: their lines' counts, summed."""
    lines = sorted(
        (line for one in assignments for line in one.lines.values()), key=lambda line: line.check
    )
    return {check: _sum([*group]) for check, group in groupby(lines, lambda line: line.check)}


def _sum(lines: Sequence[Figures]) -> Figures:
    counts = (
        "right_solutions", "right_runs", "false_rejects", "wrong_solutions", "wrong_runs",
        "false_accepts", "caught", "others_lost",
    )  # fmt: skip
    nature: Nature = lines[0].nature
    total = Figures(check=lines[0].check, nature=nature)
    summed = {name: sum(getattr(line, name) for line in lines) for name in counts}
    judged = _judged(msgspec.structs.replace(total, **summed))
    return msgspec.structs.replace(judged, holds=judged.holds and all(one.holds for one in lines))


def assignment_proof(slug: str, results: Sequence[Result], seconds: float) -> AssignmentProof:
    """What one assignment's results say, together."""
    split = [result.resolved for result in results if result.resolved is not None]
    asked = [result for result in results if result.extra_cpu_seconds > 0]
    base = sum(result.cpu_seconds for result in asked)
    return AssignmentProof(
        slug=slug,
        lines=line_figures(results),
        right_solutions=_distinct(results, {"reference", "right"}),
        wrong_solutions=_distinct(results, {"wrong"}),
        runs=len(results),
        seconds=round(seconds, 1),
        cpu_seconds=round(sum(_cpu_seconds(result) for result in results), 1),
        extra_cpu=round(sum(r.extra_cpu_seconds for r in asked) / base, 3) if base else None,
        splits=len(split),
        splits_resolved=sum(split),
        findings=tuple(
            Finding(solution=f"{one.kind}/{one.name}", seed=one.seed, faults=said)
            for one in results
            if (said := (*one.faults, *([one.error] if one.error else ())))
        ),
    )


def _cpu_seconds(result: Result) -> float:
    return result.cpu_seconds + result.extra_cpu_seconds + result.look_cpu_seconds


def _distinct(results: Iterable[Result], kinds: set[str]) -> int:
    return len({(result.kind, result.name) for result in results if result.kind in kinds})
