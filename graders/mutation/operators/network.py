"""Mistakes in how a network is built: layers, units, activations, weights."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.mutation.operator import operator
from graders.mutation.program import Change, Program, Swap
from graders.mutation.reading import (
    Network,
    activation,
    called,
    calls,
    expression,
    keyword,
    networks,
    receiver,
    statement,
    text,
    units,
    with_keyword,
)

_OUTPUTS = ("linear", "relu", "sigmoid", "softmax", "tanh")
_HIDDEN = ("linear", "softmax", "exponential", "sigmoid")


def _named(network: Network, layer: ast.Call) -> str:
    return "output" if layer is network.output else "hidden"


def _literal(node: ast.expr | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


@operator(
    "activation-changed",
    "A layer has another activation function.",
    "DeepCrime: ACH",
    "Humbatova 2020: wrong type of activation function",
)
def activation_changed(program: Program) -> Iterator[Change]:
    """Each activation that is given becomes each other one of a list."""
    for network in networks(program):
        for layer in network.layers:
            given = activation(layer)
            if given.node is None:
                continue
            for other in _OUTPUTS if layer is network.output else _HIDDEN:
                if _literal(given.node) != other:
                    what = f"{_named(network, layer)}: {text(given.node)} becomes {other!r}"
                    yield Change(what, {layer: given.changed(repr(other))})


@operator(
    "activation-dropped",
    "A layer has lost its activation function.",
    "DeepCrime: ARM",
    "Humbatova 2020: missing activation function",
)
def activation_dropped(program: Program) -> Iterator[Change]:
    """The argument is left out; all hidden layers at once too."""
    for network in networks(program):
        found = [layer for layer in network.layers if activation(layer).node is not None]
        for layer in found:
            what = f"{_named(network, layer)}: no activation"
            yield Change(what, {layer: activation(layer).changed(None)})
        hidden = [layer for layer in found if layer is not network.output]
        if len(hidden) > 1:
            swaps: dict[ast.AST, Swap] = {
                layer: activation(layer).changed(None) for layer in hidden
            }
            yield Change("no hidden activation", swaps)


@operator("activation-added", "A layer has an activation function too many.", "DeepCrime: AAL")
def activation_added(program: Program) -> Iterator[Change]:
    """A layer without an activation gets one."""
    for network in networks(program):
        for layer in network.layers:
            if activation(layer).node is None:
                for new in ("relu", "sigmoid", "softmax", "tanh"):
                    what = f"{_named(network, layer)}: {new!r} added"
                    yield Change(what, {layer: with_keyword(layer, "activation", repr(new))})


@operator(
    "activation-doubled",
    "The output goes through its activation function twice.",
    "Humbatova 2020: redundant layer",
)
def activation_doubled(program: Program) -> Iterator[Change]:
    """An ``Activation`` layer of the same kind follows the output."""
    for network in networks(program):
        given = activation(network.output).node
        if given is not None:
            yield from _after(program, network, f"keras.layers.Activation({text(given)})")


def _after(program: Program, network: Network, layer: str) -> Iterator[Change]:
    """The network with a layer behind its output."""
    output = network.output
    outer = program.parent(output)
    what = f"{layer} after the output"
    imports = ("import keras",)
    if isinstance(outer, ast.List):
        yield Change(what, {output: [output, expression(layer)]}, imports)
    elif isinstance(outer, ast.Call) and outer.func is output:
        around = ast.Call(func=expression(layer), args=[outer], keywords=[])
        yield Change(what, {outer: around}, imports)
    elif isinstance(outer, ast.Call) and called(outer) == "add":
        added = program.statement(output)
        more = statement(f"{receiver(outer)}.add({layer})")
        yield Change(what, {added: [added, more]}, imports)


@operator(
    "units-changed",
    "A layer has another number of units.",
    "Humbatova 2020: wrong number of neurons in layer",
    "Islam 2019: incorrect model parameter or structure",
)
def units_changed(program: Program) -> Iterator[Change]:
    """The output has one unit more, one less, or one; a hidden layer has one, or none."""
    for network in networks(program):
        for layer in network.layers:
            given = units(layer)
            count = _literal(given.node)
            if not isinstance(count, int):
                continue
            last = layer is network.output
            for other in (count + 1, count - 1, 1) if last else (1, 0):
                if other != count:
                    what = f"{_named(network, layer)}: {count} units become {other}"
                    yield Change(what, {layer: given.changed(str(other))})


@operator(
    "layer-dropped",
    "A layer is missing.",
    "Humbatova 2020: missing layer",
    "Islam 2019: incorrect model parameter or structure",
)
def layer_dropped(program: Program) -> Iterator[Change]:
    """An element of a ``Sequential`` list, an ``add``, or a layer called on another is left out."""
    for call in calls(program, "Sequential"):
        for given in call.args[:1]:
            if isinstance(given, ast.List):
                for layer in given.elts:
                    yield Change(f"no {text(layer)}", {layer: None})
    for call in calls(program, "add"):
        outer = program.parent(call)
        if isinstance(outer, ast.Expr) and len(call.args) == 1 and called(call.args[0]):
            yield Change(f"no {text(call.args[0])}", {outer: None})
    for call in program.nodes(ast.Call):
        if called(call.func) and len(call.args) == 1:
            yield Change(f"no {text(call.func)}", {call: call.args[0]})


@operator("layer-doubled", "A layer stands twice.", "Humbatova 2020: redundant layer")
def layer_doubled(program: Program) -> Iterator[Change]:
    """The output layer follows itself."""
    for network in networks(program):
        yield from _after(program, network, text(network.output))


@operator(
    "layers-exchanged",
    "Two layers are in each other's place.",
    "Humbatova 2020: wrong network architecture",
)
def layers_exchanged(program: Program) -> Iterator[Change]:
    """Neighbours in a ``Sequential`` list change places."""
    for call in calls(program, "Sequential"):
        for given in call.args[:1]:
            if isinstance(given, ast.List):
                for one, two in zip(given.elts, given.elts[1:], strict=False):
                    what = f"{text(two)} before {text(one)}"
                    yield Change(what, {one: two, two: one})


@operator(
    "dropout-after-output",
    "Dropout stands behind the output.",
    "Humbatova 2020: wrong network architecture",
)
def dropout_after_output(program: Program) -> Iterator[Change]:
    """A ``Dropout`` behind the output, where the network has none; else its last one moves."""
    dropouts = list(calls(program, "Dropout"))
    for network in networks(program):
        for change in _after(program, network, "keras.layers.Dropout(0.5)"):
            moved: dict[ast.AST, Swap] = {
                one: None for one in dropouts if isinstance(program.parent(one), ast.List)
            }
            yield Change(change.what, {**moved, **change.swaps}, change.imports)


@operator(
    "dropout-extreme",
    "Dropout takes nearly everything.",
    "DeepCrime: RCD",
)
def dropout_extreme(program: Program) -> Iterator[Change]:
    """A rate of 0.99, in a ``Dropout`` that is there or a new one in front of the output."""
    found = [*calls(program, "Dropout")]
    for call in found:
        yield Change("a rate of 0.99", {call: expression(f"{text(call.func)}(0.99)")})
    for network in networks(program):
        if not found and isinstance(program.parent(network.output), ast.List):
            before = expression("keras.layers.Dropout(0.99)")
            what = "a rate of 0.99 in front of the output"
            yield Change(what, {network.output: [before, network.output]}, ("import keras",))


@operator(
    "weights-initialised",
    "All weights begin as the same number.",
    "DeepCrime: WCI",
    "Humbatova 2020: wrong weights initialisation",
    "Islam 2019: initialization bug",
)
def weights_initialised(program: Program) -> Iterator[Change]:
    """``kernel_initializer`` is zeros, ones, or far too wide, in every layer of a network."""
    for network in networks(program):
        for start in ("'zeros'", "'ones'", "keras.initializers.RandomNormal(stddev=100.0)"):
            swaps = _in_each(network, "kernel_initializer", start)
            yield Change(f"all weights begin as {start}", swaps, ("import keras",))


@operator("bias-removed", "Layers have no bias.", "DeepCrime: WRB", "Humbatova 2020: missing bias")
def bias_removed(program: Program) -> Iterator[Change]:
    """``use_bias=False`` in every layer of a network."""
    for network in networks(program):
        yield Change("no bias", _in_each(network, "use_bias", "False"))


@operator(
    "weights-regularised",
    "So strong a penalty on weights that skill is lost.",
    "DeepCrime: RAW",
)
def weights_regularised(program: Program) -> Iterator[Change]:
    """L2 of 10 on the weights of every layer."""
    for network in networks(program):
        swaps = _in_each(network, "kernel_regularizer", "keras.regularizers.L2(10.0)")
        yield Change("an L2 penalty of 10", swaps, ("import keras",))


@operator(
    "regulariser-changed",
    "A penalty on weights is a thousand times as strong.",
    "DeepCrime: RCW",
)
def regulariser_changed(program: Program) -> Iterator[Change]:
    """The factor of a ``kernel_regularizer`` times 1,000."""
    for layer in calls(program, "Dense", "Conv1D", "Conv2D"):
        given = keyword(layer, "kernel_regularizer")
        if given is not None and isinstance(given.value, ast.Call) and given.value.args:
            factor = given.value.args[0]
            yield Change(
                f"{text(factor)} times 1,000", {factor: expression(f"{text(factor)} * 1000")}
            )


@operator(
    "weights-frozen",
    "Layers do not learn.",
    "Humbatova 2020: wrong model initialisation",
)
def weights_frozen(program: Program) -> Iterator[Change]:
    """``trainable=False`` in every layer."""
    for network in networks(program):
        yield Change("no layer learns", _in_each(network, "trainable", "False"))


@operator(
    "input-shape-wrong",
    "The input is declared with the number of rows in place of that of columns.",
    "Humbatova 2020: wrong input sample size",
    "Islam 2019: unaligned tensor",
)
def input_shape_wrong(program: Program) -> Iterator[Change]:
    """``x.shape[1]`` becomes ``x.shape[0]``, and the other way round."""
    for node in program.nodes(ast.Subscript):
        if not (isinstance(node.value, ast.Attribute) and node.value.attr == "shape"):
            continue
        axis = _literal(node.slice)
        if axis in {0, 1}:
            other = expression(f"{text(node.value)}[{1 - int(str(axis))}]")
            yield Change(f"{text(node)} becomes {text(other)}", {node: other})


OPERATORS = (
    activation_changed,
    activation_dropped,
    activation_added,
    activation_doubled,
    units_changed,
    layer_dropped,
    layer_doubled,
    layers_exchanged,
    dropout_after_output,
    dropout_extreme,
    weights_initialised,
    bias_removed,
    weights_regularised,
    regulariser_changed,
    weights_frozen,
    input_shape_wrong,
)


def _in_each(network: Network, name: str, value: str) -> dict[ast.AST, Swap]:
    """Each layer with the keyword ``name`` set to ``value``."""
    return {layer: with_keyword(layer, name, value) for layer in network.layers}
