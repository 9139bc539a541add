"""What source code says, whatever its layout and comments: two sources can be told the same."""

from __future__ import annotations

import ast
import threading
from typing import Any

_one_at_a_time = threading.Lock()
"""While it makes a tree, CPython before 3.11.8 and 3.12.1 counts the depth of recursion of all
threads together: where the garbage collector calls Python code, another thread's ``ast.parse``
ends in SystemError (https://github.com/python/cpython/issues/106905)."""


def meaning(source: str) -> str:
    r"""The syntax tree in words, without docstrings; what is not Python, line by line.

    >>> meaning("x = 1  # one") == meaning('"Doc."\nx=1')
    True
    >>> meaning("%matplotlib inline\n\n# as ever")
    '%matplotlib inline'
    """
    try:
        with _one_at_a_time:
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
