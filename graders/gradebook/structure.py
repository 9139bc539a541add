"""An assignment as nbgrader keeps it: notebook, grade cells, solution cells, source cells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Course,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
)
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

    from graders.course.folder import LoadedAssignment

COURSE = "default_course"
"""What nbgrader's preprocessors take for granted."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Row ids of an assignment: cells by name, checks in the rubric's order."""

    assignment: str
    notebook: str
    checks: dict[str, str]
    tasks: dict[str, str]


def write_structure(session: Session, loaded: LoadedAssignment) -> Structure:
    """Create or bring up to date the rows of an assignment; only what changed is written.

    A rubric line that is gone takes its grades along: nbgrader sums whatever is there.
    """
    slug = loaded.assignment.slug
    skeleton = loaded.skeleton_notebook("en")
    assignment = session.scalar(select(Assignment).where(Assignment.name == slug))
    if assignment is None:
        course = session.scalar(select(Course.id).order_by(Course.id)) or COURSE
        if session.get(Course, course) is None:
            session.add(Course(id=course))
        assignment = Assignment(name=slug, course_id=course)
        session.add(assignment)
        session.flush()
    notebook = session.scalar(
        select(Notebook).where(Notebook.assignment_id == assignment.id, Notebook.name == slug)
    )
    if notebook is None:
        notebook = Notebook(name=slug, assignment=assignment)
        session.add(notebook)
    kernel = json.dumps(skeleton.metadata.get("kernelspec", {}))
    if notebook.kernelspec != kernel:
        notebook.kernelspec = kernel
    session.flush()
    checks = _grade_cells(session, notebook.id, loaded)
    tasks = _solution_cells(session, notebook.id, skeleton)
    _source_cells(session, notebook.id, skeleton)
    session.flush()
    return Structure(assignment.id, notebook.id, checks, tasks)


def _grade_cells(session: Session, notebook: str, loaded: LoadedAssignment) -> dict[str, str]:
    there = {
        cell.name: cell
        for cell in session.scalars(select(GradeCell).where(GradeCell.notebook_id == notebook))
    }
    wanted = {item.id: float(item.points) for item in loaded.assignment.checks}
    _remove(session, [cell.id for name, cell in there.items() if name not in wanted])
    for name, points in wanted.items():
        cell = there.get(name)
        if cell is None:
            cell = GradeCell(name=name, notebook_id=notebook, max_score=points, cell_type="code")
            session.add(cell)
            there[name] = cell
        elif cell.max_score != points:
            cell.max_score = points
    session.flush()
    return {name: there[name].id for name in wanted}


def _solution_cells(session: Session, notebook: str, skeleton: NotebookNode) -> dict[str, str]:
    there = {
        cell.name: cell
        for cell in session.scalars(
            select(SolutionCell).where(SolutionCell.notebook_id == notebook)
        )
    }
    wanted = [
        meta["grade_id"]
        for cell in skeleton.cells
        if (meta := cell.metadata.get("nbgrader") or {}).get("solution")
    ]
    _remove(session, [cell.id for name, cell in there.items() if name not in wanted])
    for name in wanted:
        if name not in there:
            there[name] = SolutionCell(name=name, notebook_id=notebook)
            session.add(there[name])
    session.flush()
    return {name: there[name].id for name in wanted}


def _source_cells(session: Session, notebook: str, skeleton: NotebookNode) -> None:
    there = {
        cell.name: cell
        for cell in session.scalars(select(SourceCell).where(SourceCell.notebook_id == notebook))
    }
    wanted = {}
    for cell in skeleton.cells:
        meta = cell.metadata.get("nbgrader") or {}
        if meta.get("grade") or meta.get("solution") or meta.get("locked"):
            wanted[meta["grade_id"]] = {
                "cell_type": cell.cell_type,
                "locked": bool(not meta.get("solution")),
                "source": cell.source,
                "checksum": meta.get("checksum"),
            }
    for name, cell in there.items():
        if name not in wanted:
            session.delete(cell)
    for name, values in wanted.items():
        cell = there.get(name)
        if cell is None:
            session.add(SourceCell(name=name, notebook_id=notebook, **values))
            continue
        for field, value in values.items():
            if getattr(cell, field) != value:
                setattr(cell, field, value)


def _remove(session: Session, cells: list[str]) -> None:
    if not cells:
        return
    session.execute(delete(Grade).where(Grade.cell_id.in_(cells)))
    session.execute(delete(Comment).where(Comment.cell_id.in_(cells)))
    for cell in session.scalars(select(BaseCell).where(BaseCell.id.in_(cells))):
        session.delete(cell)
