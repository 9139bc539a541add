"""Gradescope: ``results.json``, what an autograder of Gradescope's leaves for one submission.

The fields are those of its *Autograder Specifications*: at the top ``score``, ``output``,
``output_format``, ``visibility``, ``stdout_visibility``, ``tests`` and ``extra_data``; in a test
``name``, ``score``, ``max_score``, ``status``, ``output``, ``output_format`` and ``visibility``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from graders.model.evidence import Remark
from graders.model.grade import Grade, Line
from graders.reports.plain import printable
from graders.reports.table import Say, in_words, line_text, review_reasons
from graders.reports.totals import state_of, total


def results(
    grade: Grade, say: Say, titles: Mapping[str, str] | None = None, visibility: str = "visible"
) -> dict[str, Any]:
    """One submission's results, as a mapping for JSON. ``titles`` name the lines for people.

    ``score`` is the score after adjustments; what they were is told in ``output``. Everything is
    ``text``, never HTML: reasons quote students' notebooks.
    """
    said = [_words(grade.problem, say)] if grade.problem is not None else []
    if state_of(grade) == "needs-review":
        said += review_reasons(grade, say)
    points = total(grade)
    if points is not None and points != grade.score:
        facts = {"automatic": float(grade.score), "score": float(points)}
        said.append(say("export-adjusted", facts))
        said += [printable(one.why) for one in grade.adjustments if one.why]
    overrides = {
        one.item: one.points for one in grade.adjustments if one.kind == "override" and one.item
    }
    found: dict[str, Any] = {
        "output": "\n".join(dict.fromkeys(said)),
        "output_format": "text",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "tests": [
            _test(line, overrides.get(line.item), say, titles or {}, visibility)
            for line in grade.lines
        ],
        "extra_data": {"state": state_of(grade), "attempt": grade.attempt},
    }
    if points is not None:
        found["score"] = _plain(points)
    return found


def _test(
    line: Line, override: Decimal | None, say: Say, titles: Mapping[str, str], visibility: str
) -> dict[str, Any]:
    points = line.points if override is None else override
    return {
        "name": printable(titles.get(line.item) or line.item),
        "score": _plain(points),
        "max_score": _plain(line.possible),
        "status": "passed" if points >= line.possible else "failed",
        "output": line_text(line, say),
        "output_format": "text",
        "visibility": visibility,
    }


def _words(problem: Remark, say: Say) -> str:
    return in_words(problem.key, problem.facts, say)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
