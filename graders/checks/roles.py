"""Which model, which training, which outputs a check is about.

A role ("the model") is found by the name that the text gives it first, and by what was observed
second, so that a notebook that calls it ``model3`` is found as well.
"""

from __future__ import annotations

from graders.checks.arrays import Numbers, numbers
from graders.checks.base import blocked, failed
from graders.checks.crashes import cause
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, FitRecord, ModelRecord
from graders.model.grade import Verdict
from graders.model.network import LossSpec, ModelSpec, OptimizerSpec


def find_model(evidence: Evidence, name: str, cell: str = "") -> ModelRecord | None:
    """The model called ``name``; else one trained in ``cell``; else the one that the run is about.

    The last resort is taken for the usual name ``model`` only: the model that answered the
    rows of the test file, or else the one trained last.
    """
    named = evidence.named_model(name)
    if named is not None:
        return named
    wanted = _spelling(name)
    for record in reversed(evidence.models):
        if any(_spelling(other) == wanted for other in record.names):
            return record
    fits = sorted(_keras_fits(evidence), key=lambda fit: fit.sequence)
    here = [fit for fit in fits if cell and fit.cell == cell]
    if here:
        return evidence.model(here[-1].model)
    if name != "model":
        return None
    # A network that the rubric knows under a name of its own is not the one that is missing.
    others = {one.model for one in evidence.values if one.kind == "model" and one.name != name}
    fits = [fit for fit in fits if fit.model not in others]
    answering = [
        record
        for record in evidence.models
        if record.test_outputs is not None and record.model not in others
    ]
    if answering:
        trained = {fit.model for fit in fits}
        return next((one for one in reversed(answering) if one.model in trained), answering[-1])
    if fits:
        return evidence.model(fits[-1].model)
    return next((one for one in reversed(evidence.models) if one.model not in others), None)


def trainings(evidence: Evidence, number: int) -> tuple[FitRecord, ...]:
    """A model's trainings in order, without those that raised before an epoch was done.

    A model that was loaded, such as the best one from a checkpoint, has the trainings of the model
    that was trained last before that.
    """
    fits = [fit for fit in evidence.fits if fit.library in _NETWORKS]
    done = [fit for fit in fits if fit.raised is None or fit.epochs_run or fit.history]
    own = [fit for fit in done if fit.model == number]
    if not own:
        loaded = (call for call in evidence.calls if call.method == "load" and call.model == number)
        moment = min((call.sequence for call in loaded), default=-1)
        before = [fit for fit in done if fit.sequence < moment]
        saved = max(before, key=lambda fit: fit.sequence, default=None)
        own = [fit for fit in before if saved is not None and fit.model == saved.model]
    return tuple(sorted(own, key=lambda fit: fit.sequence))


def taught(evidence: Evidence, record: ModelRecord) -> tuple[FitRecord, ...]:
    """The trainings behind a model; of one that was loaded from a checkpoint, the latest ones."""
    own = trainings(evidence, record.model)
    if own:
        return own
    done = [fit for fit in _keras_fits(evidence) if trainings(evidence, fit.model)]
    latest = max(done, key=lambda fit: fit.sequence, default=None)
    return trainings(evidence, latest.model) if latest is not None else ()


def specification(evidence: Evidence, number: int) -> ModelSpec | None:
    """The network's form: measured, else claimed, else as it stood at its last training."""
    spec = evidence.spec(number)
    if spec is None or not (spec.layers or spec.head_units or spec.probe):
        compiled = [fit.compiled for fit in evidence.fits if fit.model == number and fit.compiled]
        spec = compiled[-1] if compiled else spec
    return spec


def loss(evidence: Evidence, number: int) -> LossSpec | None:
    """The loss it was trained with: measured before claimed, but known before custom."""
    found = [spec.loss for spec in _specs(evidence, number) if spec.loss is not None]
    return next((one for one in found if one.name != "custom"), found[0] if found else None)


def optimizer(evidence: Evidence, number: int) -> OptimizerSpec | None:
    """The optimizer it was trained with."""
    return next((spec.optimizer for spec in _specs(evidence, number) if spec.optimizer), None)


def metrics(evidence: Evidence, number: int) -> tuple[str, ...]:
    """The metrics it was compiled with; where they cannot be read, those in its history."""
    names = next((spec.metrics for spec in _specs(evidence, number) if spec.metrics), ())
    if not names:
        recorded = {key for fit in trainings(evidence, number) for key in fit.history}
        names = tuple(sorted(recorded - {"loss", "lr", "learning_rate"}))
        names = tuple(name for name in names if not name.startswith("val_"))
    return tuple(name for name in names if name not in {"loss", "compile_metrics"})


def test_outputs(evidence: Evidence, number: int) -> Numbers | None:
    """What the model answered for the rows of the test file, (n, units) or (n,).

    The clean box's answers where it gave some, else those of the student's run.
    """
    measurement, record = evidence.measurement(number), evidence.model(number)
    if measurement is not None and measurement.status == "confirmed" and measurement.outputs:
        found = numbers(measurement.outputs)
    else:
        found = numbers(record.test_outputs) if record is not None else None
    return found if found is not None and found.ndim and found.size else None


def answered(evidence: Evidence, number: int, rows: int) -> list[Numbers]:
    """What the model was seen to answer for so many rows: latest first, one row per answer."""
    found = []
    for call in sorted(evidence.calls, key=lambda call: -call.sequence):
        if call.model == number and call.answers is not None and call.answers.shape[:1] == (rows,):
            outputs = numbers(call.answers)
            if outputs is not None and outputs.size:
                found.append(outputs)
    return found[:_LATEST]


def head_units(spec: ModelSpec) -> int | None:
    """Outputs per row: the last axis; a squeezed (n,) output counts as one."""
    if spec.head_units is not None:
        return spec.head_units
    if spec.output_shape is None:
        return None
    return spec.output_shape[-1] if len(spec.output_shape) > 1 else 1


def absent(evidence: Evidence, item: RubricItem, *, name: str, kind: str) -> Verdict:
    """Why something that a check is about is not there: a crash, a limit, or never made.

    ``kind`` is ``model``, ``training`` or ``value``. A crash that explains it blocks the check;
    it is paid for where crashes are judged.
    """
    explanation = cause(evidence, item.cell, name, anywhere=kind != "value")
    if explanation is not None:
        return blocked(explanation.key, **explanation.facts)
    status = evidence.status
    if status.outcome != "finished":
        run = evidence.cell(item.cell)
        if run is None or run.outcome not in {"ok", "error"} or not item.cell:
            return blocked("absent-limit", name=name, cell=status.cell or "", limit=status.outcome)
    if kind == "model":
        return failed("absent-model", name=name, cell=item.cell)
    if kind == "training":
        return failed("absent-training", name=name, cell=item.cell)
    return failed("absent-value", name=name, cell=item.cell)


def shown_name(record: ModelRecord) -> str:
    """A model's name as the student knows it."""
    return record.names[0] if record.names else f"model {record.model}"


_LATEST = 20
_NETWORKS = frozenset({"keras", "custom"})


def _keras_fits(evidence: Evidence) -> list[FitRecord]:
    return [fit for fit in evidence.fits if fit.library in _NETWORKS]


def _specs(evidence: Evidence, number: int) -> list[ModelSpec]:
    measured = evidence.measurement(number)
    record = evidence.model(number)
    claimed = [fit.compiled for fit in reversed(evidence.fits) if fit.model == number]
    specs = [measured.spec if measured else None, *claimed, record.spec if record else None]
    return [spec for spec in specs if spec is not None]


def _spelling(name: str) -> str:
    return name.replace("_", "").casefold()
