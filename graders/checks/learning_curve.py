"""Whether a network's own learning curve is a good one: steep, then flat."""

from __future__ import annotations

import math
from typing import Literal

from graders.checks import roles
from graders.checks.base import Check, Facts, failed, partial, passed, remark
from graders.checks.curves import JAGGED, RISING, STILL_FALLING, Reading, read
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord, ModelRecord, Remark
from graders.model.grade import Verdict
from graders.model.reference import Reference

Ailment = Literal["jagged", "rises", "still-falling", "never-falls"]

_CURED = 0.5
"""What is earned where the ailment is gone and another one has come."""
_LEARNED = 0.1
"""A training loss that lost less than this share of its first value did not fall."""


class LearningCurve(Check, frozen=True, kw_only=True):
    """The network's learning curve falls steeply, then rests, and validation rests with it.

    ## What it does
    Reads the losses by epoch of all trainings of ``model``, one after the other, as they were
    seen: not what was changed, only what the curve does. It has to have ``least_epochs`` epochs
    with validation losses, and may not be jagged, rise again on validation rows, still fall at
    its end, or never fall. Where early stopping or a checkpoint brought better weights back, the
    validation loss of the network as it stands counts for the end. ``ailment`` is what the text's
    network suffers from: where that is gone and another one has come, half of the points.

    ## Why it matters
    The curve is the only thing that says which of a dozen settings to change.

    ## Example
    A rate of 0.1, cured by a rate of 0.000001: the line is smooth now, and does not fall.

    ## Use instead
    Change one thing, train, look, and change the next. Rates by factors of three to ten.
    """

    model: str = "model"
    ailment: Ailment = "jagged"
    least_epochs: int = 10

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge whether there is a curve, then the ailment, then all others."""
        del reference
        record = roles.find_model(evidence, self.model, item.cell)
        fits = roles.taught(evidence, record) if record is not None else ()
        if record is None or not fits:
            return roles.absent(evidence, item, name=self.model, kind="training")
        loss = [value for fit in fits for value in fit.history.get("loss", ())]
        held = [value for fit in fits for value in fit.history.get("val_loss", ())]
        facts: Facts = {"epochs": len(loss), "least_epochs": self.least_epochs}
        if not loss:
            return passed("curve-unseen", review="curve-unseen")
        if len(held) < len(loss):
            return failed("curve-no-validation", **facts)
        if _watched_itself(fits):
            return failed("curve-validated-on-training", **facts)
        reading = read(loss, held)
        if reading is None or len(loss) < max(self.least_epochs, 3):
            return failed("curve-short", **facts)
        facts |= {name: getattr(reading, name) for name in _SHOWN}
        if reading.lost:
            return failed("curve-lost", epoch=reading.lost, **facts)
        found = _ailments(reading)
        notes: tuple[Remark, ...] = ()
        if "rises" in found and _brought_back(record, fits[-1], reading):
            found = [one for one in found if one != "rises"]
            notes = (remark("curve-brought-back", turn=reading.turn),)
        if not found:
            return passed("curve-good", remarks=notes, **facts)
        worst = self.ailment if self.ailment in found else found[0]
        if self.ailment in found or "never-falls" in found:
            return failed(f"curve-{worst}", **facts)
        return partial(f"curve-{worst}", _CURED, **facts)


_SHOWN = ("first", "last", "held_last", "least", "turn", "ups", "leap", "leap_epoch", "left_from",
          "left_loss")  # fmt: skip


def _ailments(reading: Reading) -> list[Ailment]:
    """What a curve suffers from, the first to act on first."""
    found: list[Ailment] = []
    if reading.fall < _LEARNED:
        found.append("never-falls")
    if reading.rough > JAGGED:
        found.append("jagged")
    if reading.rise > RISING:
        found.append("rises")
    if reading.left > STILL_FALLING and not found:
        found.append("still-falling")
    return found


def _watched_itself(fits: tuple[FitRecord, ...]) -> bool:
    """Whether the rows validated on are those trained on."""
    return any(
        fit.x is not None
        and fit.validation_x is not None
        and fit.x.digest == fit.validation_x.digest != ""
        for fit in fits
    )


def _brought_back(record: ModelRecord, fit: FitRecord, reading: Reading) -> bool:
    """Whether the network that is left stands at the valley of its validation loss.

    Losses in inference mode have no penalties, so they are asked only where weights came back.
    """
    keeps = any(
        callback.kind == "ModelCheckpoint" or bool(callback.config.get("restore_best_weights"))
        for callback in fit.callbacks
    )
    held = record.inference.get("val_loss", math.inf)
    height = max(reading.first, reading.held_first) - reading.least
    return keeps and held <= reading.least + RISING * height
