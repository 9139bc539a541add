"""A network in normal form: what it is, however it was spelled."""

from __future__ import annotations

from typing import Literal

from graders.model.values import Scalar, Struct


class LayerSpec(Struct, frozen=True, kw_only=True):
    """One layer. ``kind`` is the Keras class name; nested models are flattened.

    ``activation`` is Keras' serialised name (``linear`` where there is none), or ``custom``.
    ``inputs`` names the layers that feed it. ``config`` has the scalar settings that checks
    read (``units``, ``rate``, ``kernel_regularizer``, ``kernel_initializer``, ...).
    """

    name: str
    kind: str
    activation: str | None = None
    units: int | None = None
    parameters: int = 0
    trainable: bool = True
    output_shape: tuple[int | None, ...] | None = None
    inputs: tuple[str, ...] = ()
    config: dict[str, Scalar] = {}


class LossSpec(Struct, frozen=True, kw_only=True):
    """A loss in normal form: ``mean_squared_error`` for "mse", the class and the function alike.

    ``name`` is Keras' snake-case function name, or ``custom``; ``equals`` is the name of the
    Keras loss that a custom one agreed with on probe values, if any.
    """

    name: str
    from_logits: bool | None = None
    equals: str | None = None
    config: dict[str, Scalar] = {}


class OptimizerSpec(Struct, frozen=True, kw_only=True):
    """An optimizer: class name in lower case and the learning rate, if it is a number."""

    name: str
    learning_rate: float | None = None
    config: dict[str, Scalar] = {}


class HeadProbe(Struct, frozen=True, kw_only=True):
    """How the output behaves on wide random inputs, where its form cannot be read.

    ``minimum`` and ``maximum`` over all outputs; ``row_sum_minimum/maximum`` over the last axis;
    ``linear`` is True where ``f(a+b) - f(b) == f(a) - f(0)`` held within float tolerance.
    """

    minimum: float
    maximum: float
    row_sum_minimum: float
    row_sum_maximum: float
    linear: bool
    finite: bool


class ModelSpec(Struct, frozen=True, kw_only=True):
    """A network and how it was compiled.

    ``source`` is ``measured`` where a clean box that never ran student code read it off the
    saved model, ``claimed`` where it comes from the student's own process.
    ``head_units`` is the size of the last axis of the output; ``head_activation`` is in normal
    form, with ``Activation``, ``ReLU``, ``Softmax`` ... layers at the end folded in.
    ``dead_units`` counts relu units that are zero for every row of the hidden inputs.
    """

    source: Literal["measured", "claimed"]
    kind: Literal["sequential", "functional", "subclassed", "other"]
    layers: tuple[LayerSpec, ...] = ()
    input_shape: tuple[int | None, ...] | None = None
    output_shape: tuple[int | None, ...] | None = None
    head_units: int | None = None
    head_activation: str | None = None
    parameters: int = 0
    trainable_parameters: int = 0
    loss: LossSpec | None = None
    metrics: tuple[str, ...] = ()
    optimizer: OptimizerSpec | None = None
    probe: HeadProbe | None = None
    dead_units: int = 0
    relu_units: int = 0
