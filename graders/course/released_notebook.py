"""From the source notebook with solutions to what students get, in each language.

The result is what nbgrader's own ``generate_assignment`` makes of the same notebook (solutions
cleared, cells locked, checksums computed); a test holds the two together. It is done here because
nbgrader's preprocessors come with its database, and releasing needs none.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.course.stand_in import telling
from graders.errors import CourseError

STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
TEXT_STUB = ("YOUR ANSWER HERE",)
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_ENTRY = re.compile(r"^<!-- cell: (?P<id>[A-Za-z0-9_-]+) -->[ \t]*$", re.MULTILINE)
_ASKED = re.compile(
    r"^# (?P<mark>[^\W\d_]+): *(?P<names>[\w-]+(?:, *[\w-]+)*)[ \t]*$", re.MULTILINE
)
_FENCED = re.compile(r"\A```python\n(?P<code>.*)\n```\Z", re.DOTALL)
_ADDRESS = re.compile(r'^ADDRESS = ".*"', re.MULTILINE)


def released(
    source: NotebookNode,
    texts: dict[str, str] | None = None,
    address: str = "",
    install: str = "",
) -> NotebookNode:
    """The students' notebook: solutions cleared, texts in another language where given.

    ``address`` is where the data files can be had from when they are not beside the notebook,
    ``install`` the command by which students get the checker.
    """
    notebook = _without_solutions(source, texts or {}, (address, install), STUB, TEXT_STUB)
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader") or {}
        if meta.get("solution") or meta.get("grade") or meta.get("locked"):
            cell.metadata["deletable"] = False
            if not meta.get("solution"):
                cell.metadata["editable"] = False
            meta["checksum"] = checksum(cell)
            meta["cell_type"] = cell.cell_type
    return notebook


def nbgrader_source(
    source: NotebookNode,
    texts: dict[str, str] | None = None,
    address: str = "",
    install: str = "",
) -> NotebookNode:
    """A source notebook for nbgrader that holds no solution: its regions hold the stub.

    nbgrader replaces whole solution cells that have no region, so the empty regions stay.
    """
    return _without_solutions(
        source, texts or {}, (address, install), (BEGIN, *STUB, END), (BEGIN, *TEXT_STUB, END)
    )


def solution_sources(source: NotebookNode) -> dict[str, str]:
    """The solution cells with their solutions, by grade id, without the region's markers."""
    return {
        cell.metadata["nbgrader"]["grade_id"]: "\n".join(
            line for line in cell.source.split("\n") if line.strip() not in {BEGIN, END}
        )
        for cell in source.cells
        if (cell.metadata.get("nbgrader") or {}).get("solution")
    }


def read_texts(text: str, origin: str) -> dict[str, str]:
    """The cells of a ``text.<language>.md`` by cell id: ``<!-- cell: id -->``, then the text.

    For a code cell the text is a block of Python: the cell's new source, or, in a solution cell,
    the comments that stand in place of those between its first line and the solution.
    """
    entries: dict[str, str] = {}
    marks = [*_ENTRY.finditer(text)]
    for mark, following in zip_longest(marks, marks[1:]):
        if mark["id"] in entries:
            line = text.count("\n", 0, mark.start()) + 1
            raise CourseError(f"{origin}:{line}: cell {mark['id']!r} has a text before.")
        end = following.start() if following else len(text)
        entries[mark["id"]] = text[mark.end() : end].strip()
    return entries


def asked(source: str, mark: str) -> list[str] | None:
    r"""What a solution cell's comment ``# <mark>: a, b`` names; None where there is none.

    >>> asked("# task: fit\n# names: model, history", "names")
    ['model', 'history']
    """
    found = next((one for one in _ASKED.finditer(source) if one["mark"] == mark), None)
    return re.split(r", *", found["names"]) if found is not None else None


def untranslated(source: NotebookNode, texts: dict[str, str]) -> list[str]:
    """What is wrong between a notebook and its translation.

    Texts missing, or for no cell, and names asked for in one language that the other has not.
    """
    ids = {cell.id for cell in source.cells}
    missing = [
        f"text cell {cell.id!r} has no translation"
        for cell in source.cells
        if cell.cell_type == "markdown" and cell.id not in texts
    ]
    unknown = [f"{name!r} is no cell of the notebook" for name in texts if name not in ids]
    return missing + unknown + [*_named_otherwise(source, texts)]


def _named_otherwise(source: NotebookNode, texts: dict[str, str]) -> Iterator[str]:
    """Solution cells whose translation asks for other names: it was left behind."""
    for cell in source.cells:
        solution = (cell.metadata.get("nbgrader") or {}).get("solution")
        names = asked(cell.source, "names") if cell.cell_type == "code" and solution else None
        if names is None or cell.id not in texts:
            continue
        said = [re.split(r", *", one["names"]) for one in _ASKED.finditer(texts[cell.id])]
        if not any(sorted(one) == sorted(names) for one in said):
            others = ", ".join(said[0]) if said else "nothing"
            yield f"cell {cell.id!r} asks for {', '.join(names)}, and its translation for {others}"


def checksum(cell: NotebookNode) -> str:
    """Nbgrader's checksum of a cell: it tells whether a locked cell was changed."""
    meta = cell.metadata["nbgrader"]
    parts = [cell.source, cell.cell_type]
    parts += [str(bool(meta.get(name))) for name in ("grade", "solution", "locked")]
    parts.append(meta["grade_id"])
    if meta.get("grade"):
        parts.append(str(float(meta["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """A notebook as a file; the same notebook gives the same bytes."""
    text: str = nbformat.writes(notebook)
    return (text.rstrip("\n") + "\n").encode()


def _without_solutions(
    source: NotebookNode,
    texts: dict[str, str],
    where: tuple[str, str],
    stub: tuple[str, ...],
    text_stub: tuple[str, ...],
) -> NotebookNode:
    notebook = copy.deepcopy(source)
    address, install = where
    for cell in notebook.cells:
        meta: dict[str, Any] = cell.metadata.get("nbgrader") or {}
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if cell.id in texts:
            _translate(cell, texts[cell.id], solution=bool(meta.get("solution")))
        if meta.get("solution"):
            cell.source = _cleared(cell, stub if cell.cell_type == "code" else text_stub)
        elif BEGIN in cell.source:
            raise CourseError(f"Cell {cell.id!r} has a solution, but is no solution cell.")
        if meta.get("locked"):
            cell.source = telling(cell.source, install)
            if address:
                cell.source = _ADDRESS.sub(f'ADDRESS = "{address}"', cell.source)
    return notebook


def _cleared(cell: NotebookNode, stub: tuple[str, ...]) -> str:
    kept: list[str] = []
    inside = False
    regions = 0
    for line in cell.source.split("\n"):
        if BEGIN in line or END in line:
            if inside is (BEGIN in line):
                break
            inside = not inside
            if inside:
                regions += 1
                indent = line[: len(line) - len(line.lstrip())]
                kept += [indent + part for part in stub]
        elif not inside:
            kept.append(line)
    else:
        if not inside and regions:
            return "\n".join(kept)
    raise CourseError(f"Cell {cell.id!r} should have its solution between {BEGIN!r} and {END!r}.")


def _translate(cell: NotebookNode, text: str, *, solution: bool) -> None:
    if cell.cell_type != "code":
        cell.source = text
        return
    fenced = _FENCED.match(text)
    if fenced is None:
        raise CourseError(f"The translation of code cell {cell.id!r} should be a ```python block.")
    if not solution:
        cell.source = fenced["code"]
        return
    lines = cell.source.split("\n")
    begin = next((n for n, line in enumerate(lines) if BEGIN in line), len(lines))
    cell.source = "\n".join([lines[0], *fenced["code"].split("\n"), *lines[begin:]])
