"""Text of students: nothing unseen stays, nothing is without bound."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.reports.shown import LINES, WIDTH, first_lines, last_lines, stripped, visible

ANYTHING = st.text(st.characters(exclude_categories=()))
JOINERS = "\u200c\u200d"


def unseen(text):
    return [
        one for one in text
        if one not in "\n\t" and one not in JOINERS
        and (unicodedata.category(one) in {"Cc", "Cs"}
             or unicodedata.bidirectional(one) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI",
                                                   "FSI", "PDI"})
    ]  # fmt: skip


@given(ANYTHING)
def test_nothing_unseen_is_left(text):
    for cleaned in (visible(text), stripped(text)):
        assert unseen(cleaned) == []
        cleaned.encode()


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_letters_of_every_script_stay(text):
    assert visible(text) == text == stripped(text) or any(x in text for x in "\u115f\u1160\u3164")


@pytest.mark.parametrize("escape", ["\x1b[2J", "\x1b]0;title\x07", "\x1bP+q\x1b\\", "\x9b31m"])
def test_no_terminal_escape_is_left(escape):
    assert "\x1b" not in visible(f"a{escape}b") + stripped(f"a{escape}b")


def test_lines_are_counted_and_cut():
    assert first_lines("x\n" * (LINES + 3)).more == 3
    assert last_lines("x\n" * 50).more == 10
    assert len(first_lines("y" * 10**6).text) <= WIDTH + 2
