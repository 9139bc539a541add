"""When work is due, who has longer, and what late work costs: ``course.toml``, read.

    timezone = "Asia/Seoul"

    [due]
    regression = 2026-03-01T23:59:00

    [extensions.regression]
    kim = "2 days"

    [late]
    per_day = "10%"
    grace = "15 minutes"
    maximum = "50%"

Read only where it is asked for: a slip in a deadline does not keep anybody's work from being run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graders.course.toml_lines import line_of, toml_lines
from graders.errors import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from graders.course.folder import Course

Unit = Literal["day", "hour"]

_UNITS = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
_LONG = re.compile(r"(?P<count>\d{1,5})\s*(?P<unit>day|hour|minute)s?")
_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<percent>%?)")
_FIELDS = ("per_day", "per_hour", "of", "grace", "maximum", "floor")


class Amount(NamedTuple):
    """Points, or per cent of something, exactly as they were written."""

    number: Decimal
    percent: bool

    def of(self, whole: Decimal) -> Decimal:
        """As points."""
        return whole * self.number / 100 if self.percent else self.number


class LateRule(NamedTuple):
    """What each day or hour begun after the due date costs.

    ``of`` says what a percentage in ``per`` is of: full marks, or what the work earned. Within
    ``grace`` nothing is taken; past it, time counts from the due date. ``maximum`` is the most that
    is taken, ``floor`` a score below which the rule takes nothing; their percentages are of full
    marks.
    """

    unit: Unit
    per: Amount
    of: Literal["full", "earned"] = "full"
    grace: timedelta = timedelta(0)
    maximum: Amount | None = None
    floor: Amount | None = None


class Deadlines(NamedTuple):
    """A course's dates. An extension is more time, or another date."""

    rule: LateRule | None
    due: dict[str, datetime]
    extensions: dict[str, dict[str, timedelta | datetime]]
    zone: tzinfo | None = None

    def extension(self, slug: str, student: str) -> timedelta | datetime | None:
        """What a student was given on top; names agree however Hangul is composed."""
        return self.extensions.get(slug, {}).get(same_name(student))


def read_deadlines(course: Course) -> Deadlines:
    """The dates and the rule of ``course.toml``; empty where it states none.

    Raises :class:`CourseError` with file, line and field at the first fault.
    """
    settings = course.settings
    # A course of nbgrader's has no course.toml, and its dates are in the gradebook.
    page = _Page(course.root / "course.toml")
    zone = _zone(page, settings.timezone)
    known = set(course.slugs())
    due = {}
    for slug, date in settings.due.items():
        field = f"due.{slug}"
        _known(page, field, slug, known)
        due[slug] = _moment(page, field, date, zone)
    extensions: dict[str, dict[str, timedelta | datetime]] = {}
    for slug, given in settings.extensions.items():
        field = f"extensions.{slug}"
        _known(page, field, slug, known)
        if not isinstance(given, Mapping):
            raise page.error(field, f'should be a table [{field}] of lines such as kim = "2 days"')
        extensions[slug] = {
            same_name(student): _extension(page, f"{field}.{student}", value, zone)
            for student, value in given.items()
        }
    rule = _rule(page, settings.late) if settings.late else None
    return Deadlines(rule, due, extensions, zone)


def shown_zone(course: Course) -> tzinfo:
    """The zone in which people are told times: the course's, else UTC.

    A slip in its name is for :func:`read_deadlines` to say; a page does not fail for it.
    """
    try:
        return ZoneInfo(course.settings.timezone) if course.settings.timezone else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def same_name(student: str) -> str:
    """A name in one composition: macOS hands out Hangul taken apart."""
    return unicodedata.normalize("NFC", student)


class _Page:
    """``course.toml`` for as long as it is being judged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: dict[str, int] | None = None

    def error(self, field: str, problem: str) -> CourseError:
        if self._lines is None:
            self._lines = toml_lines(self._path.read_text("utf-8"))
        line = line_of(self._lines, field)
        where = self._path if line is None else f"{self._path}:{line}"
        return CourseError(f"{where}: {field}: {problem}.")


def _zone(page: _Page, name: str) -> tzinfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = f'{name!r} is no time zone; write one such as "Asia/Seoul" or "UTC"'
        raise page.error("timezone", problem) from None


def _known(page: _Page, field: str, slug: str, known: set[str]) -> None:
    if slug not in known:
        there = ", ".join(sorted(known)) or "none"
        raise page.error(field, f"{slug!r} is no assignment of this course (there: {there})")


def _moment(page: _Page, field: str, value: Any, zone: tzinfo | None) -> datetime:
    if not isinstance(value, datetime):
        problem = "should be a date with its time, without quotes, such as 2026-03-01T23:59:00"
        raise page.error(field, problem)
    if value.tzinfo is not None:
        return value
    if zone is None:
        raise page.error(
            field,
            "has no time zone; add one to it (2026-03-01T23:59:00+09:00), or a line "
            'timezone = "Asia/Seoul" at the top of the file',
        )
    return value.replace(tzinfo=zone)


def _extension(page: _Page, field: str, value: Any, zone: tzinfo | None) -> timedelta | datetime:
    return (
        _long(page, field, value) if isinstance(value, str) else _moment(page, field, value, zone)
    )


def _long(page: _Page, field: str, value: Any) -> timedelta:
    found = _LONG.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise page.error(field, f'{value!r} should be a time such as "15 minutes" or "2 days"')
    return int(found["count"]) * _UNITS[found["unit"]]


def _rule(page: _Page, table: Mapping[str, Any]) -> LateRule:
    for name in table:
        if name not in _FIELDS:
            problem = f"is unknown; a policy has {', '.join(_FIELDS)}"
            raise page.error(f"late.{name}", problem)
    units: list[Unit] = [unit for unit in ("day", "hour") if f"per_{unit}" in table]
    if len(units) != 1:
        raise page.error("late", "should have one of per_day and per_hour")
    unit = units[0]
    of = table.get("of", "full")
    if of not in {"full", "earned"}:
        problem = f'{of!r} should be "full" (of full marks) or "earned" (of what was earned)'
        raise page.error("late.of", problem)
    return LateRule(
        unit=unit,
        per=_amount(page, f"late.per_{unit}", table[f"per_{unit}"]),
        of=of,
        grace=_long(page, "late.grace", table["grace"]) if "grace" in table else timedelta(0),
        maximum=_amount(page, "late.maximum", table["maximum"]) if "maximum" in table else None,
        floor=_amount(page, "late.floor", table["floor"]) if "floor" in table else None,
    )


def _amount(page: _Page, field: str, value: Any) -> Amount:
    """Points as a number, per cent as text. A float is what was typed, not its binary neighbour."""
    text = repr(value) if isinstance(value, int | float) else value
    found = _AMOUNT.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or isinstance(value, bool):
        raise page.error(field, f'{value!r} should be points (2) or per cent ("10%"), from 0 on')
    try:
        amount = Amount(Decimal(found["number"]), bool(found["percent"]))
    except InvalidOperation:
        raise page.error(field, f"{value!r} is no number") from None
    if amount.percent and amount.number > 100:
        raise page.error(field, f"{value!r} is more than the whole")
    return amount
