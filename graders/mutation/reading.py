"""Reading solutions: which call is which layer, which name holds which rows.

All of this goes by what calls are called and what their results are bound to. What is not
recognised is left alone: an operator then has no place in such a program.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from graders.mutation.program import Program, nodes


def expression(source: str) -> ast.expr:
    """Parse an expression.

    >>> ast.unparse(expression("( a+b )"))
    'a + b'
    """
    return ast.parse(source, mode="eval").body


def statement(source: str) -> ast.stmt:
    """Parse a statement."""
    (parsed,) = ast.parse(source).body
    return parsed


def text(node: ast.AST) -> str:
    """A node's source, in its normal form."""
    return ast.unparse(node)


def called(node: ast.AST) -> str:
    """The last part of what a call calls, and nothing for anything else.

    >>> called(expression("keras.layers.Dense(3)"))
    'Dense'
    """
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def receiver(call: ast.AST) -> str:
    """The object whose method a call calls, in words; nothing for a function.

    >>> receiver(expression("model.layers[0].get_weights()"))
    'model.layers[0]'
    """
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        return text(call.func.value)
    return ""


def calls(program: Program, *names: str) -> Iterator[ast.Call]:
    """Calls of functions or methods with these names, by place."""
    return (call for call in program.nodes(ast.Call) if called(call) in names)


def fits(program: Program) -> Iterator[ast.Call]:
    """Trainings of networks with rows and labels; a scaler's or encoder's ``fit`` has only rows."""
    return (call for call in calls(program, "fit") if len(call.args) >= 2)


def keyword(call: ast.Call, name: str) -> ast.keyword | None:
    """A call's keyword argument."""
    return next((one for one in call.keywords if one.arg == name), None)


def with_keyword(call: ast.Call, name: str, value: ast.expr | str | None) -> ast.Call:
    """The call with a keyword argument set, or without it for None.

    >>> ast.unparse(with_keyword(expression("f(a, b=1)"), "b", "2"))
    'f(a, b=2)'
    """
    if isinstance(value, str):
        value = expression(value)
    rest = [one for one in call.keywords if one.arg != name]
    place = next((at for at, one in enumerate(call.keywords) if one.arg == name), len(rest))
    if value is not None:
        rest.insert(place, ast.keyword(arg=name, value=value))
    return ast.Call(func=call.func, args=call.args, keywords=rest)


def with_arguments(call: ast.Call, *values: ast.expr | str) -> ast.Call:
    """The call with its first positional arguments replaced."""
    new = [expression(value) if isinstance(value, str) else value for value in values]
    return ast.Call(func=call.func, args=[*new, *call.args[len(new) :]], keywords=call.keywords)


def renamed(call: ast.Call, method: str) -> ast.Call:
    """The call of another method of the same object."""
    func = expression(f"{receiver(call)}.{method}")
    return ast.Call(func=func, args=call.args, keywords=call.keywords)


@dataclass(frozen=True)
class Setting:
    """An argument that can stand by place or by name: ``node`` is its value where it is given."""

    call: ast.Call
    name: str
    place: int | None
    node: ast.expr | None

    @classmethod
    def of(cls, call: ast.Call, name: str, place: int | None = None) -> Setting:
        """The argument ``name`` of a call, positional at ``place`` where that is allowed."""
        if place is not None and place < len(call.args):
            return cls(call, name, place, call.args[place])
        given = keyword(call, name)
        return cls(call, name, None, given.value if given is not None else None)

    def changed(self, value: str | None) -> ast.Call:
        """The call with another value; with none, where it is given by name."""
        if self.place is None:
            return with_keyword(self.call, self.name, value)
        args = list(self.call.args)
        if value is None:
            del args[self.place :]
        else:
            args[self.place] = expression(value)
        return ast.Call(func=self.call.func, args=args, keywords=self.call.keywords)


ACTIVATED = {"Dense": 1, "Conv1D": None, "Conv2D": None}
"""Layers with units and an activation: where the activation stands by place."""


@dataclass(frozen=True)
class Network:
    """The layers with weights of one network, in their order; the last one is its output."""

    layers: tuple[ast.Call, ...]

    @property
    def output(self) -> ast.Call:
        """The last layer."""
        return self.layers[-1]


def networks(program: Program) -> list[Network]:
    """Networks by where they are built: a ``Sequential`` list, or else the layers of one cell."""
    groups: dict[ast.AST, list[ast.Call]] = {}
    for call in calls(program, *ACTIVATED):
        around = [one for one in program.ancestors(call) if called(one) == "Sequential"]
        home = around[0] if around else program.cell_of(call).tree
        groups.setdefault(home, []).append(call)
    return [Network(tuple(group)) for group in groups.values()]


def activation(layer: ast.Call) -> Setting:
    """A layer's activation."""
    return Setting.of(layer, "activation", ACTIVATED.get(called(layer)))


def units(layer: ast.Call) -> Setting:
    """A layer's number of units (of filters)."""
    return Setting.of(layer, "filters" if called(layer).startswith("Conv") else "units", 0)


@dataclass(frozen=True)
class Split:
    """A ``train_test_split``: what goes in, and the names that its parts get."""

    call: ast.Call
    targets: ast.Tuple
    everything: tuple[str, ...]
    train: tuple[str, ...]
    held_out: tuple[str, ...]


def splits(program: Program) -> list[Split]:
    """The splits whose parts all get plain names."""
    found = []
    for assign in program.nodes(ast.Assign):
        call, (target, *_) = assign.value, assign.targets
        if not (isinstance(call, ast.Call) and called(call) == "train_test_split"):
            continue
        if not isinstance(target, ast.Tuple) or len(target.elts) != 2 * len(call.args):
            continue
        names = [one.id for one in target.elts if isinstance(one, ast.Name)]
        if len(names) == len(target.elts):
            everything = tuple(text(one) for one in call.args)
            found.append(
                Split(call, target, everything, tuple(names[::2]), tuple(names[1::2]))
            )  # fmt: skip
    return found


def row_names(program: Program) -> list[tuple[str, ...]]:
    """Names of rows of the same columns: training, held-out and test rows of features; labels.

    Test rows have no labels. A name stands for test rows where a scaler transforms or a network
    predicts it beside the others.
    """
    groups: list[tuple[str, ...]] = []
    for split in splits(program):
        pairs = [*zip(split.train, split.held_out, strict=True)]
        used = dict.fromkeys(
            call.args[0].id
            for call in calls(program, "transform", "predict")
            if call.args and isinstance(call.args[0], ast.Name)
        )
        known = {name for pair in pairs for name in pair}
        seen_with = [name for name in used if name not in known]
        groups += [(*pair, *(seen_with if at == 0 else ())) for at, pair in enumerate(pairs)]
    return groups


def loads(tree: ast.AST, name: str) -> list[ast.Name]:
    """Where a name is read."""
    return [
        node for node in nodes(tree, ast.Name) if node.id == name and isinstance(node.ctx, ast.Load)
    ]
