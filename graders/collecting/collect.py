"""From what was downloaded to a plan of what goes where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from msgspec import structs

from graders.collecting import canvas
from graders.collecting.archive import unpack
from graders.collecting.hand_in import HandIn
from graders.collecting.placing import Step, plan
from graders.collecting.platforms import take
from graders.collecting.roster import Roster, resolved
from graders.collecting.source import LIMITS, Limits, Source, archive_ending, listed
from graders.errors import CollectionError
from graders.model.evidence import Remark
from graders.model.values import Struct
from graders.reports.plain import printable

_STEPS_OF_NBGRADER = ("extracted", "archive")


class Wish(Struct, frozen=True, kw_only=True):
    """How sources are to be read.

    ``notebooks`` are the names of the assignment's, without their ending, where there are others
    than the slug. ``platform`` and ``pattern`` where it is not to be guessed. ``due`` stands in
    for the time of what a platform does not date: see :func:`dated`.
    """

    slug: str
    zone: tzinfo
    notebooks: tuple[str, ...] = ()
    platform: str = ""
    pattern: re.Pattern[str] | None = None
    roster: Roster | None = None
    due: datetime | None = None


class Collected(Struct, frozen=True, kw_only=True):
    """What becomes of each hand-in, which files are nobody's, and each source's platform."""

    steps: tuple[Step, ...]
    left_out: tuple[Remark, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


def collected(
    sources: Iterable[Path],
    wish: Wish,
    *,
    submitted: Path,
    state: Path,
    aside: Path,
    limits: Limits = LIMITS,
) -> Collected:
    """Read every source and plan; archives are unpacked into ``aside``, nothing else is written.

    Raises :class:`CollectionError` for a source that is refused, before anything has a place.
    """
    hand_ins: list[HandIn] = []
    left_out: list[Remark] = []
    read_as: list[tuple[str, str]] = []
    for source in opened(sources, wish.zone, aside, limits):
        name, taken = take(source, wish.slug, wish.zone, wish.platform, wish.pattern)
        read_as.append((source.name, name))
        left_out += taken.left_out
        if name == "canvas":
            books = {f"{book}.ipynb" for book in wish.notebooks or (wish.slug,)}
            hand_ins += [
                canvas.with_plain_names(dated(one, wish.due), books) for one in taken.hand_ins
            ]
        else:
            hand_ins += taken.hand_ins
    steps = plan(resolved(hand_ins, wish.roster), submitted, state, wish.slug)
    return Collected(steps=tuple(steps), left_out=tuple(left_out), read_as=tuple(read_as))


def dated(one: HandIn, due: datetime | None) -> HandIn:
    """A hand-in from Canvas, whose archive tells lateness but no time: its own is the download's.

    With the time it was ``due``, work that is not marked counts as received then at the latest,
    and work that is marked late a second after it: the least that the mark can mean.
    """
    if due is None:
        return one
    due = due.astimezone(UTC)
    received = due + timedelta(seconds=1) if one.late else min(one.time, due)
    return structs.replace(one, received=received)


def opened(
    sources: Iterable[Path], zone: tzinfo, aside: Path, limits: Limits = LIMITS
) -> Iterator[Source]:
    """Each folder listed, each archive unpacked into a folder of its own below ``aside``."""
    for number, path in enumerate(_all_of(sources)):
        if path.is_dir():
            yield listed(path, limits)
        elif path.is_file():
            yield unpack(path, aside / str(number), zone, limits)
        else:
            raise CollectionError("source-missing", source=printable(str(path)))


def _all_of(sources: Iterable[Path]) -> Iterator[Path]:
    """The sources; of nbgrader's ``downloaded/<assignment>`` what lies in it, packed or not."""
    for path in sources:
        steps = [path / step for step in _STEPS_OF_NBGRADER if (path / step).is_dir()]
        folder = next((step for step in steps if any(step.iterdir())), None) or path
        archives = _archives_in(folder) if folder.is_dir() else []
        if not archives:
            yield folder
            continue
        yield from archives
        if any(one not in archives and not one.name.startswith(".") for one in folder.iterdir()):
            yield folder


def _archives_in(folder: Path) -> Sequence[Path]:
    # Only nbgrader's folder is made to hold downloads; elsewhere an archive is somebody's file.
    if folder.name != "archive":
        return []
    return sorted(one for one in folder.iterdir() if archive_ending(one.name) and one.is_file())
