"""Mistakes that several students share: the same checks failed for the same reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from graders.model.grade import Grade, Line

Sign = tuple[str, str, str]
"""A rubric item, the key of what was said about it, and which exception or limit it was."""

_KINDS = ("type", "limit")
"""Facts that tell one crash, or one ended run, from another."""


class Mistake(NamedTuple):
    """Students with one signature; ``example`` is the grade whose words stand for all."""

    signs: tuple[Sign, ...]
    students: tuple[str, ...]
    example: Grade


def clusters(grades: Sequence[Grade]) -> list[Mistake]:
    """Every submission that lost credit, in the one cluster of its signature; largest first.

    A signature has the checks that were judged and not passed, with their message keys; what was
    blocked follows from those, and what broke is our fault. One that cannot be read is put with
    those that cannot be read for the same reason (item ``""``).
    """
    found: defaultdict[tuple[Sign, ...], list[Grade]] = defaultdict(list)
    for grade in grades:
        signs = signature(grade)
        if signs:
            found[signs].append(grade)
    made = [
        Mistake(signs, tuple(sorted(one.student for one in ones)), ones[0])
        for signs, ones in found.items()
    ]
    return sorted(made, key=lambda one: (-len(one.students), one.signs))


def signature(grade: Grade) -> tuple[Sign, ...]:
    """What went wrong, in the rubric's order."""
    if grade.state == "unreadable":
        return (("", grade.problem.key if grade.problem is not None else "", ""),)
    if grade.state == "broken":
        return ()
    return tuple((line.item, line.verdict.key, _kind(line)) for line in lost(grade))


def lost(grade: Grade) -> list[Line]:
    """The lines that lost credit for a reason of their own."""
    return [line for line in grade.lines if line.verdict.outcome in ("failed", "partial")]


def _kind(line: Line) -> str:
    facts = line.verdict.facts
    return next((str(facts[name]) for name in _KINDS if facts.get(name) is not None), "")
