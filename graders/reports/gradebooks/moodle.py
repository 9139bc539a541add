"""Moodle: an assignment's *grading worksheet*, or *Grades → Import → CSV file*.

The worksheet (*Download grading worksheet*, where *Offline grading worksheet* is switched on)
has the columns Identifier, Full name, ID number, Email address, Status, Grade, Maximum grade and
more, and goes back by *Upload grading worksheet*. The gradebook's export has one column an
activity, ``Assignment: <title> (Real)``; on import one says which column is what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graders.reports.export_csv import defused
from graders.reports.gradebooks.filling import Place, as_number, chosen_column
from graders.reports.gradebooks.scores import Score
from graders.reports.sheet import Sheet
from graders.reports.totals import plain_number

_AROUND = re.compile(r"^\w[\w ]*: ?|\s*\((?:Real|Percentage|Letter|실점수|실제|백분율|문자)\)$")
_GRADE = ("Grade", "성적", "점수")
_MAXIMUM = ("Maximum grade", "최대 성적", "최고 성적")
_WORKSHEET = ("Identifier", "식별번호", "식별자")


def place(sheet: Sheet, titles: Sequence[str], column: str = "") -> Place:
    """Where scores go in a worksheet or an exported gradebook. Raises :class:`UsageError`."""
    worksheet = sheet.column(*_WORKSHEET) is not None
    at = sheet.column(*_GRADE) if worksheet and not column else None
    if at is None:
        at = chosen_column(sheet, column, titles, _AROUND)
    maximum = sheet.column(*_MAXIMUM)
    possible = None
    if worksheet and maximum is not None and len(sheet.rows) > 1:
        possible = as_number(sheet.rows[1][maximum : maximum + 1])
    return Place(column=at, possible=possible)


def made(scores: Sequence[Score], title: str) -> Sheet:
    """A table for *Import*, where ``ID number`` is matched with what the folders are called."""
    rows = [("ID number", defused(title))]
    rows += [(defused(one.student), plain_number(one.points)) for one in scores]
    return Sheet(name="moodle.csv", rows=tuple(rows))
