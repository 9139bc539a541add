"""Which rows an experiment changes, and what the changed files are."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graders.model.evidence import Evidence
from graders.model.plan import RunJob
from graders.running.experiments import csv_table, perturb
from graders.running.experiments.held_out import TRAIN, HeldOut, Rows
from graders.running.experiments.stubbed import seed_of

KEPT = 8
PLANTED = 8
"""Test rows that stay, and that become copies of training rows; fewer of small files."""


@dataclass(frozen=True)
class Change:
    """What an experiment changes: rows of the training file, rows of the test file.

    ``planted`` are test row to training row.
    """

    train: Rows
    test: Rows
    kept: Rows
    planted: dict[int, int]

    def files(self, job: RunJob, target: str, *, held: bool, test: bool) -> dict[str, bytes]:
        """The changed files."""
        found = {}
        train = job.files.get(TRAIN, b"")
        seed = seed_of(job, "interference")
        if held and self.train:
            found[TRAIN] = _kept(train, tuple(sorted(self.train)), train, seed, target)
        name = job.plan.test_file
        if test and name in job.files:
            data = _kept(job.files[name], tuple(sorted(self.test)), train, seed, target)
            found[name] = perturb.planted(data, train, self.planted)
        return found

    @property
    def counts(self) -> dict[str, int]:
        """Changed rows by source."""
        test = len(self.test) + len(self.planted)
        found = {"held-out": len(self.train), "test": test}
        return {source: count for source, count in found.items() if count}


_one_at_a_time = threading.Lock()


def _kept(data: bytes, rows: tuple[int, ...], train: bytes, seed: int, target: str) -> bytes:
    """Made once where several notebooks that are tried at a time ask for it."""
    with _one_at_a_time:
        return _changed(data, rows, train, seed, target)


@functools.lru_cache(maxsize=32)
def _changed(data: bytes, rows: tuple[int, ...], train: bytes, seed: int, target: str) -> bytes:
    """Kept for the next notebook: a course's notebooks mostly put the same rows aside.

    So many that two files under the ten seeds of a proof find room.
    """
    # Levels and ranges of columns that only the test file has are its own.
    columns = {**_columns(data), **_columns(train)}
    return perturb.changed(data, rows, columns, seed, frozenset({target}))


@functools.lru_cache(maxsize=16)
def _columns(data: bytes) -> Mapping[str, csv_table.Column]:
    return csv_table.columns_of(csv_table.table_of(data))


def plan_change(job: RunJob, base: Evidence, rows: HeldOut) -> Change:
    """Which rows to change: everything put aside, the test file but for some rows kept or planted.

    Planted are copies of rows that reach every training, or else of rows that reach one.
    """
    count = csv_table.row_count(job.files.get(job.plan.test_file, b""))
    random = np.random.default_rng(seed_of(job, "rows"))
    order = [int(row) for row in random.permutation(count)]
    keep, plant = min(KEPT, count // 4), min(PLANTED, count // 4)
    like = sorted(rows.common or rows.fitted)
    if not base.models:
        plant = 0
    chosen = random.permutation(len(like))[:plant]
    return Change(
        train=rows.held_out,
        test=frozenset(order[keep + len(chosen) :]),
        kept=frozenset(order[:keep]),
        planted={row: like[place] for row, place in
                 zip(order[keep:], map(int, chosen), strict=False)},
    )  # fmt: skip
