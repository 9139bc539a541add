"""Charts: every point inside, lines broken where there is no number."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.reports.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, curve_chart

LINE = st.lists(st.floats(width=32), max_size=60)


@given(LINE, LINE)
def test_every_point_lies_in_the_frame(loss, held):
    chart = curve_chart({"loss": loss, "val_loss": held})
    if chart is None:
        return
    for curve in chart.curves:
        for piece in curve.pieces:
            for point in piece.split():
                x, y = map(float, point.split(","))
                assert LEFT <= x <= WIDTH - RIGHT
                assert 0 <= y <= HEIGHT - BOTTOM + 0.1
    assert all(TOP - 0.1 <= tick.at <= HEIGHT - BOTTOM + 0.1 for tick in chart.y_ticks)


@given(LINE, st.lists(st.tuples(st.floats(-1e9, 1e9), st.floats(0, 1e9)), min_size=2, max_size=80))
def test_a_range_is_shaded_inside_the_frame_no_further_than_the_line_goes(loss, both):
    ranges = {"loss": ([low for low, _ in both], [low + more for low, more in both])}
    chart = curve_chart({"loss": loss}, {**ranges, "val_loss": ranges["loss"]})
    if chart is None:
        return
    (shade,) = chart.shades  # nothing behind a line that is not there
    points = [tuple(map(float, point.split(","))) for point in shade.points.split()]
    assert len(points) == 2 * min(len(loss), len(both))
    assert all(LEFT <= x <= WIDTH - RIGHT and 0 <= y <= HEIGHT - BOTTOM + 0.1 for x, y in points)
    upper, lower = points[: len(points) // 2], points[len(points) // 2 :][::-1]
    assert all(top[0] == low[0] and top[1] <= low[1] for top, low in zip(upper, lower, strict=True))
    end = min(len(loss), len(both)) - 1
    assert (shade.low, shade.high) == (ranges["loss"][0][end], ranges["loss"][1][end])


@pytest.mark.parametrize("line", [[], [1.0], [math.nan] * 9, [math.inf, -math.inf]])
def test_no_chart_of_nothing(line):
    assert curve_chart({"loss": line}) is None


def test_a_line_is_broken_where_it_is_no_number():
    chart = curve_chart({"loss": [3, 2, math.nan, 1, 1]})
    assert [len(piece.split()) for piece in chart.curves[0].pieces] == [2, 2]


def test_a_wild_first_epoch_does_not_flatten_the_rest():
    chart = curve_chart({"loss": [1e6, *(10 - n / 10 for n in range(99))]})
    heights = [float(point.split(",")[1]) for point in chart.curves[0].pieces[0].split()[1:]]
    assert max(heights) - min(heights) > HEIGHT / 3
    assert curve_chart({"loss": [1.0] * 5000}).curves[0].pieces[0].count(" ") < 500
