"""How much of its rows a network learned from, and how much it learned of them."""

from __future__ import annotations

from graders.checks import roles
from graders.checks.arrays import raw
from graders.checks.heads import head_kind
from graders.checks.loss_fits import disagreement
from graders.model.evidence import Evidence, FitRecord, ModelRecord
from graders.model.reference import Reference

_NOTHING_LEFT = frozenset({
    "mean_squared_error", "mean_absolute_error", "mean_squared_logarithmic_error", "huber",
    "log_cosh", "binary_crossentropy", "categorical_crossentropy",
    "sparse_categorical_crossentropy", "binary_focal_crossentropy",
    "categorical_focal_crossentropy",
})  # fmt: skip
"""Losses that are 0 for answers without a fault, and for no others."""


def share_of_rows(fits: tuple[FitRecord, ...], reference: Reference) -> tuple[int, int] | None:
    """Rows that the largest training learned from, without those put aside; rows of the file.

    ``None`` where either cannot be counted.
    """
    answers = raw(reference.train_targets)
    seen = [
        round(fit.x.shape[0] * (1 - fit.validation_split))
        for fit in fits
        if fit.x is not None and fit.x.shape and fit.library == "keras" and not fit.loop
    ]
    if answers is None or not len(answers) or not seen or len(seen) < len(fits):
        return None
    return max(seen), len(answers)


def skill(evidence: Evidence, record: ModelRecord, fit: FitRecord) -> float | None:
    """``1 - loss / constant`` on the rows of a training, in inference mode, without penalties.

    ``constant`` is the loss of the best constant answer to them: 1 is without a fault, 0 no
    better than that. ``None`` where losses were not taken, or 0 is not the best that a loss can
    be. Source: the skill score of forecasts, with the mean as the reference forecast (Murphy,
    1988).
    """
    loss, spec = roles.loss(evidence, record.model), roles.specification(evidence, record.model)
    name = (loss.equals or loss.name) if loss is not None else ""
    if loss is None or spec is None or name not in _NOTHING_LEFT:
        return None
    head, units = head_kind(spec), roles.head_units(spec)
    if disagreement(loss, name, head, units) or (head == "distribution" and units == 1):
        return None
    taken = record.inference or fit.inference
    found, constant = taken.get("loss"), taken.get("constant")
    if found is None or constant is None or not constant > 0:
        return None
    return 1 - found / constant
