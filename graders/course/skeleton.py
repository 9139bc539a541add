"""The released notebook as a table of slots: what a submission is held against.

A slot is a cell that the author gave a role: a ``task`` (a solution cell), a ``check`` (one line
``%grade <id>``), a ``test`` (an nbgrader test cell with code of its own) or a ``locked`` cell.
Everything else is ``free`` text or code that students may change as they like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from nbformat.notebooknode import NotebookNode

from graders.course.stand_in import plain
from graders.model.assignment import Assignment

Role = Literal["task", "check", "test", "locked", "free"]

_STUBS = frozenset({"raise NotImplementedError()", "raise NotImplementedError", "...", "pass"})
_MARKER = re.compile(r"#\s*task:\s*([a-z0-9]+(?:-[a-z0-9]+)*)\s*")
_GRADE = re.compile(r"%grade\s+([a-z0-9]+(?:-[a-z0-9]+)*)\s*")

_KEPT_BACK = re.compile(
    r"^[^\n]*BEGIN (?P<kind>HIDDEN TESTS|MARK SCHEME).*?END (?P=kind)[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
"""What nbgrader leaves out of a cell when it releases it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of the released notebook. ``id`` is its grade id; free cells have none."""

    id: str
    role: Role
    type: str
    source: str
    metadata: NotebookNode
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skeleton:
    """The slots in the notebook's order, and the notebook's own metadata.

    ``tells`` says that untouched answers are remarked on, as nbgrader does.
    """

    slots: tuple[Slot, ...]
    metadata: NotebookNode
    tells: bool = False

    def by_id(self) -> dict[str, Slot]:
        """Slots that have a role, by id."""
        return {slot.id: slot for slot in self.slots if slot.role != "free"}

    # Every notebook of a cohort is held against them: normalised once.

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Normalised sources of the cells that have any."""
        return tuple(normal(slot.source) for slot in self.slots if slot.source.strip())

    @cached_property
    def free_sources(self) -> frozenset[str]:
        """Normalised sources of the cells without a role."""
        return frozenset(normal(slot.source) for slot in self.slots if slot.role == "free")

    @cached_property
    def released(self) -> dict[str, frozenset[str]]:
        """What was released under an id, normalised: with what nbgrader keeps back, and without."""
        found: dict[str, frozenset[str]] = {}
        for slot in self.slots:
            shown = {normal(slot.source), normal(_KEPT_BACK.sub("", slot.source))}
            found[slot.id] = found.get(slot.id, frozenset()) | shown
        return found


def skeleton_of(
    notebook: NotebookNode, names: Mapping[str, tuple[str, ...]], *, tells: bool = False
) -> Skeleton:
    """The slots of a released notebook; ``names`` are the contract's, by task id."""
    slots = []
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader") or {}
        grade_id = str(meta.get("grade_id") or "")
        role = _role(cell, meta)
        slots.append(
            Slot(
                id=grade_id if role != "free" else "",
                role=role,
                type=cell.cell_type,
                source=cell.source,
                metadata=cell.metadata,
                names=names.get(grade_id, ()) if role == "task" else (),
            )
        )
    return Skeleton(slots=tuple(slots), metadata=notebook.metadata, tells=tells)


def skeleton_from(assignment: Assignment) -> Skeleton:
    """The slots that an ``assignment.toml`` names, where its notebook is not at hand."""
    slots = []
    left = list(assignment.checks)
    for task in assignment.cells:
        slots.append(_bare(task.id, "task", f"# task: {task.id}\n", task.names))
        for item in [item for item in left if item.cell == task.id]:
            slots.append(_bare(item.id, "check", f"%grade {item.id}"))
            left.remove(item)
    slots += [_bare(item.id, "check", f"%grade {item.id}") for item in left]
    return Skeleton(slots=tuple(slots), metadata=NotebookNode())


def _bare(slot_id: str, role: Role, source: str, names: tuple[str, ...] = ()) -> Slot:
    nothing = NotebookNode()
    return Slot(id=slot_id, role=role, type="code", source=source, metadata=nothing, names=names)


def _role(cell: NotebookNode, meta: Mapping[str, object]) -> Role:
    if not meta.get("grade_id"):
        return "free"
    if meta.get("solution"):
        return "task"
    if meta.get("grade"):
        return "check" if graded(cell.source) else "test"
    return "locked" if meta.get("locked") or meta.get("task") else "free"


def marker(source: str) -> str:
    """The id on a first line ``# task: <id>``, or empty."""
    return _known_marker(source) if len(source) <= _SHORT else _marker(source)


def graded(source: str) -> str:
    """The id of a cell that is ``%grade <id>`` and comments, or empty."""
    return _known_graded(source) if len(source) <= _SHORT else _graded(source)


def normal(source: str) -> str:
    """A source without what editors change on their own (line ends, trailing space).

    A setup cell that was released before `%grade` told nbgrader's Validate anything is no other.
    """
    return _known_normal(source) if len(source) <= _SHORT else _normal(source)


def _marker(source: str) -> str:
    found = _MARKER.fullmatch(_first_line(source))
    return found.group(1) if found else ""


def _graded(source: str) -> str:
    lines = [line.strip() for line in source.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    found = _GRADE.fullmatch(lines[0]) if len(lines) == 1 else None
    return found.group(1) if found else ""


def _normal(source: str) -> str:
    return "\n".join(line.rstrip() for line in plain(source).splitlines()).strip("\n")


# Most cells of a cohort hold the same text. What is long is not worth the memory.
_SHORT = 4_000
_known_marker = lru_cache(maxsize=1_000)(_marker)
_known_graded = lru_cache(maxsize=1_000)(_graded)
_known_normal = lru_cache(maxsize=1_000)(_normal)


def worked_on(source: str, released: str) -> bool:
    """Whether there is an answer: not the released text, and more than comments."""
    if normal(source) == normal(released):
        return False
    lines = (line.strip() for line in source.splitlines())
    return any(line and not line.startswith("#") and line not in _STUBS for line in lines)


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.splitlines() if line.strip()), "")


def as_node(values: Mapping[str, object]) -> NotebookNode:
    """A node of these values, which are nodes and lists already.

    NotebookNode looks into each value for mappings to make nodes of, at each of a cohort's cells.
    """
    node = NotebookNode()
    dict.update(node, values)
    return node
