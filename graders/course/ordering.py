"""Reading names off a student's cells without parsing them, and the order that they can run in.

The trusted side never gives student code to a compiler, whose nesting limits are an attack
surface; word patterns, each linear in the line's length, are enough to tell an assignment from a
use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_LONGEST = 200_000
_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_NOT_CODE = re.compile(r"'[^'\n\\]*'|\"[^\"\n\\]*\"|#[^\n]*")
_EQUALS = re.compile(r"(?<![=!<>:])=(?!=)")
_DEFINED = re.compile(r"^\s*(?:async\s+)?(?:def|class)\s+([^\W\d]\w*)")
_LOOPED = re.compile(r"\b(?:for|as)\b([^:=]*)")


def assigned_names(source: str) -> frozenset[str]:
    """Names that a cell binds: by assignment, ``def``, ``class``, ``for``, ``with … as``."""
    return frozenset(name for line in _code_lines(source) for name in _bound(line))


def names_missing(sources: Iterable[str], names: set[str]) -> int:
    """How many of ``names`` are used in ``sources`` before anything has bound them."""
    bound: set[str] = set()
    missing: set[str] = set()
    for source in sources:
        for line in _code_lines(source):
            binds = _bound(line)
            used = [word for word in _WORD.findall(line) if word in names]
            for word in used:
                # A word that the line only binds stands in it once: `x = …`, not `x = x / 255`.
                if word not in bound and (word not in binds or used.count(word) > 1):
                    missing.add(word)
            bound |= binds
    return len(missing)


def in_working_order(
    given: Sequence[str],
    released: Sequence[str],
    sources: Mapping[str, Sequence[str]],
    names: set[str],
) -> list[str]:
    """The student's order, unless it uses names too early and the released order does so less."""
    if list(given) == list(released):
        return list(given)

    def missing(order: Sequence[str]) -> int:
        return names_missing((text for task in order for text in sources[task]), names)

    return list(released) if missing(released) < missing(given) else list(given)


def _code_lines(source: str) -> list[str]:
    return [line[:2_000] for line in _NOT_CODE.sub("", source[:_LONGEST]).split("\n")]


def _bound(line: str) -> set[str]:
    found: set[str] = set()
    for target in _EQUALS.split(line)[:-1]:
        left = target.strip().rstrip("+-*/%@&|^ \t").split(":", 1)[0].strip()
        # A call's keyword (`f(x, a=1)`) or an item (`x[0] = 1`) binds nothing.
        if any(bracket in left.lstrip("([") for bracket in "(["):
            break
        found.update(_WORD.findall(left))
    for pattern in (_DEFINED, _LOOPED):
        for match in pattern.finditer(line):
            found.update(_WORD.findall(match.group(1).split(" in ", 1)[0]))
    return found
