"""Notebooks in the shape that nbgrader's documentation gives them, cell by cell."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def text(source: str) -> Cell:
    """A markdown cell that nbgrader does not know."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str) -> Cell:
    """A code cell that nbgrader does not know."""
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "execution_count": None,
        "outputs": [],
    }


def locked(grade_id: str, cell: Cell) -> Cell:
    """A read-only cell."""
    return _known(cell, grade_id, locked=True)


def solution(grade_id: str, source: str) -> Cell:
    """An autograded answer."""
    return _known(code(source), grade_id, solution=True)


def tests(grade_id: str, points: float, source: str) -> Cell:
    """Autograder tests."""
    return _known(code(source), grade_id, grade=True, locked=True, points=points)


def by_hand(grade_id: str, points: float, cell: Cell) -> Cell:
    """A manually graded answer."""
    return _known(cell, grade_id, grade=True, solution=True, points=points)


def task(grade_id: str, points: float, source: str) -> Cell:
    """A manually graded task: its description, answered in cells of the student's own."""
    return _known(text(source), grade_id, locked=True, task=True, points=points)


def notebook(cells: Iterable[Cell]) -> Notebook:
    """A notebook of format 4.5 for Python, as Jupyter writes it."""
    named = []
    for number, cell in enumerate(cells):
        digest = hashlib.sha256(f"{number} {cell['source']}".encode()).hexdigest()
        named.append({"id": digest[:8], **cell})
    return {
        "cells": named,
        "metadata": {
            "kernelspec": dict(KERNEL),
            "language_info": {"name": "python", "version": "3.11.0"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _known(cell: Cell, grade_id: str, **told: Any) -> Cell:
    roles = {"grade": False, "locked": False, "solution": False, "task": False}
    meta = {**roles, "grade_id": grade_id, "schema_version": 3, **told}
    return {**cell, "metadata": {"nbgrader": meta}}


def write(path: Path, content: Notebook) -> None:
    """Write a notebook, or whatever took its place, as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")


def name_of(cell: Cell) -> str | None:
    """A cell's grade id."""
    found: str | None = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
    return found


class Handed:
    """What a student hands in: the released notebooks, edited, and files beside them."""

    def __init__(self, released: dict[str, Notebook], files: dict[str, bytes]) -> None:
        self.notebooks = copy.deepcopy(released)
        self.files = dict(files)

    def place(self, grade_id: str) -> tuple[list[Cell], int]:
        """The cells that a graded cell stands among, and its place there."""
        for content in self.notebooks.values():
            for number, cell in enumerate(content["cells"]):
                if name_of(cell) == grade_id:
                    return content["cells"], number
        raise KeyError(grade_id)

    def cell(self, grade_id: str) -> Cell:
        """A cell by its grade id."""
        cells, number = self.place(grade_id)
        return cells[number]

    def fill(self, **answers: str) -> None:
        """Answer cells; underscores stand for hyphens."""
        for grade_id, source in answers.items():
            self.cell(grade_id.replace("_", "-"))["source"] = source

    def remove(self, *grade_ids: str) -> None:
        """Delete cells."""
        for grade_id in grade_ids:
            cells, number = self.place(grade_id)
            del cells[number]

    def insert(self, after: str, *cells: Cell) -> None:
        """Put cells of the student's own behind one of the assignment's."""
        there, number = self.place(after)
        there[number + 1 : number + 1] = [
            {"id": f"own{number}{i}", **c} for i, c in enumerate(cells)
        ]

    def write(self, folder: Path) -> None:
        """Hand in."""
        for name, content in self.notebooks.items():
            write(folder / f"{name}.ipynb", content)
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


Edit = Callable[[Handed], None]
