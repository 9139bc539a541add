"""Names that become folders are the same folder on every system, and never another place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.course.names import name_problem, path_problem, student_problem


@pytest.mark.parametrize("name", ["alice", "김철수", "o'neil", "a.b@c.org", "2024-17 (2)", "ünal"])
def test_names_of_people_are_taken(name):
    assert student_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "a ", ".", "..", "../x", "/root", "a/b", "a\\b", "C:", "CON", "con.txt", "LPT1",
        "a\nb", "a\x1b[2J", "a\0", "x" * 201, "x.", "a*", "-rf", ".hidden", "a\u200b", "\ud800",
        "가" * 70,
    ],
)  # fmt: skip
def test_names_that_are_other_places_are_refused(name):
    assert student_problem(name)


@given(st.text(max_size=250))
def test_a_taken_name_is_one_part_of_a_path(name):
    if not name_problem(name):
        assert "/" not in name
        assert "\\" not in name
        assert name not in {".", ".."}
        assert not path_problem(f"submitted/{name}")
