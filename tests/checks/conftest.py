"""Small builders of evidence: real numbers, in the form that a Keras run gives."""

import types
from decimal import Decimal

import msgspec
import numpy as np
import pytest

from graders.checks.probing import asked
from graders.model.assignment import RubricItem
from graders.model.evidence import (
    CallRecord,
    CellRun,
    DataInfo,
    Evidence,
    FitRecord,
    Measurement,
    ModelRecord,
    Raised,
    RunStatus,
)
from graders.model.network import LayerSpec, LossSpec, ModelSpec, OptimizerSpec
from graders.model.probe import ProbeAnswer
from graders.model.reference import Band, Calibration, Reference
from graders.model.values import Array, Value
from graders.running.inside import functions

NONLINEAR = {"ReLU": "relu", "LeakyReLU": "leaky_relu"}


def item(check="scaled", **settings):
    settings = {"id": "line", "points": Decimal(1), **settings}
    return RubricItem(check=check, **settings)


def info(values, kind=""):
    """A DataInfo as the collector makes it: statistics per column of the last axis."""
    array = np.asarray(values)
    if array.dtype.kind in "OUS":
        return DataInfo(shape=array.shape, dtype="str", digest="text", kind="text")
    table = array.reshape(-1, array.shape[-1] if array.ndim > 1 else 1).astype(float)
    return DataInfo(
        shape=array.shape,
        dtype=array.dtype.name,
        digest=Array.of(array).digest,
        minimum=tuple(table.min(axis=0)),
        maximum=tuple(table.max(axis=0)),
        mean=tuple(table.mean(axis=0)),
        std=tuple(table.std(axis=0)),
        kind=kind,
        distinct=len(np.unique(array)),
    )


def layer(kind, name, activation=None, units=None, *, parameters=None, inputs=(), **config):
    weighted = kind in {"Dense", "Conv2D", "LSTM"}
    default = 10 if weighted or kind == "BatchNormalization" else 0
    return LayerSpec(
        name=name,
        kind=kind,
        activation=activation or NONLINEAR.get(kind) or ("linear" if kind == "Dense" else None),
        units=units,
        parameters=default if parameters is None else parameters,
        inputs=tuple(inputs),
        config=config,
    )


def stack(*kinds):
    """Layers from short forms: ``("Dense", 16, "relu")``, ``"BatchNormalization"``."""
    layers = []
    for number, short in enumerate(kinds):
        kind, *rest = (short,) if isinstance(short, str) else short
        units = next((part for part in rest if isinstance(part, int)), None)
        activation = next((part for part in rest if isinstance(part, str)), None)
        layers.append(layer(kind, f"layer_{number}", activation, units))
    return tuple(layers)


def spec(*kinds, head=None, units=None, loss="mean_squared_error", **settings):
    """A ModelSpec whose head is read off the last layers, as the collector does."""
    layers = stack(*kinds)
    dense = [one for one in layers if one.kind == "Dense"]
    last = next((one for one in reversed(layers) if one.activation is not None), None)
    held = loss if isinstance(loss, LossSpec) or loss is None else LossSpec(name=loss)
    width = units if units is not None else (dense[-1].units if dense else 1)
    defaults = {
        "source": "measured",
        "kind": "sequential",
        "layers": layers,
        "head_units": width,
        "head_activation": head or (last.activation if last else "linear"),
        "output_shape": (None, width),
        "loss": held,
        "optimizer": OptimizerSpec(name="adam", learning_rate=0.01),
    }
    return ModelSpec(**(defaults | settings))


REGRESSION = (("Dense", 16, "relu"), ("Dense", 1))


def value(name, array=None, cell="evaluate", **fields):
    if array is None:
        return Value(name=name, cell=cell, **fields)
    array = np.asarray(array)
    if array.ndim == 0:
        return Value(name=name, cell=cell, kind="scalar", scalar=array.item(), type="float")
    return Value(
        name=name, cell=cell, kind="array", array=Array.of(array), type="ndarray", **fields
    )


def fit(x=None, y=None, *, model=0, sequence=5, losses=(50.0, 20.0, 12.0), kind="", **fields):
    history = fields.pop("history", {"loss": tuple(losses)} if losses else {})
    return FitRecord(
        sequence=sequence,
        cell=fields.pop("cell", "fit"),
        model=model,
        x=info(x) if x is not None else None,
        y=info(y, kind) if y is not None else None,
        epochs=len(losses),
        epochs_run=len(losses),
        history=history,
        weights_before=fields.pop("weights_before", "before"),
        weights_after=fields.pop("weights_after", "after"),
        **fields,
    )


def predict(inputs, outputs, *, model=0, sequence=9, weights="after", cell="predict"):
    return CallRecord(
        sequence=sequence,
        cell=cell,
        actor="Sequential",
        method="predict",
        model=model,
        inputs=(info(inputs),),
        outputs=(info(outputs),),
        weights=weights,
        answers=Array.of(np.asarray(outputs)),
    )


def evaluate(x, result, *, model=0, sequence=8):
    return CallRecord(
        sequence=sequence,
        cell="evaluate",
        actor="Sequential",
        method="evaluate",
        model=model,
        inputs=(info(x),),
        result=result,
    )


def model(number=0, names=("model",), network=None, outputs=None):
    return ModelRecord(
        model=number,
        names=tuple(names),
        spec=network,
        test_outputs=Array.of(np.asarray(outputs, np.float32)) if outputs is not None else None,
    )


def measured(network, outputs=None, number=0, status="confirmed"):
    packed = Array.of(np.asarray(outputs, np.float32)) if outputs is not None else None
    return Measurement(model=number, status=status, spec=network, outputs=packed)


def evidence(**fields):
    fields.setdefault("status", RunStatus(outcome="finished"))
    return Evidence(**{k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()})


def one_model(network, *fits, outputs=None, status="confirmed", **fields):
    """Evidence of a run with one model, as captured, trained and measured."""
    return evidence(
        values=[value("model", kind="model", model=0, cell="build"), *fields.pop("values", ())],
        models=[model(network=network, outputs=outputs)],
        fits=list(fits),
        measurements=[measured(network, outputs, status=status)],
        **fields,
    )


def cell(name, index, outcome="ok", raised=None, binds=(), **fields):
    return CellRun(
        cell=name, index=index, outcome=outcome, raised=raised, binds=tuple(binds), **fields
    )


def stopped(name, index, error, message, *, line=1, source="", binds=()):
    raised = Raised(type=error, message=message, line=line, source_line=source)
    return cell(name, index, "error", raised, binds)


def band(metric="rmse", bar=5.0, baseline=9.0, higher=False):
    return Band(
        metric=metric, bar=bar, baseline=baseline, higher_is_better=higher, mean=bar, std=0.1,
        count=20, method="normal",
    )  # fmt: skip


def reference(targets=None, *, bands=None, train=None, **fields):
    return Reference(
        targets=Array.of(np.asarray(targets)) if targets is not None else None,
        train_targets=Array.of(np.asarray(train)) if train is not None else None,
        calibration=Calibration(assignment="a", bands=bands) if bands else None,
        **fields,
    )


@pytest.fixture(scope="session")
def build():
    """The builders of this file, under one name."""
    return types.SimpleNamespace(**{k: v for k, v in globals().items() if callable(v)},
                                 REGRESSION=REGRESSION)  # fmt: skip


def probed(check, item, namespace, *, cells=None):
    """What a check asks, answered by Python functions as a box answers it.

    The functions are those of ``namespace``, or of ``cells[cell]`` for calls made after ``cell``.
    """
    return tuple(_answer(call, (cells or {}).get(call.cell, namespace))
                 for call in asked(check, item))  # fmt: skip


def _answer(call, namespace):
    record = msgspec.msgpack.decode(msgspec.msgpack.encode(call))
    found = {"key": call.key, "outcome": "missing"}
    function = namespace.get(call.function)
    if callable(function):
        try:
            given = [functions.value(argument, namespace) for argument in record["arguments"]]
            found.update(functions.outputs(function(*given)))
        except functions.MissingArgumentError as problem:
            found["message"] = str(problem)
        except Exception as problem:  # noqa: BLE001  whatever a function does
            found.update(outcome="raised", error=type(problem).__name__, message=str(problem))
    return msgspec.convert(found, ProbeAnswer)


@pytest.fixture(scope="session")
def judge_functions():
    """``judge(check, namespace, ...)``: a verdict on functions that were really called."""

    def judge(check, namespace, *, cells=None, reference=None, **fields):
        item = RubricItem(id="line", check="check", points=Decimal(1), cell="task")
        shown = evidence(probes=probed(check, item, namespace, cells=cells), **fields)
        return check(shown, reference or Reference(), item)

    return judge
