"""How a live network behaves: the order its layers are called in, its output's range, dead units.

Everything asks the model in inference mode and changes nothing in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from .describe import Record

ROWS = 64
DEAD_ROWS = 2_000
INPUT_CELLS = 4_000_000
LINEAR_SCALES = (1.0, 1_000.0)
"""A sigmoid behind a division by 255 looks like a line to small numbers."""
RELU_LIKE = frozenset({"relu", "relu6"})
CANDIDATES = ("linear", "sigmoid", "softmax", "tanh", "relu", "softplus", "exponential")


@contextlib.contextmanager
def traced_calls() -> Iterator[list[tuple[Any, Any]]]:
    """Record each leaf layer that is called, with its output, in order."""
    import keras

    calls: list[tuple[Any, Any]] = []
    base = keras.layers.Layer
    original = base.__call__

    def observed(self: Any, *args: Any, **kwargs: Any) -> Any:
        output = original(self, *args, **kwargs)
        if not isinstance(self, keras.Model) and not getattr(self, "_layers", None):
            calls.append((self, output))
        return output

    base.__call__ = observed
    try:
        yield calls
    finally:
        base.__call__ = original


def to_numpy(tensor: Any) -> np.ndarray[Any, Any] | None:
    """A concrete tensor as numpy; ``None`` for symbols and nested structures."""
    try:
        import keras

        return np.asarray(keras.ops.convert_to_numpy(tensor))
    except Exception:
        return None


def activation_name(activation: Any) -> str:
    """Keras' serialised name of an activation function, or ``custom``."""
    import keras

    if activation is None:
        return "linear"
    name = str(getattr(activation, "__name__", "") or type(activation).__name__)
    known = keras.activations.get
    try:
        if known(name) is activation:
            return name
        if isinstance(activation, keras.layers.Layer):
            return layer_activation(activation) or "custom"
    except Exception:
        return "custom"
    module = str(getattr(activation, "__module__", ""))
    if module.startswith(("keras.", "tensorflow.")) and name.lower() in CANDIDATES:
        return name.lower()
    return "custom"


def layer_activation(layer: Any) -> str | None:
    """The activation a layer applies to its output, ``None`` for a layer that has none."""
    kind = type(layer).__name__
    module = str(type(layer).__module__)
    own = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "PReLU": "prelu", "ELU": "elu",
           "Softmax": "softmax"}  # fmt: skip
    if module.startswith("keras.") and kind in own:
        return own[kind]
    if hasattr(layer, "activation"):
        return activation_name(layer.activation)
    return None


def probe_inputs(shape: tuple[int | None, ...] | None) -> np.ndarray[Any, Any] | None:
    """Wide random inputs, half of them of scale 1 and half of scale 30."""
    if shape is None or len(shape) < 2:
        return None
    sides = [8 if side is None or side < 0 else int(side) for side in shape[1:]]
    rows = ROWS
    while rows > 4 and rows * int(np.prod(sides)) > INPUT_CELLS:
        rows //= 2
    if rows * int(np.prod(sides)) > INPUT_CELLS:
        return None
    random = np.random.Generator(np.random.PCG64(7))
    values = random.normal(size=(rows, *sides))
    values[rows // 2 :] *= 30
    return values.astype("float32")


def head_probe(model: Any, shape: tuple[int | None, ...] | None) -> Record | None:
    """A ``HeadProbe`` record: range, row sums and linearity of the output."""
    inputs = probe_inputs(shape)
    if inputs is None:
        return None
    try:
        output = to_numpy(model(inputs, training=False))
        half = len(inputs) // 2
        gaps = [_gap(model, scale * inputs[:half]) for scale in LINEAR_SCALES]
    except Exception:
        return None
    if output is None or None in gaps or output.dtype.kind != "f" or output.ndim < 1:
        return None
    table = output.reshape(len(output), -1).astype(np.float64)
    finite = bool(np.isfinite(table).all())
    sums = table.sum(axis=1)
    return {
        "minimum": float(table.min()),
        "maximum": float(table.max()),
        "row_sum_minimum": float(sums.min()),
        "row_sum_maximum": float(sums.max()),
        "linear": bool(finite and all(gap is not None and gap <= 1e-4 for gap in gaps)),
        "finite": finite,
    }


def _gap(model: Any, first: np.ndarray[Any, Any]) -> float | None:
    """How far ``f(a + b) - f(b)`` is from ``f(a) - f(0)``, as a share of ``f(a + b)``."""
    second = np.roll(first, 1, axis=0)
    parts = np.concatenate([first + second, second, first, np.zeros_like(first)])
    answers = to_numpy(model(parts, training=False))
    if answers is None:
        return None
    both, other, one, none = (part.astype(np.float64) for part in np.split(answers, 4))
    with np.errstate(all="ignore"):
        size = max(1e-6, float(np.abs(both).max(initial=0.0)))
        return float(np.abs((both - other) - (one - none)).max(initial=0.0)) / size


def called_head(model: Any, inputs: Any) -> tuple[list[Any], str]:
    """A subclassed model's leaf layers in call order, and the activation of its output.

    What ``call`` does after the last layer is found by trying: is the output the sigmoid,
    the softmax, ... of what the last layer gave? ``custom`` where none of them fits.
    """
    import keras

    with traced_calls() as calls:
        output = to_numpy(model(inputs, training=False))
    layers: list[Any] = []
    for layer, _ in calls:
        if not any(layer is known for known in layers):
            layers.append(layer)
    for layer, raw in reversed(calls):
        last = to_numpy(raw)
        if last is None or output is None or last.size != output.size:
            break
        last = last.reshape(output.shape)
        own = layer_activation(layer)
        if np.allclose(last, output, rtol=1e-5, atol=1e-6):
            if own is None or own == "linear":
                if type(layer).__name__ in {"Dense", "EinsumDense"}:
                    return layers, "linear"
                continue
            return layers, own
        for name in CANDIDATES[1:]:
            function = keras.activations.get(name)
            if np.allclose(np.asarray(function(last)), output, rtol=1e-4, atol=1e-6):
                return layers, name
        break
    return layers, "custom"


def dead_units(model: Any, inputs: Any) -> tuple[int, int]:
    """Relu units that are zero for every row of ``inputs``, and the number of relu units."""
    dead = total = 0
    try:
        with traced_calls() as calls:
            model(inputs[:DEAD_ROWS], training=False)
        for layer, raw in calls:
            if layer_activation(layer) not in RELU_LIKE:
                continue
            output = to_numpy(raw)
            if output is None or output.ndim < 2:
                continue
            flat = output.reshape(-1, output.shape[-1])
            dead += int((np.abs(flat).max(axis=0) == 0).sum())
            total += int(output.shape[-1])
    except Exception:
        return 0, 0
    return dead, total
