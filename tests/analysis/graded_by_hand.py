"""Grades built by hand, for statistics."""

from decimal import Decimal

from graders.model.evidence import Remark
from graders.model.grade import Adjustment, Grade, Line, Verdict

OUTCOMES = {1: "passed", 0: "failed"}


def verdict(credit):
    """A credit from 0 to 1, or ``blocked`` or ``broken``."""
    if isinstance(credit, str):
        return Verdict(outcome=credit, key=f"{credit}-key")
    outcome = OUTCOMES.get(credit, "partial")
    return Verdict(outcome=outcome, key=f"{outcome}-key", credit=Decimal(str(credit)))


def grade(student, shares, points=2, state="graded", **fields):
    """A grade of checks ``a``, ``b``, ... with these shares."""
    lines = tuple(
        Line(
            item=name,
            check="output-head",
            verdict=(one := verdict(credit)),
            points=one.credit * points,
            possible=Decimal(points),
        )
        for name, credit in zip("abcdefghij", shares, strict=False)
    )
    return Grade(
        student=student,
        assignment="regression",
        state=state,
        score=sum((line.points for line in lines), Decimal(0)),
        possible=Decimal(points * len(lines)),
        lines=lines,
        **fields,
    )


def cohort(*rows, times=1):
    return [
        grade(f"s{place:03d}", row)
        for place, row in enumerate(row for row in rows for _ in range(times))
    ]


def override(item, points):
    return Adjustment(
        kind="override", who="kim", at="2026-01-01", item=item, points=Decimal(points)
    )


def unreadable(student):
    problem = Remark(key="submission-not-json", facts={})
    return grade(student, [0, 0], state="unreadable", problem=problem)
