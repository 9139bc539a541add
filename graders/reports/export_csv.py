"""Grades as CSV, for spreadsheets and learning platforms."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from graders.model.grade import Grade
from graders.reports.plain import printable
from graders.reports.table import Say, in_words, line_text, review_reasons
from graders.reports.totals import plain_number, state_of, total

# Full-width signs count, too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")  # noqa: RUF001

_NEXT_CELL = re.compile(r'([;|][ ;|"]*)(?=[=+\-@＝＋－＠])')  # noqa: RUF001


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before one.

    Spreadsheets run a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end
    (OWASP, "CSV Injection"), and skip leading blanks when they look. Where a comma is a decimal
    mark they part cells at semicolons instead, also within quotes that began in the middle.
    """
    safe = _NEXT_CELL.sub(r"\1'", printable(text))
    return f"'{safe}" if text.lstrip(" ").startswith(_FORMULA) else safe


def grades_csv(grades: Iterable[Grade], say: Say) -> str:
    """One row per submission. ``score`` is after adjustments, empty where none is stated.

    ``note`` says what was wrong with the submission as a whole, and why a person should look.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["student", "assignment", "score", "possible", "state", "attempt", "note", "unsafe"]
    )
    for grade in grades:
        points = total(grade)
        writer.writerow(
            [
                defused(grade.student),
                grade.assignment,
                "" if points is None else plain_number(points),
                plain_number(grade.possible),
                state_of(grade),
                grade.attempt,
                defused(_note(grade, say)),
                "unsafe" if grade.unsafe else "",
            ]
        )
    return out.getvalue()


def lines_csv(grades: Iterable[Grade], say: Say) -> str:
    """One row per rubric line of each submission, with its reason in words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["student", "assignment", "check", "points", "possible", "outcome", "reason"])
    for grade in grades:
        for line in grade.lines:
            # Lines of what could not be read say no more than that.
            unread = grade.state == "unreadable" and grade.problem is not None
            words = _note(grade, say) if unread else line_text(line, say)
            writer.writerow(
                [
                    defused(grade.student),
                    grade.assignment,
                    line.item,
                    plain_number(line.points),
                    plain_number(line.possible),
                    line.verdict.outcome,
                    defused(words),
                ]
            )
    return out.getvalue()


def _note(grade: Grade, say: Say) -> str:
    problem = grade.problem
    said = [in_words(problem.key, problem.facts, say)] if problem is not None else []
    if state_of(grade) == "needs-review":
        said += review_reasons(grade, say)
    return " ".join(dict.fromkeys(said))
