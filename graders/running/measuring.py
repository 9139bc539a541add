"""Measuring a saved model: the job for the clean box, and whether its answers agree."""

from __future__ import annotations

from math import prod

import msgspec
import numpy as np

from graders.errors import EvidenceError
from graders.model.assignment import Limits
from graders.model.evidence import Measurement, ModelRecord
from graders.model.network import ModelSpec
from graders.model.plan import MeasureJob
from graders.model.values import Array

RELATIVE_TOLERANCE = 1e-4
"""Share of the outputs' largest magnitude (at least 1) by which float32 answers may differ:
batches of another size and another order of sums move them by about 1e-6."""


def measure_job(
    record: ModelRecord,
    limits: Limits | None = None,
    training: tuple[Array, Array] | None = None,
) -> MeasureJob | None:
    """The job for a clean box, ``None`` where no archive came back.

    ``training`` are the rows on which gradients are to be measured (``Plan.training``).
    """
    if not record.archive:
        return None
    inputs = record.test_inputs
    usable = inputs is not None and inputs.kept and inputs.dtype != "str"
    return MeasureJob(
        model=record.model,
        archive=record.archive,
        inputs_dtype=inputs.dtype if inputs is not None and usable else "",
        inputs_shape=inputs.shape if inputs is not None and usable else (),
        inputs=inputs.data if inputs is not None and usable else b"",
        training=training,
        limits=limits or Limits(),
    )


def confirm(record: ModelRecord, measured: Measurement | None) -> Measurement:
    """Compare the clean box's answers with those of the student's run, row for row.

    ``measured`` is what the clean box sent, ``None`` where it was lost. Its own word on whether
    they agree counts for nothing.
    """
    if not record.archive:
        reason = record.archive_problem or "the run ended before the model could be saved"
        return Measurement(model=record.model, status="not-rebuilt", reason=reason)
    if measured is None:
        return Measurement(model=record.model, status="failed", reason="the clean box was lost")
    if measured.status in {"not-rebuilt", "failed"}:
        return Measurement(model=record.model, status=measured.status, reason=measured.reason)
    spec = _with_claimed_settings(measured.spec, record.spec)
    if record.test_outputs is None or measured.outputs is None:
        return Measurement(
            model=record.model, status="no-inputs", spec=spec, gradients=measured.gradients
        )
    try:
        largest, tolerance = difference(record.test_outputs, measured.outputs)
    except EvidenceError as problem:
        return Measurement(
            model=record.model, status="contradicted", spec=spec,
            outputs=measured.outputs, reason=str(problem),
        )  # fmt: skip
    agreed = largest <= tolerance
    return Measurement(
        model=record.model,
        status="confirmed" if agreed else "contradicted",
        spec=spec,
        outputs=measured.outputs,
        largest_difference=largest,
        tolerance=tolerance,
        gradients=measured.gradients,
        reason="" if agreed else "the saved model gives other answers than the run did",
    )


def _with_claimed_settings(found: ModelSpec | None, claimed: ModelSpec | None) -> ModelSpec | None:
    """A loss or metric of the student's own cannot be loaded: what was compiled stays claimed."""
    if found is None or claimed is None or found.loss is not None:
        return found
    return msgspec.structs.replace(
        found, loss=claimed.loss, metrics=claimed.metrics, optimizer=claimed.optimizer
    )


def difference(claimed: Array, found: Array) -> tuple[float, float]:
    """Largest absolute difference and the tolerance for it; missing values must be at one place.

    Raises :class:`EvidenceError` where the two cannot be compared.
    """
    if "str" in {claimed.dtype, found.dtype}:
        raise EvidenceError("the recorded outputs are no numbers")
    if claimed.shape[:1] != found.shape[:1] or prod(claimed.shape) != prod(found.shape):
        raise EvidenceError(f"outputs of shape {found.shape} where the run had {claimed.shape}")
    first = claimed.numpy().astype(np.float64)
    second = found.numpy().astype(np.float64)
    second = second.reshape(first.shape)
    finite = np.isfinite(first) & np.isfinite(second)
    alike = finite | (np.isnan(first) & np.isnan(second)) | (first == second)
    if not alike.all():
        raise EvidenceError("infinite or missing outputs at other places than in the run")
    gaps = np.abs(first[finite] - second[finite])
    scale = max(1.0, float(np.abs(first[finite]).max(initial=0.0)))
    return float(gaps.max(initial=0.0)), RELATIVE_TOLERANCE * scale
