"""Moodle: *View all submissions → Download all submissions* of an assignment.

With folders (the default) ``<full name>_<participant>_assignsubmission_file_/<file>``, without
them ``<full name>_<participant>_assignsubmission_file_<file>``. The number is the participant's
in this one assignment; ``Participant <number>`` in the grading worksheet's *Identifier*. Texts
typed into the browser come as ``…_assignsubmission_onlinetext_…``.
"""

from __future__ import annotations

import re

from graders.collecting.hand_in import HandIn, Taken, hand_in, nobodys
from graders.collecting.source import Member, Source

_NAMED = re.compile(
    r"(?P<name>[^/]*?)_(?P<participant>\d+)_assignsubmission_(?P<kind>file|onlinetext)"
    r"(?:/|_/|_)(?P<file>.+)"
)


def recognises(source: Source) -> bool:
    """Whether most files are named as Moodle names them."""
    return source.mostly(_NAMED.fullmatch)


def take(source: Source, slug: str) -> Taken:
    """One hand-in a participant."""
    del slug
    files: dict[tuple[str, str], list[tuple[str, Member]]] = {}
    left_out = []
    for member in source.members:
        found = _NAMED.fullmatch(member.path)
        if found is None:
            left_out.append(nobodys(member))
            continue
        mine = files.setdefault((found["name"], found["participant"]), [])
        if found["kind"] == "file":
            mine.append((found["file"], member))
    hand_ins: list[HandIn] = [
        hand_in(name, (f"Participant {number}", number, name), mine)
        for (name, number), mine in files.items()
    ]
    return Taken(hand_ins=tuple(hand_ins), left_out=tuple(left_out))
