from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.utils import parse_utc

from graders.collecting.hand_in import stamped

SEOUL = ZoneInfo("Asia/Seoul")
NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 09:00:00.000000 UTC", "2026-03-01T09:00:00Z", "2026-03-01 18:00:00 Asia/Seoul",
        "2026-03-01 18:00:00+09:00", "2026-03-01 18:00:00 +0900", "2026-03-01-09-00-00",
        "2026-03-01 09:00:00 KST",
    ],
)  # fmt: skip
def test_times_as_platforms_write_them(text):
    assert stamped(text) == NINE


def test_a_time_without_a_zone_is_of_the_one_given():
    assert stamped("2026-03-01-18-00-00", SEOUL) == NINE


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01 09:00:00", "2026-03-01", "9999-12-31 23:59:59 -2300"]
)
def test_what_is_no_time(text):
    assert stamped(text) is None


@given(st.text())
def test_never_raises(text):
    stamped(text)


@given(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)))
def test_nbgraders_own_stamp_is_read_as_nbgrader_reads_it(when):
    text = when.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    assert stamped(text) == parse_utc(text).replace(tzinfo=UTC)
