"""Mistakes before a network sees anything: splitting, scaling, encoding."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.mutation.operator import operator
from graders.mutation.program import Change, Program, Swap
from graders.mutation.reading import (
    called,
    calls,
    expression,
    keyword,
    receiver,
    renamed,
    row_names,
    splits,
    statement,
    text,
    with_arguments,
    with_keyword,
)

SCALERS = ("MinMaxScaler", "StandardScaler", "RobustScaler", "MaxAbsScaler")


def _method_calls(program: Program, *names: str) -> Iterator[ast.Call]:
    """Calls of an object's method with one name as their argument, by place."""
    for call in calls(program, *names):
        if isinstance(call.func, ast.Attribute) and len(call.args) == 1:
            yield call


def _scaler_names(program: Program) -> set[str]:
    return {
        target.id
        for assign in program.nodes(ast.Assign)
        if called(assign.value) in SCALERS
        for target in assign.targets
        if isinstance(target, ast.Name)
    }


def _of_scaler(program: Program, *names: str) -> Iterator[ast.Call]:
    scalers = _scaler_names(program)
    for call in _method_calls(program, *names):
        if receiver(call) in scalers:
            yield call


@operator(
    "scaler-before-split",
    "The scaler is fitted on all rows, before they are split.",
    "Yang 2022: preprocessing leakage",
)
def scaler_before_split(program: Program) -> Iterator[Change]:
    """Move a scaler and its ``fit_transform`` in front of the split of its rows."""
    for split in splits(program):
        for fitted in _of_scaler(program, "fit_transform"):
            scaler = receiver(fitted)
            if text(fitted.args[0]) != split.train[0]:
                continue
            swaps: dict[ast.AST, Swap] = {fitted: fitted.args[0]}
            for call in _of_scaler(program, "transform"):
                if receiver(call) == scaler and text(call.args[0]) == split.held_out[0]:
                    swaps[call] = call.args[0]
            # A name may be bound more than once; the first one is moved.
            made = next(
                assign
                for assign in program.nodes(ast.Assign)
                if called(assign.value) in SCALERS and scaler in map(text, assign.targets)
            )
            before = program.statement(split.call)
            first = expression(f"{scaler}.fit_transform({split.everything[0]})")
            call = with_arguments(split.call, first)
            new = ast.Assign(targets=[split.targets], value=call)
            same_cell = program.cell_of(made) is program.cell_of(before)
            if not same_cell or made.lineno > before.lineno:
                swaps[made] = None
                swaps[before] = [made, new]
            else:
                swaps[before] = new
            yield Change(f"{scaler} is fitted on {split.everything[0]}, then split", swaps)


@operator(
    "scaler-fitted-otherwise",
    "The scaler is fitted on held-out, test or all rows in place of the training rows.",
    "Yang 2022: preprocessing leakage",
)
def scaler_fitted_otherwise(program: Program) -> Iterator[Change]:
    """``s.fit_transform(train)`` becomes ``s.fit(other).transform(train)``."""
    everything = {split.train[0]: split.everything[0] for split in splits(program)}
    for call in _of_scaler(program, "fit_transform", "fit"):
        own = text(call.args[0])
        for rows in row_names(program):
            if own not in rows:
                continue
            others = [name for name in rows if name != own]
            both = f"np.concatenate([{', '.join(rows[:2])}])"
            whole = [everything[own]] if own in everything else []
            for other in (*whole, *others, both):
                fit = renamed(with_arguments(call, other), "fit")
                new: ast.expr = fit
                if called(call) == "fit_transform":
                    new = ast.Call(
                        func=ast.Attribute(value=fit, attr="transform", ctx=ast.Load()),
                        args=call.args,
                        keywords=[],
                    )
                imports = ("import numpy as np",) if other is both else ()
                yield Change(f"fitted on {other}", {call: new}, imports)


@operator(
    "scaler-refitted",
    "The scaler is fitted again on rows that it should only transform.",
    "Humbatova 2020: wrong preprocessing",
)
def scaler_refitted(program: Program) -> Iterator[Change]:
    """``s.transform(rows)`` becomes ``s.fit_transform(rows)``, each alone and all at once."""
    found = [*_of_scaler(program, "transform")]
    for call in found:
        yield Change(f"{text(call.args[0])}: fitted again", {call: renamed(call, "fit_transform")})
    if len(found) > 1:
        yield Change(
            "fitted again on every part", {call: renamed(call, "fit_transform") for call in found}
        )


@operator(
    "rows-left-raw",
    "Some rows, or all, are not scaled.",
    "Humbatova 2020: missing preprocessing",
)
def rows_left_raw(program: Program) -> Iterator[Change]:
    """A scaler's result is replaced by what went into it."""
    found = [*_of_scaler(program, "transform", "fit_transform")]
    for call in found:
        if called(call) == "transform":
            yield Change(f"{text(call.args[0])} left raw", {call: call.args[0]})
            continue
        outer = program.parent(call)
        if isinstance(outer, ast.Assign):
            fit = ast.Expr(value=renamed(call, "fit"))
            plain = ast.Assign(targets=outer.targets, value=call.args[0])
            same = [text(one) for one in outer.targets] == [text(call.args[0])]
            yield Change(
                f"{text(call.args[0])}: fitted, the result not used",
                {outer: [fit] if same else [fit, plain]},
            )
    if found:
        yield Change("nothing is scaled", {call: call.args[0] for call in found})


@operator(
    "scaler-of-another-kind",
    "A scaler of another kind is made.",
    "Humbatova 2020: wrong preprocessing",
)
def scaler_of_another_kind(program: Program) -> Iterator[Change]:
    """``MinMaxScaler`` and ``StandardScaler`` change places; so do their ranges."""
    exchanged = {"MinMaxScaler": "StandardScaler", "StandardScaler": "MinMaxScaler"}
    for call in calls(program, *exchanged):
        other = exchanged[called(call)]
        line = f"from sklearn.preprocessing import {other}"
        yield Change(f"{called(call)} becomes {other}", {call: expression(f"{other}()")}, (line,))
        if called(call) == "MinMaxScaler":
            wide = with_keyword(call, "feature_range", "(0, 1000)")
            yield Change("the range becomes 0 to 1000", {call: wide})


@operator(
    "split-targets-exchanged",
    "The parts of a split get each other's names.",
    "Islam 2019: API misuse",
)
def split_targets_exchanged(program: Program) -> Iterator[Change]:
    """The names that ``train_test_split`` is unpacked into, in other orders."""
    for split in splits(program):
        names = split.targets.elts
        orders = [[at ^ 1 for at in range(len(names))]]
        if len(names) == 4:
            orders += [[0, 2, 1, 3], [0, 1, 3, 2]]
        for order in orders:
            new = ast.Tuple(elts=[names[at] for at in order], ctx=ast.Store())
            shown = ", ".join(text(one) for one in new.elts)
            yield Change(f"unpacked into {shown}", {split.targets: new})


@operator(
    "held-out-rows-not-held-out",
    "There is no split: the rows put aside are rows that are trained on.",
    "Humbatova 2020: incorrect train/test data split",
)
def held_out_rows_not_held_out(program: Program) -> Iterator[Change]:
    """In place of a split's parts: all rows twice, or the training rows again."""
    for split in splits(program):
        everything = [one for one in split.everything for _ in range(2)]
        new = expression(f"({', '.join(everything)})")
        yield Change("every row is in both parts", {split.call: new})
        kept = program.statement(split.call)
        pairs = zip(split.train, split.held_out, strict=True)
        again = [statement(f"{held_out} = {train}") for train, held_out in pairs]
        yield Change("the part put aside is the training part", {kept: [kept, *again]})


@operator(
    "few-rows-trained-on",
    "The small part of a split is the one that is trained on.",
    "DeepCrime: TRD",
    "Humbatova 2020: not enough training data",
)
def few_rows_trained_on(program: Program) -> Iterator[Change]:
    """``test_size`` becomes ``train_size``; or all but a few rows are put aside."""
    for split in splits(program):
        size = keyword(split.call, "test_size")
        if size is not None:
            rest = with_keyword(split.call, "test_size", None)
            yield Change(
                f"test_size={text(size.value)} becomes train_size",
                {split.call: with_keyword(rest, "train_size", size.value)},
            )
        few = with_keyword(with_keyword(split.call, "test_size", None), "train_size", "10")
        yield Change("ten rows are left to train on", {split.call: few})


@operator(
    "dummies-disagree",
    "Test rows get columns of their own in place of the training rows'.",
    "Islam 2019: unaligned tensor",
)
def dummies_disagree(program: Program) -> Iterator[Change]:
    """``reindex(columns=…)`` is left out."""
    for call in calls(program, "reindex"):
        if isinstance(call.func, ast.Attribute):
            yield Change("columns are not brought into order", {call: call.func.value})


@operator(
    "target-kept",
    "The column to predict stays among the features.",
    "Humbatova 2020: wrong selection of features",
)
def target_kept(program: Program) -> Iterator[Change]:
    """``drop(columns=…)`` is left out."""
    for call in calls(program, "drop"):
        if isinstance(call.func, ast.Attribute):
            yield Change(f"{text(call)} drops nothing", {call: call.func.value})


@operator(
    "labels-not-encoded",
    "Labels stay as they are where a conversion was needed, or are converted twice.",
    "Humbatova 2020: wrong type of input data",
    "Islam 2019: absence of type checking",
)
def labels_not_encoded(program: Program) -> Iterator[Change]:
    """``to_categorical`` or an encoder's ``fit_transform`` left out, doubled, or one class more."""
    scalers = _scaler_names(program)
    for call in calls(program, "to_categorical", "fit_transform", "inverse_transform"):
        if receiver(call) in scalers or not call.args:
            continue
        yield Change(f"{called(call)} left out", {call: call.args[0]})
        if called(call) == "to_categorical":
            yield Change(
                "to_categorical twice", {call: with_arguments(call, text(call))}
            )  # fmt: skip
            if len(call.args) > 1:
                wider = with_arguments(call, call.args[0], f"{text(call.args[1])} + 1")
                yield Change("one class more", {call: wider})
    for compare in program.nodes(ast.Compare):
        if not isinstance(compare.comparators[0], ast.Constant) or len(compare.ops) > 1:
            continue
        if isinstance(compare.comparators[0].value, str) and isinstance(compare.ops[0], ast.Eq):
            unequal = ast.Compare(
                left=compare.left, ops=[ast.NotEq()], comparators=compare.comparators
            )
            yield Change("the other class counts as positive", {compare: unequal})


OPERATORS = (
    scaler_before_split,
    scaler_fitted_otherwise,
    scaler_refitted,
    rows_left_raw,
    scaler_of_another_kind,
    split_targets_exchanged,
    held_out_rows_not_held_out,
    few_rows_trained_on,
    dummies_disagree,
    target_kept,
    labels_not_encoded,
)
