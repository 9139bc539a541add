"""Whose task it is, and which one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks import draws

ROWS = [tuple(f"c{row}{place}" for place in range(3)) for row in range(7)]


@given(st.text())
def test_a_name_draws_the_same_row_every_time_however_it_is_spelled(name):
    row = draws.draw(name, ROWS)
    assert row in ROWS
    assert draws.draw(f"  {draws.plain(name)}\n", ROWS) == row


def test_names_spread_over_all_rows():
    drawn = {draws.draw(one + other, ROWS) for one in string.ascii_lowercase for other in "xyz"}
    assert len(drawn) == len(ROWS)


def test_a_korean_name_typed_on_a_mac_is_the_same_name():
    assert draws.plain("\u1100\u1161\u11a8") == draws.plain("각")


def test_numbers_are_names_too(build):
    for written, found in (("Kim ", "kim"), (20231234, "20231234"), ("", ""), (2.5, "")):
        if isinstance(written, str):
            value = build.value("student", kind="text", text=written)
        else:
            value = build.value("student", written)
        assert draws.signature(build.evidence(values=[value]), "student") == found
    assert not draws.signature(build.evidence(), "student")


@pytest.mark.parametrize(
    ("signed", "student", "another"),
    [
        ("kim", "kim", False),
        ("Kim Minsu", "minsu_kim", False),
        ("20231234", "20231234_kim", False),
        ("kim", "", False),
        ("kim", "lee", True),
        ("ki", "kim", True),
        ("kim lee", "kim", True),
        ("---", "kim", True),
    ],
)
def test_a_signature_has_to_be_of_the_one_who_handed_in(build, signed, student, another):
    reference = build.reference(student=student)
    assert draws.signed_by_another(signed, reference) is another


def test_tables_that_are_none(build):
    assert draws.table(build.reference(), "x.csv") == []
    for data in (b"", b"a,b\n", b"\xff\xfe", b'"\n'):
        assert draws.table(build.reference(files={"x.csv": data}), "x.csv") == []
    found = draws.table(build.reference(files={"x.csv": b"a,b\n1,2\n\n3,4\n"}), "x.csv")
    assert found == [("1", "2"), ("3", "4")]
