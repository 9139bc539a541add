"""Which rows a program put aside, found by changing few rows and looking where they arrive.

For programs whose arrays tell nothing about their rows. A changed row that a training takes in
moves one row of what reaches ``fit`` far more than the others; a changed row that only reaches
``predict`` moves none so. Rows are halved until those are left that reach no training.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graders.model.evidence import Evidence
from graders.running.experiments import csv_table, perturb
from graders.running.experiments.differences import (
    call_pairs,
    disturbed,
    fit_pairs,
    numbers_of,
    rows_that_differ,
)
from graders.running.experiments.held_out import SCORING, TRAIN, HeldOut, Rows, held_out
from graders.running.experiments.stubbed import Trial, seed_of

GROUP = 8
"""Rows in the first of the runs. With a fifth put aside, five groups in six hold one."""

MOST_RUNS = 4
FAR = 0.05
"""A changed row moves a column by at least this share of its largest number, ..."""

ABOVE = 5.0
"""... and this many times as far as the middle one of all rows, which a shared scale may move."""


def rows_put_aside(trial: Trial, target: str) -> HeldOut:
    """What the first run shows, and where that leaves rows unknown, a few found by further runs.

    Raises :class:`~graders.running.experiments.stubbed.Unanswered` where a run gives no answer.
    """
    rows = held_out(trial.base, csv_table.row_count(trial.job.files.get(TRAIN, b"")))
    if rows.resolved or not rows.put_aside:
        return rows
    control = trial.run({})
    if disturbed(trial.base, control):
        return rows
    found = find(trial, control, target) - rows.fitted
    if not found:
        return rows
    return replace(rows, held_out=found, resolved=True, by="one-row-run")


def find(trial: Trial, control: Evidence, target: str) -> Rows:
    """Rows of ``data/train.csv`` that reach no training but are predicted; empty: none found.

    ``control`` is a stubbed run of unchanged files. At most four runs.
    """
    data = trial.job.files.get(TRAIN, b"")
    seed = seed_of(trial.job, "arrivals")
    columns = csv_table.columns_of(csv_table.table_of(data))
    order = np.random.default_rng(seed).permutation(csv_table.row_count(data))
    group = [int(row) for row in order[:GROUP]]
    tried, trained = group, len(group) + 1
    for _ in range(MOST_RUNS):
        other = perturb.changed(data, tried, columns, seed, frozenset({target}), beyond=0.0)
        found = trial.run({TRAIN: other})
        taken = None if disturbed(trial.base, found) else _taken(trial, control, found)
        arrived = _predicted(control, found)
        if taken is None or taken > len(tried) or (tried is group and not arrived):
            return frozenset()
        if tried is group:
            trained = taken
        else:
            rest = group[len(tried) :]
            # On with the half of which fewer rows are trained on.
            if taken * len(rest) <= (trained - taken) * len(tried):
                group, trained = tried, taken
                if not arrived:
                    return frozenset()
            else:
                group, trained = rest, trained - taken
        if not trained:
            return frozenset(group)
        if trained >= len(group):
            return frozenset()
        tried = group[: len(group) // 2]
    return frozenset()


def _taken(trial: Trial, control: Evidence, found: Evidence) -> int | None:
    """How many changed rows reached the trainings; None where it cannot be told."""
    most = 0
    for fit, after in fit_pairs(trial.base, found):
        before = next((one for base, one in fit_pairs(trial.base, control) if base is fit), None)
        first = numbers_of(before.inputs if before is not None else None)
        second = numbers_of(after.inputs)
        if first is None or second is None or first.shape != second.shape:
            return None
        apart = rows_that_differ(first, second).max(axis=1, initial=0.0)
        far = (apart > FAR) & (apart > ABOVE * float(np.median(apart)))
        most = max(most, int(far.sum()))
    return most


def _predicted(control: Evidence, found: Evidence) -> bool:
    """Whether the changed rows reached a network that was asked about rows."""
    return any(
        before.inputs and after.inputs and before.inputs[0].digest != after.inputs[0].digest
        for before, after in call_pairs(control, found)
        if before.method in SCORING
    )
