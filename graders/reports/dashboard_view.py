"""What the instructor's page shows of a cohort, gathered and counted, before any words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from graders.analysis import alarm, distribution, items, mistakes
from graders.analysis.fingerprints import Span
from graders.analysis.similar import Group, Similar
from graders.model.grade import Grade
from graders.reports.totals import state_of, total

SHOWN_GROUPS = 15
"""Groups of similar work that are shown side by side."""
LISTED = 2_000
"""Rows of the table of students: more of them a browser would not sort while one waits."""
_FIRST = {"broken": 0, "unreadable": 1, "needs-review": 1}
_SIDE = 4_000
"""Characters of one side that are shown."""


class Usage(NamedTuple):
    """What one run used: CPU and wall seconds, the most memory in bytes where it is known."""

    cpu: float
    wall: float
    memory: int | None


class Piece(NamedTuple):
    """A stretch of code, and whether the other submission has it as well."""

    text: str
    same: bool


class Side(NamedTuple):
    """One half of a pair: the cells that have something in common, by their place."""

    student: str
    cells: tuple[tuple[int, tuple[Piece, ...]], ...]


class Progress(NamedTuple):
    """A run that goes on: what is done of how many."""

    done: int
    total: int


@dataclass(frozen=True)
class CohortView:
    """One assignment's cohort. ``waiting`` hand-ins have no grade yet; ``made`` is ISO 8601.

    ``published``: every grade went out to its student, as it stands now.

    ``sources`` are the code cells of each submission, ``usage`` what its run used; both lack
    students where nothing is known. ``pages`` are files in ``students/``, by student; ``titles``
    are the checks' own, by rubric item. ``drawn``: not all work was compared.
    """

    slug: str
    title: str
    grades: Sequence[Grade]
    made: str
    waiting: Sequence[str] = ()
    published: bool = False
    usage: Mapping[str, Usage] = field(default_factory=dict)
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)
    similar: Similar = Similar((), 0, 0.0)  # noqa: RUF009 - an immutable value
    pages: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    drawn: bool = False

    @cached_property
    def possible(self) -> float:
        """The points of the rubric that most were graded by; the larger of two."""
        every = Counter(float(grade.possible) for grade in self.grades)
        return max(every, key=lambda one: (every[one], one), default=0.0)

    @cached_property
    def scores(self) -> dict[str, float]:
        """Totals after adjustments, of those that have one."""
        found = {grade.student: total(grade) for grade in self.grades}
        return {student: float(points) for student, points in found.items() if points is not None}

    @cached_property
    def distribution(self) -> distribution.Distribution:
        """Scores in bars."""
        return distribution.distribution(list(self.scores.values()), self.possible)

    @cached_property
    def items(self) -> list[items.ItemStatistics]:
        """Each check's difficulty and discrimination."""
        return items.item_statistics(self.grades)

    @cached_property
    def alarms(self) -> list[alarm.Alarm]:
        """Checks that strong students fail."""
        return alarm.alarms(self.grades)

    @cached_property
    def alone(self) -> dict[str, tuple[str, ...]]:
        """Who lost credit with one check only."""
        return alarm.alone(self.grades)

    @cached_property
    def mistakes(self) -> list[mistakes.Mistake]:
        """Students by what went wrong."""
        return mistakes.clusters(self.grades)

    @cached_property
    def review(self) -> list[Grade]:
        """What waits for a person."""
        return [grade for grade in self.grades if state_of(grade) == "needs-review"]

    @cached_property
    def broken(self) -> list[Grade]:
        """Our fault."""
        return [grade for grade in self.grades if state_of(grade) == "broken"]

    @cached_property
    def unreadable(self) -> list[Grade]:
        """No notebook could be read."""
        return [grade for grade in self.grades if state_of(grade) == "unreadable"]

    @cached_property
    def cluster_of(self) -> dict[str, int]:
        """The place of each student's mistake among :attr:`mistakes`."""
        return {
            student: place for place, one in enumerate(self.mistakes) for student in one.students
        }

    @cached_property
    def group_of(self) -> dict[str, int]:
        """The place of each student's group of similar work."""
        return {
            student: place
            for place, one in enumerate(self.similar.groups)
            for student in one.students
        }

    @cached_property
    def listed(self) -> list[int]:
        """The places of the grades that the table lists: all, or of many :data:`LISTED`.

        First who needs a person, then who shares work, then the lowest scores.
        """
        if len(self.grades) <= LISTED:
            return list(range(len(self.grades)))

        def order(place: int) -> tuple[int, float, str]:
            grade = self.grades[place]
            urgent = _FIRST.get(state_of(grade), 3)
            score = self.scores.get(grade.student, -1.0)
            return (min(urgent, 2 if grade.student in self.group_of else 3), score, grade.student)

        return sorted(sorted(range(len(self.grades)), key=order)[:LISTED])

    def named(self, item: str) -> str:
        """A check as its author calls it, and its id."""
        title = self.titles.get(item, "")
        return f"{title} ({item})" if title else item

    def link(self, student: str) -> str:
        """The address of a student's page, relative to this one; empty where there is none."""
        name = self.pages.get(student)
        return "" if name is None else "students/" + quote(name.encode("utf-8", "surrogateescape"))

    def sides(self, group: Group) -> tuple[Side, Side]:
        """The strongest pair of a group, side by side."""
        best = group.strongest
        return (
            Side(best.left, _cells(self.sources.get(best.left, ()), best.left_spans)),
            Side(best.right, _cells(self.sources.get(best.right, ()), best.right_spans)),
        )


def _cells(
    sources: Sequence[str], spans: Sequence[Span]
) -> tuple[tuple[int, tuple[Piece, ...]], ...]:
    """The cells that have a marked stretch, cut into pieces; cut off where they are long."""
    made = []
    left = _SIDE
    for place in sorted({span.cell for span in spans if span.cell < len(sources)}):
        source = sources[place]
        pieces = []
        at = 0
        for span in (one for one in spans if one.cell == place):
            pieces += [
                Piece(source[at : span.start], False),
                Piece(source[span.start : span.end], True),
            ]
            at = span.end
        pieces.append(Piece(source[at:], False))
        shown = []
        for piece in pieces:
            if piece.text and left > 0:
                shown.append(
                    Piece(piece.text[:left] + ("…" if len(piece.text) > left else ""), piece.same)
                )
                left -= len(piece.text)
        if shown:
            made.append((place, tuple(shown)))
    return tuple(made)
