from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graders.reports.plain import printable


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_is_printable_and_encodes(text):
    shown = printable(text)
    assert shown.isprintable()
    assert shown.encode().decode() == shown
    assert printable(shown) == shown


def test_terminal_escapes_and_overrides_show_as_text():
    assert printable("a\x1b]0;x\x07\u202eb\n") == "a\\x1b]0;x\\x07\\u202eb\\n"


def test_letters_stay():
    assert printable("김철수 Zoë") == "김철수 Zoë"
