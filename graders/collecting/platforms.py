"""The places that work comes from, by name, and which of them a source is from."""

from __future__ import annotations

import re
from datetime import tzinfo

import msgspec

from graders.collecting import canvas, classroom, exchange, folders, gradescope, moodle, named_files
from graders.collecting.hand_in import Taken
from graders.collecting.source import Source
from graders.errors import CollectionError

PLATFORMS = (
    "moodle",
    "canvas",
    "gradescope",
    "classroom",
    "exchange",
    "blackboard",
    "downloaded",
    "folders",
)
_PLAIN = {
    "gradescope": gradescope,
    "exchange": exchange,
    "moodle": moodle,
    "classroom": classroom,
    "canvas": canvas,
}
"""The surest signs first."""


def platform_of(source: Source, slug: str) -> str:
    """The platform whose way of naming files a source follows; empty where it is none's."""
    for name, reads in _PLAIN.items():
        if reads.recognises(source):
            return name
    # A folder's name is whoever's made it, a file's its student's: so folders first.
    if folders.recognises(source, slug):
        return "folders"
    return "blackboard" if named_files.recognises(source) else ""


def take(
    source: Source,
    slug: str,
    zone: tzinfo,
    platform: str = "",
    pattern: re.Pattern[str] | None = None,
) -> tuple[str, Taken]:
    """The hand-ins of a source, and the platform they were read as.

    Raises :class:`CollectionError` where no platform's names are recognised and none was named.
    """
    for looked_at in (source, _inside(source)):
        if looked_at is None:
            continue
        name = platform or ("downloaded" if pattern else platform_of(looked_at, slug))
        if name == "gradescope" and not gradescope.recognises(looked_at):
            continue
        if not name:
            continue
        if name in {"blackboard", "downloaded"}:
            read = named_files.reader(pattern or named_files.BLACKBOARD, zone)
            return name, read(looked_at, slug)
        if name == "folders":
            return name, folders.take(looked_at, slug)
        taken = _PLAIN[name].take(looked_at, slug)
        if taken.hand_ins or looked_at is not source or _inside(source) is None:
            return name, taken
    known = ", ".join(PLATFORMS)
    raise CollectionError("source-unknown", source=source.name, slug=slug, known=known)


def _inside(source: Source) -> Source | None:
    """The source below its one top folder, as a re-packed download has it."""
    tops = source.tops()
    if len(tops) != 1 or "" in tops:
        return None
    (top,) = tops
    members = tuple(
        msgspec.structs.replace(member, path=member.path.removeprefix(f"{top}/"))
        for member in source.members
    )
    root = source.root / top if source.root is not None else None
    return Source(name=source.name if root is None else top, members=members, root=root)
