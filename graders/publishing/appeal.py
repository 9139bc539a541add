"""All that stands behind one line of one grade, for whoever has to answer an appeal.

Which part of the evidence a verdict rests on is found by taking parts away: where the check then
says something else, it rests on that part. So it is what decided, whatever the check is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from graders.cohort.judge import Judge
from graders.cohort.store import Store, Stored
from graders.errors import CourseError, StoreError
from graders.model.evidence import Evidence
from graders.model.grade import Grade, Line, Verdict
from graders.model.publication import Publication
from graders.model.values import Array
from graders.reports.plain import printable
from graders.reports.totals import total

if TYPE_CHECKING:
    from graders.cohort.index import AttemptRow
    from graders.course.folder import LoadedAssignment
    from graders.model.assignment import RubricItem
    from graders.model.reference import Band, Calibration

PARTS = (
    "cells", "values", "fits", "calls", "models", "measurements", "origins", "splits",
    "experiments", "estimators", "probes", "figures", "repairs",
)  # fmt: skip
"""What evidence consists of, as far as checks read it."""

_MOST_PARTS = 2_000
_SHOWN = 12
_LONGEST = 200
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Part(NamedTuple):
    """A part of the evidence that the verdict rests on, by field and place, and what it shows.

    ``without`` is the verdict that the check would give without it.
    """

    field: str
    place: int
    shows: dict[str, Any]
    without: Verdict


class Appeal(NamedTuple):
    """Everything about a line. ``parts`` is ``None`` where the evidence cannot be read.

    ``alone`` is the check's verdict by itself, without what it waits for; ``band`` the calibrated
    bar, ``calibration`` how it came about. ``history`` are all grades that the work ever got,
    ``attempts`` all hand-ins, oldest first.
    """

    grade: Grade
    line: Line
    item: RubricItem
    key: str
    alone: Verdict | None
    parts: tuple[Part, ...] | None
    versions: dict[str, str]
    band: Band | None
    calibration: Calibration | None
    attempts: tuple[AttemptRow, ...]
    history: tuple[Stored, ...]
    publications: tuple[Publication, ...]


def appeal(store: Store, loaded: LoadedAssignment, student: str, item: str) -> Appeal:
    """What stands behind ``student``'s line ``item``. Nothing is written, and nothing runs.

    Raises :class:`CourseError` where the student has no grade or the grade no such line.
    """
    slug = loaded.assignment.slug
    stored = store.newest(student, slug)
    if stored is None:
        raise CourseError(
            f"{printable(student)}: no grade in {slug}. `grade review {slug}` lists what is there."
        )
    line = next((one for one in stored.grade.lines if one.item == item), None)
    if line is None:
        there = ", ".join(one.item for one in stored.grade.lines) or "none"
        raise CourseError(f"{printable(item)}: no such line in this grade (there: {there}).")
    known = {one.id: one for one in loaded.assignment.checks}
    if item not in known:
        raise CourseError(
            f"{printable(item)}: the rubric of {slug} has no such line any more. "
            f"`grade regrade {slug} --diff` shows what that changes."
        )
    run = _run(store, stored)
    judge = Judge(loaded)
    calibration = loaded.calibration if not loaded.adopted else None
    return Appeal(
        grade=stored.grade,
        line=line,
        item=known[item],
        key=stored.key,
        alone=judge.verdict(known[item], run, student) if run is not None else None,
        parts=tuple(resting_on(judge, known[item], run, student)) if run is not None else None,
        versions=dict(run.environment.versions) if run is not None else {},
        band=calibration.bands.get(item) if calibration is not None else None,
        calibration=calibration,
        attempts=tuple(store.attempts(student, slug)),
        history=tuple(store.history(student, slug)),
        publications=store.publications(slug).get(student, ()),
    )


def resting_on(judge: Judge, item: RubricItem, run: Evidence, student: str) -> Iterator[Part]:
    """The parts of the evidence without which the check would say something else.

    Where no single part decides, but all of a kind together do, these are all of them.
    """
    said = judge.verdict(item, run, student)
    tried = 0
    for field in PARTS:
        there = getattr(run, field)
        if not there:
            continue
        without_all = judge.verdict(item, msgspec.structs.replace(run, **{field: ()}), student)
        if without_all == said:
            continue
        found = []
        for place, part in enumerate(there):
            if (tried := tried + 1) > _MOST_PARTS:
                break
            others = (*there[:place], *there[place + 1 :])
            without = judge.verdict(item, msgspec.structs.replace(run, **{field: others}), student)
            if without != said:
                found.append(Part(field, place, shown(part), without))
        if not found:
            found = [
                Part(field, place, shown(part), without_all) for place, part in enumerate(there)
            ]
        yield from found[:_SHOWN]


def shown(part: Any) -> dict[str, Any]:
    """A part of the evidence in plain values; what is empty is left out, arrays by their shape."""
    return {
        name: value
        for name in part.__struct_fields__
        if (value := _plain(getattr(part, name))) not in (None, "", [], {}, b"", False)
    }


def appeal_json(found: Appeal) -> dict[str, Any]:
    """For programs; everything, points as texts."""
    builtin = msgspec.to_builtins
    return {
        "student": found.grade.student,
        "assignment": found.grade.assignment,
        "score": _text(total(found.grade)),
        "automatic_score": str(found.grade.score),
        "possible": str(found.grade.possible),
        "line": builtin(found.line),
        "rubric": builtin(found.item),
        "verdict_alone": builtin(found.alone),
        "rests_on": None
        if found.parts is None
        else [
            {
                "part": f"{one.field}[{one.place}]",
                "shows": one.shows,
                "without_it": {"outcome": one.without.outcome, "key": one.without.key},
            }
            for one in found.parts
        ],
        "grade_key": found.key,
        "digests": builtin(found.grade.digests),
        "versions": found.versions,
        "band": builtin(found.band),
        "calibration": None
        if found.calibration is None
        else {name: value for name, value in builtin(found.calibration).items() if name != "bands"},
        "attempts": [
            {"number": row.number, "received_at": row.received_at, "notebook": row.notebook}
            for row in found.attempts
        ],
        "history": [
            {"attempt": one.grade.attempt, "score": str(one.grade.score), "key": one.key}
            for one in found.history
        ],
        "adjustments": builtin(found.grade.adjustments),
        "published": builtin(found.publications),
    }


def _run(store: Store, stored: Stored) -> Evidence | None:
    if not stored.evidence:
        return None
    try:
        return store.evidence(stored.evidence)
    except StoreError:
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Array):
        return {"shape": list(value.shape), "dtype": value.dtype, "sha256": value.digest[:12]}
    if isinstance(value, msgspec.Struct):
        return shown(value)
    if isinstance(value, bytes):
        return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()[:12]}
    if isinstance(value, str):
        if _DIGEST.fullmatch(value):
            return value[:12]
        return printable(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    if isinstance(value, dict):
        return {printable(str(name)): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        listed = [_plain(one) for one in value[:_SHOWN]]
        return [*listed, f"… {len(value)}"] if len(value) > _SHOWN else listed
    return value


def _text(points: Any) -> str | None:
    return None if points is None else str(points)
