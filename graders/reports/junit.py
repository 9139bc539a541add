"""Findings as JUnit XML, which every CI system shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from graders.model.grade import Grade
from graders.model.values import Struct
from graders.reports.table import Say, line_text

# What XML 1.0 cannot hold, not even escaped (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Case(Struct, frozen=True, kw_only=True):
    """One claim that was tested. ``failure`` says why it does not hold; ``error``, our fault."""

    suite: str
    name: str
    seconds: float = 0.0
    failure: str = ""
    error: str = ""


def junit(cases: Sequence[Case]) -> bytes:
    """JUnit XML, one suite per ``suite``."""
    root = ET.Element("testsuites", _counts(cases))
    for suite in dict.fromkeys(case.suite for case in cases):
        inside = [case for case in cases if case.suite == suite]
        element = ET.SubElement(root, "testsuite", {"name": _text(suite), **_counts(inside)})
        for case in inside:
            one = ET.SubElement(
                element,
                "testcase",
                {
                    "classname": _text(suite),
                    "name": _text(case.name),
                    "time": f"{case.seconds:.3f}",
                },
            )
            for kind, problem in (("failure", case.failure), ("error", case.error)):
                if problem:
                    first = problem.splitlines()[0]
                    ET.SubElement(one, kind, {"message": _text(first)}).text = _text(problem)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def checked(grade: Grade, titles: Mapping[str, str], say: Say) -> list[Case]:
    """One case a rubric line: passed, or what it said. ``titles`` name the lines for people."""
    return [
        Case(
            suite=grade.assignment,
            name=titles.get(line.item) or line.item,
            failure="" if line.verdict.outcome in {"passed", "broken"} else line_text(line, say),
            error=line_text(line, say) if line.verdict.outcome == "broken" else "",
        )
        for line in grade.lines
    ]


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(sum(bool(case.failure) for case in cases)),
        "errors": str(sum(bool(case.error) for case in cases)),
        "time": f"{sum(case.seconds for case in cases):.3f}",
    }


def _text(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
