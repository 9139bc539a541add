"""Every check that students meet says why it matters, in both languages."""

import pytest

from graders.checks import check_types
from graders.reports.lessons import documented, why
from graders.reports.messages import Messages

FOR_INSTRUCTORS = {"cell-passes", "graded-by-hand"}
"""Of courses without a rubric of ours."""


@pytest.mark.parametrize("name", sorted(check_types({}).keys() - FOR_INSTRUCTORS))
def test_every_check_says_why_in_both_languages(name):
    check = check_types({})[name]
    english, korean = (why(name, check, Messages(lang)) for lang in ("en", "ko"))
    assert english == documented(check)
    assert any("가" <= letter <= "힣" for letter in korean)


def test_a_check_without_a_lesson_says_none():
    assert why("own", type("Own", (), {"__doc__": "One line."}), Messages("en")) == ""
