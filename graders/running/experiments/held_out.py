"""Which rows of ``data/train.csv`` a program put aside, and which it trains on.

Read off the base run's records: what the libraries were given, and the rows of public files that
stand behind it. Nothing is guessed: a row is held out where it was seen in a part of a split that
is not trained on, or in what is predicted, scored or validated on, and reaches no training.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graders.errors import EvidenceError
from graders.model.evidence import CallRecord, DataInfo, Evidence, FitRecord
from graders.model.experiment import Origin

TRAIN = "data/train.csv"
TEST = "data/test.csv"
LEARNERS = frozenset({"keras", "custom", "sklearn", "imblearn"})
SCORING = frozenset({
    "predict", "predict_proba", "decision_function", "evaluate", "score", "predict_on_batch",
    "__call__",
})  # fmt: skip
ANSWERING = SCORING | {"fit_predict", "predict_log_proba", "score_samples"}
TRAINING_SHARE = 0.1
"""What is predicted and holds more trained rows than this is no held-out part: a training score."""

Rows = frozenset[int]


@dataclass(frozen=True)
class HeldOut:
    """Row numbers of ``data/train.csv``.

    ``held_out`` reach no training, ``fitted`` do (``common``: every one). ``put_aside``: the
    program put rows aside at all. ``resolved``: which they are is known. ``by`` is how.
    ``known_fits``: the rows behind every training are known.
    """

    held_out: Rows = frozenset()
    fitted: Rows = frozenset()
    common: Rows = frozenset()
    put_aside: bool = False
    resolved: bool = False
    by: str = ""
    known_fits: bool = True


def learner_fits(evidence: Evidence) -> list[FitRecord]:
    """Trainings whose result predicts, in order.

    An estimator that could predict, but is never asked to, prepares features (discriminants, a
    forest's importances): what it was fitted on is no training row by that.
    """
    fits = [fit for fit in evidence.fits if fit.library in LEARNERS and fit.x is not None]
    asked = {call.actor for call in evidence.calls if call.method in ANSWERING}
    predicting = [fit for fit in fits if fit.model >= 0 or fit.estimator in asked]
    return predicting or fits


def origins_of(evidence: Evidence, info: DataInfo | None, file: str) -> list[Origin]:
    """What is known about the rows of ``file`` behind an array."""
    if info is None or not info.digest:
        return []
    count = info.shape[0] if info.shape else 0
    return [
        found
        for found in evidence.origins
        if found.digest == info.digest and found.file == file and found.rows.shape == (count,)
    ]


def positions(evidence: Evidence, info: DataInfo | None, file: str) -> NDArray[np.int64] | None:
    """The row of ``file`` behind each row of an array, -1 for another's; None: not known."""
    found: NDArray[np.int64] | None = None
    for origin in origins_of(evidence, info, file):
        try:
            rows = origin.rows.numpy()
        except EvidenceError:
            continue
        if rows.dtype.kind not in "iu":
            continue
        numbers = rows.astype(np.int64)
        found = numbers if found is None else np.where(found >= 0, found, numbers)
    return found


def rows_of(evidence: Evidence, info: DataInfo | None, file: str = TRAIN) -> Rows | None:
    """The distinct rows of ``file`` in an array; None where nothing is known about it."""
    found = positions(evidence, info, file)
    return None if found is None else frozenset(int(row) for row in found[found >= 0])


def held_out(evidence: Evidence, rows: int) -> HeldOut:
    """What the base run shows about the ``rows`` rows of ``data/train.csv``."""
    fits = learner_fits(evidence)
    trained = [rows_of(evidence, fit.x) for fit in fits]
    seen = [found for found in trained if found]
    fitted = frozenset[int]().union(*seen)
    known = all(found is not None for found in trained)
    parts = _parts(evidence, fitted)
    scored, unknown = _scored(evidence, fitted, fits, parts)
    apart = frozenset(row for row, role in parts.items() if role == "held-out")
    chosen = frozenset(row for row in apart | (scored if known else frozenset()) if row < rows)
    common = frozenset.intersection(*seen) if seen else frozenset[int]()
    # Rows of folds are put aside and trained on in turn: known, and none is left.
    told = bool(apart or scored or fitted - common)
    put_aside = bool(
        apart or scored or unknown or any(len(split.parts) > 1 for split in evidence.splits)
    )
    return HeldOut(
        held_out=chosen - fitted,
        fitted=fitted,
        common=common,
        put_aside=put_aside,
        resolved=bool(chosen - fitted) or (told and known and not unknown),
        by=_by(evidence, chosen - fitted),
        known_fits=known,
    )


def _parts(evidence: Evidence, fitted: Rows) -> dict[int, str]:
    """Rows by what the latest split made of them: the part that is trained on, or another.

    A program may name the parts in any order: the one with most rows that are trained on is the
    training part; without any, the first, as ``train_test_split`` gives them.
    """
    roles: dict[int, str] = {}
    for call in sorted(evidence.calls, key=lambda call: call.sequence):
        if "train_test_split" not in {call.actor, call.method}:
            continue
        for first, second in zip(call.outputs[::2], call.outputs[1::2], strict=False):
            pair = [rows_of(evidence, first), rows_of(evidence, second)]
            if pair[0] is None or pair[1] is None:
                continue
            shares = [len(part & fitted) / len(part) if part else 0.0 for part in pair if part
                      is not None]  # fmt: skip
            training = 1 if shares[1] > shares[0] else 0
            roles |= dict.fromkeys(pair[training] or (), "training")
            roles |= dict.fromkeys(pair[1 - training] or (), "held-out")
            break
    return roles


def _scored(
    evidence: Evidence, fitted: Rows, fits: list[FitRecord], parts: dict[int, str]
) -> tuple[Rows, bool]:
    """Rows that are predicted, scored or validated on, and no training's.

    And whether some of those arrays have rows that nobody knows.
    """
    first = min((fit.sequence for fit in fits), default=None)
    allowed = 0.0 if any(fit.loop for fit in fits) else TRAINING_SHARE
    found: set[int] = set()
    unknown = False
    digests = {fit.x.digest for fit in fits if fit.x is not None}
    for info in _asked_about(evidence, first):
        rows = rows_of(evidence, info)
        if rows_of(evidence, info, TEST):
            continue
        if rows is None:
            unknown = unknown or info.digest not in digests
        elif rows and len(rows & fitted) <= allowed * len(rows):
            found |= {row for row in rows if parts.get(row) != "training"}
    return frozenset(found), unknown


def _asked_about(evidence: Evidence, first: int | None) -> list[DataInfo]:
    """What is validated on, and what trained models are asked about."""
    found = [fit.validation_x for fit in evidence.fits if fit.validation_x is not None]
    found += [
        call.inputs[0]
        for call in evidence.calls
        if first is not None and call.sequence > first and _asks(call)
    ]
    return [info for info in found if info.digest]


def _asks(call: CallRecord) -> bool:
    # A metric function is given labels, not rows.
    return call.method in SCORING and bool(call.inputs) and math.prod(call.inputs[0].shape) > 0


def _by(evidence: Evidence, rows: Rows) -> str:
    """How most of these rows were found."""
    counts: dict[str, int] = {}
    for origin in evidence.origins:
        if origin.file != TRAIN:
            continue
        try:
            numbers = origin.rows.numpy()
        except EvidenceError:
            continue
        if numbers.dtype.kind in "iu" and rows.intersection(numbers.ravel().tolist()):
            counts[origin.by] = counts.get(origin.by, 0) + 1
    return max(counts, key=lambda by: counts[by]) if counts else ""
