"""One folder a student, as collected by hand: ``<student>/<file>`` or ``<student>/<slug>/<file>``.

The second is nbgrader's own ``submitted/``, so a course can be brought together from several.
"""

from __future__ import annotations

from datetime import datetime

from graders.collecting.hand_in import STAMP, Taken, hand_in, nobodys, stamped
from graders.collecting.source import Member, Source


def recognises(source: Source, slug: str) -> bool:
    """Whether there are folders ``<student>/<slug>/`` with notebooks."""
    return any(
        len(parts := member.path.split("/")) > 2
        and parts[1] == slug
        and member.path.lower().endswith(".ipynb")
        for member in source.members
    )


def take(source: Source, slug: str) -> Taken:
    """One hand-in a folder; other assignments' folders are passed over."""
    hand_ins = []
    nested = recognises(source, slug)
    left_out = [nobodys(one) for one in source.tops().get("", [])]
    for top, members in source.tops().items():
        if not top:
            continue
        start = f"{top}/{slug}/" if nested else f"{top}/"
        mine = [one for one in members if one.path.startswith(start)]
        if not mine:
            continue
        files = {member.path.removeprefix(start): member for member in mine}
        received = _stamp(files.get(STAMP))
        hand_ins.append(hand_in(top, (top,), files, received=received))
    return Taken(hand_ins=tuple(hand_ins), left_out=tuple(left_out))


def _stamp(member: Member | None) -> datetime | None:
    if member is None or member.file is None or member.size > 1000:
        return None
    return stamped(member.file.read_bytes().decode("utf-8", "replace"))
