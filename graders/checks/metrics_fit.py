"""Whether the metrics that were watched say something about the task."""

from __future__ import annotations

from typing import Literal

from graders.checks import roles
from graders.checks.base import Check, failed, passed, remark
from graders.checks.heads import Task
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference

_ACCURACY = ("accuracy", "acc")
_CLASSES = (
    "accuracy", "acc", "auc", "precision", "recall", "f1", "fbeta", "mcc", "matthews",
    "crossentropy", "topk", "hinge", "sensitivity", "specificity", "positives", "negatives",
    "kappa", "logloss", "iou",
)  # fmt: skip
_REGRESSION = (
    "meansquared", "meanabsolute", "mse", "mae", "mape", "msle", "rmse", "rootmean", "r2",
    "logcosh", "cosine", "error",
)  # fmt: skip


class MetricsFit(Check, frozen=True, kw_only=True):
    """The metrics that training reports fit the task.

    ## What it does
    Reads the metrics that the model was compiled with. Fails accuracy (or another figure of
    classes) for a regression, and errors of numbers as the only figures for classes. With
    ``imbalanced = true`` accuracy alone fails: something that sees the minority has to be among
    them, in ``compile`` or among the names ``reported`` (then accuracy alone in ``compile`` is a
    remark: it is watched, and does not decide). Extra metrics never cost anything, and none at all
    is a remark.

    ## Why it matters
    Predicted prices are never exactly right: their accuracy is 0, however good they are. And
    where 5 % are positive, answering "no" to all is 95 % accurate.

    ## Example
    ``compile(loss="mse", metrics=["accuracy"])``

    ## Use instead
    ``metrics=["mae"]`` for prices; ``metrics=["AUC"]``, recall with precision, for a minority.
    """

    task: Task
    model: str = "model"
    imbalanced: bool = False
    reported: list[str] = []

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the names of the metrics."""
        del reference
        record = roles.find_model(evidence, self.model, item.cell)
        if record is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        metrics = roles.metrics(evidence, record.model)
        compiled = metrics or roles.loss(evidence, record.model) is not None
        if not compiled and not roles.trainings(evidence, record.model):
            return roles.absent(evidence, item, name=self.model, kind="training")
        kinds = [_kind(name) for name in metrics]
        shown = ", ".join(metrics)
        if self.task == "regression":
            if "accuracy" in kinds or ("classes" in kinds and "regression" not in kinds):
                wrong = next(
                    name
                    for name, kind in zip(metrics, kinds, strict=True)
                    if kind in {"accuracy", "classes"}
                )
                return failed("metrics-classes-for-regression", metric=wrong)
        elif metrics and all(kind == "regression" for kind in kinds):
            return failed("metrics-regression-for-classes", metrics=shown, task=self.task)
        if self.imbalanced and not (set(kinds) & {"classes", "other"}) and not self._told(evidence):
            return failed("metrics-accuracy-alone", metrics=shown or "-")
        notes = () if metrics else (remark("metrics-none", cell=item.cell),)
        if self.imbalanced and metrics and not set(kinds) & {"classes", "other"}:
            notes = (remark("metrics-accuracy-watched", cell=item.cell, metrics=shown),)
        return passed("metrics-fit", metrics=shown or "-", remarks=notes)

    def _told(self, evidence: Evidence) -> bool:
        return any(evidence.value(name) is not None for name in self.reported)


def _kind(name: str) -> Literal["accuracy", "classes", "regression", "other"]:
    plain = name.replace("_", "").replace(" ", "").casefold()
    if any(plain.endswith(word) for word in _ACCURACY) and "balanced" not in plain:
        return "accuracy"
    if any(word in plain for word in _CLASSES):
        return "classes"
    return "regression" if any(word in plain for word in _REGRESSION) else "other"
