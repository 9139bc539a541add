"""One notebook of an nbgrader assignment, with the surface of an assignment of ours."""

from __future__ import annotations

import fnmatch
import os
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.adopted.source import plain_copy, skeleton
from graders.checks import check_types
from graders.checks.base import Check
from graders.errors import CourseError
from graders.model.assignment import Assignment, Limits, RubricItem, Targets, TaskCell
from graders.model.reference import Calibration, Reference

if TYPE_CHECKING:
    from graders.adopted.course import AdoptedCourse
    from graders.gradebook.kept import KeptNotebook

LONGEST = 3_600.0
"""CPU seconds for a whole notebook: nbgrader knows a limit for a cell only."""
NO_LIMIT = 86_400.0


class Part:
    """A notebook of an assignment: ``assignment.slug`` is ``<assignment>/<notebook>``.

    Raises what :func:`graders.adopted.source.skeleton` raises.
    """

    adopted = True

    def __init__(
        self, course: AdoptedCourse, name: str, notebook: str, kept: KeptNotebook | None
    ) -> None:
        self.course, self.name, self.notebook = course, name, notebook
        self.folder: Path = course.layout.source / name
        self.types = check_types({})
        self._skeleton = skeleton(course.layout, name, notebook, kept)
        self.assignment = assignment_of(
            f"{name}/{notebook}", self._skeleton, limits(course.layout.timeout)
        )

    def skeleton_notebook(self, lang: str = "en") -> NotebookNode:
        """What submissions are held against; nbgrader has it in one language."""
        if lang != "en":
            raise CourseError(f"{self.assignment.slug} has no texts in {lang!r}.")
        return plain_copy(self._skeleton)

    def box_files(self) -> dict[str, bytes]:
        """The course's files beside the source notebooks, which win over a student's copies."""
        return dict(self._files)

    def held_against(self) -> dict[str, bytes]:
        """The notebook, which may come from the gradebook or the release."""
        return {"notebook": nbformat.writes(self._skeleton).encode()}

    def public_files(self) -> dict[str, bytes]:
        """The same: nbgrader knows no hidden file."""
        return self.box_files()

    @cached_property
    def _files(self) -> dict[str, bytes]:
        layout = self.course.layout
        kept = set(dict(layout.kept).get(self.name, ()))
        found = {}
        for path in _plain_files(self.folder, layout.ignore):
            inside = path.relative_to(self.folder).as_posix()
            if not inside.endswith(".ipynb") and inside not in kept:
                try:
                    found[inside] = path.read_bytes()
                except OSError as problem:
                    raise CourseError(f"{path} cannot be read: {problem.strerror}.") from None
        return found

    def reference(self, public: bool = False) -> Reference:
        """Nothing to compare with: the tests say what is right."""
        return Reference(public=public)

    @property
    def calibration(self) -> Calibration | None:
        """No metric has a bar."""
        return None

    def custom_checks(self) -> dict[str, type[Check]]:
        """None."""
        return {}


def assignment_of(slug: str, notebook: NotebookNode, limits: Limits) -> Assignment:
    """The rubric that nbgrader's metadata makes: a line for each cell that is worth points."""
    tasks, items = [], []
    latest = ""
    for cell in notebook.cells:
        meta: dict[str, Any] = cell.metadata.get("nbgrader") or {}
        name = str(meta.get("grade_id") or "")
        if not name:
            continue
        if meta.get("solution"):
            latest = name
            tasks.append(TaskCell(id=name))
        by_hand = bool(meta.get("task") or meta.get("solution") or cell.cell_type != "code")
        if meta.get("grade") or meta.get("task"):
            items.append(
                RubricItem(
                    id=name,
                    check="graded-by-hand" if by_hand else "cell-passes",
                    points=Decimal(repr(float(meta.get("points") or 0))),
                    title=name,
                    title_ko=name,
                    cell=name if by_hand else latest,
                )
            )
    return Assignment(
        slug=slug,
        title=slug,
        title_ko=slug,
        dataset="",
        targets=Targets(column="", task="none"),
        limits=limits,
        models=(),
        cells=tuple(tasks),
        checks=tuple(items),
    )


def limits(timeout: float | None) -> Limits:
    """Nbgrader's seconds of wall time for a cell, as CPU time; the backstop is on wall time."""
    cell = NO_LIMIT if timeout is None or timeout == 0 else timeout
    return Limits(cell_seconds=cell, notebook_seconds=max(cell, min(LONGEST, 20 * cell)))


def _plain_files(folder: Path, ignore: tuple[str, ...]) -> list[Path]:
    found = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _ignored(name, ignore))
        found += [Path(where) / name for name in sorted(files) if not _ignored(name, ignore)]
    return [path for path in found if path.is_file()]


def _ignored(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
