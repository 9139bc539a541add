from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from graders.model.grade import Grade, Line, Verdict
from graders.reports.junit import Case, checked, junit


def test_counts_and_problems():
    root = ET.fromstring(
        junit(
            [
                Case(suite="regression", name="reference", seconds=1.5),
                Case(suite="regression", name="skeleton", failure="too much\n20 %"),
                Case(suite="binary", name="reference", error="no box"),
            ]
        )
    )
    assert root.attrib == {"tests": "3", "failures": "1", "errors": "1", "time": "1.500"}
    assert [suite.get("name") for suite in root] == ["regression", "binary"]
    failure = root.find(".//failure")
    assert failure is not None
    assert (failure.get("message"), failure.text) == ("too much", "too much\n20 %")


@given(st.text(alphabet=st.characters(exclude_categories=()), min_size=1))
def test_any_text_is_well_formed(text):
    root = ET.fromstring(junit([Case(suite=text, name=text, failure=text)]))
    assert root.find(".//testcase") is not None


def test_a_checked_notebook_is_a_case_a_line():
    def line(item, outcome):
        verdict = Verdict(outcome=outcome, key="missing", facts={"name": "<b>\x1b"})
        return Line(item=item, check="x", verdict=verdict, points=Decimal(0), possible=Decimal(1))

    lines = tuple(line(outcome, outcome) for outcome in ("passed", "failed", "broken", "blocked"))
    grade = Grade(
        student="", assignment="scaling", state="graded", score=Decimal(0), possible=Decimal(4),
        lines=lines,
    )  # fmt: skip
    root = ET.fromstring(
        junit(checked(grade, {"failed": "A title"}, lambda key, facts: f"{key} {facts['name']}"))
    )
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "1")
    names = [case.get("name") for case in root.iter("testcase")]
    assert names == ["passed", "A title", "broken", "blocked"]
    assert root.find(".//failure").text == "missing <b>\\x1b"
