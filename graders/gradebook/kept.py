"""What nbgrader keeps of an assignment: the cells that it restores and grades, by notebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbgrader import api
from sqlalchemy import select

from graders.gradebook.database import reading

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from graders.course.layout import Layout


@dataclass(frozen=True, slots=True)
class KeptCell:
    """A cell by its grade id. ``points`` is ``None`` where it is worth none."""

    name: str
    cell_type: str
    source: str
    locked: bool
    checksum: str
    points: float | None = None
    solution: bool = False
    task: bool = False


@dataclass(frozen=True, slots=True)
class KeptNotebook:
    """A notebook's cells by grade id; ``kernel`` is its kernel's specification as JSON."""

    name: str
    kernel: str = ""
    cells: dict[str, KeptCell] = field(default_factory=dict)


def kept_assignments(layout: Layout) -> dict[str, tuple[str, ...]]:
    """The assignments in the gradebook with their notebooks; none where there is no gradebook.

    Raises :class:`StoreError` for a gradebook that cannot be read.
    """
    found: dict[str, list[str]] = {}
    with reading(layout) as session:
        if session is None:
            return {}
        rows = session.execute(
            select(api.Assignment.name, api.Notebook.name)
            .join(api.Notebook, api.Notebook.assignment_id == api.Assignment.id)
            .order_by(api.Assignment.name, api.Notebook.name)
        )
        for assignment, notebook in rows:
            found.setdefault(assignment, []).append(notebook)
    return {name: tuple(notebooks) for name, notebooks in found.items()}


def kept_notebooks(layout: Layout, assignment: str) -> dict[str, KeptNotebook]:
    """An assignment's notebooks as nbgrader's ``generate_assignment`` saved them."""
    with reading(layout) as session:
        if session is None:
            return {}
        notebooks = session.execute(
            select(api.Notebook.id, api.Notebook.name, api.Notebook.kernelspec)
            .join(api.Assignment, api.Assignment.id == api.Notebook.assignment_id)
            .where(api.Assignment.name == assignment)
            .order_by(api.Notebook.name)
        ).all()
        return {
            name: KeptNotebook(name, kernel or "", _cells(session, notebook))
            for notebook, name, kernel in notebooks
        }


def _cells(session: Session, notebook: str) -> dict[str, KeptCell]:
    points = _points(session, api.GradeCell, notebook)
    tasks = _points(session, api.TaskCell, notebook)
    solutions = set(
        session.scalars(
            select(api.SolutionCell.name).where(api.SolutionCell.notebook_id == notebook)
        )
    )
    rows: Iterable[Any] = session.scalars(
        select(api.SourceCell).where(api.SourceCell.notebook_id == notebook)
    )
    return {
        row.name: KeptCell(
            name=row.name,
            cell_type=row.cell_type,
            source=row.source or "",
            locked=bool(row.locked),
            checksum=row.checksum or "",
            points=points.get(row.name, tasks.get(row.name)),
            solution=row.name in solutions,
            task=row.name in tasks,
        )
        for row in rows
    }


def _points(session: Session, table: Any, notebook: str) -> dict[str, float]:
    rows = session.execute(select(table.name, table.max_score).where(table.notebook_id == notebook))
    # Two points are 2 and not 2.0, as they stand in the notebook that nbgrader read them from.
    found = {row.name: float(row.max_score) for row in rows}
    return {name: int(most) if most.is_integer() else most for name, most in found.items()}
