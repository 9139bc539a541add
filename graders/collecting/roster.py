"""Who is who: from a platform's numbers and names to the course's students.

A roster is a table with a column ``student`` (the folder's name) and any others by which a
platform may know the student. A platform's own export serves as well: its column of student
numbers or logins is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from graders.collecting.hand_in import HandIn, stamped
from graders.collecting.naming import compact, composed
from graders.course.names import same_file, student_problem
from graders.errors import UsageError
from graders.model.evidence import Remark
from graders.reports.plain import printable
from graders.reports.sheet import Sheet, read_sheet

_STUDENTS = (
    "student_id", "student id", "학번", "id number", "sis login id", "sis user id", "sid",
    "roster_identifier", "identifier", "username", "user name", "login", "email address", "email",
)  # fmt: skip
"""Columns that may name the folder where there is no ``student``, the best first."""
_IDENTITIES = frozenset({
    *_STUDENTS, "student", "id", "name", "full name", "이름", "성명", "이메일", "github",
    "github_username", "github username", "student name",
})  # fmt: skip
_RECEIVED = ("submission_timestamp",)


class Roster:
    """Students by what platforms call them."""

    def __init__(self, sheet: Sheet, column: str = "") -> None:
        place, own = _student_column(sheet, column)
        received = sheet.column(*_RECEIVED)
        names = [name.strip().casefold() for name in sheet.header]
        told = [
            at for at, name in enumerate(names) if (own and at != received) or name in _IDENTITIES
        ]
        first, last = sheet.column("first name"), sheet.column("last name", "surname")
        self.name = sheet.name
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._compact: defaultdict[str, set[str]] = defaultdict(set)
        self._received: dict[str, datetime] = {}
        for row in sheet.rows[1:]:
            cells = [composed(cell.strip()) for cell in row] + [""] * len(names)
            student = cells[place]
            if not student:
                continue
            keys = {cells[at] for at in told}
            if first is not None and last is not None:
                keys |= {f"{cells[first]} {cells[last]}", f"{cells[last]} {cells[first]}"}
            for key in keys - {"", " "}:
                self._exact[key.casefold()].add(student)
                if short := compact(key):
                    self._compact[short].add(student)
            when = stamped(cells[received]) if received is not None else None
            if when is not None:
                self._received[student] = when

    @classmethod
    def read(cls, path: Path, column: str = "") -> Roster:
        """A roster from a file. Raises :class:`UsageError` where nothing in it names students."""
        return cls(read_sheet(path), column)

    def find(self, known_as: Iterable[str]) -> set[str]:
        """The students that the surest of these names leads to: one, none, or several."""
        names = [composed(name) for name in known_as]
        for table, key in ((self._exact, str.casefold), (self._compact, compact)):
            for name in names:
                if found := table.get(key(name)):
                    return found
        return set()

    def received(self, student: str) -> datetime | None:
        """When the platform got the student's work, where the table says it."""
        return self._received.get(student)


def _student_column(sheet: Sheet, column: str) -> tuple[int, bool]:
    if column:
        place = sheet.column(column)
        if place is None:
            there = ", ".join(printable(name) for name in sheet.header)
            raise UsageError(f"{sheet.name} has no column {printable(column)!r} (there: {there}).")
        return place, True
    # Canvas calls the full name "Student", beside the columns that tell students apart.
    of_canvas = sheet.column("student") is not None and sheet.column("sis login id") is not None
    if not of_canvas and (place := sheet.column("student")) is not None:
        return place, True
    for name in _STUDENTS:
        place = sheet.column(name)
        if place is not None and any(row[place : place + 1] > ("",) for row in sheet.rows[1:]):
            return place, False
    if of_canvas and (place := sheet.column("id")) is not None:
        return place, False
    raise UsageError(
        f"{sheet.name} has no column that names students. Call it `student`, or name it with "
        "--student-column."
    )


def resolved(hand_ins: Iterable[HandIn], roster: Roster | None) -> list[HandIn]:
    """Each hand-in under its student's name, or with the reason why it cannot have one.

    Without a roster, two people of one name are both refused: one would be graded for the other.
    """
    named = [_named(one, roster) for one in hand_ins]
    people: defaultdict[str, set[str]] = defaultdict(set)
    for one in named:
        # With a roster a student may come under several names; without, each name is a person.
        person = one.student if roster is not None else (one.known_as or (one.student,))[0]
        people[same_file(one.student)].add(person)
    return [
        _refused(one, "collect-same-name", student=printable(one.student))
        if one.problem is None and len(people[same_file(one.student)]) > 1
        else one
        for one in named
    ]


def _named(one: HandIn, roster: Roster | None) -> HandIn:
    student, received = composed(one.student.strip()), one.received
    if roster is not None:
        found = roster.find(one.known_as)
        if len(found) != 1:
            key = "collect-unknown" if not found else "collect-ambiguous"
            return _refused(one, key, student=printable(student), roster=roster.name)
        (student,) = found
        received = roster.received(student) or received
    one = msgspec.structs.replace(one, student=student, received=received)
    if why := student_problem(student):
        return _refused(one, "collect-odd-student", student=printable(student)[:200], why=why)
    return one


def _refused(one: HandIn, key: str, **facts: str) -> HandIn:
    return msgspec.structs.replace(one, problem=Remark(key=key, facts=dict(facts)))
