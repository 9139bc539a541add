"""Mistakes in compiling: the loss, the optimiser and its rate, the metrics."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.mutation.operator import operator
from graders.mutation.program import Change, Program
from graders.mutation.reading import (
    Setting,
    called,
    calls,
    keyword,
    text,
    with_keyword,
)

LOSSES = {
    "regression": (
        "binary_crossentropy",
        "categorical_crossentropy",
        "sparse_categorical_crossentropy",
        "hinge",
        "cosine_similarity",
    ),
    "binary": (
        "mse",
        "mae",
        "hinge",
        "categorical_crossentropy",
        "sparse_categorical_crossentropy",
        "mean_squared_logarithmic_error",
    ),
    "multiclass": (
        "mse",
        "mae",
        "hinge",
        "binary_crossentropy",
        "categorical_crossentropy",
        "sparse_categorical_crossentropy",
        "kl_divergence",
    ),
}
"""Losses that do not fit, by task; the loss that a program has is left out."""

METRICS = {"regression": "accuracy", "binary": "mae", "multiclass": "mse"}
_CROSSENTROPIES = {
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
}
OPTIMIZERS = ("Adam", "SGD", "RMSprop", "Adagrad", "Adadelta", "AdamW", "Nadam")


def _loss(call: ast.Call) -> Setting:
    return Setting.of(call, "loss", 1)


@operator(
    "loss-changed",
    "The loss does not fit what is predicted.",
    "DeepCrime: LCH",
    "Humbatova 2020: wrong selection of loss function",
)
def loss_changed(program: Program) -> Iterator[Change]:
    """Each loss becomes each other one of the task's list."""
    for call in calls(program, "compile"):
        given = _loss(call)
        if given.node is None:
            continue
        for other in LOSSES.get(program.task, ()):
            same = isinstance(given.node, ast.Call) and called(given.node) == _CROSSENTROPIES.get(
                other
            )
            if not same and text(given.node) != repr(other):
                what = f"{text(given.node)} becomes {other!r}"
                yield Change(what, {call: given.changed(repr(other))})


@operator(
    "from-logits-wrong",
    "Whether the loss expects logits or probabilities disagrees with the output.",
    "Humbatova 2020: wrong loss function calculation",
    "Islam 2019: API misuse",
)
def from_logits_wrong(program: Program) -> Iterator[Change]:
    """``from_logits=True`` is left out, or stands where the output is a probability."""
    for call in calls(program, *_CROSSENTROPIES.values()):
        given = keyword(call, "from_logits")
        if given is not None:
            yield Change("from_logits left out", {call: with_keyword(call, "from_logits", None)})
        else:
            yield Change("from_logits added", {call: with_keyword(call, "from_logits", "True")})
    for call in calls(program, "compile"):
        loss = _loss(call)
        name = loss.node.value if isinstance(loss.node, ast.Constant) else None
        if isinstance(name, str) and name in _CROSSENTROPIES:
            new = f"keras.losses.{_CROSSENTROPIES[name]}(from_logits=True)"
            yield Change(f"the loss is {new}", {call: loss.changed(new)}, ("import keras",))


@operator(
    "optimizer-changed",
    "Another optimiser, with its own defaults.",
    "DeepCrime: OCH",
    "Humbatova 2020: wrong optimisation function",
)
def optimizer_changed(program: Program) -> Iterator[Change]:
    """The optimiser becomes plain descent, or Adadelta."""
    for call in calls(program, "compile"):
        given = Setting.of(call, "optimizer", 0)
        if given.node is None:
            continue
        for other in ("sgd", "adadelta"):
            what = f"{text(given.node)} becomes {other!r}"
            yield Change(what, {call: given.changed(repr(other))})


@operator(
    "learning-rate-changed",
    "A learning rate that cannot work.",
    "DeepCrime: HLR",
    "Humbatova 2020: suboptimal learning rate",
)
def learning_rate_changed(program: Program) -> Iterator[Change]:
    """It becomes nothing, tiny, huge or negative."""
    for call in calls(program, *OPTIMIZERS):
        for rate in ("0.0", "1e-09", "10.0", "-0.01"):
            new = Setting.of(call, "learning_rate", 0).changed(rate)
            yield Change(f"a learning rate of {rate}", {call: new})


@operator("gradients-clipped", "Gradients are clipped to nothing.", "DeepCrime: OCG")
def gradients_clipped(program: Program) -> Iterator[Change]:
    """``clipnorm`` of 1e-12."""
    for call in calls(program, *OPTIMIZERS):
        yield Change("clipnorm=1e-12", {call: with_keyword(call, "clipnorm", "1e-12")})


@operator(
    "metric-changed",
    "The metric watched is another task's.",
    "Humbatova 2020: wrong selection of performance metric",
)
def metric_changed(program: Program) -> Iterator[Change]:
    """``metrics`` becomes accuracy for regression, an error for classes."""
    for call in calls(program, "compile"):
        other = METRICS.get(program.task)
        if other:
            yield Change(
                f"metrics=[{other!r}]", {call: with_keyword(call, "metrics", f"[{other!r}]")}
            )


OPERATORS = (
    loss_changed,
    from_logits_wrong,
    optimizer_changed,
    learning_rate_changed,
    gradients_clipped,
    metric_changed,
)
