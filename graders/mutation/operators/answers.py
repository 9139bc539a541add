"""Mistakes in what is made of a network: predictions, decisions, scores."""

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
    loads,
    receiver,
    renamed,
    row_names,
    splits,
    text,
    with_arguments,
)

METRICS = (
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "root_mean_squared_error",
    "r2_score",
    "accuracy_score",
    "f1_score",
    "recall_score",
    "precision_score",
    "roc_auc_score",
    "confusion_matrix",
    "classification_report",
)
SYMMETRIC = {
    "mean_squared_error",
    "mean_absolute_error",
    "root_mean_squared_error",
    "accuracy_score",
    "f1_score",
}
"""Scores that do not ask which argument is the truth."""
_NUMPY = ("import numpy as np",)


def _predictions(program: Program) -> Iterator[tuple[ast.Call, str]]:
    """Calls of ``predict`` on rows with a name, and the network's name."""
    for call in calls(program, "predict"):
        if isinstance(call.func, ast.Attribute) and call.args:
            yield call, text(call.func.value)


def _train_targets(program: Program) -> str:
    return next((split.train[1] for split in splits(program) if len(split.train) == 2), "")


@operator(
    "untrained-network-predicts",
    "The answers are those of a network with fresh weights.",
    "Humbatova 2020: wrong model initialisation",
)
def untrained_network_predicts(program: Program) -> Iterator[Change]:
    """``model.predict`` becomes a copy's, whose weights begin anew."""
    for call, network in _predictions(program):
        func = expression(f"keras.models.clone_model({network}).predict")
        new = ast.Call(func=func, args=call.args, keywords=call.keywords)
        yield Change(f"{text(call.args[0])}: a copy predicts", {call: new}, ("import keras",))


@operator(
    "another-network-predicts",
    "The answers are another network's.",
    "Humbatova 2020: wrong reference to the model",
)
def another_network_predicts(program: Program) -> Iterator[Change]:
    """``model.predict`` becomes that of each other network of the notebook."""
    fitted = dict.fromkeys(network for _, network in _predictions(program))
    for call, network in _predictions(program):
        for other in fitted:
            if other != network:
                func = expression(f"{other}.predict")
                new = ast.Call(func=func, args=call.args, keywords=call.keywords)
                yield Change(f"{other} predicts {text(call.args[0])}", {call: new})


@operator(
    "other-rows-predicted",
    "Answers are made for other rows than the text asks.",
    "Humbatova 2020: incorrect test data",
)
def other_rows_predicted(program: Program) -> Iterator[Change]:
    """``predict(rows)`` becomes ``predict`` of each other part."""
    for call, _ in _predictions(program):
        own = text(call.args[0])
        for group in row_names(program):
            for other in group if own in group else ():
                if other != own:
                    new = with_arguments(call, other)
                    yield Change(f"{own} becomes {other}", {call: new})


@operator(
    "evaluated-on-training-rows",
    "The score reported is that of training rows.",
    "Humbatova 2020: incorrect validation data",
)
def evaluated_on_training_rows(program: Program) -> Iterator[Change]:
    """In a cell with scores, training rows and labels stand for those put aside."""
    for split in splits(program):
        pairs = {*zip(split.held_out, split.train, strict=True)}
        for cell in program.cells:
            if not any(called(node) in METRICS for node in ast.walk(cell.tree)):
                continue
            swaps: dict[ast.AST, Swap] = {
                name: expression(train)
                for held_out, train in pairs
                for name in loads(cell.tree, held_out)
            }
            if swaps:
                yield Change("evaluated on the training rows", swaps)


@operator(
    "truth-and-prediction-exchanged",
    "A score's two arguments are exchanged.",
    "Islam 2019: API misuse",
)
def truth_and_prediction_exchanged(program: Program) -> Iterator[Change]:
    """``score(truth, prediction)`` becomes ``score(prediction, truth)``."""
    for call in calls(program, *METRICS):
        if len(call.args) == 2 and called(call) not in SYMMETRIC:
            new = with_arguments(call, call.args[1], call.args[0])
            yield Change(f"{called(call)}: exchanged", {call: new})


@operator("truth-scored-against-itself", "A score compares a thing with itself.")
def truth_scored_against_itself(program: Program) -> Iterator[Change]:
    """``score(truth, prediction)`` becomes ``score(truth, truth)``."""
    for call in calls(program, *METRICS):
        if len(call.args) == 2:
            for one in call.args:
                new = with_arguments(call, one, one)
                yield Change(f"{called(call)}: {text(one)} twice", {call: new})


@operator(
    "score-of-another-kind",
    "A score is reported under another one's name.",
    "Humbatova 2020: wrong selection of performance metric",
)
def score_of_another_kind(program: Program) -> Iterator[Change]:
    """Scores of two arguments take each other's place; a square root is left out."""
    errors = ("mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error")
    for call in calls(program, *errors):
        for other in errors:
            if other != called(call):
                new = ast.Call(func=ast.Name(id=other, ctx=ast.Load()), args=call.args, keywords=[])
                line = f"from sklearn.metrics import {other}"
                yield Change(f"{called(call)} becomes {other}", {call: new}, (line,))
    for power in program.nodes(ast.BinOp):
        if isinstance(power.op, ast.Pow):
            yield Change(f"{text(power)}: no power", {power: power.left})
    for call in calls(program, "sqrt"):
        if len(call.args) == 1:
            yield Change("no square root", {call: call.args[0]})
    for call in calls(program, *errors):
        yield Change(
            f"{called(call)} of half the rows",
            {call: with_arguments(call, *(f"{text(one)}[::2]" for one in call.args[:2]))},
        )


@operator(
    "threshold-inverted", "A decision is the wrong way round.", "King 1991: relational operator"
)
def threshold_inverted(program: Program) -> Iterator[Change]:
    """``>`` becomes ``<``."""
    opposite = {ast.Gt: ast.Lt, ast.GtE: ast.Lt, ast.Lt: ast.Gt, ast.LtE: ast.Gt}
    for compare in program.nodes(ast.Compare):
        kind = type(compare.ops[0])
        if kind in opposite and len(compare.ops) == 1:
            new = ast.Compare(
                left=compare.left, ops=[opposite[kind]()], comparators=compare.comparators
            )
            yield Change(f"{text(compare)} becomes {text(new)}", {compare: new})


@operator(
    "threshold-moved",
    "A decision that is always the same, or none.",
    "Islam 2019: API misuse",
)
def threshold_moved(program: Program) -> Iterator[Change]:
    """A probability compared with 0 or 1, cut to an integer, or taken for two columns."""
    for compare in program.nodes(ast.Compare):
        if len(compare.ops) > 1 or not isinstance(compare.ops[0], ast.Gt | ast.GtE):
            continue
        left, (limit,) = text(compare.left), compare.comparators
        if not (isinstance(limit, ast.Constant) and isinstance(limit.value, float)):
            continue
        for other in ("0.0", "1.0"):
            yield Change(f"{left} compared with {other}", {limit: expression(other)})
        yield Change(f"{left} without a decision", {compare: compare.left})
        column = expression(f"np.argmax(np.reshape({left}, (-1, 1)), axis=1)")
        yield Change(f"argmax of {left} as one column", {compare: column}, _NUMPY)


@operator(
    "axis-exchanged",
    "A reduction runs along the wrong axis, or looks for the smallest.",
    "Islam 2019: unaligned tensor",
    "Humbatova 2020: wrong tensor shape",
)
def axis_exchanged(program: Program) -> Iterator[Change]:
    """``axis=1`` becomes ``axis=0``, or is left out; ``argmax`` becomes ``argmin``."""
    for call in calls(program, "argmax", "max", "mean", "sum", "softmax"):
        of_module = receiver(call) in {"np", "tf", "keras.ops", ""}
        given = Setting.of(call, "axis", 1 if of_module else 0)
        if given.node is not None and text(given.node) in {"0", "1", "-1"}:
            other = "1" if text(given.node) == "0" else "0"
            yield Change(f"axis={other}", {call: given.changed(other)})
            yield Change("no axis", {call: given.changed(None)})
        if called(call) == "argmax" and isinstance(call.func, ast.Attribute):
            yield Change("argmin", {call: renamed(call, "argmin")})


@operator("answers-complemented", "Answers are the other class's probability, or negative.")
def answers_complemented(program: Program) -> Iterator[Change]:
    """``predict(…)`` becomes ``1 - predict(…)``."""
    for call, _ in _predictions(program):
        new = expression(f"(1 - {text(call)})")
        yield Change(f"{text(call.args[0])}: one minus the answer", {call: new})


@operator("answers-out-of-order", "Answers stand beside other rows.", "Islam 2019: data flow bug")
def answers_out_of_order(program: Program) -> Iterator[Change]:
    """``predict(…)`` becomes ``predict(…)[::-1]``."""
    for call, _ in _predictions(program):
        new = expression(f"{text(call)}[::-1]")
        yield Change(f"{text(call.args[0])}: answers from last to first", {call: new})


@operator("answers-without-network", "Answers that no network gave.")
def answers_without_network(program: Program) -> Iterator[Change]:
    """In place of a prediction: the mean of the training labels, noise, or the truth itself."""
    labels = _train_targets(program)
    if not labels or program.task == "none":
        return
    held_out = {rows: truth for split in splits(program) for rows, truth in [split.held_out[:2]]}
    wide = "" if program.task != "multiclass" else ", 3"
    for call, _ in _predictions(program):
        rows = text(call.args[0])
        shape = f"(len({rows}){wide or ', 1'})"
        if program.task != "multiclass":
            constant = f"np.full({shape}, np.mean({labels}))"
            yield Change(f"{rows}: the mean of the labels", {call: expression(constant)}, _NUMPY)
        noise = f"np.random.default_rng(0).uniform(size={shape})"
        yield Change(f"{rows}: noise", {call: expression(noise)}, _NUMPY)
        outer = program.parent(program.parent(call) or call)
        if rows in held_out and isinstance(outer, ast.Call):
            truth = expression(f"np.asarray({held_out[rows]})")
            yield Change(f"{rows}: the truth", {outer: truth}, _NUMPY)


@operator(
    "inverse-dropped",
    "Answers stay in the network's scale or code.",
    "Humbatova 2020: missing API call",
)
def inverse_dropped(program: Program) -> Iterator[Change]:
    """``inverse_transform`` is left out."""
    for call in calls(program, "inverse_transform"):
        if call.args:
            yield Change("no inverse_transform", {call: call.args[0]})


@operator(
    "column-not-flattened",
    "A column of answers meets a row of labels.",
    "Islam 2019: unaligned tensor",
    "Humbatova 2020: wrong tensor shape",
)
def column_not_flattened(program: Program) -> Iterator[Change]:
    """``ravel``, ``flatten``, ``squeeze``, ``reshape`` or ``astype`` is left out."""
    for call in calls(program, "ravel", "flatten", "squeeze", "reshape", "astype", "argmax"):
        if isinstance(call.func, ast.Attribute) and not text(call.func.value).startswith("np"):
            yield Change(f"no {called(call)}", {call: call.func.value})


OPERATORS = (
    untrained_network_predicts,
    another_network_predicts,
    other_rows_predicted,
    evaluated_on_training_rows,
    truth_and_prediction_exchanged,
    truth_scored_against_itself,
    score_of_another_kind,
    threshold_inverted,
    threshold_moved,
    axis_exchanged,
    answers_complemented,
    answers_out_of_order,
    answers_without_network,
    inverse_dropped,
    column_not_flattened,
)
