"""Verdicts, grades and what people change about them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from graders.model.evidence import Remark
from graders.model.values import Scalar, Struct

Outcome = Literal["passed", "partial", "failed", "blocked", "broken"]


class Verdict(Struct, frozen=True, kw_only=True):
    """A check's answer. ``key`` names the message and ``facts`` fill it: prose is made at the edge.

    ``credit`` in [0, 1], exactly 1 for passed and 0 for failed, blocked and broken.
    ``review`` is set where a person should look (not confirmed by the clean box, ...).
    """

    outcome: Outcome
    key: str
    facts: dict[str, Scalar] = {}
    credit: Decimal = Decimal(0)
    remarks: tuple[Remark, ...] = ()
    review: str | None = None


class Line(Struct, frozen=True, kw_only=True):
    """A rubric line with its verdict and exact points."""

    item: str
    check: str
    verdict: Verdict
    points: Decimal
    possible: Decimal
    cell: str = ""


class Digests(Struct, frozen=True, kw_only=True):
    """SHA-256 of everything the grade depends on, so that it can be reproduced."""

    notebook: str = ""
    files: str = ""
    data: str = ""
    evidence: str = ""
    rubric: str = ""
    calibration: str = ""
    code: str = ""


class Adjustment(Struct, frozen=True, kw_only=True):
    """A late penalty or a human's override: appended, never overwriting. ``at`` is ISO 8601.

    ``item`` is the rubric line it is about (None: the whole grade); ``points`` is the new
    score of that line for an override, a (negative) difference for a penalty. An override's
    ``facts`` say which ``attempt`` it was given for, where that is known. ``accept``: a person
    has looked, and the grade that ``facts`` describe stands. ``why`` is a person's reason; a rule
    gives ``key`` and ``facts`` instead, which name and fill a message.
    """

    kind: Literal["override", "penalty", "comment", "accept"]
    who: str
    at: str
    why: str = ""
    item: str | None = None
    points: Decimal | None = None
    key: str = ""
    facts: dict[str, Scalar] = {}


class Grade(Struct, frozen=True, kw_only=True):
    """Points with reasons for one submission.

    ``state``: ``graded``; ``needs-review`` (points stand, a person should look);
    ``broken`` (our fault: no points are stated); ``unreadable`` (the submission is no notebook).
    ``score`` is the exact sum over ``lines``, before adjustments.
    """

    student: str
    assignment: str
    state: Literal["graded", "needs-review", "broken", "unreadable"]
    score: Decimal
    possible: Decimal
    lines: tuple[Line, ...] = ()
    remarks: tuple[Remark, ...] = ()
    problem: Remark | None = None
    review: tuple[str, ...] = ()
    digests: Digests = Digests()
    unsafe: bool = False
    attempt: int = 1
    adjustments: tuple[Adjustment, ...] = ()
