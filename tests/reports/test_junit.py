from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from graders.reports.junit import Case, junit


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
