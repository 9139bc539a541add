"""Whether the recorded history is this model's."""

from __future__ import annotations

import numpy as np

from graders.checks import roles
from graders.checks.base import Check, blocked, failed, passed
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value


class History(Check, frozen=True, kw_only=True):
    """The history that the notebook keeps belongs to the model it is about.

    ## What it does
    Compares the captured ``name`` (a History, its dict, or a table of it) with what was seen
    while ``model`` trained. Names another model's history for what it is. With
    ``validation = true`` it has to hold ``val_loss``.

    ## Why it matters
    Curves of another model explain nothing about this one.

    ## Example
    ``history = model.fit(...)``, then ``model = build_model()`` trained without keeping history.

    ## Use instead
    ``history = model.fit(..., validation_split=0.2)`` once per model.
    """

    name: str = "history"
    model: str = "model"
    validation: bool = False

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the captured numbers against the observed ones."""
        del reference
        value = evidence.value(self.name)
        series = _series(value)
        if series is None:
            verdict = roles.absent(evidence, item, name=self.name, kind="value")
            if verdict.outcome == "blocked" or value is None:
                return verdict
            record = roles.find_model(evidence, self.model, item.cell)
            if record is None or not roles.trainings(evidence, record.model):
                return roles.absent(evidence, item, name=self.model, kind="training")
            return failed("history-not-one", name=self.name, type=value.type)
        record = roles.find_model(evidence, self.model, item.cell)
        fits = roles.trainings(evidence, record.model) if record is not None else ()
        if record is None or not any(fit.history for fit in fits):
            if record is not None and fits:
                return blocked("history-unseen", review="history-unseen", name=self.name)
            return roles.absent(evidence, item, name=self.model, kind="training")
        own = [fit for fit in fits if _same(series, fit)]
        if not own:
            others = (fit for fit in evidence.fits if fit.history and _same(series, fit))
            other = next(others, None)
            owner = evidence.model(other.model) if other is not None else None
            if owner is not None:
                return failed(
                    "history-other-model",
                    name=self.name,
                    model=roles.shown_name(record),
                    other=roles.shown_name(owner),
                )
            return failed("history-differs", name=self.name, model=roles.shown_name(record))
        if self.validation and "val_loss" not in series:
            return failed("history-without-validation", name=self.name, keys=", ".join(series))
        if self.validation and all(_watched_itself(fit) for fit in own):
            return failed("history-validated-on-training", name=self.name)
        return passed("history", name=self.name, epochs=len(series.get("loss", ())))


def _series(value: Value | None) -> dict[str, tuple[float, ...]] | None:
    """The numbers by name; a table (columns and an array) counts too."""
    if value is None:
        return None
    if value.series is not None:
        return value.series
    if value.array is not None and value.columns is not None and len(value.array.shape) == 2:
        from graders.checks.arrays import numbers

        table = numbers(value.array)
        if table is not None and table.shape[1] == len(value.columns):
            return {
                name: tuple(float(number) for number in table[:, place])
                for place, name in enumerate(value.columns)
            }
    return None


def _watched_itself(fit: FitRecord) -> bool:
    """Whether the rows validated on are those trained on."""
    seen, watched = fit.x, fit.validation_x
    return seen is not None and watched is not None and seen.digest == watched.digest != ""


def _same(series: dict[str, tuple[float, ...]], fit: FitRecord) -> bool:
    """Whether the losses are those of this training; added columns, such as RMSE, are free."""
    kept, seen = series.get("loss"), fit.history.get("loss")
    if not kept or not seen or len(kept) != len(seen):
        return False
    return kept == seen or bool(np.allclose(kept, seen, rtol=1e-5, atol=1e-9, equal_nan=True))
