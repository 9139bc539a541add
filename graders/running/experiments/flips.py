"""Honest evaluation: labels of rows that were put aside are flipped, and scores must follow.

Nothing that is trained or chosen may move with them. A score that stands still is asked again
with the labels of training rows flipped: if it moves then, it is a score of training rows.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from graders.model.assignment import Targets
from graders.model.evidence import Evidence
from graders.model.experiment import Experiment, Moved, Source
from graders.running.experiments import perturb
from graders.running.experiments.arrivals import rows_put_aside
from graders.running.experiments.change import Change
from graders.running.experiments.differences import Difference, Item, compare, disturbed, faithful
from graders.running.experiments.explaining import Teller
from graders.running.experiments.held_out import TRAIN, Rows
from graders.running.experiments.interference import cleared, still_names
from graders.running.experiments.stubbed import Trial, Unanswered

_SCORES = frozenset({"scalar", "text", "series"})


def perform(trial: Trial, targets: Targets) -> Experiment:
    """The experiment's record. Raises :class:`Unanswered` where a run gives no answer."""
    job, base = trial.job, trial.base
    if targets.task == "none":
        return Experiment(name="labels", outcome="done")
    rows = rows_put_aside(trial, targets.column)
    if not rows.put_aside:
        return Experiment(name="labels", outcome="done")
    if not rows.held_out and not rows.resolved:
        raise Unanswered("unresolved", "rows-not-found")
    if not rows.held_out:
        return Experiment(name="labels", outcome="done", resolved=True, resolved_by=rows.by)
    found = _flipped(trial, rows.held_out, targets)
    comparison = compare(base, found)
    certain = comparison.moved
    control = base
    # Where a network could not be given its weights back, all its scores are others.
    if any(one.what != "value" for one in certain.values()) or not faithful(base, found):
        control = trial.run({})
        if cell := disturbed(base, control):
            raise Unanswered("unresolved", "run-disturbed", cell=cell)
        against = compare(control, found)
        if faithful(base, control):
            certain, unclear = cleared(comparison, compare(base, control), against)
            if any(item[0] == "fit" for item in unclear):
                raise Unanswered("unresolved", "moves-by-itself")
        else:
            comparison, certain = against, against.moved
    change = Change(train=rows.held_out, test=frozenset(), kept=frozenset(), planted={})
    told = Teller(base, control, found, change, job, targets.column)
    moved = _told(told, certain, ("held-out",))
    still = still_names(comparison, (one.name for one in certain.values()))
    if rows.fitted and any(_is_score(base, name) for name in still):
        moved += _of_fitted(trial, rows.fitted, targets, control, still)
    return Experiment(
        name="labels",
        outcome="done",
        changed={"held-out": len(rows.held_out)},
        resolved=rows.resolved,
        resolved_by=rows.by,
        moved=moved,
        still=still,
    )


def _flipped(trial: Trial, rows: Rows, targets: Targets) -> Evidence:
    """The run with the labels of these rows flipped."""
    data = trial.job.files.get(TRAIN, b"")
    classes = targets.task != "regression"
    other = perturb.flipped(data, sorted(rows), targets.column, classes=classes)
    if other == data:
        raise Unanswered("unresolved", "no-labels")
    found = trial.run({TRAIN: other})
    if cell := disturbed(trial.base, found):
        raise Unanswered("unresolved", "run-disturbed", cell=cell)
    return found


def _of_fitted(
    trial: Trial, rows: Rows, targets: Targets, control: Evidence, still: Iterable[str]
) -> tuple[Moved, ...]:
    """Which of the scores that stood still are scores of training rows."""
    try:
        found = _flipped(trial, rows, targets)
    except Unanswered:
        return ()  # the scores are known to stand still all the same
    names = set(still)
    told = Teller(
        trial.base, control, found,
        Change(train=rows, test=frozenset(), kept=frozenset(), planted={}),
        trial.job, targets.column,
    )  # fmt: skip
    values = {
        item: one
        for item, one in compare(control, found).moved.items()
        if one.what == "value" and one.name in names and _is_score(trial.base, one.name)
    }
    return _told(told, values, ("fitted",))


def _told(told: Teller, moved: dict[Item, Difference], by: tuple[Source, ...]) -> tuple[Moved, ...]:
    return tuple(msgspec.structs.replace(told.moved(one, by), by=by) for one in moved.values())


def _is_score(base: Evidence, name: str) -> bool:
    """Whether a captured name may be a score: a number, a report, a small table of counts."""
    value = base.value(name)
    if value is None:
        return False
    if value.kind == "array" and value.array is not None:
        sides = value.array.shape
        return len(sides) == 2 and sides[0] == sides[1]
    return value.kind in _SCORES
