"""Whether loss, output and label form belong together."""

from __future__ import annotations

from typing import Literal

from graders.checks import roles
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.checks.heads import Head, Task, head_kind
from graders.model.assignment import RubricItem
from graders.model.evidence import DataInfo, Evidence
from graders.model.grade import Verdict
from graders.model.network import LossSpec
from graders.model.reference import Reference

_REGRESSION = frozenset(
    {
        "mean_squared_error", "mean_absolute_error", "huber", "log_cosh",
        "mean_squared_logarithmic_error", "mean_absolute_percentage_error", "poisson", "tweedie",
        "root_mean_squared_error",
    }
)  # fmt: skip
_BINARY = frozenset({"binary_crossentropy", "binary_focal_crossentropy"})
_CATEGORICAL = frozenset(
    {"categorical_crossentropy", "categorical_focal_crossentropy", "kl_divergence"}
)
_SPARSE = frozenset({"sparse_categorical_crossentropy"})
_HINGE = frozenset({"hinge", "squared_hinge"})
_ALIASES = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "msle": "mean_squared_logarithmic_error",
    "mape": "mean_absolute_percentage_error",
    "logcosh": "log_cosh",
    "huber_loss": "huber",
    "kld": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence",
    "bce": "binary_crossentropy",
}


class LossFits(Check, frozen=True, kw_only=True):
    """The loss fits the output and the form of the labels.

    ## What it does
    Reads the loss in normal form (string, class and function alike; a function of one's own
    that agrees with a Keras loss counts as that one), the output, and the labels that reached
    ``fit``. Regression: an error of numbers. Binary: cross-entropy over one sigmoid, over one
    logit with ``from_logits=True``, or over two outputs. Multiclass: categorical cross-entropy
    with one-hot labels, sparse with integers. Focal loss counts as cross-entropy. With
    ``labels`` the text asks for one form of labels: that form has to have reached ``fit``.

    ## Why it matters
    The loss is what training makes small. A loss for another task makes something else small.

    ## Example
    ``Dense(1)`` with ``loss="binary_crossentropy"``: logits that the loss takes for chances.

    ## Use instead
    ``Dense(1, activation="sigmoid")``, or ``BinaryCrossentropy(from_logits=True)``.
    """

    task: Task
    model: str = "model"
    labels: Literal["one-hot", "integers", "any"] = "any"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the loss family, then its fit to the output, then its fit to the labels."""
        del reference
        record = roles.find_model(evidence, self.model, item.cell)
        if record is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        loss = roles.loss(evidence, record.model)
        fits = roles.trainings(evidence, record.model)
        if loss is None:
            if any(fit.library == "custom" or fit.loop for fit in fits):
                return passed("loss-not-seen", review="loss-not-seen")
            return roles.absent(evidence, item, name=self.model, kind="training")
        name = _normal(loss)
        spec = roles.specification(evidence, record.model)
        head: Head = head_kind(spec) if spec is not None else "unknown"
        units = roles.head_units(spec) if spec is not None else None
        attempts = [fit for fit in evidence.fits if fit.model == record.model]
        y = attempts[-1].y if attempts else None
        if name == "custom":
            return passed("loss-custom", remarks=(remark("loss-custom", cell=item.cell),))
        if self.task == "regression":
            if name in _REGRESSION:
                return passed("loss-fits", loss=name, task=self.task)
            return failed("loss-classes-for-regression", loss=name)
        if name in _REGRESSION:
            return failed("loss-regression-for-classes", loss=name, task=self.task)
        return (
            self._family(name, units, y)
            or self._hinge(name, head, units)
            or disagreement(loss, name, head, units)
            or self._asked(name, y)
            or passed("loss-fits", loss=name, task=self.task)
        )

    def _asked(self, name: str, y: DataInfo | None) -> Verdict | None:
        """Whether the labels have the form that the text asks for, where they have either."""
        forms = {"one-hot": "one-hot", "integers": "integers", "binary": "integers"}
        form = forms.get(y.kind) if y is not None else None
        if y is None or form is None or self.labels in {"any", form}:
            return None
        return failed("loss-labels-asked", loss=name, labels=y.kind, asked=self.labels)

    def _hinge(self, name: str, head: Head, units: int | None) -> Verdict | None:
        """A hinge loss wants answers on both sides of 0; a probability lies on one."""
        if name in _HINGE and head in {"probability", "distribution"}:
            return failed("loss-unfit", task=self.task, loss=name, units=units or 0)
        return None

    def _family(self, name: str, units: int | None, y: DataInfo | None) -> Verdict | None:
        """Whether this cross-entropy is made for so many outputs and such labels."""
        labels = y.kind if y is not None else ""
        facts: Facts = {"loss": name, "units": units or 0, "labels": labels}
        exclusive = {"integers", "binary"}
        if self.task == "multilabel":
            return None if name in _BINARY else failed("loss-exclusive-for-multilabel", **facts)
        if units == 1 and (name in _SPARSE or name in _CATEGORICAL):
            return failed("loss-categorical-one-unit", **facts)
        if name in _SPARSE:
            return failed("loss-sparse-one-hot", **facts) if labels == "one-hot" else None
        if name in _CATEGORICAL:
            return failed("loss-categorical-integers", **facts) if labels in exclusive else None
        if self.task == "binary":
            if name in _BINARY:
                mismatch = units == 2 and labels in exclusive
                return failed("loss-binary-two-units", **facts) if mismatch else None
            return None if name in _HINGE else failed("loss-unfit", task=self.task, **facts)
        if name in _BINARY:
            return failed("loss-binary-for-classes", **facts)
        return (
            None if name == "categorical_hinge" else failed("loss-unfit", task=self.task, **facts)
        )


def disagreement(loss: LossSpec, name: str, head: Head, units: int | None) -> Verdict | None:
    """Whether loss and output agree on what the output is: chances, or logits."""
    if name not in _BINARY | _CATEGORICAL | _SPARSE:
        return None
    logits = bool(loss.from_logits)
    if head == "linear" and not logits:
        return failed("loss-logits-unmarked", loss=name, units=units or 0)
    if head == "bounded" and not logits:
        return failed("loss-negative-chances", loss=name, units=units or 0)
    if logits and (head == "distribution" or (head == "probability" and name in _BINARY)):
        activation = "softmax" if head == "distribution" else "sigmoid"
        return failed("loss-activated-twice", loss=name, activation=activation)
    return None


def _normal(loss: LossSpec) -> str:
    name = loss.equals or loss.name
    return _ALIASES.get(name.casefold(), name.casefold())
