"""What a network's output can say, read off its form or, where that cannot be, off a probe."""

from __future__ import annotations

from typing import Literal

from graders.checks.roles import head_units
from graders.model.network import HeadProbe, LayerSpec, ModelSpec

Task = Literal["regression", "binary", "multiclass", "multilabel"]
"""What is asked; ``multilabel`` is several yes-or-no questions at once."""

Head = Literal["linear", "probability", "distribution", "positive", "bounded", "other", "unknown"]
"""``linear``: any number. ``probability``: each output in 0..1. ``distribution``: rows sum to 1.
``positive``: above 0, differentiable. ``bounded``: between two numbers, such as tanh.
``other``: relu and its kind. ``unknown``: neither form nor probe could be read."""

_BY_ACTIVATION: dict[str, Head] = {
    "linear": "linear",
    "identity": "linear",
    "sigmoid": "probability",
    "hard_sigmoid": "probability",
    "softmax": "distribution",
    "sparsemax": "distribution",
    "softplus": "positive",
    "exponential": "positive",
    "exp": "positive",
    "tanh": "bounded",
    "hard_tanh": "bounded",
    "softsign": "bounded",
}
_NONLINEAR_LAYERS = frozenset(
    {
        "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "ThresholdedReLU", "MaxPooling1D",
        "MaxPooling2D", "LSTM", "GRU", "SimpleRNN", "MultiHeadAttention", "Attention", "Lambda",
    }
)  # fmt: skip
_NORMALISING = frozenset(
    {"BatchNormalization", "LayerNormalization", "Normalization", "GroupNormalization",
     "UnitNormalization", "SpectralNormalization", "Embedding", "PReLU", "RMSNormalization"}
)  # fmt: skip


def head_kind(spec: ModelSpec) -> Head:
    """What the output can say."""
    name = (spec.head_activation or "").casefold()
    if name in _BY_ACTIVATION:
        return _BY_ACTIVATION[name]
    if name and name != "custom":
        return "other"
    return _probed(spec.probe, head_units(spec)) if spec.probe is not None else "unknown"


def _probed(probe: HeadProbe, units: int | None) -> Head:
    if not probe.finite:
        return "unknown"
    sums_to_one = abs(probe.row_sum_minimum - 1) < 1e-3 and abs(probe.row_sum_maximum - 1) < 1e-3
    if sums_to_one and probe.minimum >= 0 and (units or 2) > 1:
        return "distribution"
    if probe.minimum >= 0 and probe.maximum <= 1 + 1e-6:
        return "probability"
    if probe.minimum < 0 < probe.maximum and (probe.minimum < -1.001 or probe.maximum > 1.001):
        return "linear"
    if probe.minimum > 0:
        return "positive"
    # Exactly 0 somewhere and nothing below: the corner of a relu.
    return "other" if probe.minimum == 0 else "bounded"


def squashed_twice(spec: ModelSpec) -> tuple[str, ...]:
    """The activations behind the last weights that each make probabilities, where there are two.

    A softmax of a softmax over three classes gives no class more than 0.58.
    """
    places = [place for place, layer in enumerate(spec.layers) if is_weighted(layer)]
    if not places or spec.kind == "subclassed":
        return ()
    ending = spec.layers[places[-1] :]
    named = ((one.activation or one.kind).casefold() for one in ending)
    found = tuple(name for name in named if name in {"sigmoid", "softmax"})
    return found if len(found) > 1 else ()


def dropped_after(spec: ModelSpec) -> str:
    """The kind of a dropout layer behind the last weights; nothing where there is none."""
    places = [place for place, layer in enumerate(spec.layers) if is_weighted(layer)]
    if not places or spec.kind == "subclassed":
        return ""
    ending = (layer.kind for layer in spec.layers[places[-1] :])
    return next((kind for kind in ending if "Dropout" in kind), "")


def hidden_layers(spec: ModelSpec) -> tuple[int, int] | None:
    """(hidden layers with weights, those followed by a bend before the next weights).

    ``None`` where the layers cannot be read. A bend may stand in the layer, in ``Activation``,
    ``ReLU`` ... after it, behind batch normalisation or dropout, or on a branch.
    """
    weighted = [layer for layer in spec.layers if is_weighted(layer)]
    if not weighted:
        return None
    hidden = weighted[:-1]
    following = _followers(spec)
    return len(hidden), sum(_bends(layer, following) for layer in hidden)


def narrowest(spec: ModelSpec) -> int | None:
    """The units of the narrowest layer with weights before the output; None where there is none."""
    weighted = [layer for layer in spec.layers if is_weighted(layer)]
    return min((layer.units for layer in weighted[:-1] if layer.units), default=None)


def is_weighted(layer: LayerSpec) -> bool:
    """A layer that mixes its inputs with weights of its own."""
    return layer.parameters > 0 and layer.kind not in _NORMALISING


def _followers(spec: ModelSpec) -> dict[str, list[LayerSpec]]:
    """What each layer feeds; the next one in the list where no graph was recorded."""
    following: dict[str, list[LayerSpec]] = {layer.name: [] for layer in spec.layers}
    if any(layer.inputs for layer in spec.layers):
        for layer in spec.layers:
            for source in layer.inputs:
                following.setdefault(source, []).append(layer)
    else:
        for layer, after in zip(spec.layers, spec.layers[1:], strict=False):
            following[layer.name].append(after)
    return following


def _bends(layer: LayerSpec, following: dict[str, list[LayerSpec]]) -> bool:
    if is_nonlinear(layer):
        return True
    seen, waiting = {layer.name}, list(following.get(layer.name, ()))
    while waiting:
        after = waiting.pop()
        if after.name in seen:
            continue
        seen.add(after.name)
        if is_weighted(after):
            continue
        if is_nonlinear(after):
            return True
        waiting += following.get(after.name, ())
    return False


def is_nonlinear(layer: LayerSpec) -> bool:
    """Whether the layer bends what passes through it."""
    activation = (layer.activation or "linear").casefold()
    if layer.kind == "LeakyReLU":
        slope = layer.config.get("negative_slope", 0.3)
        return slope != 1
    return activation not in {"linear", "identity"} or layer.kind in _NONLINEAR_LAYERS
