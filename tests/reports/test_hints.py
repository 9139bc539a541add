"""A reason in steps: nothing is lost, and what was seen comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks import check_types
from graders.reports.hints import sentences, steps, why
from graders.reports.messages import Messages

SENTENCE = st.from_regex(r"[A-Za-z가-힣]{1,8}( [a-z가-힣]{1,8}){0,4}[.?!]", fullmatch=True)


@given(st.lists(SENTENCE, min_size=1, max_size=6))
def test_no_word_is_lost_and_the_order_stays(parts):
    found = steps(" ".join(parts))
    assert " ".join(filter(None, [found.seen, found.question, found.look])) == " ".join(parts)
    assert found.seen
    assert all(part.endswith("?") for part in sentences(found.question))


@pytest.mark.parametrize(
    "text",
    [
        "Python cannot read it (invalid syntax. Line 2).",
        "Call `model.fit(x. y)` once.",
        "0.5 is it.",
    ],
)
def test_brackets_code_and_numbers_end_no_sentence(text):
    assert sentences(text) == [text]


def test_a_question_alone_is_what_is_shown():
    assert steps("Is it spelled so? Look there.").seen == "Is it spelled so?"
    assert steps("").seen == ""


@pytest.mark.parametrize("name", sorted(check_types({})))
def test_every_check_says_why_in_both_languages(name):
    assert why(check_types({})[name])
    if name not in {"cell-passes", "graded-by-hand"}:  # for courses without a rubric of ours
        assert Messages("ko").format(f"why-{name}", {})[0]
