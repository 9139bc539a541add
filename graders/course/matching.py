"""Which cell of a submission stands for which slot of the released notebook.

In order of trust: a first line ``# task: <id>`` or a lone ``%grade <id>``; nbgrader's grade id;
the names that a cell assigns or the released lines that it still holds; its place between two
known neighbours. The rules for people are in ``docs/submissions.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graders.course.notebook_bytes import GivenCell, GivenNotebook
from graders.course.ordering import assigned_names
from graders.course.skeleton import Skeleton, Slot, graded, marker, normal, worked_on
from graders.model.evidence import Remark

_ENOUGH = 0.5
"""Share of a slot's names (or of its released lines) that make a cell its own."""


@dataclass(frozen=True, slots=True)
class Matched:
    """``slots`` by the cell's place; cells that are not run (``idle``) or left out (``dropped``).

    ``ours`` is False where no cell was found by its first line or its grade id.
    """

    slots: Mapping[int, str]
    idle: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    ours: bool = True
    remarks: tuple[Remark, ...] = ()


@dataclass
class _Search:
    slots: dict[int, str] = field(default_factory=dict)
    idle: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Hints:
    """What a cell without a name of its own still says: names that it binds, its lines."""

    names: frozenset[str]
    lines: frozenset[str]

    @classmethod
    def of(cls, source: str) -> _Hints:
        lines = frozenset(line.strip() for line in source.splitlines())
        return cls(names=assigned_names(source), lines=lines)


def match(given: GivenNotebook, skeleton: Skeleton) -> Matched:
    """Pair cells with slots. Pure, linear in the notebook's size, total."""
    by_id = skeleton.by_id()
    released = {
        normal(slot.source): slot.id for slot in by_id.values() if slot.role in {"test", "locked"}
    }
    candidates: dict[str, list[int]] = {}
    by_line = []
    for place, cell in enumerate(given.cells):
        slot_id, line = _claimed(cell, by_id, released, typed=not skeleton.tells)
        if slot_id:
            candidates.setdefault(slot_id, []).append(place)
            if line:
                by_line.append(place)
    if not candidates:
        return Matched(slots={}, ours=False, remarks=(Remark(key="notebook-not-ours"),))
    search = _Search()
    for slot_id, places in candidates.items():
        _settle(by_id[slot_id], places, given, search, last=skeleton.tells)
    _say_recognised(given, search, by_line)
    _recognise(given, skeleton, search)
    _say_changed_types(given, by_id, search)
    return Matched(
        slots=search.slots,
        idle=frozenset(search.idle),
        dropped=frozenset(search.dropped),
        remarks=tuple(search.remarks),
    )


def _claimed(
    cell: GivenCell, slots: Mapping[str, Slot], released: Mapping[str, str], *, typed: bool
) -> tuple[str, bool]:
    """The slot that a cell says it is, and whether its text says so.

    ``typed``: a task's grade id on a cell of another type counts for nothing.
    """
    task = slots.get(marker(cell.source))
    if task is not None and task.role == "task":
        return task.id, True
    check = slots.get(graded(cell.source))
    if check is not None and check.role == "check":
        return check.id, True
    slot = slots.get(cell.grade_id)
    if slot is None and normal(cell.source) in released:
        return released[normal(cell.source)], True
    # Prose under a task's grade id is an answer turned to text by its writer, not a cell to run.
    # nbgrader's students cannot know: it gives the cell its type back.
    if slot is None or (typed and slot.role == "task" and slot.type != cell.type):
        return "", False
    return slot.id, False


def _settle(
    slot: Slot, places: list[int], given: GivenNotebook, search: _Search, *, last: bool
) -> None:
    """Of several cells for one slot, the last that was worked on; a locked one is kept once.

    ``last``: of locked ones the last, as nbgrader does; a cell with another text is the student's
    own, which came to its id by copying.
    """
    if slot.role != "task" and last:
        *earlier, kept = places
        search.slots[kept] = slot.id
        text = normal(given.cells[kept].source)
        search.dropped.update(at for at in earlier if normal(given.cells[at].source) == text)
        return
    if slot.role != "task":
        search.slots[places[0]] = slot.id
        search.dropped.update(places[1:])
        return
    answered = [place for place in places if worked_on(given.cells[place].source, slot.source)]
    chosen = answered[-1] if answered else places[0]
    search.slots[chosen] = slot.id
    if len(places) == 1:
        return
    search.idle.update(place for place in places if place not in answered and place != chosen)
    search.remarks.append(
        Remark(
            key="cells-duplicated",
            facts={"cell": slot.id, "copies": len(places), "place": chosen + 1},
            cell=slot.id,
        )
    )


def _say_recognised(given: GivenNotebook, search: _Search, by_line: list[int]) -> None:
    recognised = [
        search.slots[place]
        for place in by_line
        if place in search.slots and given.cells[place].grade_id != search.slots[place]
    ]
    if recognised:
        search.remarks.append(
            Remark(key="cells-recognised", facts={"cells": ", ".join(recognised), "by": "line"})
        )


def _recognise(given: GivenNotebook, skeleton: Skeleton, search: _Search) -> None:
    """Find task cells that lost both their first line and their id."""
    tasks = [slot for slot in skeleton.slots if slot.role == "task" and slot.type == "code"]
    found = set(search.slots.values())
    if all(slot.id in found for slot in tasks):
        return
    known = skeleton.free_sources
    unclaimed = [
        place
        for place, cell in enumerate(given.cells)
        if cell.type == "code"
        and place not in search.slots
        and place not in search.idle | search.dropped
        and cell.source.strip()
        and normal(cell.source) not in known
    ]
    lines = {slot.id: _own_lines(slot, tasks) for slot in tasks}
    hints = {place: _Hints.of(given.cells[place].source) for place in unclaimed}
    for number, slot in enumerate(tasks):
        if slot.id in search.slots.values():
            continue
        after, before = _neighbours(number, tasks, search, len(given.cells))
        place, by = _likeliest(slot, lines[slot.id], hints, (after, before))
        if place is None:
            between = [at for at in unclaimed if after is not None and after < at]
            between = [at for at in between if before is not None and at < before]
            place, by = (between[0], "place") if len(between) == 1 else (None, "")
        if place is not None:
            search.slots[place] = slot.id
            unclaimed.remove(place)
            del hints[place]
            search.remarks.append(
                Remark(key="cells-recognised", facts={"cells": slot.id, "by": by}, cell=slot.id)
            )


def _neighbours(
    number: int, tasks: list[Slot], search: _Search, end: int
) -> tuple[int | None, int | None]:
    """Where the tasks just before and just after stand; the notebook's ends count as known."""
    places = {slot_id: place for place, slot_id in search.slots.items()}
    after = places.get(tasks[number - 1].id) if number else -1
    before = places.get(tasks[number + 1].id) if number + 1 < len(tasks) else end
    return after, before


def _likeliest(
    slot: Slot,
    lines: frozenset[str],
    hints: Mapping[int, _Hints],
    neighbours: tuple[int | None, int | None],
) -> tuple[int | None, str]:
    """The cell that assigns most of the slot's names or holds most of its lines, if enough."""
    best: tuple[float, bool, int] | None = None
    by = ""
    for place, hint in hints.items():
        names = _share(frozenset(slot.names), hint.names)
        text = _share(lines, hint.lines)
        score = max(names, text)
        if score < _ENOUGH:
            continue
        after, before = neighbours
        between = (after is None or place > after) and (before is None or place < before)
        ranked = (score, between, -place)
        if best is None or ranked > best:
            best, by = ranked, "names" if names >= text else "text"
    return (None, "") if best is None else (-best[2], by)


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0


def _own_lines(slot: Slot, tasks: list[Slot]) -> frozenset[str]:
    """Released lines that no other task has: what is common to all says nothing."""
    others = {
        line.strip() for other in tasks if other.id != slot.id for line in other.source.splitlines()
    }
    own = {line.strip() for line in slot.source.splitlines()} - others
    return frozenset(line for line in own if line and not marker(line))


def _say_changed_types(given: GivenNotebook, slots: Mapping[str, Slot], search: _Search) -> None:
    for place, slot_id in sorted(search.slots.items()):
        slot, cell = slots[slot_id], given.cells[place]
        if slot.role == "task" and slot.type != cell.type:
            search.remarks.append(
                Remark(
                    key="cell-type-changed",
                    facts={"cell": slot_id, "type": cell.type},
                    cell=slot_id,
                )
            )
