"""A reason in steps: what was seen at once, then the question, then where to look, then why.

A check's sentences say first what was seen in the student's own run, then ask, then point
(``docs/checks.md``). Whoever wants to find it alone stops unfolding.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

_END = re.compile(r"[.?!…](?=\s)")
_WHY = re.compile(r"^## Why it matters\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"``(.+?)``")


@dataclass(frozen=True)
class Steps:
    """``seen`` is never empty where there was a text; ``question`` and ``look`` may be."""

    seen: str
    question: str = ""
    look: str = ""


def steps(text: str) -> Steps:
    """Take a reason apart at its first question.

    >>> steps("The loss fell. Does it fall on new rows? Draw both curves.")
    Steps(seen='The loss fell.', question='Does it fall on new rows?', look='Draw both curves.')
    """
    parts = sentences(text)
    asked = next((place for place, part in enumerate(parts) if part.endswith("?")), None)
    if asked is None:
        return Steps(seen=" ".join(parts))
    if asked == 0:
        return Steps(seen=parts[0], look=" ".join(parts[1:]))
    last = asked
    while last + 1 < len(parts) and parts[last + 1].endswith("?"):
        last += 1
    return Steps(
        seen=" ".join(parts[:asked]),
        question=" ".join(parts[asked : last + 1]),
        look=" ".join(parts[last + 1 :]),
    )


def sentences(text: str) -> list[str]:
    """A text's sentences; none ends inside brackets or code."""
    found, start = [], 0
    words = " ".join(text.split())
    for end in _END.finditer(words):
        part = words[start : end.end()]
        if part.count("(") <= part.count(")") and part.count("`") % 2 == 0:
            found.append(part.strip())
            start = end.end()
    rest = words[start:].strip()
    return [*found, rest] if rest else found


def why(check: type) -> str:
    """Why a check's question matters, from its documentation; empty where it does not say."""
    found = _WHY.search(inspect.cleandoc(check.__doc__ or ""))
    return _CODE.sub(r"`\1`", " ".join(found[1].split())) if found else ""
