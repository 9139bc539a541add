"""Mutants that are right after all: ``reference/<slug>/equivalent.toml``, each with its reason.

    [[equivalent]]
    mutant = "bias-removed/build/0a1b2c3d4e"
    what = "no bias"
    why = "The features are scaled to [0, 1] and the hidden layer makes up for it."

``mutant`` is the name that ``grade mutate`` shows; it ends in a digest of the cells before and
after, so an entry whose cells were rewritten is stale and has to be looked at again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path

import msgspec

from graders.errors import CourseError
from graders.model.values import Struct

FILE = "equivalent.toml"


class Equivalent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mutant that deserves full marks. ``what`` is its mistake in words, for readers."""

    mutant: str
    why: str
    what: str = ""


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    equivalent: tuple[Equivalent, ...] = ()


def read_equivalents(folder: Path) -> dict[str, Equivalent]:
    """The entries of an assignment's file by mutant; none where there is no file.

    Raises :class:`CourseError` for a file that is not as it should be.
    """
    path = folder / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        raise CourseError(f"{path} cannot be read: {problem}.") from None
    try:
        entries = msgspec.convert(tomllib.loads(text), _File).equivalent
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise CourseError(f"{path} is not right: {problem}.") from None
    found: dict[str, Equivalent] = {}
    for one in entries:
        if one.mutant in found:
            raise CourseError(f"{path}: {one.mutant!r} stands there twice.")
        if not one.why.strip():
            raise CourseError(f"{path}: {one.mutant!r} has no reason. Say why it is right.")
        found[one.mutant] = one
    return found


def stale(entries: Collection[str], made: Collection[str]) -> list[str]:
    """Entries that no mutant has: their cells, or the operators, were changed."""
    there = set(made)
    return sorted(one for one in entries if one not in there)


def entry(mutant: str, what: str) -> str:
    """An entry to be completed, as it stands in the file."""
    shown = what.replace("\\", "\\\\").replace('"', '\\"')
    return f'[[equivalent]]\nmutant = "{mutant}"\nwhat = "{shown}"\nwhy = ""\n'
