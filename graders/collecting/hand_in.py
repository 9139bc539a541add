"""One student's work as a platform tells it, before it has a place in the course."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graders.collecting.source import Member
from graders.course.names import path_problem, same_file
from graders.model.evidence import Remark
from graders.model.values import Struct
from graders.reports.plain import printable

STAMP = "timestamp.txt"
"""nbgrader's file with the time of a hand-in. Ours to write; one that was handed in is dropped."""


class HandIn(Struct, frozen=True, kw_only=True):
    """What one student handed in at one time.

    ``student`` is the folder's name where no roster says otherwise; ``known_as`` are the names
    and numbers by which the platform knows the student, the surest first. ``files`` are by the
    path they get. ``left_out`` says what was not taken; ``problem`` why nothing is.
    """

    student: str
    known_as: tuple[str, ...]
    files: dict[str, Member] = {}
    received: datetime | None = None
    late: bool = False
    left_out: tuple[Remark, ...] = ()
    problem: Remark | None = None

    @property
    def time(self) -> datetime:
        """When it came, in UTC: as the platform says, else its newest file's time."""
        if self.received is not None:
            return self.received.astimezone(UTC)
        times = [member.modified for member in self.files.values() if member.modified is not None]
        return max(times, default=datetime.fromtimestamp(0, UTC))


class Taken(Struct, frozen=True, kw_only=True):
    """What a platform's reader made of a source. ``left_out`` are files that are nobody's."""

    hand_ins: tuple[HandIn, ...]
    left_out: tuple[Remark, ...] = ()


def hand_in(
    student: str,
    known_as: Iterable[str],
    files: Mapping[str, Member] | Iterable[tuple[str, Member]],
    *,
    received: datetime | None = None,
    late: bool = False,
) -> HandIn:
    """A hand-in of these files, each looked at: what no system can hold is left out.

    Two names that some file system takes for one make the whole unusable: which of the two counts
    would be up to chance. So does a hand-in without a notebook.
    """
    kept: dict[str, Member] = {}
    left_out: list[Remark] = []
    taken: dict[str, str] = {}
    problem: Remark | None = None
    for path, member in files.items() if isinstance(files, Mapping) else files:
        if same_file(path) == STAMP:
            continue
        if member.problem is not None:
            left_out.append(member.problem)
            continue
        if why := path_problem(path):
            shown = printable(path)[:200]
            left_out.append(Remark(key="collect-odd-name", facts={"file": shown, "why": why}))
            continue
        key = same_file(path)
        if key in taken:
            first, second = printable(taken[key])[:200], printable(path)[:200]
            problem = Remark(key="collect-collision", facts={"file": first, "other": second})
            continue
        taken[key] = path
        kept[path] = member
    if problem is None and not any(path.lower().endswith(".ipynb") for path in kept):
        problem = left_out[0] if len(left_out) == 1 else Remark(key="collect-no-notebook")
    return HandIn(
        student=student,
        known_as=tuple(dict.fromkeys(name for name in known_as if name)),
        files=kept,
        received=received,
        late=late,
        left_out=tuple(left_out),
        problem=problem,
    )


def nobodys(member: Member) -> Remark:
    """A file that no rule of the platform's gives to a student."""
    return Remark(key="collect-nobodys", facts={"file": printable(member.path)[:200]})


_STAMPED = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[ T_-](\d{2})[-:](\d{2})[-:](\d{2})(?:\.(\d{1,6})\d*)?"
    r"(?: ?(?P<offset>[+-]\d{2}:?\d{2})| ?(?P<zone>[A-Za-z][\w/+-]*))?"
)


def stamped(text: str, zone: tzinfo = UTC) -> datetime | None:
    """A time such as ``2026-03-01 15:58:23.948203 UTC`` or ``2026-03-01-15-58-23``, as UTC.

    Without a zone of its own it is of ``zone``. None where it is no time.

    >>> stamped("2026-03-01-15-58-23").isoformat()
    '2026-03-01T15:58:23+00:00'
    """
    found = _STAMPED.search(text)
    if found is None:
        return None
    *parts, fraction = found.groups()[:7]
    year, month, day, hour, minute, second = (int(part) for part in parts)
    if found["zone"]:
        # An abbreviation such as KST names no zone for certain; nbgrader passes over it as well.
        with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
            zone = ZoneInfo("UTC" if found["zone"] == "Z" else found["zone"])
    if found["offset"]:
        hours, minutes = int(found["offset"][1:3]), int(found["offset"][-2:])
        sign = -1 if found["offset"][0] == "-" else 1
        zone = timezone(sign * timedelta(hours=hours, minutes=minutes))
    microsecond = int((fraction or "0").ljust(6, "0"))
    try:
        when = datetime(year, month, day, hour, minute, second, microsecond, tzinfo=zone)
        return when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
