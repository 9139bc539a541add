import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.analysis.distribution import distribution

scores = st.floats(0, 130, allow_nan=False)


@given(st.lists(scores), st.integers(0, 120))
def test_every_score_is_in_one_bar_and_bars_touch(values, possible):
    found = distribution(values, possible)
    assert sum(bar.students for bar in found.bars) == len(values)
    assert found.bars[0].low == 0
    assert found.bars[-1].low == possible
    for one, after in zip(found.bars, found.bars[1:], strict=False):
        assert one.high == after.low
    assert found.bars[-1].students == sum(value >= possible for value in values)


def test_full_marks_stand_alone():
    found = distribution([20, 19.5, 19, 0], 20)
    assert [bar.students for bar in found.bars][-2:] == [2, 1]
    assert found.median == pytest.approx(19.25)


def test_without_scores_there_is_no_median():
    assert distribution([], 20).median is None
