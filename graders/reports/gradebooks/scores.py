"""What of a cohort's grades leaves for another gradebook, and what stays, by its state.

=============  ==========================================================================
graded         the score after adjustments
unreadable     its score, which is 0 unless a person changed it: nothing could be graded
needs-review   nothing, until a person has looked; with ``review`` the points as they stand
broken         nothing: our fault is never the student's
=============  ==========================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from graders.model.grade import Grade
from graders.model.values import Struct
from graders.reports.totals import state_of, total


class Score(Struct, frozen=True, kw_only=True):
    """One student's number for another gradebook."""

    student: str
    points: Decimal
    possible: Decimal


class Leaving(Struct, frozen=True, kw_only=True):
    """Scores that leave, and the students whose score stays here: by what holds it back."""

    scores: tuple[Score, ...]
    review: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()


def leaving(grades: Iterable[Grade], *, review: bool = False) -> Leaving:
    """Which grades may go. ``grades`` of the outcome are those whose score is among ``scores``."""
    scores: list[Score] = []
    held: dict[str, list[str]] = {"needs-review": [], "broken": [], "unreadable": []}
    gone: list[Grade] = []
    for grade in sorted(grades, key=lambda one: one.student):
        points, state = total(grade), state_of(grade)
        if state == "unreadable":
            held[state].append(grade.student)
        if points is None:
            held["broken"].append(grade.student)
        elif state == "needs-review" and not review:
            held[state].append(grade.student)
        else:
            gone.append(grade)
            scores.append(Score(student=grade.student, points=points, possible=grade.possible))
    return Leaving(
        scores=tuple(scores),
        review=tuple(held["needs-review"]),
        broken=tuple(held["broken"]),
        unreadable=tuple(held["unreadable"]),
        grades=tuple(gone),
    )
