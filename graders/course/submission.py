"""Reading a submission: hostile bytes in, an ordered list of cells to run out.

The rules by which an altered notebook is mended are stated in ``docs/submissions.md``. Each repair
is a :class:`~graders.model.evidence.Remark`; none costs points. What a student wrote is never
used as a path, and a grade id counts only where it names a slot of the released notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from nbformat.notebooknode import NotebookNode

from graders.course.alone import is_files_cell
from graders.course.matching import Matched, match
from graders.course.notebook_bytes import GivenNotebook, decode_notebook
from graders.course.ordering import in_working_order
from graders.course.skeleton import (
    Skeleton,
    Slot,
    as_node,
    marker,
    normal,
    skeleton_of,
    worked_on,
)
from graders.course.stand_in import plain
from graders.errors import CourseError
from graders.model.evidence import Remark
from graders.model.plan import PlannedCell

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class ReadSubmission:
    """A submission after repair.

    ``notebook`` is a valid notebook of format 4.5 without outputs: the student's cells, the
    locked cells as released, nbgrader's metadata as released. ``cells`` are the code cells to
    run, in order; their ``index`` is the place in ``notebook.cells``. ``language`` is that of the
    released notebook it was made from. ``ours`` is False where it was made from none. Cells'
    metadata is the released notebook's own: to be read, never changed.
    ``released`` are the places of cells that hold released text, word for word.
    """

    cells: tuple[PlannedCell, ...]
    repairs: tuple[Remark, ...]
    notebook: NotebookNode
    language: str = "en"
    ours: bool = True
    released: frozenset[int] = frozenset()


class _Cell(NamedTuple):
    """A cell of the repaired notebook. ``run`` is False for text, checks and unsolved copies."""

    type: str
    source: str
    slot: Slot | None = None
    run: bool = False


def read_submission(data: bytes, loaded: LoadedAssignment) -> ReadSubmission:
    """Read and mend a submission. Raises :class:`SubmissionError` where it cannot be read."""
    return mend(decode_notebook(data), skeletons_of(loaded))


def skeletons_of(loaded: LoadedAssignment) -> dict[str, Skeleton]:
    """The released notebooks by language; made once for an assignment."""
    known = _SKELETONS.get(loaded)
    if known is None:
        names = {cell.id: cell.names for cell in loaded.assignment.cells}
        tells = loaded.adopted
        known = {"en": skeleton_of(loaded.skeleton_notebook("en"), names, tells=tells)}
        for lang in LANGUAGES[1:]:
            try:
                known[lang] = skeleton_of(loaded.skeleton_notebook(lang), names)
            except CourseError:
                continue  # not translated: its students have the English text
        _SKELETONS[loaded] = known
    return known


_SKELETONS: WeakKeyDictionary[LoadedAssignment, dict[str, Skeleton]] = WeakKeyDictionary()


def mend(given: GivenNotebook, skeletons: dict[str, Skeleton]) -> ReadSubmission:
    """Hold what was given against what was released. Pure; never raises for what is given."""
    language = _language(given, skeletons)
    skeleton = skeletons[language]
    matched = match(given, skeleton)
    remarks = [*given.remarks, *matched.remarks]
    cells = _cells(given, skeleton, matched)
    if matched.ours:
        cells, moved = _ordered(cells, skeleton)
        if moved:
            remarks.append(Remark(key="cells-reordered", facts={"cells": ", ".join(moved)}))
    remarks += _altered(given, matched, skeletons)
    cells, missing = _completed(cells, skeleton, ours=matched.ours)
    if missing and matched.ours:
        remarks.append(Remark(key="cells-missing", facts={"cells": ", ".join(missing)}))
    if skeleton.tells:
        remarks += _untouched(cell for cell in cells if _name(cell) not in missing)
    planned = _planned(cells, skeleton, ours=matched.ours)
    if not any(cell.kind == "code" and cell.source.strip() for cell in planned):
        remarks.append(Remark(key="notebook-without-code"))
    return ReadSubmission(
        cells=planned,
        repairs=tuple(remarks),
        notebook=_notebook(cells, skeleton),
        language=language,
        ours=matched.ours,
        released=_released_places(cells, skeletons),
    )


def _released_places(cells: Sequence[_Cell], skeletons: Mapping[str, Skeleton]) -> frozenset[int]:
    texts = {source for skeleton in skeletons.values() for source in skeleton.free_sources}
    return frozenset(
        place
        for place, cell in enumerate(cells)
        if (cell.slot is not None and cell.slot.role != "task") or normal(cell.source) in texts
    )


def _language(given: GivenNotebook, skeletons: dict[str, Skeleton]) -> str:
    """The language whose released text the notebook shares most of; English on a tie."""
    sources = {normal(cell.source) for cell in given.cells}
    shared = {
        lang: sum(source in sources for source in skeleton.sources)
        for lang, skeleton in skeletons.items()
    }
    return max(skeletons, key=lambda lang: (shared[lang], lang == "en"))


def _cells(given: GivenNotebook, skeleton: Skeleton, matched: Matched) -> list[_Cell]:
    """The student's cells in their order, those with a slot under the slot's type and source."""
    slots = skeleton.by_id()
    cells = []
    for place, cell in enumerate(given.cells):
        if place in matched.dropped or (cell.type == "code" and is_files_cell(cell.source)):
            continue
        slot = slots.get(matched.slots.get(place, ""))
        if slot is None:
            run = cell.type == "code" and place not in matched.idle and worked_on(cell.source, "")
            cells.append(_Cell(type=cell.type, source=cell.source, run=run))
        elif slot.role == "task":
            cells.append(_Cell(slot.type, cell.source, slot, run=slot.type == "code"))
        else:
            cells.append(_released(slot))
    return cells


def _released(slot: Slot) -> _Cell:
    run = slot.type == "code" and slot.role in {"test", "locked"}
    return _Cell(type=slot.type, source=slot.source, slot=slot, run=run)


def _ordered(cells: list[_Cell], skeleton: Skeleton) -> tuple[list[_Cell], list[str]]:
    """Task cells put back where only the released order can run.

    The student's own cells move along with the task that they follow, headings and other answers
    to a task with the one that counts; checks, tests and locked cells go where they are in the
    released notebook.
    """
    tasks = [slot.id for slot in skeleton.slots if slot.role == "task"]
    segments: dict[str, list[_Cell]] = {"": []}
    copies: dict[str, list[_Cell]] = {}
    current = segments[""]
    for cell in cells:
        if cell.slot is not None and cell.slot.role != "task":
            continue
        if cell.slot is None and marker(cell.source) in tasks:
            copies.setdefault(marker(cell.source), []).append(cell)
            continue
        if cell.slot is not None:
            heading: list[_Cell] = []
            while current and current[-1].type == "markdown":
                heading.insert(0, current.pop())
            current = segments[cell.slot.id] = heading
        current.append(cell)
    head = segments.pop("")
    for task, earlier in copies.items():
        segment = segments[task]
        at = next(n for n, cell in enumerate(segment) if cell.slot is not None)
        segment[at:at] = earlier
    given_order = list(segments)
    names = {name for slot in skeleton.slots for name in slot.names}
    sources = {
        task: [cell.source for cell in segment if cell.run] for task, segment in segments.items()
    }
    order = in_working_order(given_order, [t for t in tasks if t in segments], sources, names)
    if order == given_order:
        return cells, []
    moved = [task for task, before in zip(order, given_order, strict=True) if task != before]
    ordered = head + [cell for task in order for cell in segments[task]]
    fixed = {cell.slot.id: cell for cell in cells if cell.slot and cell.slot.role != "task"}
    wanted = [slot.id for slot in skeleton.slots if slot.role != "free"]
    for number, slot_id in enumerate(wanted):
        if slot_id in fixed:
            ordered.insert(_place_after(ordered, set(wanted[:number])), fixed[slot_id])
    return ordered, moved


def _altered(
    given: GivenNotebook, matched: Matched, skeletons: dict[str, Skeleton]
) -> list[Remark]:
    """Locked cells that no longer held the released text, in whatever language."""
    roles = next(iter(skeletons.values())).by_id()
    altered = [
        slot_id
        for place, slot_id in sorted(matched.slots.items())
        if roles[slot_id].role != "task"
        and (
            not _holds(given.cells[place].source, slot_id, skeletons.values())
            or given.cells[place].type != roles[slot_id].type
        )
    ]
    if not altered:
        return []
    return [Remark(key="cells-restored", facts={"cells": ", ".join(altered)})]


def _holds(source: str, slot: str, skeletons: Iterable[Skeleton]) -> bool:
    """Whether this is what was released under an id, in whatever language."""
    text = normal(source)
    return any(text in skeleton.released.get(slot, ()) for skeleton in skeletons)


def _untouched(cells: Iterable[_Cell]) -> list[Remark]:
    """Answers that still hold what was handed out; one that was emptied is somebody's doing."""
    return [
        Remark(key="no-response", facts={"cell": cell.slot.id}, cell=cell.slot.id)
        for cell in cells
        if cell.slot is not None
        and cell.slot.role == "task"
        and normal(cell.source) == normal(cell.slot.source)
    ]


def _name(cell: _Cell) -> str:
    return cell.slot.id if cell.slot is not None else ""


def _completed(
    cells: list[_Cell], skeleton: Skeleton, *, ours: bool
) -> tuple[list[_Cell], list[str]]:
    """Slots that are missing, added back: a task as an empty cell, the others as released.

    A task's empty cell stands just before the next task, so that its names are taken after
    whatever the student wrote in its stead. In a notebook that is not ours the checks and tests
    are added at the end, where their reasons find a place, and nothing else is.
    """
    cells = list(cells)
    there = {cell.slot.id for cell in cells if cell.slot is not None}
    wanted = [slot for slot in skeleton.slots if slot.role != "free"]
    missing = []
    for number, slot in enumerate(wanted):
        if slot.id in there or (slot.role == "locked" and (slot.type != "code" or not ours)):
            continue
        if not ours:
            if slot.role in {"check", "test"}:
                cells.append(_released(slot))
            continue
        missing.append(slot.id)
        if slot.role == "task":
            later = {other.id for other in wanted[number + 1 :] if other.role == "task"}
            source = f"# task: {slot.id}\n" if slot.type == "code" else ""
            empty = _Cell(slot.type, source, slot, run=slot.type == "code")
            cells.insert(_place_before(cells, later), empty)
        else:
            earlier = {other.id for other in wanted[:number]}
            cells.insert(_place_after(cells, earlier), _released(slot))
        there.add(slot.id)
    return cells, missing


def _place_before(cells: Sequence[_Cell], ids: set[str]) -> int:
    places = [at for at, cell in enumerate(cells) if cell.slot is not None and cell.slot.id in ids]
    return min(places, default=len(cells))


def _place_after(cells: Sequence[_Cell], ids: set[str]) -> int:
    places = [at for at, cell in enumerate(cells) if cell.slot is not None and cell.slot.id in ids]
    return max(places, default=-1) + 1


def _planned(cells: Sequence[_Cell], skeleton: Skeleton, *, ours: bool) -> tuple[PlannedCell, ...]:
    everything = tuple(dict.fromkeys(name for slot in skeleton.slots for name in slot.names))
    # Of a notebook that is not ours nobody knows which cell makes which name: they are taken
    # when the student's last cell has run.
    last = max((at for at, cell in enumerate(cells) if cell.run and cell.slot is None), default=-1)
    planned = []
    for index, cell in enumerate(cells):
        if not cell.run:
            continue
        slot = cell.slot
        names = slot.names if slot is not None else ()
        planned.append(
            PlannedCell(
                cell=slot.id if slot is not None else f"cell-{index}",
                index=index,
                source=plain(cell.source),
                names=everything if not ours and index == last else names,
                kind="test" if slot is not None and slot.role == "test" else "code",
            )
        )
    return tuple(planned)


def _notebook(cells: Sequence[_Cell], skeleton: Skeleton) -> NotebookNode:
    # Made by hand: nbformat's constructors validate against the schema at every call, which
    # costs more than everything else here; the tests validate instead.
    made = []
    for index, cell in enumerate(cells):
        metadata = cell.slot.metadata if cell.slot is not None else NotebookNode()
        node: dict[str, object] = {"cell_type": cell.type, "id": f"c{index}", "metadata": metadata}
        if cell.type == "code":
            node |= {"execution_count": None, "outputs": []}
        node["source"] = cell.source
        made.append(as_node(node))
    kept = {
        key: skeleton.metadata[key]
        for key in ("kernelspec", "language_info")
        if key in skeleton.metadata
    }
    return as_node({"cells": made, "metadata": as_node(kept), "nbformat": 4, "nbformat_minor": 5})
