"""``assignment.toml``: read, and refused with file, line and field where it is not right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import msgspec
from nbformat.notebooknode import NotebookNode

from graders.course.released_notebook import asked
from graders.course.schema_faults import fault
from graders.course.toml_lines import line_of, toml_lines
from graders.errors import RubricError
from graders.model.assignment import Assignment, TaskCell

HIDDEN = "hidden"
"""The check's name in a released file, where the rubric line is not public."""

_GRADE = re.compile(r"%grade[ \t]+(?P<id>\S+)")


class AssignmentFile:
    """An ``assignment.toml`` and the lines of its fields, for as long as it is being judged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_bytes().decode()
        except OSError as problem:
            raise RubricError(str(path), None, "", f"cannot be read: {problem.strerror}") from None
        except UnicodeDecodeError as problem:
            line = problem.object[: problem.start].count(b"\n") + 1
            raise RubricError(str(path), line, "", "is not UTF-8; save it as UTF-8") from None
        try:
            self.values = tomllib.loads(self.text)
            self.lines = toml_lines(self.text)
        except RecursionError:
            raise RubricError(str(path), None, "", "is nested too deeply") from None
        except ValueError as problem:  # a number of 5,000 digits, too
            found = re.search(r"\(at line (\d+), column \d+\)$", str(problem))
            line = int(found[1]) if found else self.text.count("\n") + 1
            said = str(problem).partition(" (at ")[0]
            raise RubricError(str(path), line, "", f"is not TOML: {said}") from None

    def error(self, field: str, problem: str) -> RubricError:
        """The error that ``field`` has ``problem``, with the field's line."""
        return RubricError(str(self.path), line_of(self.lines, field), field, problem)

    def assignment(
        self, check_names: Mapping[str, type] | Collection[str] | None = None
    ) -> Assignment:
        """The assignment, valid in itself.

        ``check_names`` are the checks there are; a mapping to their parameter types has each
        rubric line's parameters converted as well. Without it names and parameters are taken as
        they are. Raises :class:`RubricError` at the first fault.
        """
        try:
            assignment = msgspec.convert(self.values, Assignment)
        except msgspec.ValidationError as problem:
            raise self._located(problem, Assignment, "") from None
        self._judge_ids(assignment)
        self._judge_requires(assignment)
        self._judge_targets(assignment)
        if check_names is not None:
            self._judge_checks(assignment, check_names)
        return assignment

    def _located(self, problem: msgspec.ValidationError, kind: type, within: str) -> RubricError:
        field, said = fault(problem, kind)
        if within:
            field = f"{within}{'' if field[:1] in {'', '['} else '.'}{field}"
        return self.error(field, said)

    def _judge_ids(self, assignment: Assignment) -> None:
        if not assignment.cells:
            raise self.error("cells", "has no cell; list the notebook's solution cells")
        if not assignment.checks or not assignment.points:
            raise self.error("checks", "gives no points; a rubric has a line worth some")
        seen: dict[str, str] = {}
        places = [(f"cells[{n}].id", cell.id) for n, cell in enumerate(assignment.cells)]
        places += [(f"checks[{n}].id", item.id) for n, item in enumerate(assignment.checks)]
        for field, name in places:
            if name in seen:
                raise self.error(field, f"{name!r} is used before, by {seen[name]}; ids are unique")
            seen[name] = field
        cells = {cell.id for cell in assignment.cells}
        for number, item in enumerate(assignment.checks):
            if item.cell and item.cell not in cells:
                raise self.error(
                    f"checks[{number}].cell",
                    f"{item.cell!r} is no cell of this assignment ({', '.join(sorted(cells))})",
                )

    def _judge_requires(self, assignment: Assignment) -> None:
        places = {item.id: number for number, item in enumerate(assignment.checks)}
        for item in assignment.checks:
            for field, names in (("requires", item.requires), ("follows", item.follows)):
                for position, wanted in enumerate(names):
                    if wanted not in places:
                        raise self.error(
                            f"checks[{places[item.id]}].{field}[{position}]",
                            f"{wanted!r} is no check of this assignment",
                        )
        waits = {item.id: (*item.requires, *item.follows) for item in assignment.checks}
        try:
            TopologicalSorter(waits).prepare()
        except CycleError as problem:
            circle = problem.args[1][::-1]
            first = assignment.checks[places[circle[0]]]
            field = "requires" if circle[1] in first.requires else "follows"
            raise self.error(
                f"checks[{places[circle[0]]}].{field}",
                f"goes round in a circle: {' requires '.join(circle)}",
            ) from None

    def _judge_targets(self, assignment: Assignment) -> None:
        labels = assignment.targets.labels
        if len(set(labels)) != len(labels):
            raise self.error("targets.labels", "names a class twice")
        wanted = {"binary": (2, 2), "multiclass": (3, 10_000)}.get(assignment.targets.task, (0, 0))
        if not wanted[0] <= len(labels) <= wanted[1]:
            count = {(2, 2): "two", (0, 0): "no"}.get(wanted, "three or more")
            raise self.error(
                "targets.labels",
                f"has {len(labels)} classes; a {assignment.targets.task} task has {count}",
            )
        for part, rows in assignment.rows.items():
            if part not in {"train", "test"} or rows < 1:
                raise self.error(f"rows.{part}", "rows are counts of `train` and of `test`")

    def _judge_checks(
        self, assignment: Assignment, known: Mapping[str, type] | Collection[str]
    ) -> None:
        for number, item in enumerate(assignment.checks):
            if item.check == HIDDEN and not item.public:
                continue
            if item.check not in known:
                raise self.error(
                    f"checks[{number}].check",
                    f"{item.check!r} is no check; there are {', '.join(sorted(known))}",
                )
            if isinstance(known, Mapping):
                try:
                    msgspec.convert(item.parameters, known[item.check])
                except msgspec.ValidationError as problem:
                    within = f"checks[{number}].parameters"
                    raise self._located(problem, known[item.check], within) from None

    def judge_notebook(self, assignment: Assignment, notebook: NotebookNode) -> None:
        """Hold the source notebook against the rubric: the same cells and the same checks.

        Points stand in the rubric alone; what the notebook's cells say of them is not read.
        Raises :class:`RubricError` at the rubric's line that the notebook does not bear out.
        """
        wanted = [cell.id for cell in assignment.cells]
        graded: dict[str, NotebookNode] = {}
        solved: dict[str, NotebookNode] = {}
        for cell in notebook.cells:
            meta = cell.metadata.get("nbgrader") or {}
            if meta.get("solution"):
                solved[str(meta.get("grade_id"))] = cell
            elif meta.get("grade"):
                graded[str(meta.get("grade_id"))] = cell
        for number, name in enumerate(wanted):
            if name not in solved:
                raise self.error(f"cells[{number}].id", f"the notebook has no cell {name!r}")
        if [*solved] != wanted:
            raise self.error(
                "cells", f"the notebook has the solution cells {[*solved]}, in this order"
            )
        known = _names(notebook)
        for number, task in enumerate(assignment.cells):
            self._judge_task(number, task, solved[task.id], known)
        for number, item in enumerate(assignment.checks):
            found = graded.pop(item.id, None)
            if found is None:
                raise self.error(
                    f"checks[{number}].id", f"the notebook has no check cell {item.id!r}"
                )
            line = _GRADE.fullmatch(found.source.strip())
            if item.check != "cell-passes" and (line is None or line["id"] != item.id):
                raise self.error(
                    f"checks[{number}].id",
                    f"the notebook's cell {item.id!r} should hold the one line `%grade {item.id}`",
                )
        if graded:
            raise self.error("checks", f"the notebook has check cells unknown here: {[*graded]}")

    def _judge_task(self, number: int, task: TaskCell, cell: NotebookNode, known: set[str]) -> None:
        """A solution cell is called the same everywhere, and asks for the names that are graded."""
        if cell.id != task.id:
            raise self.error(
                f"cells[{number}].id",
                f"the notebook's cell with the grade_id {task.id!r} has the id {cell.id!r}, by "
                f"which solutions and translations know it; give it {task.id!r} for both",
            )
        said = asked(cell.source, "task")
        if said is not None and said != [task.id]:
            raise self.error(
                f"cells[{number}].id",
                f"the notebook's cell {task.id!r} says `# task: {', '.join(said)}`",
            )
        unasked = [name for name in task.names if name not in known]
        if unasked and asked(cell.source, "names") is not None:
            raise self.error(
                f"cells[{number}].names",
                f"nothing asks students for {', '.join(unasked)}: the notebook's cell {task.id!r} "
                f"says `# names: {', '.join(asked(cell.source, 'names') or [])}`",
            )


def _names(notebook: NotebookNode) -> set[str]:
    """The names that students are asked for, and all that stand in cells given to them."""
    found: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.metadata.get("nbgrader") or {}).get("solution"):
            found |= {*(asked(cell.source, "names") or ())}
        elif cell.cell_type == "code":
            found |= {*re.findall(r"[^\W\d]\w*", cell.source)}
    return found
