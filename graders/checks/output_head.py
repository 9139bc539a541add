"""Whether the output layer can say what the task asks, and the hidden layers can bend."""

from __future__ import annotations

import numpy as np

from graders.checks import roles
from graders.checks.arrays import Numbers, numbers
from graders.checks.base import Check, Facts, failed, passed, remark
from graders.checks.heads import (
    Head,
    Task,
    dropped_after,
    head_kind,
    hidden_layers,
    narrowest,
    squashed_twice,
)
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord, ModelRecord, Remark
from graders.model.grade import Verdict
from graders.model.network import HeadProbe, ModelSpec
from graders.model.reference import Reference

_STRAIGHT = 1e-4
"""Share of the answers' spread that float32 may leave over."""


class OutputHead(Check, frozen=True, kw_only=True):
    """Output units and activation fit the task.

    ## What it does
    Regression: ``units`` (1) linear outputs; softplus or exponential where targets are positive
    (a remark). Binary: one sigmoid or logit, or two outputs. Multiclass: one softmax output or
    logit per class. Multilabel: one sigmoid or logit per label. Logits need a loss that knows
    (that is judged with the loss). No sigmoid or softmax of a sigmoid or softmax, and no dropout
    behind the output. At least ``hidden_layers_min`` hidden layers, and where there are hidden
    layers, enough of them bend; no more than ``hidden_layers_max`` that bend, where it is given
    (a baseline of one layer). Any width, any way of writing it; where a form cannot be read,
    outputs on random inputs are looked at.

    ## Why it matters
    relu cannot say a negative number and stops learning at 0; softmax over one unit is always 1.

    ## Example
    ``Dense(1, activation="relu")`` at the end of a price model.

    ## Use instead
    ``Dense(1)`` for a number, ``Dense(1, activation="sigmoid")`` for yes or no.
    """

    task: Task
    model: str = "model"
    units: int | None = None
    hidden_layers_min: int = 0
    hidden_layers_max: int | None = None

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge units, then the output's kind, then the hidden layers."""
        record = roles.find_model(evidence, self.model, item.cell)
        spec = roles.specification(evidence, record.model) if record is not None else None
        if record is None or spec is None:
            return roles.absent(evidence, item, name=self.model, kind="model")
        fits = roles.trainings(evidence, record.model)
        units, wanted = roles.head_units(spec), self._units(reference, fits)
        if units is None:
            building = evidence.cell(item.cell)
            if not spec.layers and building is not None and building.raised is not None:
                # Begun, and never built: the crash is why.
                return roles.absent(evidence, item, name=self.model, kind="model")
            return passed("head-not-seen", review="head-not-seen", model=roles.shown_name(record))
        if wanted and units not in wanted:
            return failed("head-units", task=self.task, units=units, wanted=max(wanted))
        if spec.output_shape is not None and len(spec.output_shape) > 2 and units == 1:
            return failed("head-shape", shape=str(spec.output_shape))
        kind = head_kind(spec)
        fault = self._fault(kind, units, spec, reference, fits)
        if fault is not None:
            return fault
        twice = squashed_twice(spec)
        if twice:
            return failed("head-activated-twice", first=twice[-2], second=twice[-1])
        dropout = dropped_after(spec)
        if dropout:
            return failed("head-dropout", layer=dropout)
        return (
            self._hidden(spec)
            or self._straight(evidence, record)
            or self._right(record, spec, kind, units)
        )

    def _units(self, reference: Reference, fits: tuple[FitRecord, ...]) -> tuple[int, ...]:
        if self.task == "binary":
            return (1, 2)
        if self.units is not None:
            return (self.units,)
        if self.task == "regression":
            return (1,)
        if self.task == "multiclass" and len(reference.labels) > 1:
            return (len(reference.labels),)
        y = fits[-1].y if fits else None
        if y is not None and y.kind in {"one-hot", "multi-hot"}:
            return (y.shape[-1],) if y.shape else ()
        return (y.distinct,) if y is not None and y.kind == "integers" and y.distinct else ()

    def _fault(
        self,
        kind: Head,
        units: int,
        spec: ModelSpec,
        reference: Reference,
        fits: tuple[FitRecord, ...],
    ) -> Verdict | None:
        activation = spec.head_activation or kind
        if kind in {"linear", "unknown"}:
            return None
        if self.task == "regression":
            if kind == "positive" and _positive_targets(reference, fits):
                return None
            if kind in {"probability", "bounded"} and _targets_within(kind, fits):
                return None
            return failed("head-regression", activation=activation, **_seen(fits))
        if kind == "distribution" and units == 1:
            return failed("head-softmax-one-unit", task=self.task)
        right: dict[str, set[Head]] = {
            "binary": {"probability"} if units == 1 else {"probability", "distribution"},
            "multiclass": {"distribution"},
            "multilabel": {"probability"},
        }
        if kind in right[self.task] or (self.task == "binary" and kind == "bounded"):
            return None
        if self.task == "multiclass" and kind == "probability":
            return failed("head-sigmoid-for-classes", units=units)
        if self.task == "multilabel" and kind == "distribution":
            return failed("head-softmax-for-labels", units=units)
        return failed("head-classes", activation=activation, task=self.task, units=units)

    def _hidden(self, spec: ModelSpec) -> Verdict | None:
        counted, most = hidden_layers(spec), self.hidden_layers_max
        if counted is not None and most is not None and counted[1] > most:
            return failed("head-too-deep", hidden=counted[1], most=most)
        if spec.kind == "subclassed" or counted is None:
            # A subclass may bend between its layers, where no layer shows it.
            linear = spec.probe is not None and spec.probe.linear and _varies(spec.probe)
            if linear and self.hidden_layers_min:
                return failed("head-whole-linear")
            return None
        hidden, bent = counted
        if hidden < self.hidden_layers_min:
            return failed("head-no-hidden", hidden=hidden, wanted=self.hidden_layers_min)
        if bent < max(self.hidden_layers_min, 1 if hidden else 0):
            return failed("head-linear-hidden", hidden=hidden, bent=bent)
        return None

    def _straight(self, evidence: Evidence, record: ModelRecord) -> Verdict | None:
        """A layer that only bears another one's name: what ran is linear, what was saved is not."""
        measured = evidence.measurement(record.model)
        if measured is None or measured.status != "contradicted" or not self.hidden_layers_min:
            return None
        asked, answered = numbers(record.test_inputs), numbers(record.test_outputs)
        if asked is None or answered is None or not _on_one_line(asked, answered):
            return None
        return failed("head-linear-answers", review="head-linear-answers")

    def _right(self, record: ModelRecord, spec: ModelSpec, kind: Head, units: int) -> Verdict:
        notes: list[Remark] = []
        activation = spec.head_activation or kind
        if self.task == "regression" and kind not in {"linear", "unknown"}:
            notes.append(remark("head-positive", activation=activation))
        if self.task == "binary" and units == 2 and kind == "probability":
            notes.append(remark("head-two-sigmoids"))
        narrow = narrowest(spec)
        if self.task == "multiclass" and narrow is not None and narrow < units:
            notes.append(remark("head-narrow", narrow=narrow, units=units))
        review = "head-not-seen" if kind == "unknown" else None
        return passed(
            "head-fits",
            remarks=tuple(notes),
            review=review,
            task=self.task,
            units=units,
            activation=activation,
            model=roles.shown_name(record),
        )


def _on_one_line(asked: Numbers, answered: Numbers) -> bool:
    """Whether answers (n, units) are linear in inputs (n, ...), or their logits are.

    Least squares with an intercept leave nothing over; there are twice as many rows as unknowns.
    """
    rows = len(asked) if asked.ndim else 0
    inputs = np.column_stack([asked.reshape(rows, -1), np.ones(rows)]) if rows else asked
    if inputs.ndim != 2 or rows < 2 * inputs.shape[1] or answered.shape[:1] != (rows,):
        return False
    outputs = [answered.reshape(rows, -1)]
    if outputs[0].min() > 0 and outputs[0].max() < 1:
        outputs.append(np.log(outputs[0] / (1 - outputs[0])))
    for output in outputs:
        spread = float(np.ptp(output)) if np.isfinite(output).all() else 0.0
        if spread == 0 or not np.isfinite(inputs).all():
            continue
        weights = np.linalg.lstsq(inputs, output, rcond=None)[0]
        if float(np.abs(inputs @ weights - output).max()) <= _STRAIGHT * spread:
            return True
    return False


def _positive_targets(reference: Reference, fits: tuple[FitRecord, ...]) -> bool:
    # What was trained on counts: a target that was standardised is negative half of the time.
    lows = [low for fit in fits if fit.y is not None for low in fit.y.minimum]
    if lows:
        return min(lows) >= 0
    targets = numbers(reference.train_targets)
    return targets is not None and bool(targets.size) and bool(np.min(targets) >= 0)


def _targets_within(kind: Head, fits: tuple[FitRecord, ...]) -> bool:
    """Whether all targets that were trained on were scaled into what the output can say."""
    lowest = 0.0 if kind == "probability" else -1.0
    infos = [fit.y for fit in fits if fit.y is not None and fit.y.minimum and fit.y.maximum]
    return bool(infos) and all(
        min(info.minimum) >= lowest - 1e-6 and max(info.maximum) <= 1 + 1e-6 for info in infos
    )


def _seen(fits: tuple[FitRecord, ...]) -> Facts:
    y = fits[-1].y if fits else None
    if y is None or not y.minimum or not y.maximum:
        return {"known": "no", "low": 0.0, "high": 0.0}
    return {"known": "yes", "low": min(y.minimum), "high": max(y.maximum)}


def _varies(probe: HeadProbe) -> bool:
    """Whether outputs differ by more than the tolerance in which they were found to be linear.

    A deep stack of sigmoid units answers everything with one number: that is no straight line.
    """
    scale = max(1e-6, abs(probe.minimum), abs(probe.maximum))
    return probe.finite and probe.maximum - probe.minimum > 1e-3 * scale
