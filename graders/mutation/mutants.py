"""Mutants of an assignment's right solutions: each one mistake, none twice, none without effect."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graders.course.variants import Variant, read_variants, variant_notebook
from graders.errors import UsageError
from graders.model.values import Struct
from graders.mutation.operators import OPERATORS
from graders.mutation.program import Program, digest, normal

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment
    from graders.mutation.operator import Operator

REFERENCE = "reference"


class Mutant(Struct, frozen=True, kw_only=True):
    """A right solution with one mistake.

    ``cells`` have the new source of the cells that a mistake changes, ``whole`` of all cells that
    differ from the reference. ``before`` is the source of ``cells`` without the mistake.
    """

    origin: str
    operator: str
    what: str
    cells: dict[str, str]
    before: dict[str, str]
    whole: dict[str, str]

    @property
    def key(self) -> str:
        """A name that stays as long as these cells do: ``[variant:]operator/cells/digest``."""
        mark = digest({**self.cells, "": "\n".join(map(normal, self.before.values()))})
        place = "" if self.origin == REFERENCE else f"{self.origin}:"
        return f"{place}{self.operator}/{'+'.join(sorted(self.cells))}/{mark}"

    def notebook(self, loaded: LoadedAssignment) -> bytes:
        """What a student would hand in who made this mistake."""
        made = Variant(name=self.key, kind="wrong", title=self.what, cells=self.whole)
        return variant_notebook(loaded, made)

    def diff(self) -> str:
        """The cells before and after, in one spelling."""
        lines: list[str] = []
        for name, source in self.cells.items():
            old, new = normal(self.before[name]).splitlines(), normal(source).splitlines()
            lines += difflib.unified_diff(old, new, name, name, n=0, lineterm="")
        return "\n".join(line for line in lines if not line.startswith("@@"))


class Made(Struct, frozen=True, kw_only=True):
    """Mutants of one assignment, and the cells that could not be read (``solution: cell``)."""

    mutants: tuple[Mutant, ...]
    unread: tuple[str, ...] = ()


def make_mutants(loaded: LoadedAssignment, *, variants: bool = False) -> Made:
    """All mutants of the reference, and of right variants where asked, in a settled order.

    A variant's mutants change at least one of its own cells. Two that come to the same source
    are one, the reference's and the earlier operator's.
    """
    solutions = loaded.solution_cells()
    bases: list[tuple[str, dict[str, str], list[str]]] = [(REFERENCE, {}, list(solutions))]
    if variants:
        right = [one for one in read_variants(loaded) if one.kind == "right"]
        bases += [(one.name, one.cells, list(one.cells)) for one in right]
    order = [cell.id for cell in loaded.source_notebook().cells]
    task = loaded.assignment.targets.task
    taken: set[str] = set()
    mutants: list[Mutant] = []
    unread: list[str] = []
    for origin, own, chosen in bases:
        sources = solutions | own
        ordered = {name: sources[name] for name in order if name in sources}
        program = Program.of(ordered, task, chosen)
        unread += [f"{origin}: {name}" for name in program.unread]
        readable = {cell.id: cell.source for cell in program.cells}
        taken.add(digest(readable))
        for one in mutants_of(program, OPERATORS.values(), origin, own):
            whole = digest(readable | one.cells)
            if whole not in taken:
                taken.add(whole)
                mutants.append(one)
    return Made(mutants=tuple(mutants), unread=tuple(unread))


def mutants_of(
    program: Program,
    operators: Iterable[Operator],
    origin: str = REFERENCE,
    own: dict[str, str] | None = None,
) -> Iterator[Mutant]:
    """What operators make of one program; ``own`` are its cells that differ from the reference."""
    sources = {cell.id: cell.source for cell in program.cells}
    for operator in operators:
        for change in operator.make(program):
            cells = program.changed(change)
            if cells:
                yield Mutant(
                    origin=origin,
                    operator=operator.name,
                    what=change.what,
                    cells=cells,
                    before={name: sources[name] for name in cells},
                    whole=(own or {}) | cells,
                )


def chosen(
    mutants: Sequence[Mutant],
    operators: Sequence[str] = (),
    limit: int | None = None,
    seed: int = 0,
) -> tuple[Mutant, ...]:
    """Those of some operators, and of these a random sample of ``limit``, in their order.

    Raises :class:`UsageError` for an operator that is not in the catalogue.
    """
    for name in operators:
        if name not in OPERATORS:
            raise UsageError(
                f"There is no mutation operator {name!r} (there: {', '.join(OPERATORS)})."
            )
    left = [one for one in mutants if not operators or one.operator in operators]
    if limit is not None and limit < len(left):
        chance = random.Random(seed)  # noqa: S311 - the same sample again, no secret
        places = sorted(chance.sample(range(len(left)), limit))
        left = [left[place] for place in places]
    return tuple(left)
