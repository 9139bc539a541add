"""A live Keras model in normal form: a ``ModelSpec`` record."""

from __future__ import annotations

from typing import Any

from .describe import Record, plain_text, scalar
from .losses import normal_loss, normal_metric, snake_case
from .probe import called_head, dead_units, head_probe, layer_activation, probe_inputs

LAYER_CAP = 1_000
SETTINGS = (
    "units", "rate", "filters", "kernel_size", "strides", "pool_size", "padding", "input_dim",
    "output_dim", "use_bias", "negative_slope", "alpha", "return_sequences", "momentum", "axis",
    "stddev", "target_shape", "scale", "offset", "invert", "mean", "variance",
)  # fmt: skip
OBJECTS = (
    "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_initializer",
    "bias_initializer", "kernel_constraint", "depthwise_initializer", "recurrent_regularizer",
)  # fmt: skip
SHAPE_ONLY = frozenset({
    "Flatten", "Reshape", "Dropout", "Identity", "Permute", "ActivityRegularization",
    "GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D",
    "Squeeze", "ExpandDims", "Cast", "Ravel", "InputLayer",
})  # fmt: skip
AFFINE = frozenset({"Rescaling", "Normalization", "BatchNormalization", "UnitNormalization"})
OPERATIONS = {
    "Sigmoid": "sigmoid", "Softmax": "softmax", "Relu": "relu", "Tanh": "tanh",
    "Exp": "exponential",
    "Softplus": "softplus", "Elu": "elu", "LeakyRelu": "leaky_relu", "Gelu": "gelu",
    "LogSoftmax": "log_softmax", "Silu": "silu", "Selu": "selu",
}  # fmt: skip


def model_kind(model: Any) -> str:
    """``sequential``, ``functional``, ``subclassed`` or ``other``."""
    import keras
    from keras.src.models.functional import Functional

    if isinstance(model, keras.Sequential):
        return "sequential"
    if isinstance(model, Functional):
        return "functional"
    return "subclassed" if isinstance(model, keras.Model) else "other"


def model_spec(
    model: Any,
    source: str,
    *,
    inputs: Any = None,
    input_shape: tuple[int | None, ...] | None = None,
    label_rank: int | None = None,
    compiled: dict[str, Any] | None = None,
    deep: bool = True,
) -> Record:
    """A ``ModelSpec`` record.

    ``inputs`` are rows to count dead units on; ``input_shape`` is what was seen to reach a
    model that does not know its own; ``compiled`` holds ``loss``, ``metrics`` and
    ``optimizer`` as given to ``compile`` where they are remembered; ``deep`` asks the network
    for answers too (probe, dead units).
    """
    kind = model_kind(model)
    shape = _shape(_attribute(model, "input_shape")) or input_shape
    output_shape = _shape(_attribute(model, "output_shape"))
    spec: Record = {"source": source, "kind": kind, "parameters": 0, "trainable_parameters": 0}
    if kind in {"sequential", "functional"}:
        graph = getattr(model, "_functional", None) if kind == "sequential" else model
        if graph is not None:
            spec["layers"] = _graph_layers(graph)
            spec["head_activation"] = _graph_head(graph)
        else:  # not built yet: it knows its layers but no shapes
            spec["layers"] = [_layer(layer, []) for layer in _leaves(model)][:LAYER_CAP]
            spec["head_activation"] = _listed_head(_leaves(model))
    else:
        leaves, spec["head_activation"] = _leaves(model), None
        asked = probe_inputs(shape) if deep else None
        if asked is not None:
            try:
                called, spec["head_activation"] = called_head(model, asked[:8])
                leaves = called or leaves
            except Exception:
                spec["head_activation"] = None
        spec["layers"] = [_layer(layer, []) for layer in leaves][:LAYER_CAP]
        if output_shape is None and shape is not None:
            output_shape = _called_shape(model, shape, deep)
    spec["input_shape"], spec["output_shape"] = shape, output_shape
    if output_shape is not None:
        spec["head_units"] = 1 if len(output_shape) == 1 else output_shape[-1]
    if spec.get("head_units") is None:
        units = [layer["units"] for layer in spec["layers"] if layer.get("units")]
        spec["head_units"] = units[-1] if units else None
    try:
        spec["parameters"] = int(model.count_params())
        spec["trainable_parameters"] = int(sum(_size(w) for w in model.trainable_weights))
    except Exception:
        spec["parameters"] = 0
    spec.update(_compiled(model, compiled, spec["head_units"], label_rank))
    if deep and not _takes_integers(spec["layers"]):
        spec["probe"] = head_probe(model, shape)
    if deep and inputs is not None:
        spec["dead_units"], spec["relu_units"] = dead_units(model, inputs)
    return spec


def _attribute(model: Any, name: str) -> Any:
    try:
        return getattr(model, name)
    except Exception:
        return None


def _shape(shape: Any) -> tuple[int | None, ...] | None:
    try:
        if isinstance(shape, list) and len(shape) == 1:
            shape = shape[0]
        if not isinstance(shape, tuple) or any(isinstance(side, tuple) for side in shape):
            return None
        return tuple(None if side is None else int(side) for side in shape)
    except Exception:
        return None


def _size(weight: Any) -> int:
    size = 1
    for side in weight.shape:
        size *= int(side)
    return size


def _called_shape(
    model: Any, shape: tuple[int | None, ...], deep: bool
) -> tuple[int | None, ...] | None:
    inputs = probe_inputs(shape) if deep else None
    if inputs is None:
        return None
    try:
        return (None, *(int(side) for side in model(inputs[:2], training=False).shape[1:]))
    except Exception:
        return None


def _takes_integers(layers: list[Record]) -> bool:
    taking = {"Embedding", "StringLookup", "IntegerLookup", "TextVectorization", "CategoryEncoding"}
    return any(layer["kind"] in taking for layer in layers)


def _leaves(model: Any) -> list[Any]:
    """Layers in the order they were given, nested models and containers opened."""
    import keras

    leaves: list[Any] = []
    for layer in getattr(model, "layers", []) or []:
        inner = getattr(layer, "layers", None)
        if isinstance(layer, keras.Model) and inner:
            leaves.extend(_leaves(layer))
        else:
            leaves.append(layer)
    return leaves


def _layer(layer: Any, inputs: list[str]) -> Record:
    """A ``LayerSpec`` record of a layer or of a ``keras.ops`` operation."""
    kind = type(layer).__name__
    config: Record = {}
    for name in SETTINGS:
        value = _attribute(layer, name)
        if isinstance(value, (bool, int, float, str)) or (
            isinstance(value, (tuple, list)) and len(value) <= 4
        ):
            config[name] = scalar(value)
    for name in OBJECTS:
        value = _attribute(layer, name)
        if value is not None:
            config[name] = plain_text(type(value).__name__, 200)
            for strength in ("l1", "l2"):
                number = scalar(_attribute(value, strength))
                if isinstance(number, float) and number:
                    config[f"{name}_{strength}"] = number
    units = _attribute(layer, "units")
    try:
        parameters = int(layer.count_params())
    except Exception:
        parameters = 0
    output = _attribute(layer, "output")
    try:
        shape = tuple(None if side is None else int(side) for side in output.shape)
    except Exception:
        shape = None
    return {
        "name": plain_text(getattr(layer, "name", kind), 200),
        "kind": plain_text(kind, 200),
        "activation": layer_activation(layer) or OPERATIONS.get(kind),
        "units": int(units) if isinstance(units, int) and not isinstance(units, bool) else None,
        "parameters": parameters,
        "trainable": bool(_attribute(layer, "trainable")),
        "output_shape": shape,
        "inputs": [plain_text(name, 200) for name in inputs],
        "config": config,
    }


def _nodes(graph: Any) -> list[Any]:
    """The calls that make up a functional graph."""
    by_depth = getattr(graph, "_nodes_by_depth", {})
    return [node for depth in sorted(by_depth, reverse=True) for node in by_depth[depth]]


def _graph_layers(graph: Any, feeds: list[str] | None = None) -> list[Record]:
    """Layers of a functional graph in its order; nested models opened in place."""
    layers: list[Record] = []
    ends: dict[str, list[str]] = {}
    parents: dict[str, list[str]] = {}
    for node in _nodes(graph):
        names = parents.setdefault(node.operation.name, [])
        names.extend(parent.operation.name for parent in node.parent_nodes)
    for operation in getattr(graph, "_operations", []):
        before = [end for name in parents.get(operation.name, []) for end in ends.get(name, [name])]
        inner = getattr(operation, "_functional", None) or (
            operation if hasattr(operation, "_nodes_by_depth") else None
        )
        if inner is not None:
            opened = _graph_layers(inner, before)
            layers.extend(opened)
            last = inner.outputs[0]._keras_history.operation.name
            ends[operation.name] = [last]
            continue
        if type(operation).__name__ == "InputLayer" and feeds is not None:
            ends[operation.name] = feeds
            continue
        layers.append(_layer(operation, before))
        if len(layers) >= LAYER_CAP:
            break
    return layers


def _graph_head(graph: Any) -> str | None:
    """The activation of the first output, seen through layers that only change its shape."""
    try:
        operation = graph.outputs[0]._keras_history.operation
    except Exception:
        return None
    for _ in range(50):
        inner = getattr(operation, "_functional", None) or (
            operation if hasattr(operation, "_nodes_by_depth") else None
        )
        if inner is not None:
            head = _graph_head(inner)
            if head != "through":
                return head
        else:
            head = _own_head(operation)
            if head is not None:
                return head
        nodes = [node for node in _nodes(graph) if node.operation is operation]
        before = [parent.operation for node in nodes[-1:] for parent in node.parent_nodes]
        if len(before) != 1:
            return "through" if not before else "custom"
        operation = before[0]
    return None


def _listed_head(leaves: list[Any]) -> str | None:
    for layer in reversed(leaves):
        head = _own_head(layer)
        if head is not None:
            return head
    return None


def _own_head(layer: Any) -> str | None:
    """What this layer makes the output's activation; ``None``: look at the one before."""
    kind = type(layer).__name__
    if kind in SHAPE_ONLY or kind in AFFINE:
        return None
    if kind in OPERATIONS and not hasattr(layer, "activation"):
        return OPERATIONS[kind]
    activation = layer_activation(layer)
    if kind == "Activation" and activation == "linear":
        return None
    return activation or "custom"


def _compiled(
    model: Any, compiled: dict[str, Any] | None, units: int | None, label_rank: int | None
) -> Record:
    """Loss, metrics and optimizer in normal form; nothing where the model was not compiled."""
    found: Record = {}
    if not getattr(model, "compiled", False) and not compiled:
        return found
    given = compiled or {}
    loss = given.get("loss", getattr(getattr(model, "_compile_loss", None), "_user_loss", None))
    held = getattr(model, "_compile_metrics", None)
    metrics = given.get("metrics", getattr(held, "_user_metrics", None))
    optimizer = given.get("optimizer", getattr(model, "optimizer", None))
    if loss is not None:
        try:
            found["loss"] = normal_loss(loss, units, label_rank)
        except Exception:
            found["loss"] = {"name": "custom"}
    found["metrics"] = [normal_metric(metric, units, label_rank) for metric in _flat(metrics)[:50]]
    if optimizer is not None:
        found["optimizer"] = optimizer_spec(optimizer, given.get("learning_rate"))
    return found


def _flat(metrics: Any) -> list[Any]:
    if metrics is None:
        return []
    if isinstance(metrics, dict):
        return [item for value in metrics.values() for item in _flat(value)]
    if isinstance(metrics, (list, tuple)):
        return [item for value in metrics for item in _flat(value)]
    return [metrics]


def optimizer_spec(optimizer: Any, learning_rate: float | None = None) -> Record:
    """An ``OptimizerSpec`` record; a schedule has no one learning rate and gives ``None``."""
    import keras

    if isinstance(optimizer, str):
        try:
            optimizer = keras.optimizers.get(optimizer)
        except Exception:
            return {"name": plain_text(optimizer.lower(), 200)}
    rate = learning_rate
    held = getattr(optimizer, "_learning_rate", None)
    if isinstance(held, keras.optimizers.schedules.LearningRateSchedule):
        rate = None
    elif rate is None:
        try:
            rate = float(keras.ops.convert_to_numpy(optimizer.learning_rate))
        except Exception:
            rate = None
    config: Record = {}
    for name in ("momentum", "nesterov", "beta_1", "beta_2", "rho", "weight_decay", "clipnorm",
                 "clipvalue", "global_clipnorm"):  # fmt: skip
        value = scalar(getattr(optimizer, name, None))
        if isinstance(value, (bool, int, float)):
            config[name] = value
    if rate is None and held is not None:
        config["schedule"] = snake_case(type(held).__name__)
    return {"name": plain_text(type(optimizer).__name__.lower(), 200), "learning_rate": rate,
            "config": config}  # fmt: skip
