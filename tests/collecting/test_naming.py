from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graders.collecting.naming import compact, composed, decoded

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=8)


@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_utf_8_is_read_as_utf_8(names):
    assert decoded([name.encode() for name in names]) == names


@given(name=HANGUL)
def test_korean_windows_beside_a_longer_name(name):
    """Alone, a short name may pass for UTF-8; an archive's other names tell."""
    names = [name, "회귀과제_김민수_제출물.ipynb"]
    assert decoded([one.encode("cp949") for one in names]) == names


@given(raw=st.lists(st.binary(max_size=20), max_size=4))
def test_any_bytes_are_some_name(raw):
    assert len(decoded(raw)) == len(raw)


@given(name=st.text())
def test_composing_is_done_once(name):
    assert composed(composed(name)) == composed(name)
    assert composed(unicodedata.normalize("NFD", name)) == composed(name)


def test_spellings_of_a_name_meet():
    spellings = ["Kim, Min-su", "KIM MINSU", "kimminsu"]
    assert len({compact(name) for name in spellings}) == 1
