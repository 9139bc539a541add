"""A reason in steps: nothing is lost, and the question stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.reports.messages import Messages
from graders.reports.steps import sentences, steps


@given(st.text(alphabet="ab .?!`()“”\n"))
def test_no_word_is_lost_and_none_changes_its_place(text):
    whole = " ".join(text.split())
    assert " ".join(sentences(text)).split() == whole.split()
    assert " ".join(" ".join(steps(text)).split()) == whole


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_reasons_with_a_question_say_first_what_was_seen(lang):
    say = Messages(lang)
    asked = 0
    for key in sorted(say.keys()):
        if key.startswith(("crash-", "head-", "loss-", "scaled", "leak", "trained", "metric-")):
            text, _ = say.format(key, {"cell": "fit", "line": 3, "name": "x", "metric": "mae"})
            parts = steps(text)
            assert parts.seen or not text, key
            if "?" in text.split(" ", 3)[-1] and parts.question:
                asked += 1
                assert "?" in parts.question, key
    assert asked > 40


@pytest.mark.parametrize(
    ("text", "seen", "question", "look"),
    [
        ("All well.", "All well.", "", ""),
        ("Why?", "Why?", "", ""),
        ("A (b? c). Why? And how? Look.", "A (b? c).", "Why? And how?", "Look."),
        ("손실이 올랐습니다. 학습률은 얼마입니까? `compile`을 보세요.", "손실이 올랐습니다.",
         "학습률은 얼마입니까?", "`compile`을 보세요."),
        ("What is 3.5 of `a.b`?  Two lines\nhere.", "What is 3.5 of `a.b`? Two lines here.", "", ""),
    ],
)  # fmt: skip
def test_parts(text, seen, question, look):
    assert steps(text) == (seen, question, look)
