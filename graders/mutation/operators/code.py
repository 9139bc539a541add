"""Mistakes of any program: statements and arguments left out, other operators, other names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.mutation.operator import operator
from graders.mutation.program import Change, Program
from graders.mutation.reading import called, expression, loads, row_names, text, with_keyword

SHOWING = {
    "annotate",
    "bar",
    "grid",
    "head",
    "hist",
    "info",
    "legend",
    "plot",
    "print",
    "scatter",
    "show",
    "subplots",
    "summary",
    "title",
    "xlabel",
    "ylabel",
}
"""Calls that only show something; no grade depends on them."""
_PRESENTATION = {"verbose", "label", "name", "figsize", "target_names", "digits", "random_state"}
_PLAIN = ast.Add | ast.Sub | ast.Mult | ast.Div


@operator(
    "statement-dropped",
    "A statement is missing.",
    "King 1991: statement deletion",
    "Humbatova 2020: missing API call",
)
def statement_dropped(program: Program) -> Iterator[Change]:
    """Every assignment, call and ``return``, but not what only shows something."""
    for one in program.nodes(ast.stmt):
        call = called(one.value) if isinstance(one, ast.Expr) else ""
        if isinstance(one, ast.Assign | ast.AugAssign | ast.Return) or call not in {"", *SHOWING}:
            yield Change(f"no {text(one)[:60]}", {one: None})


@operator(
    "argument-dropped",
    "An argument by name is missing.",
    "Humbatova 2020: missing argument scoping",
    "Islam 2019: API misuse",
)
def argument_dropped(program: Program) -> Iterator[Change]:
    """Every keyword argument, but not those of presentation and of seeds."""
    for call in program.nodes(ast.Call):
        if called(call) in SHOWING:
            continue
        for one in call.keywords:
            if one.arg is not None and one.arg not in _PRESENTATION:
                what = f"{called(call)} without {one.arg}"
                yield Change(what, {call: with_keyword(call, one.arg, None)})


@operator(
    "setting-changed", "An argument by name is one off, or the opposite.", "King 1991: constant"
)
def setting_changed(program: Program) -> Iterator[Change]:
    """Whole numbers plus one, ``True`` and ``False`` exchanged; not presentation, seeds, epochs."""
    left_alone = {*_PRESENTATION, "axis", "epochs", "batch_size", "test_size", "train_size"}
    for call in program.nodes(ast.Call):
        for one in call.keywords:
            if one.arg is None or one.arg in left_alone or called(call) in SHOWING:
                continue
            given = one.value.value if isinstance(one.value, ast.Constant) else None
            if isinstance(given, int):
                new = not given if isinstance(given, bool) else given + 1
                yield Change(f"{one.arg}={new}", {call: with_keyword(call, one.arg, repr(new))})


@operator("arithmetic-exchanged", "Another sign in a formula.", "King 1991: arithmetic operator")
def arithmetic_exchanged(program: Program) -> Iterator[Change]:
    """``+`` and ``-``, ``*`` and ``/`` change places; and each side of them stands alone."""
    other = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
    for node in program.nodes(ast.BinOp):
        if not isinstance(node.op, _PLAIN):
            continue
        new = ast.BinOp(left=node.left, op=other[type(node.op)](), right=node.right)
        yield Change(f"{text(node)} becomes {text(new)}", {node: new})
        yield Change(f"{text(node)}: only {text(node.left)}", {node: node.left})
        yield Change(f"{text(node)}: only {text(node.right)}", {node: node.right})


@operator(
    "name-exchanged",
    "The rows or labels of another part.",
    "King 1991: scalar variable",
    "Islam 2019: data flow bug",
)
def name_exchanged(program: Program) -> Iterator[Change]:
    """Each name of rows, where it is read, becomes each other name of such rows."""
    for group in row_names(program):
        for own in group:
            for cell in program.cells:
                for name in loads(cell.tree, own):
                    outer = program.parent(name)
                    if isinstance(outer, ast.Attribute) and outer.attr in {"shape", "columns"}:
                        continue
                    for other in group:
                        if other != own:
                            what = f"{own} becomes {other} in {text(program.statement(name))[:60]}"
                            yield Change(what, {name: expression(other)})


OPERATORS = (
    statement_dropped,
    argument_dropped,
    setting_changed,
    arithmetic_exchanged,
    name_exchanged,
)
