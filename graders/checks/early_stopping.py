"""Whether early stopping was there, could stop the training, and did."""

from __future__ import annotations

import re

from graders.checks import roles, stopping
from graders.checks.base import Check, failed, partial, passed, remark
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord, ModelRecord, Remark
from graders.model.grade import Verdict
from graders.model.reference import Reference

_CAP_SHARE = 0.5
"""Of a training that could have stopped by itself, and met its number of epochs first."""
_NEVER_STOP = frozenset({
    "ModelCheckpoint", "TensorBoard", "CSVLogger", "History", "ProgbarLogger", "ReduceLROnPlateau",
    "LearningRateScheduler", "LambdaCallback", "BackupAndRestore", "TerminateOnNaN",
    "RemoteMonitor", "SwapEMAWeights",
})  # fmt: skip
"""Keras' callbacks that do not end a training when a figure stops getting better."""
_UNKNOWN = re.compile(r"callback received monitor=(?P<monitor>.{1,60}?), but Keras isn't able")


class EarlyStopping(Check, frozen=True, kw_only=True):
    """Training ends by itself when the figures of validation rows stop getting better.

    ## What it does
    Looks at the callbacks that reached the last training of ``model``: one of them has to be early
    stopping (Keras', a subclass, or a callback of one's own that ended the training), it has to
    watch a figure of rows that are not trained on, and the training has to have ended before
    its number of epochs. One that was made and never handed to ``fit`` is named, so are ``loss`` as
    what it watches, ``val_loss`` without validation rows, a misspelt name, a ``mode`` the wrong
    way round, validation rows that are the training rows, and a patience that is as long as the
    training. A training that could have stopped and met its last epoch first earns half. Without
    ``restore_best_weights`` it passes with a remark.

    ## Why it matters
    The loss of training rows falls for ever. Only rows that the network does not learn from tell
    when what it learns stops being of use, and nobody wants to sit beside it and watch.

    ## Example
    ``early_stopping = EarlyStopping(monitor="val_loss", patience=3)`` and
    ``model.fit(x, y, epochs=100)``.

    ## Use instead
    ``model.fit(x, y, epochs=100, validation_split=0.2, callbacks=[early_stopping])``
    """

    model: str = "model"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge what it watched, then whether it stopped."""
        del reference
        record = roles.find_model(evidence, self.model, item.cell)
        if record is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        misspelt = _misspelt(evidence, record)
        if misspelt is not None:
            return misspelt
        fits = roles.taught(evidence, record)
        if not fits:
            return roles.absent(evidence, item, name=self.model, kind="training")
        fault = stopping.fault(evidence, fits)
        if fault is not None:
            return fault
        last = fits[-1]
        stops = [one for one in last.callbacks if stopping.stops(one)]
        stopped = last.epochs_run < last.epochs
        own = stopped and any(one.kind not in _NEVER_STOP for one in last.callbacks)
        if not (stops or own):
            return failed("overfitting-no-early-stopping", epochs=last.epochs_run)
        if not any(name.startswith("val_") for name in last.history):
            return failed("stopping-without-validation", epochs=last.epochs_run)
        if _watched_itself(last):
            return failed("stopping-trained-rows", epochs=last.epochs_run)
        if not stopped:
            return _met_its_end(last)
        return passed(
            "early-stopping",
            remarks=_unrestored(record, last),
            epochs=last.epochs_run,
            most=last.epochs,
        )


def _misspelt(evidence: Evidence, record: ModelRecord) -> Verdict | None:
    """A training that ended in its first epoch, because Keras does not know what to watch."""
    fits = sorted((one for one in evidence.fits if one.model == record.model), key=_order)
    if not fits or fits[-1].raised is None:
        return None
    found = _UNKNOWN.search(fits[-1].raised.message)
    if found is None:
        return None
    return failed("stopping-monitor-unknown", monitor=found["monitor"], cell=fits[-1].cell)


def _order(fit: FitRecord) -> int:
    return fit.sequence


def _watched_itself(fit: FitRecord) -> bool:
    """Whether the rows validated on are those trained on."""
    seen, watched = fit.x, fit.validation_x
    return seen is not None and watched is not None and seen.digest == watched.digest != ""


def _met_its_end(fit: FitRecord) -> Verdict:
    """Why a training ran all its epochs although something watched."""
    patience = [one.config.get("patience") for one in fit.callbacks if stopping.stops(one)]
    least = min((one for one in patience if isinstance(one, int | float)), default=0)
    if least >= fit.epochs:
        return failed("stopping-patience", patience=least, epochs=fit.epochs)
    return partial("stopping-cap", _CAP_SHARE, epochs=fit.epochs)


def _unrestored(record: ModelRecord, fit: FitRecord) -> tuple[Remark, ...]:
    """A remark where the network keeps the weights of the last epoch."""
    restored = any(stopping.restores(one) for one in fit.callbacks)
    reloaded = any(one.kind == "ModelCheckpoint" for one in fit.callbacks) and (
        record.weights not in {"", fit.weights_after}
    )
    return () if restored or reloaded else (remark("overfitting-not-restored"),)
