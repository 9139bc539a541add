"""이 or 가, by the word before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.reports.messages import LANGUAGES, Messages
from graders.reports.particles import chosen

READ = [
    ("집이(가)", "집이"), ("나무을(를)", "나무를"), ("길(으)로", "길로"), ("집(으)로", "집으로"),
    ("`model`을(를)", "`model`을"), ("`y_val`(으)로", "`y_val`로"), ("`x_train`이(가)", "`x_train`이"),
    ("`rmse`은(는)", "`rmse`는"), ("RMSE와(과)", "RMSE와"), ("`scores`을(를)", "`scores`를"),
    ("`x_val_mm`을(를)", "`x_val_mm`을"), ("`history`이(가)", "`history`가"), ("SVC이(가)", "SVC가"),
    ("`class_weight`은(는)", "`class_weight`는"), ("`y_test_pred`이(가)", "`y_test_pred`가"),
    ("`fit`을(를)", "`fit`을"), ("dropout은(는)", "dropout은"), ("pipeline이(가)", "pipeline이"),
    ("7(으)로", "7로"), ("0.15을(를)", "0.15를"), ("3이(가)", "3이"), ("10을(를)", "10을"), ("1e-05은(는)", "1e-05는"),
    ("“1”(전체 행의 3 %)을(를)", "“1”(전체 행의 3 %)을"), ("`f(3)`을(를)", "`f(3)`를"),
    ("[0.5, 0.2]이(가)", "[0.5, 0.2]가"), ("(2, 3)을(를)", "(2, 3)을"), ("R²이(가)", "R²이"),
    ("“떠남”(이)라고", "“떠남”이라고"), ("“0”이(가)", "“0”이"), ("名을(를)", "名을(를)"), ("을(를)", "을(를)"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), READ)
def test_particles_as_they_are_read(written, read):
    assert chosen(written) == read


@given(st.text())
def test_nothing_else_changes(text):
    plain = text.replace("(", "").replace(")", "")
    assert chosen(plain) == plain
    assert chosen(chosen(f"{text}을(를)")) == chosen(f"{text}을(를)")


def test_sentences_choose_in_korean_only():
    facts = {"text": "`model`을(를)"}
    assert Messages("ko").say("own", facts) == "`model`을(를)"  # an author's own words stay
    said = Messages("ko").say("contrast-same", {"beside": "losses_xavier", "name": "losses"})
    assert "`losses_xavier`와 `losses`에" in said
    for lang in LANGUAGES:
        assert "(" not in Messages(lang).say("estimator-not-fitted", {"name": "svc"})
