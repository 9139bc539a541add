"""Mistakes in scaling by hand: another statistic, or of other rows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.mutation.operator import operator
from graders.mutation.program import Change, Program, Swap, nodes
from graders.mutation.reading import (
    called,
    calls,
    expression,
    keyword,
    loads,
    renamed,
    row_names,
    splits,
    text,
    with_keyword,
)

STATISTICS = ("mean", "std", "min", "max")


@operator(
    "statistic-of-another-kind",
    "Scaling by hand uses another statistic.",
    "Humbatova 2020: wrong preprocessing",
)
def statistic_of_another_kind(program: Program) -> Iterator[Change]:
    """``mean`` becomes ``median``, ``std`` becomes ``var``, ``min`` becomes ``max``, and so on."""
    others = {
        "mean": ("median", "min"),
        "std": ("var", "max"),
        "min": ("mean",),
        "max": ("std", "min"),
    }
    for call in calls(program, *others):
        if not isinstance(call.func, ast.Attribute) or text(call.func.value) in {"np", "tf"}:
            continue
        for other in others[called(call)]:
            yield Change(f"{called(call)} becomes {other}", {call: renamed(call, other)})
        if not call.args and not keyword(call, "axis"):
            along = with_keyword(call, "axis", "1")
            yield Change(f"{called(call)} along the rows", {call: along})
            whole = expression(f"np.{called(call)}(np.asarray({text(call.func.value)}))")
            yield Change(
                f"{called(call)} of the whole table", {call: whole}, ("import numpy as np",)
            )


@operator(
    "statistic-of-other-rows",
    "Scaling by hand takes its statistics from other rows.",
    "Yang 2022: preprocessing leakage",
)
def statistic_of_other_rows(program: Program) -> Iterator[Change]:
    """``train.mean()`` becomes ``everything.mean()`` or ``held_out.mean()``: one, and all."""
    groups = row_names(program)
    for split in splits(program):
        groups = [(*group, *split.everything) for group in groups]
    for group in groups:
        found = [
            name
            for call in calls(program, *STATISTICS)
            if isinstance(call.func, ast.Attribute)
            for name in loads(call.func.value, group[0])
        ]
        for other in group[1:]:
            new: dict[ast.AST, Swap] = {name: expression(other) for name in found}
            for name in found:
                outer = next(one for one in program.ancestors(name) if called(one) in STATISTICS)
                yield Change(f"{called(outer)} of {other}", {name: new[name]})
            if len(found) > 1:
                yield Change(f"statistics of {other}", new)


@operator(
    "rows-scaled-by-their-own",
    "Each part is scaled by its own statistics.",
    "Humbatova 2020: wrong preprocessing",
)
def rows_scaled_by_their_own(program: Program) -> Iterator[Change]:
    """``(rows - mean) / std`` becomes ``(rows - rows.mean()) / rows.std()``."""
    statistics = {
        target.id: called(assign.value)
        for assign in program.nodes(ast.Assign)
        if called(assign.value) in STATISTICS
        for target in assign.targets
        if isinstance(target, ast.Name)
    }
    for group in row_names(program):
        for assign in program.nodes(ast.Assign):
            read = {name.id for name in nodes(assign.value, ast.Name)}
            own = [name for name in group[1:] if name in read]
            if len(own) != 1 or not read & set(statistics):
                continue
            swaps: dict[ast.AST, Swap] = {
                name: expression(f"{own[0]}.{statistics[name.id]}()")
                for name in nodes(assign.value, ast.Name)
                if name.id in statistics
            }
            yield Change(f"{own[0]} by its own statistics", swaps)


OPERATORS = (
    statistic_of_another_kind,
    statistic_of_other_rows,
    rows_scaled_by_their_own,
)
