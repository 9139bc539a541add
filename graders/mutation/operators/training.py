"""Mistakes in training: epochs, batches, what it is watched on, which network it is of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.mutation.operator import operator
from graders.mutation.program import Change, Program, Swap
from graders.mutation.reading import (
    Setting,
    called,
    calls,
    expression,
    fits,
    keyword,
    receiver,
    statement,
    text,
    with_keyword,
)

_NUMPY = ("import numpy as np",)


@operator(
    "epochs-changed",
    "Trained for one epoch, or none.",
    "DeepCrime: HNE",
    "Humbatova 2020: suboptimal number of epochs",
)
def epochs_changed(program: Program) -> Iterator[Change]:
    """``epochs`` is 1, 0, or left out (which is 1)."""
    for call in fits(program):
        yield Change("one epoch", {call: with_keyword(call, "epochs", "1")})
        yield Change("no epoch", {call: with_keyword(call, "epochs", "0")})


@operator(
    "batch-of-everything",
    "One batch holds all rows, so an epoch is one step.",
    "DeepCrime: HDB",
    "Humbatova 2020: suboptimal batch size",
)
def batch_of_everything(program: Program) -> Iterator[Change]:
    """``batch_size`` is the number of rows."""
    for call in fits(program):
        size = f"len({text(call.args[0])})"
        yield Change(f"batch_size={size}", {call: with_keyword(call, "batch_size", size)})


@operator(
    "validation-dropped",
    "Training is not watched on other rows.",
    "DeepCrime: VRM",
    "Humbatova 2020: missing validation set",
)
def validation_dropped(program: Program) -> Iterator[Change]:
    """``validation_split`` and ``validation_data`` are left out."""
    for call in fits(program):
        new = with_keyword(with_keyword(call, "validation_split", None), "validation_data", None)
        yield Change("no validation", {call: new})


@operator(
    "validation-on-training-rows",
    "The rows that training is watched on are those that it learns from.",
    "Humbatova 2020: incorrect validation data",
)
def validation_on_training_rows(program: Program) -> Iterator[Change]:
    """``validation_data`` is what is fitted; or nearly all rows are validation rows."""
    for call in fits(program):
        plain = with_keyword(with_keyword(call, "validation_split", None), "validation_data", None)
        rows = f"({text(call.args[0])}, {text(call.args[1])})"
        same = with_keyword(plain, "validation_data", rows)
        yield Change(f"validation_data={rows}", {call: same})
        yield Change(
            "nearly all rows are validation rows",
            {call: with_keyword(plain, "validation_split", "0.99")},
        )


@operator(
    "callback-changed",
    "Early stopping watches the training loss, has no patience, or is not passed.",
    "DeepCrime: RCP",
)
def callback_changed(program: Program) -> Iterator[Change]:
    """``monitor="loss"``, ``patience=0``, and ``callbacks`` left out."""
    for call in calls(program, "EarlyStopping"):
        watching = Setting.of(call, "monitor", 0).changed("'loss'")
        yield Change("it watches the training loss", {call: watching})
        yield Change("no patience", {call: with_keyword(call, "patience", "0")})
    for call in fits(program):
        if keyword(call, "callbacks") is not None:
            yield Change("no callbacks", {call: with_keyword(call, "callbacks", None)})


@operator(
    "class-weights-inverted",
    "Rare classes count less in place of more.",
    "Humbatova 2020: unbalanced training data",
)
def class_weights_inverted(program: Program) -> Iterator[Change]:
    """``class_weight`` in proportion to a class's frequency, where it should be the inverse."""
    for call in fits(program):
        given = keyword(call, "class_weight")
        labels = text(call.args[1])
        if given is not None:
            new = f"{{label: 1 / weight for label, weight in ({text(given.value)}).items()}}"
        elif program.task == "binary":
            new = f"{{label: float((np.asarray({labels}) == label).mean()) for label in (0, 1)}}"
        else:
            continue
        yield Change("inverted", {call: with_keyword(call, "class_weight", new)}, _NUMPY)


@operator(
    "another-network-trained",
    "The network that is trained is not the one that is used.",
    "Humbatova 2020: wrong reference to the model",
)
def another_network_trained(program: Program) -> Iterator[Change]:
    """``fit`` of a copy; or of another network of the notebook."""
    for call in fits(program):
        if not (isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)):
            continue
        own = call.func.value.id
        compiled = next(
            (one for one in calls(program, "compile") if receiver(one) == own), None
        )  # fmt: skip
        if compiled is not None:
            stage = program.statement(call)
            made = statement(f"copy_of_it = keras.models.clone_model({own})")
            again = _on(compiled, "copy_of_it")
            trained = (
                ast.Assign(targets=stage.targets, value=_on(call, "copy_of_it"))
                if isinstance(stage, ast.Assign)
                else ast.Expr(value=_on(call, "copy_of_it"))
            )
            yield Change(
                "a copy is trained",
                {stage: [made, ast.Expr(value=again), trained]},
                ("import keras",),
            )
        others = dict.fromkeys(receiver(one) for one in calls(program, "compile"))
        for other in others:
            if other and other != own:
                yield Change(f"{other} is trained", {call: _on(call, other)})


def _on(call: ast.Call, name: str) -> ast.Call:
    """The same method of another object."""
    func = expression(f"{name}.{called(call)}")
    return ast.Call(func=func, args=call.args, keywords=call.keywords)


@operator(
    "training-forgotten",
    "The network is not trained, or not compiled.",
    "Humbatova 2020: missing API call",
    "Islam 2019: initialization bug",
)
def training_forgotten(program: Program) -> Iterator[Change]:
    """The statement with ``fit`` or ``compile`` is left out."""
    for call in (*fits(program), *calls(program, "compile")):
        swaps: dict[ast.AST, Swap] = {program.statement(call): None}
        yield Change(f"no {text(call.func)}", swaps)


OPERATORS = (
    epochs_changed,
    batch_of_everything,
    validation_dropped,
    validation_on_training_rows,
    callback_changed,
    class_weights_inverted,
    another_network_trained,
    training_forgotten,
)
