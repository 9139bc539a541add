"""Estimators of scikit-learn's kind, as they were seen: which one, of which class, fitted on what.

A pipeline, a search and a wrapper hold the estimator that a check is about. Their parameters name
it as scikit-learn does (``svc``, ``svc__C``), and a search's winner as ``best_estimator_``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graders.checks import file_rows
from graders.checks.arrays import codes, raw
from graders.model.evidence import DataInfo, EstimatorRecord, Evidence
from graders.model.reference import Reference
from graders.model.values import Array, Scalar, Struct, Value

LIBRARIES = frozenset({"sklearn", "imblearn"})
_FITTING = frozenset({"fit", "partial_fit", "fit_transform", "fit_predict", "fit_resample"})
_SCALING = ("Scaler", "Normalizer", "PowerTransformer", "QuantileTransformer", "ColumnTransformer",
            "FunctionTransformer", "KBinsDiscretizer", "PCA")  # fmt: skip
_INSIDE = ("best_estimator_", "estimator", "base_estimator", "final_estimator", "classifier",
           "regressor")  # fmt: skip
_DEPTH = 6
_NUMBERS = frozenset(np.dtype(code).name for code in "?bBhHiIlLqQefd")
_SOME_ASIDE = 0.5


class Use(Struct, frozen=True, kw_only=True):
    """One fitting: the features and labels that it was given."""

    sequence: int
    cell: str
    x: DataInfo | None = None
    y: DataInfo | None = None


def find(evidence: Evidence, name: str) -> EstimatorRecord | None:
    """The estimator called ``name`` when its cell had run, else at the end; spelling forgiven.

    A value of another kind under this very name is no estimator, whatever else has a like name.
    """
    value = evidence.value(name)
    if value is not None and value.found == "name":
        return evidence.estimator(value.estimator) if value.kind == "estimator" else None
    wanted = _spelling(name)
    for record in reversed(evidence.estimators):
        if any(_spelling(own) == wanted for own in record.names):
            return record
    return None


def part(record: EstimatorRecord, kinds: tuple[str, ...]) -> str | None:
    """Where in its parameters an estimator of one of ``kinds`` stands: "" for itself.

    ``None`` where neither it nor what it wraps is one.
    """
    waiting = [("", record.kind)] if record.package in LIBRARIES else []
    for _ in range(_DEPTH):
        found: list[tuple[str, str]] = []
        for prefix, kind in waiting:
            if any(_is(record, prefix, kind, one) for one in kinds):
                return prefix
            found += _within(record, prefix)
        waiting = found
    return None


def shown_kind(record: EstimatorRecord) -> str:
    """A class as people would say it: of a pipeline its steps, of a wrapper what it holds."""
    inner = [kind for _, kind in _within(record, "")][:4]
    return f"{record.kind}({', '.join(inner)})" if inner else record.kind


def fits(evidence: Evidence, record: EstimatorRecord) -> tuple[Use, ...]:
    """Every fitting of it that was seen to end, in order."""
    uses = [
        Use(sequence=fit.sequence, cell=fit.cell, x=fit.x, y=fit.y)
        for fit in evidence.fits
        if fit.fitted == record.estimator and fit.raised is None
    ]
    uses += [
        Use(sequence=call.sequence, cell=call.cell, x=next(iter(call.inputs), None),
            y=call.inputs[1] if len(call.inputs) > 1 else None)
        for call in evidence.calls
        if call.estimator == record.estimator and call.method in _FITTING
    ]  # fmt: skip
    return tuple(sorted(uses, key=lambda use: use.sequence))


def answered_so(
    evidence: Evidence,
    record: EstimatorRecord,
    answers: NDArray[np.generic],
    labels: tuple[str, ...],
) -> bool:
    """Whether it was seen to give just these answers, more than one value among them."""
    wanted = codes(answers, labels) if answers.ndim == 1 else None
    if wanted is None or len(np.unique(wanted)) < 2:
        return False
    for call in evidence.calls:
        if call.estimator == record.estimator and call.method == "predict":
            given = raw(call.answers)
            said = codes(given, labels) if given is not None and given.ndim == 1 else None
            if said is not None and np.array_equal(said, wanted):
                return True
    return False


def scales(record: EstimatorRecord) -> bool:
    """Whether a step of its own changes the scale of what it is given."""
    return any(
        isinstance(kind, str) and kind.endswith(_SCALING) for kind in record.parameters.values()
    )


def rows_of(evidence: Evidence, name: str) -> int:
    """How many rows a captured array has; 0 where there is none."""
    value = evidence.value(name)
    shape = value.array.shape if value is not None and value.array is not None else ()
    return shape[0] if shape else 0


def put_aside(evidence: Evidence, use: Use, train: str, held_out: str) -> int:
    """How many rows that were put aside it was fitted on, where it was on most of them.

    Told by the rows of the file behind the arrays, else by the number of all rows together.
    """
    value = evidence.value(held_out)
    held = value.array.shape[0] if value is not None and value.array and value.array.shape else 0
    if not held or use.x is None or not use.x.shape:
        return 0
    if use.x.digest and use.x.digest in _digests(evidence, held_out):
        return held
    rows = file_rows.known(evidence, use.x.digest)
    aside: file_rows.Rows = {}
    for digest in _digests(evidence, held_out):
        aside = aside or file_rows.known(evidence, digest)
    if rows and aside:
        both = file_rows.shared(rows, aside)
        return both if both > _SOME_ASIDE * file_rows.count(aside) else 0
    # Twice the training rows may be training rows turned or flipped; all rows are all rows.
    return held if use.x.shape[0] == rows_of(evidence, train) + held else 0


def labels_moved(  # noqa: PLR0917 - a fitting, and what it is held against
    evidence: Evidence, reference: Reference, record: EstimatorRecord, use: Use, train: str,
    targets: str,
) -> bool:  # fmt: skip
    """Whether rows came with the right labels in another order, or with other rows' labels.

    Only where that is certain: labels 0 and 1, unequally many, with the mean of those that the
    rows should have. Any other spelling of the right labels has another type or mean. Where the
    rows of the file behind the fitted ones are all known, their labels are; else the training
    rows must have come as they were captured, with labels of the captured type, and where
    something else was fitted on the same pair, rows and labels may have moved together.
    """
    if not targets or use.x is None or use.y is None or use.y.kind != "binary":
        return False
    filed = file_rows.labels_of(evidence, reference, use.x.digest)
    if filed is not None:
        return _in_another_order(use.y, filed, use.y.dtype)
    labels = raw(evidence.value(targets))
    if labels is None or use.x.digest not in _digests(evidence, train):
        return False
    if use.y.digest in _digests(evidence, targets):
        return False
    pair = (use.x.digest, use.y.digest)
    if any(
        fit.fitted != record.estimator and fit.x and fit.y and (fit.x.digest, fit.y.digest) == pair
        for fit in evidence.fits
    ):
        return False
    return _in_another_order(use.y, labels, str(labels.dtype))


def _in_another_order(given: DataInfo, right: NDArray[np.generic], dtype: str) -> bool:
    """Whether labels 0 and 1 are not the right ones, and have their number and mean."""
    if right.dtype.kind not in "biuf" or dtype not in _NUMBERS:
        return False
    right = right.astype(dtype)
    if (given.shape, given.dtype) != (right.shape, dtype) or not right.size:
        return False
    if given.digest == Array.of(right).digest or len(given.mean) != 1:
        return False
    mean = float(right.mean())
    return mean != 0.5 and bool(np.isclose(given.mean[0], mean, rtol=1e-9))


def _digests(evidence: Evidence, name: str) -> list[str]:
    """What the array called ``name`` was, whenever it was captured."""
    values: list[Value] = [value for value in evidence.values if value.name == name]
    return [value.array.digest for value in values if value.array and value.array.digest]


def _within(record: EstimatorRecord, prefix: str) -> list[tuple[str, str]]:
    """What a pipeline or wrapper at ``prefix`` holds: places and classes, the last step first."""
    steps = record.parameters.get(f"{prefix}steps")
    names = [name for name in steps.split(", ") if name] if isinstance(steps, str) else []
    found = [*reversed(names), *_INSIDE]
    return [
        (f"{prefix}{name}__", kind)
        for name in found
        if isinstance(kind := record.parameters.get(prefix + name), str) and kind
    ]


def _is(record: EstimatorRecord, prefix: str, kind: str, wanted: str) -> bool:
    name, _, setting = wanted.partition(":")
    if kind != name:
        return False
    parameter, _, right = setting.partition("=")
    found: Scalar = record.parameters.get(prefix + parameter)
    return not setting or str(found).casefold() == right.casefold()


def _spelling(name: str) -> str:
    return name.replace("_", "").casefold()
