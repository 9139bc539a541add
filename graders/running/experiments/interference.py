"""Non-interference: rows that must not matter are changed, and nothing that trains may move.

After Goguen and Meseguer (1982), by testing: the features of all rows that the program put aside,
and of all rows of ``data/test.csv`` but a few, are changed at once, ``fit`` is stubbed, and what
reaches ``fit`` is compared with the first run. In the same run a few test rows stay as they were,
and a few are copies of training rows: they tell how test rows are transformed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from graders.model.evidence import Evidence
from graders.model.experiment import Experiment, Source
from graders.model.plan import RunJob
from graders.running.experiments.arrivals import rows_put_aside
from graders.running.experiments.change import Change, plan_change
from graders.running.experiments.differences import (
    TOLERANCE,
    Comparison,
    Difference,
    Item,
    compare,
    disturbed,
    fit_pairs,
    numbers_of,
    only_reordered,
    rows_that_differ,
)
from graders.running.experiments.explaining import Teller, holds
from graders.running.experiments.held_out import Rows, learner_fits
from graders.running.experiments.stubbed import Trial, Unanswered
from graders.running.experiments.transforms import Setting, transforms

ANSWERS = 1e-4
"""Answers of one network to the same rows agree within this share of the largest one."""


def perform(trial: Trial, target: str) -> Experiment:
    """The experiment's record. ``target`` is the column of labels, which stays.

    Raises :class:`Unanswered` where a run gives no answer.
    """
    job, base = trial.job, trial.base
    rows = rows_put_aside(trial, target)
    change = plan_change(job, base, rows)
    resolved = rows.resolved if rows.put_aside else None
    if not change.counts:
        if resolved is False:
            raise Unanswered("unresolved", "rows-not-found")
        return Experiment(name="interference", outcome="done", resolved=resolved)
    found = trial.run(change.files(job, target, held=True, test=True))
    if cell := disturbed(base, found):
        raise Unanswered("unresolved", "run-disturbed", cell=cell)
    comparison = compared(base, found, change)
    certain: dict[Item, Difference] = {}
    ordered: dict[Item, int] = {}
    unclear: frozenset[Item] = frozenset()
    by: dict[Item, tuple[Source, ...]] = {}
    control = base
    if suspicious(comparison, base, change, job):
        control = trial.run({})
        if cell := disturbed(base, control):
            raise Unanswered("unresolved", "run-disturbed", cell=cell)
        by_itself, against_control = (
            compared(base, control, change), compared(control, found, change)
        )  # fmt: skip
        if cell := only_when_watched(by_itself, against_control, reordered(base, control)):
            raise Unanswered("unresolved", "differs-when-watched", cell=cell)
        certain, unclear = cleared(comparison, by_itself, against_control)
        ordered = reordered(control, found)
        certain = {item: one for item, one in certain.items() if item not in ordered}
        left = [item for item in certain if counts(certain[item], base, change, job)]
        if left:
            by = _sources(trial, change, target, control=control, found=found, items=certain)
        elif any(item[0] == "fit" for item in unclear):
            raise Unanswered("unresolved", "moves-by-itself")
        else:
            certain = {}
    if not comparison.seen and not any(item[0] == "fit" for item in certain):
        raise Unanswered("unresolved", "inputs-not-seen")
    told = Teller(base, control, found, change, job, target)
    moved = tuple(told.moved(one, by.get(item, ())) for item, one in certain.items())
    names = {one.name for one in (*comparison.moved.values(), *certain.values())}
    return Experiment(
        name="interference",
        outcome="done",
        reason="rows-not-found" if resolved is False else "",
        changed=change.counts,
        resolved=resolved,
        resolved_by=rows.by,
        moved=moved,
        still=still_names(comparison, names),
        transforms=transforms(
            Setting(base, found, change, job, target, frozenset(ordered.values())),
            certain.values(),
        ),
    )


def reordered(first: Evidence, second: Evidence) -> dict[Item, int]:
    """The trainings, with their networks, to which the same columns came in another order."""
    found: dict[Item, int] = {}
    for place, (fit, after) in enumerate(fit_pairs(first, second)):
        before, now = numbers_of(fit.inputs), numbers_of(after.inputs)
        if before is None or now is None or np.array_equal(before, now):
            continue
        if only_reordered(before, now):
            found["fit", str(place), "x", ""] = fit.model
    return found


def compared(first: Evidence, second: Evidence, change: Change) -> Comparison:
    """Two runs compared, and what their networks make of test rows that stayed.

    With the same weights they answer the same rows alike, unless something else in them moved:
    a layer's constants, say, that were taken from other rows.
    """
    found = compare(first, second)
    moved, still = dict(found.moved), set(found.still)
    for fit in learner_fits(first):
        item = ("fit", str(fit.model), "weights", "answers")
        same = _answers_stay(first, second, fit.model, change.kept)
        if same:
            still.add(item)
        elif same is False and fit.library == "keras":
            moved.setdefault(item, Difference("weights", item, fit.cell, fit=fit))
    return Comparison(moved, frozenset(still), found.seen)


def _answers_stay(first: Evidence, second: Evidence, model: int, kept: Rows) -> bool | None:
    """Whether a network answers kept rows alike; None where it was asked about other numbers."""
    before, after = first.model(model), second.model(model)
    if before is None or after is None or not before.weights or before.weights != after.weights:
        return None
    asked = numbers_of(before.test_inputs), numbers_of(after.test_inputs)
    given = numbers_of(before.test_outputs), numbers_of(after.test_outputs)
    if asked[0] is None or asked[1] is None or given[0] is None or given[1] is None:
        return None
    rows = sorted(row for row in kept if row < len(asked[0]))
    if asked[0].shape != asked[1].shape or given[0].shape != given[1].shape or not rows:
        return None
    if (rows_that_differ(asked[0][rows], asked[1][rows], scale=asked[0]) > TOLERANCE).any():
        return None
    apart = rows_that_differ(given[0][rows], given[1][rows], scale=given[0])
    return not bool((apart > ANSWERS).any())


def suspicious(comparison: Comparison, base: Evidence, change: Change, job: RunJob) -> bool:
    """Whether something moved that may be a leak, so that more runs are worth their time."""
    return any(counts(one, base, change, job) for one in comparison.moved.values())


def counts(one: Difference, base: Evidence, change: Change, job: RunJob) -> bool:
    """Whether it should have stood still.

    Where something is trained, what reaches the training; else every captured value but those
    that hold changed rows themselves.
    """
    if one.what != "value":
        return True
    return not learner_fits(base) and not holds(one, base, change, job)


def cleared(
    moved: Comparison, by_itself: Comparison, against_control: Comparison
) -> tuple[dict[Item, Difference], frozenset[Item]]:
    """What moved because rows were changed, and what also moves by itself (A/A control).

    Something that is the same in the control and in the experiment did not move: a stub's
    weights, for one, need not be the first run's.
    """
    both = moved.moved.keys() & against_control.moved.keys()
    unclear = frozenset(item for item in both if item in by_itself.moved)
    return {item: moved.moved[item] for item in moved.moved if item in both - unclear}, unclear


def only_when_watched(
    by_itself: Comparison, against_control: Comparison, reordered: Mapping[Item, int]
) -> str:
    """The cell of the first training where it is given other rows in a re-run, and then the same.

    Nothing has been trained before it, so what it is given cannot follow from a stub: with the
    same files, seeds and splits it should be what it was. What is random would differ again, and
    the order of columns may be that of a set.
    """
    for item, one in by_itself.moved.items():
        given = item[:2] == ("fit", "0") and one.what in {"x", "y"}
        if given and item not in reordered and item not in against_control.moved:
            return one.cell
    return ""


def still_names(comparison: Comparison, moving: Iterable[str]) -> tuple[str, ...]:
    """Captured names that never moved, in order."""
    names = {item[2]: None for item in sorted(comparison.still) if item[0] == "value"}
    return tuple(name for name in names if name not in set(moving))


def _sources(
    trial: Trial, change: Change, target: str, *, control: Evidence, found: Evidence,
    items: Iterable[Item],
) -> dict[Item, tuple[Source, ...]]:  # fmt: skip
    """Whose rows moved each item: one more run, where both kinds were changed."""
    sources = change.counts
    if len(sources) == 1:
        only: tuple[Source, ...] = ("held-out",) if "held-out" in sources else ("test",)
        return dict.fromkeys(items, only)
    half = trial.run(change.files(trial.job, target, held=True, test=False))
    if disturbed(trial.base, half):
        return {}
    by_held_out = compared(control, half, change).moved
    by_test = compared(half, found, change).moved
    told: dict[Item, tuple[Source, ...]] = {}
    for item in items:
        held: tuple[Source, ...] = ("held-out",) if item in by_held_out else ()
        test: tuple[Source, ...] = ("test",) if item in by_test else ()
        told[item] = held + test
    return told
