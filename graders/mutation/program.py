"""A solution as syntax trees by cell, and how a change to them becomes source again.

Trees are never changed in place: a :class:`Change` says which nodes stand for which, and
:meth:`Program.changed` builds new source. Two sources are equal where their trees print the same,
whatever their comments, quotes and line breaks.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
Swap = ast.AST | Sequence[ast.AST] | None
"""What stands in a node's place: another one, several (where a list holds it), or nothing."""


@dataclass(frozen=True)
class Change:
    """One mistake: ``what`` in words, and the nodes that it replaces.

    ``imports`` are lines that the new code needs at the top of its cell.
    """

    what: str
    swaps: Mapping[ast.AST, Swap]
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A code cell whose source is Python."""

    id: str
    source: str
    tree: ast.Module

    @cached_property
    def normal(self) -> str:
        """The source in one spelling."""
        return ast.unparse(self.tree)


@dataclass(frozen=True)
class Program:
    """The cells of a solution, in order. ``task`` is what the assignment predicts.

    Operators look at all cells, and change those of ``open_cells`` (all, where it is not given).
    ``unread`` are cells that are not plain Python (a magic, a shell command); they stay as they
    are.
    """

    cells: tuple[Cell, ...]
    task: str = "none"
    open_cells: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    _parents: dict[ast.AST, ast.AST] = field(default_factory=dict, repr=False, compare=False)
    _nodes: dict[type[ast.AST], list[ast.AST]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(
        cls, sources: Mapping[str, str], task: str = "none", open_cells: Iterable[str] | None = None
    ) -> Program:
        """Parse sources by cell id; all are open to changes unless ``open_cells`` says which."""
        cells, unread = [], []
        for name, source in sources.items():
            try:
                cells.append(Cell(name, source, ast.parse(source)))
            except SyntaxError:
                unread.append(name)
        chosen = {cell.id for cell in cells}
        if open_cells is not None:
            chosen &= set(open_cells)
        program = cls(tuple(cells), task, frozenset(chosen), tuple(unread))
        for cell in cells:
            for node in ast.walk(cell.tree):
                program._parents.update((child, node) for child in ast.iter_child_nodes(node))
        return program

    def nodes(self, kind: type[Node]) -> Iterator[Node]:
        """All nodes of a kind, by cell and place."""
        if kind not in self._nodes:
            self._nodes[kind] = [node for cell in self.cells for node in nodes(cell.tree, kind)]
        return (node for node in self._nodes[kind] if isinstance(node, kind))

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds this one; None for a cell's tree."""
        return self._parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around this one, inner ones first."""
        above = self.parent(node)
        while above is not None:
            yield above
            above = self.parent(above)

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that holds a node (or is it)."""
        for one in (node, *self.ancestors(node)):
            if isinstance(one, ast.stmt):
                return one
        raise LookupError("the node is in no statement of this program")

    def cell_of(self, node: ast.AST) -> Cell:
        """The cell that holds a node."""
        *_, root = (node, *self.ancestors(node))
        return next(cell for cell in self.cells if cell.tree is root)

    def changed(self, change: Change) -> dict[str, str]:
        """New source of the cells that a change touches; empty where it makes no mutant.

        It makes none where a cell outside of ``open_cells`` would have to change, where nothing
        differs, or where the result is no Python.
        """
        swaps = dict(change.swaps)
        touched = {self.cell_of(node).id for node in swaps}
        if not touched & self.open_cells:
            return {}
        sources = {}
        for cell in self.cells:
            if cell.id not in touched:
                continue
            tree = rebuilt(cell.tree, swaps)
            lines = [f"{line}\n" for line in change.imports if line not in cell.source]
            try:
                source = "".join(lines) + ast.unparse(ast.fix_missing_locations(tree))
                if normal(source) == cell.normal:
                    continue
            except (SyntaxError, ValueError):
                return {}
            sources[cell.id] = source
        return sources


def nodes(tree: ast.AST, kind: type[Node]) -> list[Node]:
    """All nodes of a kind in a tree, in the order of their places in the source."""
    found = [node for node in ast.walk(tree) if isinstance(node, kind)]
    return sorted(found, key=lambda node: (getattr(node, "lineno", 0), _column(node)))


def _column(node: ast.AST) -> int:
    return getattr(node, "col_offset", 0)


def rebuilt(tree: ast.Module, swaps: Mapping[ast.AST, Swap]) -> ast.Module:
    """A new tree with nodes replaced; ``tree`` itself stays as it is."""
    body = _field(tree.body, swaps)
    return ast.Module(body=body if isinstance(body, list) else [], type_ignores=[])


def _field(value: object, swaps: Mapping[ast.AST, Swap]) -> object:
    if isinstance(value, list):
        new: list[object] = []
        for one in value:
            swap = _field(one, swaps)
            if isinstance(swap, tuple):
                new.extend(swap)
            else:
                new.append(swap)
        holds_statements = value and isinstance(value[0], ast.stmt)
        return [ast.Pass()] if holds_statements and not new else new
    if not isinstance(value, ast.AST):
        return value
    if value in swaps:
        swap = swaps[value]
        if swap is None:
            return ()
        return swap if isinstance(swap, ast.AST) else tuple(swap)
    fields = {name: _field(child, swaps) for name, child in ast.iter_fields(value)}
    empty = {name: None if child == () else child for name, child in fields.items()}
    return ast.copy_location(type(value)(**empty), value)


@lru_cache(maxsize=1024)  # a solution's other cells, again with each of its mutants
def normal(source: str) -> str:
    """Source in one spelling: without comments, quotes and line breaks of its own."""
    return ast.unparse(ast.parse(source))


def digest(sources: Mapping[str, str]) -> str:
    """Ten hexadecimal digits for the normal form of cells' sources."""
    whole = hashlib.sha256()
    for name in sorted(sources):
        whole.update(f"{name}\0{normal(sources[name])}\0".encode())
    return whole.hexdigest()[:10]
