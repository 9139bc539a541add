"""Canvas: *Grades → Import*, a CSV with the columns of *Grades → Export*.

The first columns are Student, ID, SIS User ID, SIS Login ID and Section; an assignment's column is
its title with its number in brackets; the row after the header may be ``Points Possible``, its
first cell indented. A column without a number makes a new assignment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from graders.reports.export_csv import defused
from graders.reports.gradebooks.filling import Place, as_number, chosen_column
from graders.reports.gradebooks.scores import Score
from graders.reports.sheet import Sheet
from graders.reports.totals import plain_number

_NUMBER = re.compile(r"\s*\(\d+\)$")
_NUMBERED = re.compile(r"(?P<name>.+)_(?P<id>\d+)")
_HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_POSSIBLE = "    Points Possible"


def place(sheet: Sheet, titles: Sequence[str], column: str = "") -> Place:
    """Where scores go in an exported gradebook. Raises :class:`UsageError`."""
    at, above = chosen_column(sheet, column, titles, _NUMBER), _above(sheet)
    possible = None
    for row in sheet.rows[1:above]:
        if row[0].strip().casefold().startswith("points possible"):
            possible = as_number(row[at : at + 1])
    return Place(column=at, skip=above, possible=possible)


def made(scores: Sequence[Score], title: str) -> Sheet:
    """A gradebook with nothing but this assignment.

    A student ``kim_12345`` has Canvas' number 12345, as `grade collect` names them; any other
    name is taken for the login.
    """
    possible = plain_number(max((one.possible for one in scores), default=Decimal(0)))
    rows = [(*_HEADER, defused(title)), (_POSSIBLE, "", "", "", "", possible)]
    for one in scores:
        numbered = _NUMBERED.fullmatch(one.student)
        name, number, login = (
            (numbered["name"], numbered["id"], "") if numbered else (one.student, "", one.student)
        )
        rows.append((defused(name), number, "", defused(login), "", plain_number(one.points)))
    return Sheet(name="canvas.csv", rows=tuple(rows))


def _above(sheet: Sheet) -> int:
    """How many rows come before the first student: header, points, posting policies."""
    place = sheet.column("ID") or 0
    count = 1
    for row in sheet.rows[1:4]:
        first = row[0].strip().casefold() if row else ""
        if first and not first.startswith("points possible"):
            break
        if row[place : place + 1] > ("",):
            break
        count += 1
    return count
