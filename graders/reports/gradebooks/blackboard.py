"""Blackboard: *Work Offline → Upload*, a file as *Work Offline → Download* makes it.

Students are told apart by ``Username``, columns by the number behind ``|``, as in ``Scaling [Total
Pts: 20 Score] |12345``. A column without a number becomes a new one, of text. The download is
tab-separated UTF-16 called ``.xls``, or comma-separated with everything in quotes.
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

_ENDING = re.compile(r"\s*\[Total Pts: (?:up to )?(?P<points>[\d.,]+)[^\]]*\](?:\s*\|\d+)?$")


def place(sheet: Sheet, titles: Sequence[str], column: str = "") -> Place:
    """Where scores go in a downloaded file. Raises :class:`UsageError`."""
    at = chosen_column(sheet, column, titles, _ENDING)
    found = _ENDING.search(sheet.header[at].strip())
    return Place(column=at, possible=as_number([found["points"]]) if found else None)


def made(scores: Sequence[Score], title: str) -> Sheet:
    """A file with nothing but this assignment, its students named by their usernames."""
    possible = plain_number(max((one.possible for one in scores), default=Decimal(0)))
    rows = [("Username", defused(f"{title} [Total Pts: {possible} Score]"))]
    rows += [(defused(one.student), plain_number(one.points)) for one in scores]
    return Sheet(name="blackboard.csv", rows=tuple(rows), quoted=True)
