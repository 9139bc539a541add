"""A reason taken apart: what was seen, the question that leads on, where to look.

Sentences of :mod:`graders.reports.messages` are written in this order, so that a reader can be
given them one by one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_END = re.compile(r"[.?!]”?(?=\s|$)")
_OPEN = "([“"
_CLOSED = ")]”"


class Steps(NamedTuple):
    """Text in three parts; ``question`` and ``look`` may be empty."""

    seen: str
    question: str
    look: str


def steps(text: str) -> Steps:
    """The parts of a reason. Without a question, all of it is what was seen.

    >>> steps("The loss rose. Which rate was it? Look at `compile`.")
    Steps(seen='The loss rose.', question='Which rate was it?', look='Look at `compile`.')
    """
    parts = sentences(text)
    asked = [place for place, part in enumerate(parts) if part.rstrip("”").endswith("?")]
    if not asked or asked[-1] == 0:
        return Steps(" ".join(parts), "", "")
    first, last = max(asked[0], 1), asked[-1] + 1
    return Steps(" ".join(parts[:first]), " ".join(parts[first:last]), " ".join(parts[last:]))


def sentences(text: str) -> list[str]:
    """Sentences on one line each. A stop inside brackets, quotes or code ends none.

    >>> sentences("`a. b` stands (there. And here). Look!")
    ['`a. b` stands (there. And here).', 'Look!']
    """
    text = " ".join(text.split())
    found = []
    start = 0
    for end in _END.finditer(text):
        part = text[start : end.end()]
        if _whole(part):
            found.append(part.strip())
            start = end.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found


def _whole(part: str) -> bool:
    opened = sum(part.count(sign) for sign in _OPEN)
    closed = sum(part.count(sign) for sign in _CLOSED)
    return opened <= closed and part.count("`") % 2 == 0
