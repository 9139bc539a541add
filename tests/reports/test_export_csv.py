from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.model.evidence import Remark
from graders.model.grade import Grade, Line, Verdict
from graders.reports.export_csv import defused, grades_csv, lines_csv


def grade(student="kim", **fields):
    verdict = Verdict(outcome="failed", key="missing", facts={"name": "=1+1"})
    line = Line(
        item="fit", check="trained", verdict=verdict, points=Decimal(0), possible=Decimal(5)
    )
    defaults = {
        "state": "graded",
        "score": Decimal("7.50"),
        "possible": Decimal(10),
        "lines": (line,),
    }
    return Grade(student=student, assignment="regression", **{**defaults, **fields})


def said(key, facts):
    del facts
    return f"{key} said"


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_formulas_are_defused(name):
    student = rows(grades_csv([grade(name)], said))[0]["student"]
    assert student.startswith("'")


@pytest.mark.parametrize("separator", [";", "; ", "|", ";;"])
def test_no_cell_starts_a_formula_where_another_separator_is_read(separator):
    """A German or French Excel parts a CSV at semicolons, whatever stands in quotes."""
    name = f'x{separator}=HYPERLINK("http://a.example")'
    parts = re.split("[;|]", grades_csv([grade(name)], said))
    assert not any(part.strip(' "').startswith("=") for part in parts)


def test_words_with_a_semicolon_stay():
    assert defused("it fell; see -1; and a;b") == "it fell; see -1; and a;b"


@given(st.text())
def test_no_cell_starts_a_formula(text):
    assert not defused(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_one_row_a_submission():
    unsure = grade(review=("not-confirmed",), state="needs-review", unsafe=True)
    row = rows(grades_csv([unsure], said))[0]
    assert row == {
        "student": "kim",
        "assignment": "regression",
        "score": "7.5",
        "possible": "10",
        "state": "needs-review",
        "attempt": "1",
        "note": "not-confirmed said",
        "unsafe": "unsafe",
    }


def test_our_fault_is_no_zero():
    assert rows(grades_csv([grade(state="broken", score=Decimal(0))], said))[0]["score"] == ""


def test_what_could_not_be_read_is_said_in_both():
    unread = grade(state="unreadable", score=Decimal(0), problem=Remark(key="two notebooks"))
    assert rows(grades_csv([unread], said))[0]["note"] == "two notebooks said"
    assert rows(lines_csv([unread], said))[0]["reason"] == "two notebooks said"


def test_one_row_a_check_with_its_reason():
    row = rows(lines_csv([grade()], lambda key, facts: f"{facts['name']}\n{key}"))[0]
    assert (row["check"], row["outcome"], row["reason"]) == ("fit", "failed", "'=1+1 missing")
