"""A platform's own table with one column filled in: everything else stays as it was."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import msgspec

from graders.errors import UsageError
from graders.model.values import Struct
from graders.reports.gradebooks.scores import Score
from graders.reports.plain import printable
from graders.reports.sheet import Sheet
from graders.reports.totals import plain_number

_IDENTITIES = frozenset({
    "id", "sis user id", "sis login id", "student", "student id", "student_id", "student name",
    "identifier", "id number", "email", "email address", "username", "user name", "login", "name",
    "full name", "sid", "integration id", "github_username", "roster_identifier", "github",
    "학번", "이름", "성명", "전체 이름", "이메일", "이메일 주소", "사용자 아이디", "식별번호",
})  # fmt: skip
_NUMBERED = re.compile(r".+_(\d+)")


class Place(Struct, frozen=True, kw_only=True):
    """Where a platform's table takes scores: a column, below ``skip`` rows of header.

    ``possible`` is what the table says the column is worth, where it says so.
    """

    column: int
    skip: int = 1
    possible: Decimal | None = None


class Filled(Struct, frozen=True, kw_only=True):
    """The filled table. ``missing`` are students with a score but no row of their own.

    ``rows`` says how many got their score; ``possible`` is the :class:`Place`'s.
    """

    sheet: Sheet
    column: str
    rows: int
    missing: tuple[str, ...] = ()
    possible: Decimal | None = None


def fill(
    sheet: Sheet,
    place: Place,
    scores: Iterable[Score],
    known_as: Mapping[str, Iterable[str]] | None = None,
) -> Filled:
    """Write each score into its student's row, at ``place``.

    A row is a student's where one of its names, numbers or addresses is the folder's name, or one
    of ``known_as``; or where the folder's name ends in ``_`` and the row's number, as `grade
    collect` names what comes from Canvas. Two rows that could be the same student's get nothing.
    """
    rows = [list(row) for row in sheet.rows]
    of_key: defaultdict[str, set[int]] = defaultdict(set)
    for at in range(place.skip, len(rows)):
        for key in _keys(sheet.header, rows[at]):
            of_key[key].add(at)
    done: dict[int, str] = {}
    missing = []
    for score in scores:
        names = [score.student, *(known_as or {}).get(score.student, ())]
        if numbered := _NUMBERED.fullmatch(score.student):
            names.append(numbered[1])
        found = next((of_key[key] for name in names if (key := _key(name)) in of_key), set())
        if len(found) != 1 or (at := next(iter(found))) in done:
            missing.append(score.student)
            continue
        done[at] = score.student
        rows[at] += [""] * (place.column + 1 - len(rows[at]))
        rows[at][place.column] = plain_number(score.points)
    return Filled(
        sheet=msgspec.structs.replace(sheet, rows=tuple(tuple(row) for row in rows)),
        column=printable(sheet.header[place.column]),
        rows=len(done),
        missing=tuple(missing),
        possible=place.possible,
    )


def chosen_column(sheet: Sheet, wanted: str, titles: Sequence[str], ending: re.Pattern[str]) -> int:
    """The column to fill: the one named, else the one called like the assignment.

    ``ending`` is what the platform puts behind a title. Raises :class:`UsageError` where there is
    none, or several.
    """
    if wanted:
        place = sheet.column(wanted)
        if place is None:
            raise UsageError(f"{sheet.name} has no column {printable(wanted)!r}. {_there(sheet)}")
        return place
    keys = {_key(title) for title in titles if title}
    found = [
        at for at, name in enumerate(sheet.header) if _key(ending.sub("", name.strip())) in keys
    ]
    if len(found) == 1:
        return found[0]
    names = " or ".join(repr(title) for title in dict.fromkeys(titles) if title)
    how_many = "several columns are" if found else "no column is"
    raise UsageError(
        f"{sheet.name}: {how_many} called {names}. Name the one to fill with --column. "
        f"{_there(sheet)}"
    )


def as_number(cells: Sequence[str]) -> Decimal | None:
    """The number in a cell, with a point or a comma; ``None`` where the cell or it is missing.

    >>> as_number(["20,5"]), as_number(["-"]), as_number([])
    (Decimal('20.5'), None, None)
    """
    try:
        return Decimal(cells[0].replace(",", ".")) if cells else None
    except InvalidOperation:
        return None


def _there(sheet: Sheet) -> str:
    names = ", ".join(printable(name.strip()) for name in sheet.header[:40])
    return f"There are: {names}."


def _keys(header: Sequence[str], row: Sequence[str]) -> set[str]:
    named = dict(zip((name.strip().casefold() for name in header), row, strict=False))
    cells = {cell for name, cell in named.items() if name in _IDENTITIES}
    first, last = named.get("first name", ""), named.get("last name", named.get("surname", ""))
    if first or last:
        cells |= {f"{first} {last}", f"{last} {first}", f"{last}{first}"}
    return {key for cell in cells if (key := _key(cell))}


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()
