"""Today's figures held against committed ones: only a change for the worse is told."""

from __future__ import annotations

from collections.abc import Iterator

from graders.model.proof import AssignmentProof, Figures, Proof
from graders.proof.figures import upper_bound

RESOLVED = 0.95
"""The least share of runs with a split whose held-out rows must be found, over all assignments."""


def worse(before: Proof, after: Proof) -> list[str]:
    """What got worse since ``before``, in sentences; empty: nothing did.

    Numbers of seeds may differ. A shard sees a part of the matrix, so its counts of solutions say
    nothing; only assignments in both are compared.
    """
    earlier = {one.slug: one for one in before.assignments}
    return [
        f"{one.slug}: {text}"
        for one in after.assignments
        if one.slug in earlier
        for text in _assignment(earlier[one.slug], one, whole=not (after.shard or before.shard))
    ]


def _assignment(before: AssignmentProof, after: AssignmentProof, *, whole: bool) -> Iterator[str]:
    if whole:
        for kind in ("right", "wrong"):
            was, now = (getattr(one, f"{kind}_solutions") for one in (before, after))
            if now < was:
                yield f"{now} {kind} solutions, {was} before"
        gone = [item for item in before.lines if item not in after.lines]
        if gone:
            yield f"no longer judged: {', '.join(gone)}"
    was, now = _resolved(before), _resolved(after)
    # One assignment's runs are few: it is told where 95 % confidence says that it falls short.
    short = upper_bound(after.splits_resolved, after.splits) < RESOLVED if after.splits else False
    if now is not None and short and (was is None or now < was):
        told = f", {was:.0%} before" if was is not None else ""
        yield f"held-out rows found in {now:.0%} of the runs that split{told}"
    for item, line in after.lines.items():
        if item in before.lines:
            yield from (f"{item}: {text}" for text in _line(before.lines[item], line, whole=whole))


def _line(before: Figures, after: Figures, *, whole: bool) -> Iterator[str]:
    if before.holds and not after.holds:
        yield "held before, and does not hold now"
    was, now = before.mutation_score, after.mutation_score
    if was is not None and now is not None and now < was:
        yield f"catches {now:.0%} of the wrong solutions aimed at it, {was:.0%} before"
    if whole and after.wrong_solutions < before.wrong_solutions:
        yield f"{after.wrong_solutions} wrong solutions aim at it, {before.wrong_solutions} before"
    if after.right_runs and after.false_rejects / after.right_runs > before.false_reject_bound:
        yield (
            f"rejects {after.false_rejects} of {after.right_runs} right runs; before, at most "
            f"{before.false_reject_bound:.1%} with 95 % confidence"
        )


def _resolved(one: AssignmentProof) -> float | None:
    return one.splits_resolved / one.splits if one.splits else None
