"""Whether a network that learned its training rows by heart was cured."""

from __future__ import annotations

import math
from typing import Literal

from graders.checks import roles, stopping
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.checks.losses import hidden_losses
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord, ModelRecord, Remark
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Struct

_SHARE = 0.5
"""A cure takes away half of the starting network's gap at least, and keeps half of its skill."""
_CHANCE = 0.15
"""What chance may add to the share of the gap that is left.

Over 80 runs of eight cures up to 0.54 of it was left, over 24 runs of eight that cure nothing
0.91 at least.
"""
_NOTHING = 0.01
"""Skill below this is float noise and luck."""


class Gap(Struct, frozen=True, kw_only=True):
    """Losses in inference mode, without penalties: on rows trained on, and on rows that were not.

    ``constant`` and ``held_constant`` are those of the best constant answer. ``hidden``: the rows
    that were not trained on are hidden rows, and their figures are for instructors.
    """

    loss: float
    constant: float
    held_out: float
    held_constant: float
    hidden: bool = False

    @property
    def skill(self) -> float:
        """How much less is lost than by the constant answer: 1 is perfect, 0 nothing."""
        return 1.0 - self.held_out / self.held_constant

    @property
    def gap(self) -> float:
        """How much more skill there seems to be on rows that were trained on."""
        return 1.0 - self.loss / self.constant - self.skill


class Overfitting(Check, frozen=True, kw_only=True):
    """The network answers rows it has not seen about as well as those it was trained on.

    ## What it does
    Takes the loss of ``model`` as it stands in the end, in inference mode and without penalties,
    on rows trained on and on rows that were not (hidden rows where a clean box confirmed the
    model, else validation rows). *Skill* is the share of the best constant answer's loss that it
    takes away. The *gap* is the skill on rows trained on less that on the others, and has to be
    at most half of that of the network to be cured, 0.15 of it allowed for chance: of ``start``,
    if the run trained that one too, as it was (``start_parameters``, ``start_epochs``), so that
    both saw the same rows and chance; else of ``start_gap``. The skill on the others has to be at
    least half of ``start_skill``, the starting network's at its best epoch. Any cure will do. Where
    the gap stayed, a larger net and a longer training than the starting network's are named. Early
    stopping has to reach ``fit`` and to watch validation rows; with ``cure = "early-stopping"`` it
    has to be there. Where it stopped without restoring the best weights, a gap that is left is a
    remark.

    ## Why it matters
    A network with room enough remembers every row, noise included. New rows bring other noise.

    ## Example
    ``EarlyStopping(monitor="loss")``: the training loss goes on falling while the net overfits.

    ## Use instead
    A smaller net, fewer epochs, ``Dropout``, ``regularizers.l2``, or
    ``EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)``.
    """

    model: str = "model"
    cure: Literal["any", "early-stopping"] = "any"
    start: str = ""
    start_gap: float = 0.0
    start_skill: float = 0.0
    start_parameters: int = 0
    start_epochs: int = 0

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge early stopping first, then the gap, then what is left of the skill."""
        record = roles.find_model(evidence, self.model, item.cell)
        if record is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        fits = roles.taught(evidence, record)
        if not fits:
            return roles.absent(evidence, item, name=self.model, kind="training")
        fault = stopping.fault(evidence, fits)
        if fault is not None:
            return fault
        stopped = any(fit.epochs_run < fit.epochs for fit in fits)
        stops = any(stopping.stops(callback) for fit in fits for callback in fit.callbacks)
        if self.cure == "early-stopping" and not (stops or stopped):
            return failed("overfitting-no-early-stopping", epochs=_epochs(fits))
        found = _losses(evidence, reference, record, fits[-1])
        if not found:
            return passed("overfitting-unseen", review="overfitting-unseen")
        return self._judge(evidence, reference, record, fits, found)

    def _judge(
        self,
        evidence: Evidence,
        reference: Reference,
        record: ModelRecord,
        fits: tuple[FitRecord, ...],
        gaps: tuple[Gap, ...],
    ) -> Verdict:
        found, least = gaps[0], max(_NOTHING, self.start_skill * _SHARE)
        begun = {one.hidden: one.gap for one in self._begun(evidence, reference)}
        start_gap = begun.get(found.hidden, self.start_gap)
        most = start_gap * (_SHARE + _CHANCE) if start_gap > 0 else math.inf
        # Validation rows are told about where they say what the hidden rows say.
        told = next(
            (
                one
                for one in gaps
                if not one.hidden
                and (one.gap > most) == (found.gap > most)
                and (one.skill < least) == (found.skill < least)
            ),
            None,
        )
        facts: Facts = {
            "loss": found.loss,
            "held": told.held_out if told is not None else 0.0,
            "constant": told.held_constant if told is not None else 0.0,
            "seen": "yes" if told is not None else "no",
            "epochs": _epochs(fits),
            "_held_out": found.held_out,
            "_gap": found.gap,
            "_skill": found.skill,
            "_start_gap": start_gap,
        }
        if not math.isfinite(found.gap):
            return failed("overfitting-not-finite", **facts)
        notes: tuple[Remark, ...] = ()
        if found.gap > most:
            unrestored = any(
                stopping.stops(one) and not stopping.restores(one) for one in fits[-1].callbacks
            )
            early = fits[-1].epochs_run < fits[-1].epochs
            if not (unrestored and early and found.gap < start_gap):
                return self._left(evidence, record, fits, facts)
            notes = (remark("overfitting-not-restored"),)
        if found.skill < least:
            return failed("overfitting-skill-lost", **facts)
        return passed("overfitting", remarks=notes, **facts)

    def _begun(self, evidence: Evidence, reference: Reference) -> tuple[Gap, ...]:
        """The gaps of the starting network of this run, where it was left as it was handed out."""
        record = evidence.named_model(self.start) if self.start else None
        fits = roles.trainings(evidence, record.model) if record is not None else ()
        if record is None or not fits or _epochs(fits) != self.start_epochs:
            return ()
        spec = roles.specification(evidence, record.model)
        if spec is None or spec.parameters != self.start_parameters:
            return ()
        gaps = _losses(evidence, reference, record, fits[-1])
        return tuple(one for one in gaps if math.isfinite(one.gap) and one.gap > 0)

    def _left(
        self, evidence: Evidence, record: ModelRecord, fits: tuple[FitRecord, ...], facts: Facts
    ) -> Verdict:
        """The gap stayed: why."""
        spec = roles.specification(evidence, record.model)
        size = spec.parameters if spec is not None else 0
        if 0 < self.start_parameters < size:
            return failed(
                "overfitting-enlarged", parameters=size, start=self.start_parameters, **facts
            )
        if 0 < self.start_epochs < _epochs(fits):
            return failed("overfitting-longer", start=self.start_epochs, **facts)
        kinds = {callback.kind for fit in fits for callback in fit.callbacks}
        if "ModelCheckpoint" in kinds and record.weights in {"", fits[-1].weights_after}:
            return failed("overfitting-checkpoint-unused", **facts)
        return failed("overfitting-gap", **facts)


def _epochs(fits: tuple[FitRecord, ...]) -> int:
    return sum(fit.epochs_run for fit in fits)


def _losses(
    evidence: Evidence, reference: Reference, record: ModelRecord, fit: FitRecord
) -> tuple[Gap, ...]:
    """Losses of the model as it stands in the end, the most trusted first; empty: not taken."""
    taken = record.inference or fit.inference
    loss, constant = taken.get("loss"), taken.get("constant")
    seen, held_constant = taken.get("val_loss"), taken.get("val_constant")
    if loss is None or constant is None or not constant > 0:
        return ()
    found = []
    hidden = hidden_losses(evidence, reference, record.model, fit)
    if hidden is not None and hidden[1] > 0:
        held, least = hidden
        found.append(
            Gap(loss=loss, constant=constant, held_out=held, held_constant=least, hidden=True)
        )
    if seen is not None and held_constant is not None and held_constant > 0:
        found.append(Gap(loss=loss, constant=constant, held_out=seen, held_constant=held_constant))
    return tuple(found)
