"""What a mutation operator is: a kind of mistake, and all places where a program can have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graders.mutation.program import Change, Program

Make = Callable[[Program], Iterator[Change]]


@dataclass(frozen=True)
class Operator:
    """A kind of mistake. ``sources`` name where others describe it; none where it is our own.

    Sources are those of :data:`SOURCES`, with the name that it has there after a colon.
    """

    name: str
    what: str
    sources: tuple[str, ...]
    make: Make


SOURCES = {
    "DeepCrime": "Humbatova, Jahangirova, Tonella: DeepCrime: mutation testing of deep learning "
    "systems based on real faults, ISSTA 2021",
    "Humbatova 2020": "Humbatova, Jahangirova, Bavota, Riccio, Stocco, Tonella: Taxonomy of real "
    "faults in deep learning systems, ICSE 2020",
    "Islam 2019": "Islam, Nguyen, Pan, Rajan: A comprehensive study on deep learning bug "
    "characteristics, ESEC/FSE 2019",
    "Yang 2022": "Yang, Brower-Sinning, Lewis, Kästner: Data leakage in notebooks: static "
    "detection and better processes, ASE 2022",
    "King 1991": "King, Offutt: A Fortran language system for mutation-based software testing, "
    "Software: Practice and Experience 21(7), 1991",
}
"""Where operators come from, by the short name that they use."""


def operator(name: str, what: str, *sources: str) -> Callable[[Make], Operator]:
    """Make a generator of changes an :class:`Operator`."""
    for source in sources:
        if source.partition(":")[0] not in SOURCES:
            raise ValueError(f"{name}: {source!r} is no source")
    return lambda make: Operator(name=name, what=what, sources=sources, make=make)
