"""An assignment as nbgrader keeps it: grade, solution, task and source cells by notebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    TaskCell,
)
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

    from graders.course.folder import LoadedAssignment

COURSE = "default_course"
"""What nbgrader's preprocessors take for granted."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Row ids of a notebook and of its cells, by name.

    ``checks`` are the cells that have a grade, in the rubric's order; ``tasks`` have a comment.
    """

    assignment: str
    notebook: str
    checks: dict[str, str]
    tasks: dict[str, str]


def write_structure(session: Session, loaded: LoadedAssignment) -> Structure:
    """Create or bring up to date the rows of an assignment; only what changed is written.

    A rubric line of ours that is gone takes its grades along: nbgrader sums whatever is there.
    The cells of an adopted notebook belong to ``nbgrader generate_assignment``: what it saved is
    not touched, and only what is missing is added.
    """
    skeleton = loaded.skeleton_notebook("en")
    assignment = _assignment(session, loaded)
    notebook = session.scalar(
        select(Notebook).where(
            Notebook.assignment_id == assignment, Notebook.name == loaded.notebook
        )
    )
    kernel = json.dumps(skeleton.metadata.get("kernelspec", {}))
    if notebook is None:
        notebook = Notebook(name=loaded.notebook, assignment_id=assignment, kernelspec=kernel)
        session.add(notebook)
        session.flush()
    elif notebook.kernelspec != kernel and not loaded.adopted:
        notebook.kernelspec = kernel
    named = {
        str(cell.metadata.nbgrader["grade_id"]): cell
        for cell in skeleton.cells
        if (cell.metadata.get("nbgrader") or {}).get("grade_id")
    }
    types = {name: cell.cell_type for name, cell in named.items()}
    wanted: dict[Any, dict[str, dict[str, Any]]] = {GradeCell: {}, SolutionCell: {}, TaskCell: {}}
    for item in loaded.assignment.checks:
        table = TaskCell if item.id in named and is_task(named[item.id]) else GradeCell
        cell_type = types.get(item.id, "code") if loaded.adopted else "code"
        wanted[table][item.id] = {"max_score": float(item.points), "cell_type": cell_type}
    wanted[SolutionCell] = {name: {} for name, cell in named.items() if is_solution(cell)}
    rows = {
        table: _cells(session, table, notebook.id, cells, keep=loaded.adopted)
        for table, cells in wanted.items()
    }
    _source_cells(session, notebook.id, named, keep=loaded.adopted)
    session.flush()
    graded = {**rows[GradeCell], **rows[TaskCell]}
    checks = {item.id: graded.pop(item.id) for item in loaded.assignment.checks}
    # What nbgrader has and the rubric has not is still a cell that every submission has a grade of.
    return Structure(
        assignment,
        notebook.id,
        {**checks, **graded},
        {**rows[SolutionCell], **rows[TaskCell]},
    )


def other_notebooks(session: Session, assignment: str, known: list[str]) -> list[Structure]:
    """The notebooks of an assignment that are not ``known``, by row id."""
    found = session.scalars(
        select(Notebook.id).where(Notebook.assignment_id == assignment, Notebook.id.not_in(known))
    )
    made = []
    for notebook in found:
        ids: dict[Any, dict[str, str]] = {}
        for table in (GradeCell, SolutionCell, TaskCell):
            rows = session.execute(
                select(table.name, table.id).where(table.notebook_id == notebook)
            )
            ids[table] = {row.name: row.id for row in rows}
        made.append(
            Structure(
                assignment,
                notebook,
                {**ids[GradeCell], **ids[TaskCell]},
                {**ids[SolutionCell], **ids[TaskCell]},
            )
        )
    return made


def _assignment(session: Session, loaded: LoadedAssignment) -> str:
    found = session.scalar(select(Assignment.id).where(Assignment.name == loaded.name))
    if found is None:
        course = loaded.course.layout.course_id
        course = course or session.scalar(select(Course.id).order_by(Course.id)) or COURSE
        if session.get(Course, course) is None:
            session.add(Course(id=course))
            session.flush()
        made = Assignment(name=loaded.name, course_id=course)
        session.add(made)
        session.flush()
        found = made.id
    return str(found)


def _cells(
    session: Session, table: Any, notebook: str, wanted: Mapping[str, dict[str, Any]], *, keep: bool
) -> dict[str, str]:
    """Row ids by name of the cells of one kind; those to be kept are not changed."""
    there = {
        cell.name: cell
        for cell in session.scalars(select(table).where(table.notebook_id == notebook))
    }
    if not keep:
        gone = [name for name in there if name not in wanted]
        _remove(session, [there.pop(name).id for name in gone])
    for name, values in wanted.items():
        cell = there.get(name)
        if cell is None:
            there[name] = table(name=name, notebook_id=notebook, **values)
            session.add(there[name])
        elif not keep:
            for field, value in values.items():
                if getattr(cell, field) != value:
                    setattr(cell, field, value)
    session.flush()
    ids = {name: str(cell.id) for name, cell in there.items()}
    return {**{name: ids[name] for name in wanted}, **ids}


def _source_cells(
    session: Session, notebook: str, named: Mapping[str, NotebookNode], *, keep: bool
) -> None:
    """What nbgrader restores a submission from, as its ``SaveCells`` stores it."""
    there = {
        cell.name: cell
        for cell in session.scalars(select(SourceCell).where(SourceCell.notebook_id == notebook))
    }
    wanted = {
        name: {
            "cell_type": cell.cell_type,
            "locked": bool(is_locked(cell)),
            "source": cell.source,
            "checksum": cell.metadata.nbgrader.get("checksum"),
        }
        for name, cell in named.items()
        if is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell)
    }
    for name, cell in there.items():
        if name not in wanted and not keep:
            session.delete(cell)
    for name, values in wanted.items():
        cell = there.get(name)
        if cell is None:
            session.add(SourceCell(name=name, notebook_id=notebook, **values))
        elif not keep:
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
