"""Early stopping as it reached ``fit``: whether it could tell when to stop."""

from __future__ import annotations

from graders.checks.base import Facts, failed
from graders.model.evidence import CallbackSpec, Evidence, FitRecord
from graders.model.grade import Verdict
from graders.model.values import Scalar

_RISING = ("acc", "auc", "precision", "recall", "f1", "r2", "iou", "mcc")
_FALLING = ("loss", "error", "mse", "mae", "mape", "rmse", "crossentropy")


def fault(evidence: Evidence, fits: tuple[FitRecord, ...]) -> Verdict | None:
    """What is wrong with early stopping, if it was meant."""
    made = [
        call for call in evidence.calls if call.method == "create" and _settings(call.parameters)
    ]
    given = any(stops(callback) for fit in evidence.fits for callback in fit.callbacks)
    if made and not given:
        return failed("overfitting-not-passed", callback=made[-1].actor, cell=made[-1].cell)
    faults = [_watches(stop, fits[-1]) for stop in fits[-1].callbacks if stops(stop)]
    return faults[0] if faults and all(fault is not None for fault in faults) else None


def _watches(stop: CallbackSpec, fit: FitRecord) -> Verdict | None:
    """Why what it watches cannot tell when overfitting begins."""
    monitor, mode = str(stop.config.get("monitor", "")), str(stop.config.get("mode", "auto"))
    facts: Facts = {"monitor": monitor, "epochs": fit.epochs_run}
    if not fit.history or not monitor:
        return None
    if not monitor.startswith("val_"):
        return failed("overfitting-watches-training", **facts)
    if not any(name.startswith("val_") for name in fit.history):
        return failed("overfitting-no-validation", **facts)
    if monitor not in fit.history:
        known = ", ".join(name for name in sorted(fit.history) if name.startswith("val_"))
        return failed("overfitting-monitor-unknown", known=known, **facts)
    watched = monitor.removeprefix("val_")
    falls = any(word in watched for word in _FALLING)
    rises = not falls and any(word in watched for word in _RISING)
    if (mode == "max" and falls) or (mode == "min" and rises):
        return failed("overfitting-mode", mode=mode, **facts)
    return None


def _settings(config: dict[str, Scalar]) -> bool:
    return "patience" in config and "restore_best_weights" in config


def stops(callback: CallbackSpec) -> bool:
    """Early stopping, or a subclass of it."""
    return callback.kind == "EarlyStopping" or _settings(callback.config)


def restores(callback: CallbackSpec) -> bool:
    """Whether it puts the best weights back when it stops."""
    return bool(callback.config.get("restore_best_weights"))
