"""What a model, network or estimator, was seen to score: its own answers against the truth.

A score counts for the model as it stands: one from before its last training is an old one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graders.checks import figures, fitted
from graders.checks.arrays import codes, column, raw
from graders.model.evidence import CallRecord, Evidence
from graders.model.values import Struct

_ANSWERING = frozenset({"predict", "predict_proba", "decision_function", "predict_on_batch",
                        "__call__"})  # fmt: skip
_SCORING = frozenset({"evaluate", "score", "test_on_batch"})


class Scored(Struct, frozen=True, kw_only=True):
    """Figures of one model by what they are of.

    ``held_out`` of as many rows as the truth has, ``old`` of the same before the last training,
    ``trained`` of rows that it was trained on, ``inner`` of rows that ``validation_split`` cut
    off, ``losses`` of the rows of the truth. ``in_parts``: it answered at least as many rows, but
    a few at a time, so that nothing could be compared.
    """

    held_out: tuple[float, ...] = ()
    old: tuple[float, ...] = ()
    trained: tuple[float, ...] = ()
    inner: tuple[float, ...] = ()
    losses: tuple[float, ...] = ()
    in_parts: bool = False


def scored(
    evidence: Evidence,
    name: str,
    metric: str,
    *,
    truth: NDArray[np.int64],
    taught: NDArray[np.int64] | None,
    labels: tuple[str, ...],
) -> Scored | None:
    """The figures of the model called ``name``; ``None`` where there is no such model.

    ``truth`` are class codes (n,), ``taught`` those of the training rows.
    """
    record, estimator = evidence.named_model(name), fitted.find(evidence, name)
    if record is None and estimator is None:
        return None
    if record is not None:
        calls = [call for call in evidence.calls if call.model == record.model]
        fits = [fit for fit in evidence.fits if fit.model == record.model]
    else:
        number = estimator.estimator if estimator is not None else None
        calls = [call for call in evidence.calls if call.estimator == number]
        fits = [fit for fit in evidence.fits if fit.fitted == number]
    last = max((fit.sequence for fit in fits), default=-1)
    learned = {fit.x.digest for fit in fits if fit.x is not None and fit.x.digest}
    now: list[float] = []
    old: list[float] = []
    trained: list[float] = []
    losses: list[float] = []
    parts = 0
    for call in calls:
        own = _of_call(call, metric, truth, labels)
        if call.inputs and call.inputs[0].digest in learned:
            trained += _of_call(call, metric, taught, labels) if taught is not None else []
        elif not own and call.sequence > last and call.method in _ANSWERING and call.inputs:
            rows = call.inputs[0].shape[0] if call.inputs[0].shape else 0
            parts += rows if rows < len(truth) else 0
        elif own:
            (now if call.sequence > last else old).extend(own)
            losses += [value for key, value in call.result.items() if key == "loss"]
    inner: list[float] = []
    for fit in fits:
        ends = {key: values[-1] for key, values in fit.history.items() if values}
        trained += [end for key, end in ends.items() if _is(key, metric)]
        watched = [
            end for key, end in ends.items() if key.startswith("val_") and _is(key[4:], metric)
        ]
        held = fit.validation_x.shape[:1] if fit.validation_x is not None else ()
        if held == truth.shape and fit.sequence == last:
            now += watched
        elif not held:
            inner += watched
    return Scored(held_out=tuple(now), old=tuple(old), trained=tuple(trained), inner=tuple(inner),
                  losses=tuple(losses), in_parts=parts >= len(truth))  # fmt: skip


def classes_of(
    array: NDArray[np.generic] | None, labels: tuple[str, ...]
) -> NDArray[np.int64] | None:
    """Codes (n,) of labels as codes, names, one-hot rows or chances; ``None`` for anything else."""
    if array is None or array.ndim == 0:
        return None
    array = column(array)
    if array.ndim == 2 and array.shape[1] and array.dtype.kind in "biuf":
        values = array.astype(np.float64)
        return np.argmax(values, axis=1) if np.all(np.isfinite(values)) else None
    return codes(array, labels) if array.ndim == 1 else None


def _of_call(
    call: CallRecord, metric: str, truth: NDArray[np.int64], labels: tuple[str, ...]
) -> list[float]:
    """What a call says about so many rows: the figure of its answers, or the scores it gave."""
    if call.method in _ANSWERING and call.answers is not None:
        said = classes_of(raw(call.answers), labels)
        if said is not None and said.shape == truth.shape:
            return [figures.figure(metric, truth, said)]
    if call.method in _SCORING and call.inputs and call.inputs[0].shape[:1] == truth.shape:
        named = [value for key, value in call.result.items() if _is(key, metric)]
        # Under a name of its own it may be any of those that can be shares.
        shares = [one for key, one in call.result.items() if key != "loss" and 0 <= one <= 1]
        return named or shares
    return []


def _is(key: str, metric: str) -> bool:
    """Whether a column of a history is the metric: Keras says ``acc`` or ``..._accuracy`` too."""
    if key.startswith(("val_", "top_k_", "sparse_top_k_")):
        return False
    return key == metric or (metric == "accuracy" and (key == "acc" or key.endswith("accuracy")))
