"""Which training rows stand in a table that a sampler, or a hand, made from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import Numbers, codes, column, numbers, raw
from graders.checks.file_rows import TEST_FILE, TRAIN_FILE, answers, labels_of, numbers_of
from graders.model.evidence import Evidence
from graders.model.reference import Reference
from graders.model.values import Struct, Value

_WORK = 20_000_000
"""Pairs of rows compared at most, for all new rows together."""
_LEAST_LOOKED_AT, _MOST_LOOKED_AT = 20, 200
_OPPOSITE = -1 + 1e-4
"""Cosine of two directions that point away from each other, but for float32 noise."""

Codes = NDArray[np.int64]


class Matched(Struct, frozen=True, kw_only=True):
    """A table's rows by the training rows that they are.

    ``rows`` (n,) are numbers of training rows, -1 for a row that is none; ``labels`` (n,) their
    class codes, -1 where they are not known; ``held_out`` (n,) marks rows that were put aside.
    ``classes`` maps a class code to the numbers of all training rows of it. ``table`` is the
    training part itself, (m, columns), where the match is by values, and ``targets`` (m,) its
    codes.
    """

    rows: Codes
    labels: Codes
    held_out: NDArray[np.bool_]
    classes: dict[int, Codes]
    table: Numbers | None = None
    targets: Codes | None = None

    @property
    def new(self) -> NDArray[np.bool_]:
        """Rows that are neither training rows nor put aside."""
        return np.asarray((self.rows < 0) & ~self.held_out)


def match(
    evidence: Evidence,
    reference: Reference,
    value: Value,
    names: tuple[str, str],
    held_out: Sequence[str],
) -> Matched | None:
    """The rows of ``value`` among those of the training part called ``names`` (rows, targets).

    By their values among every state that the training part was captured in, or else by the rows
    of the files behind them. ``None`` where there is no training part to compare with. A state
    whose rows changed places since the targets were captured has the labels that its rows have in
    the training file, where all of them are known.
    """
    table = numbers(value)
    if table is None or table.ndim != 2 or not table.shape[1]:
        return None
    keys = _keys(table)
    found = [
        _by_values(keys, part, _of_these_rows(targets, labels_of(evidence, reference, digest)))
        for digest, part in _states(evidence, names[:1])
        for targets in _targets(evidence, names[1], len(part), reference.labels)
        if part.shape[1] == table.shape[1]
    ]
    best = max(found, key=lambda one: int((one.rows >= 0).sum()), default=None)
    if best is None or np.mean(best.rows >= 0) < 0.5:
        by_origin = _by_origin(evidence, reference, value, names[0])
        if best is None or by_origin is not None:
            return by_origin
    aside = _parts(evidence, held_out) if (best.rows < 0).any() else []
    put_aside = {key for one in aside if one.shape[1] == table.shape[1] for key in _keys(one)}
    held = [key in put_aside for key in keys] if put_aside else np.zeros(len(keys))
    return msgspec.structs.replace(best, held_out=(best.rows < 0) & np.array(held, dtype=bool))


def between(points: Numbers, new: Numbers) -> float:
    """The share of the rows of ``new`` that lie on a line between two rows of ``points``.

    A row lies between a and b where the directions to them are opposite. Of many new rows some
    are looked at, spread evenly.
    """
    if not len(points) or not len(new):
        return 0.0
    most = max(_LEAST_LOOKED_AT, min(_MOST_LOOKED_AT, _WORK // len(points) ** 2))
    looked_at = new[np.unique(np.linspace(0, len(new) - 1, min(len(new), most)).astype(int))]
    hits = 0
    for row in looked_at:
        away = points - row
        length = np.linalg.norm(away, axis=1)
        if length.min() <= 1e-9 * max(1.0, float(length.max())):
            hits += 1
            continue
        directions = away / length[:, None]
        hits += bool((directions @ directions.T).min() <= _OPPOSITE)
    return hits / len(looked_at)


def _parts(evidence: Evidence, names: Sequence[str]) -> list[Numbers]:
    """Every state that tables of these names were captured in."""
    return [part for _, part in _states(evidence, names)]


def _states(evidence: Evidence, names: Sequence[str]) -> list[tuple[str, Numbers]]:
    """The same, each with its digest."""
    found = [
        (value.array.digest, numbers(value))
        for value in evidence.values
        if value.name in names and value.array is not None
    ]
    return [
        (digest, one) for digest, one in found if one is not None and one.ndim == 2 and one.size
    ]


def _of_these_rows(targets: Codes, filed: Codes | None) -> Codes:
    """The captured targets, or the file's labels where those are the same in another order."""
    if filed is None or not np.array_equal(np.sort(targets), np.sort(filed)):
        return targets  # of another spelling, or of other rows: what the program holds them for
    return filed


def _targets(evidence: Evidence, name: str, count: int, labels: tuple[str, ...]) -> list[Codes]:
    found = []
    for value in evidence.values:
        given = raw(value) if value.name == name else None
        known = codes(column(given), labels) if given is not None and given.ndim else None
        if known is not None and known.shape == (count,):
            found.append(known)
    return found[:1]


def _by_values(keys: list[bytes], part: Numbers, targets: Codes) -> Matched:
    """What is known by the training part alone; rows that were put aside are not looked for."""
    first: dict[bytes, int] = {}
    number = np.array(
        [first.setdefault(key, place) for place, key in enumerate(_keys(part))], dtype=np.int64
    )
    # A row that stands in both classes may carry either label, so it is compared with none.
    low, high = targets.copy(), targets.copy()
    np.minimum.at(low, number, targets)
    np.maximum.at(high, number, targets)
    label = np.where(low == high, low, -1)
    rows = np.array([first.get(key, -1) for key in keys], dtype=np.int64)
    return Matched(
        rows=rows,
        labels=np.where(rows >= 0, label[rows], -1),
        held_out=np.zeros(len(rows), dtype=bool),
        classes={int(code): np.unique(number[targets == code]) for code in np.unique(targets)},
        table=part,
        targets=targets,
    )


def _by_origin(
    evidence: Evidence, reference: Reference, value: Value, train: str
) -> Matched | None:
    """By the rows of the files behind the table, where they are known."""
    digest = value.array.digest if value.array is not None else ""
    rows, tested = (numbers_of(evidence, digest, file) for file in (TRAIN_FILE, TEST_FILE))
    labels = answers(reference)
    part = _rows_of(evidence, train)
    if rows is None or labels is None or not len(part):
        return None
    if not len(rows) or rows.max() >= len(labels) or part.max() >= len(labels):
        return None
    mine = np.isin(rows, part)
    held = (rows >= 0) & ~mine
    if tested is not None and tested.shape == rows.shape:
        held |= tested >= 0
    return Matched(
        rows=np.where(mine, rows, -1),
        labels=np.where(mine, labels[np.maximum(rows, 0)], -1),
        held_out=held,
        classes={int(code): part[labels[part] == code] for code in np.unique(labels[part])},
    )


def _rows_of(evidence: Evidence, name: str) -> Codes:
    """The rows of the training file behind an array of this name, ascending."""
    for value in evidence.values:
        if value.name == name and value.array is not None:
            rows = numbers_of(evidence, value.array.digest, TRAIN_FILE)
            if rows is not None and (rows >= 0).any():
                return np.unique(rows[rows >= 0])
    return np.zeros(0, dtype=np.int64)


def _keys(table: Numbers) -> list[bytes]:
    """A key for each row: its values as float32, so that a cast in between changes nothing."""
    with np.errstate(all="ignore"):
        plain = np.ascontiguousarray(table, dtype=np.float32) + np.float32(0.0)  # no minus zero
    # One view of whole rows: a call for each row would take ten times as long.
    rows = plain.view(np.dtype((np.void, plain.shape[1] * plain.itemsize))).ravel()
    return cast("list[bytes]", rows.tolist())
