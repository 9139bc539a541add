"""What `grade adopt` says of an nbgrader assignment: what is graded how, and what could be."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import nbformat

from graders.adopted.offers import Offer, Task, defined, offers, parsed, task_of
from graders.errors import CourseError

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

    from graders.adopted.course import AdoptedCourse
    from graders.adopted.part import Part
    from graders.model.assignment import Limits

How = Literal["test", "hidden-test", "by-hand", "task"]
_HIDDEN = "BEGIN HIDDEN TESTS"


@dataclass(frozen=True, slots=True)
class GradedCell:
    """A cell that is worth points: how it is graded as it stands, and which checks could."""

    id: str
    points: Decimal
    how: How
    answer: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A solution cell, and the names that it makes in the source notebook."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotebookPlan:
    """One notebook of an assignment. ``models`` are the names of its Keras networks."""

    slug: str
    cells: tuple[GradedCell, ...]
    answers: tuple[Answer, ...]
    files: tuple[str, ...]
    limits: Limits
    task: Task | None
    models: tuple[str, ...]

    @property
    def points(self) -> Decimal:
        """Full marks."""
        return sum((cell.points for cell in self.cells), Decimal(0))


@dataclass(frozen=True, slots=True)
class AssignmentPlan:
    """An assignment: its notebooks, and those that cannot be graded with the reason."""

    name: str
    notebooks: tuple[NotebookPlan, ...]
    refused: tuple[str, ...] = ()


def plan(course: AdoptedCourse, name: str) -> AssignmentPlan:
    """What is known of an assignment. Raises :class:`CourseError` where there is none."""
    slugs = course.parts().get(name)
    if slugs is None:
        known = ", ".join(course.parts()) or "none yet"
        raise CourseError(f"There is no assignment {name!r} in {course.root} (there: {known}).")
    notebooks, refused = [], []
    for slug in slugs:
        try:
            notebooks.append(_notebook(course.load(slug)))
        except CourseError as problem:
            refused.append(str(problem))
    return AssignmentPlan(name, tuple(notebooks), tuple(refused))


def _notebook(part: Part) -> NotebookPlan:
    skeleton = part.skeleton_notebook()
    answered = _answers(part, skeleton)
    sources = [*answered.values(), *(cell.source for cell in skeleton.cells
                                     if cell.cell_type == "code")]  # fmt: skip
    task, models = task_of(sources), _models(sources)
    names = frozenset(name for source in answered.values() for name in defined(source)[0])
    by_id = {str(_meta(cell).get("grade_id")): cell for cell in skeleton.cells}
    cells = []
    for item in part.assignment.checks:
        cell = by_id[item.id]
        how = _how(cell)
        found: tuple[Offer, ...] = ()
        if how in {"test", "hidden-test"}:
            model = next(iter(models), "model")
            found = tuple(offers(cell.source, task=task, names=names, model=model))
        cells.append(GradedCell(item.id, item.points, how, item.cell, found))
    return NotebookPlan(
        slug=part.assignment.slug,
        cells=tuple(cells),
        answers=tuple(
            Answer(task.id, tuple(defined(answered.get(task.id, ""))[0]))
            for task in part.assignment.cells
        ),
        files=tuple(sorted(part.box_files())),
        limits=part.assignment.limits,
        task=task,
        models=models,
    )


def _answers(part: Part, skeleton: NotebookNode) -> dict[str, str]:
    """The solution cells' sources by grade id, with solutions where the source notebook is."""
    path = part.folder / f"{part.notebook}.ipynb"
    try:
        notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError):
        notebook = skeleton
    return {
        str(_meta(cell).get("grade_id")): cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and _meta(cell).get("solution")
    }


def _models(sources: list[str]) -> tuple[str, ...]:
    """What is compiled: ``model.compile(…)``."""
    found: dict[str, None] = {}
    for source in sources:
        for node in ast.walk(parsed(source) or ast.Module([], [])):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "compile"
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id != "re"
            ):
                found[node.func.value.id] = None
    return tuple(found)


def _how(cell: NotebookNode) -> How:
    meta = _meta(cell)
    if meta.get("task"):
        return "task"
    if meta.get("solution") or cell.cell_type != "code":
        return "by-hand"
    return "hidden-test" if _HIDDEN in cell.source else "test"


def _meta(cell: NotebookNode) -> dict[str, Any]:
    found: dict[str, Any] = cell.metadata.get("nbgrader") or {}
    return found
