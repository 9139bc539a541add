"""nbgrader's exchange: the folder ``<exchange>/<course>/inbound``.

Each hand-in is a folder ``<student>+<assignment>+<time>[+<random>]``, every attempt its own. The
time is that of the folder's name, as in `nbgrader collect`: ``timestamp.txt`` inside is the
student's to write.
"""

from __future__ import annotations

import re

from graders.collecting.hand_in import Taken, hand_in, nobodys, stamped
from graders.collecting.source import Source

_NAMED = re.compile(r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>[^+]+)(?:\+.*)?")


def recognises(source: Source) -> bool:
    """Whether most folders are named as the exchange names them."""
    return source.mostly(lambda path: _time(path.partition("/")[0]))


def _time(top: str) -> bool:
    found = _NAMED.fullmatch(top)
    return found is not None and stamped(found["time"]) is not None


def take(source: Source, slug: str) -> Taken:
    """Every attempt at this assignment; those at others are passed over."""
    hand_ins = []
    left_out = []
    for top, members in source.tops().items():
        found = _NAMED.fullmatch(top)
        if found is None:
            left_out += [nobodys(one) for one in members]
            continue
        if found["assignment"] != slug:
            continue
        files = {member.path.removeprefix(f"{top}/"): member for member in members}
        student = found["student"]
        received = stamped(found["time"])
        hand_ins.append(hand_in(student, (student,), files, received=received))
    return Taken(hand_ins=tuple(hand_ins), left_out=tuple(left_out))
