"""A cohort's grades as a table for a terminal, and the one reason that matters most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from rich import box
from rich.table import Table
from rich.text import Text

from graders.model.grade import Grade, Line
from graders.model.values import Scalar
from graders.reports.plain import printable
from graders.reports.totals import plain_number, state_of, total

Say = Callable[[str, Mapping[str, Scalar]], str]
Reason = tuple[str, Mapping[str, Scalar]]

_CRASH_CHECK = "runs-clean"
"""The check that names the first crash, from which the others follow."""
_CRASHED = ("crash-", "run-", "absent-limit", "absent-crash")
_SENTENCE_END = re.compile(r"[.?!](?= )")
_STYLES = {"graded": "", "needs-review": "yellow", "broken": "bold red", "unreadable": "magenta"}


def main_reason(grade: Grade) -> Reason | None:
    """What explains the score best: the message key and its facts; None for full marks.

    A problem with the submission itself; our own fault; the first crash, where most went because
    of crashes; the check that lost the most points for its own reason (not one that was merely
    blocked by another); why a person should look.
    """
    if grade.problem is not None:
        return grade.problem.key, grade.problem.facts
    lost = [line for line in grade.lines if line.points < line.possible]
    broken = [line for line in lost if line.verdict.outcome == "broken"]
    own = broken or [line for line in lost if line.verdict.outcome != "blocked"] or lost
    if own:
        worst = max(own, key=_lost)
        crash = next((line for line in lost if line.check == _CRASH_CHECK), None)
        if not broken and crash is not None and _lost_to_crashes(lost) >= _lost(worst):
            worst = crash
        return worst.verdict.key, worst.verdict.facts
    reviewed = [line.verdict for line in grade.lines if line.verdict.review]
    if reviewed:
        return reviewed[0].key, reviewed[0].facts
    return None


def cohort_table(grades: Sequence[Grade], say: Say, *, limit: int | None = None) -> Table:
    """One row per submission, by assignment and student.

    With ``limit``, at most so many rows: what a person should look at first, and a last row
    that says how many more there are.
    """
    rows = sorted(grades, key=lambda grade: (grade.assignment, grade.student))
    hidden = 0
    if limit is not None and len(rows) > limit:
        hidden = len(rows) - limit
        rows = sorted(rows, key=lambda grade: state_of(grade) == "graded")[:limit]
        rows.sort(key=lambda grade: (grade.assignment, grade.student))
    several = len({grade.assignment for grade in rows}) > 1
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    if several:
        table.add_column(say("table-assignment", {}), no_wrap=True)
    table.add_column(say("table-student", {}), overflow="fold")
    table.add_column(say("table-score", {}), justify="right", no_wrap=True)
    table.add_column(say("table-state", {}), no_wrap=True)
    table.add_column(say("table-reason", {}), ratio=1)
    for grade in rows:
        cells = [
            Text(printable(grade.student)),
            Text(score(grade)),
            Text(say(f"state-{state_of(grade)}", {}), style=_STYLES[state_of(grade)]),
            Text(reason(grade, say)),
        ]
        table.add_row(*([Text(grade.assignment)] if several else []), *cells)
    if hidden:
        more = Text(say("table-more", {"count": hidden}), style="dim")
        table.add_row(*([Text("")] if several else []), Text("…"), "", "", more)
    return table


def score(grade: Grade) -> str:
    """``17.5 / 20``, with adjustments; a dash where no points are stated."""
    points = total(grade)
    worth = "–" if points is None else plain_number(points)  # noqa: RUF001 - a dash, as in print
    return f"{worth} / {plain_number(grade.possible)}"


def reason(grade: Grade, say: Say) -> str:
    """The main reason's first sentence, on one line; the others are in the feedback."""
    found = main_reason(grade)
    text = "" if found is None else " ".join(say(*found).split())
    return printable(_first_sentence(text))


def _first_sentence(text: str) -> str:
    """Up to a full stop outside brackets and code, and not of an abbreviation at the start.

    >>> _first_sentence("Python cannot read it (invalid syntax. Line 2). Look there.")
    'Python cannot read it (invalid syntax. Line 2).'
    """
    for end in _SENTENCE_END.finditer(text, 20):
        sentence = text[: end.end()]
        if sentence.count("(") <= sentence.count(")") and sentence.count("`") % 2 == 0:
            return sentence
    return text


def line_text(line: Line, say: Say) -> str:
    """A verdict in words, on one line."""
    return in_words(line.verdict.key, line.verdict.facts, say)


def review_reasons(grade: Grade, say: Say) -> list[str]:
    """Why a person should look, in words, each reason once."""
    facts = {line.verdict.review: line.verdict.facts for line in grade.lines}
    return [in_words(key, facts.get(key, {}), say) for key in grade.review]


def in_words(key: str, facts: Mapping[str, Scalar], say: Say) -> str:
    """A message on one line, without anything that moves a cursor."""
    return printable(" ".join(say(key, facts).split()))


def states(grades: Sequence[Grade]) -> Counter[str]:
    """How many submissions are in which state."""
    return Counter(state_of(grade) for grade in grades)


def _lost(line: Line) -> Decimal:
    return line.possible - line.points


def _lost_to_crashes(lost: Sequence[Line]) -> Decimal:
    """Points that went because a cell had crashed or was stopped before."""
    return sum((_lost(line) for line in lost if line.verdict.key.startswith(_CRASHED)), Decimal(0))
