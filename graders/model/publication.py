"""What was released to a student, and when."""

from __future__ import annotations

from decimal import Decimal

from graders.model.values import Struct


class Publication(Struct, frozen=True, kw_only=True):
    """A grade as it was released to one student. Appended, never changed. ``at`` is ISO 8601.

    ``grade`` is the key under which the store keeps the grade, ``adjustments`` how many of the
    student's had been appended by then: together they give back what was published. ``shown`` is
    the SHA-256 of what a student is told of it, ``page`` that of the page's bytes. ``despite`` are
    the kinds of question that were open.
    """

    student: str
    assignment: str
    at: str
    who: str
    score: Decimal | None
    possible: Decimal
    state: str
    attempt: int
    grade: str
    adjustments: int = 0
    shown: str = ""
    page: str = ""
    despite: tuple[str, ...] = ()
