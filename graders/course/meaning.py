"""What source code says, whatever its layout and comments: two sources can be told the same."""

from __future__ import annotations

import ast
from typing import Any


def meaning(source: str) -> str:
    r"""The syntax tree in words, without docstrings; what is not Python, line by line.

    >>> meaning("x = 1  # one") == meaning('"Doc."\nx=1')
    True
    >>> meaning("%matplotlib inline\n\n# as ever")
    '%matplotlib inline'
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        lines = (line.rstrip() for line in source.splitlines())
        return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))
    node: Any
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_text(one)]
    return ast.dump(tree)


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
