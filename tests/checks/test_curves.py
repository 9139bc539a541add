"""Numbers that say what a person sees in a curve."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks.curves import JAGGED, RISING, STILL_FALLING, read, smooth
from graders.course.further import answers

EPOCHS = np.arange(60)
STEEP = 10 * np.exp(-EPOCHS / 4) + 2


def wobbling(height):
    return np.random.default_rng(3).uniform(-height, height, len(EPOCHS))


def test_steep_then_flat_is_nothing_else():
    found = read(STEEP, STEEP + 0.5 + wobbling(0.1))
    assert found.fall > 0.8
    assert found.rough < JAGGED
    assert found.rise < RISING / 2
    assert found.left < STILL_FALLING / 2
    assert 10 <= found.rest <= 14
    assert found.lost == 0


def test_leaps_are_rough():
    found = read(STEEP, STEEP + np.abs(wobbling(4)))
    assert found.rough > JAGGED
    assert found.ups > 5
    steps = np.diff(STEEP + np.abs(wobbling(4)))
    assert found.leap == steps.max()
    assert found.leap_epoch == steps.argmax() + 2


def test_a_valley_is_found_where_it_is():
    held = np.abs(EPOCHS - 20) / 5 + 4
    found = read(STEEP, held)
    assert 19 <= found.turn <= 23
    assert found.rise > RISING
    assert found.rough < JAGGED


def test_what_is_left_at_the_end():
    found = read(10 - EPOCHS / 10, 10 - EPOCHS / 10)
    assert found.left > STILL_FALLING
    assert found.left_from == 48
    assert read(10 - EPOCHS / 1e6, 10 - EPOCHS / 1e6).fall < 0.01


def test_curves_read_the_same_in_any_unit():
    one = read(STEEP, STEEP + wobbling(2))
    other = read(1000 * STEEP, 1000 * (STEEP + wobbling(2)))
    for name in ("fall", "rise", "rough", "left"):
        assert math.isclose(getattr(one, name), getattr(other, name), rel_tol=1e-9, abs_tol=1e-12)


def test_nothing_is_read_from_where_the_loss_is_no_number():
    found = read([3.0, 2.5, 2.2, 2.0, math.nan, 1.0], [3.0, 2.5, 2.2, 2.0, 1.0, 1.0])
    assert (found.lost, found.epochs, found.last) == (5, 6, 2.0)
    assert read([math.inf, 1.0, 1.0], [1.0, 1.0, 1.0]).lost == 1
    assert read([1.0, 2.0], [1.0, 2.0]) is None
    assert read([], []) is None


@given(
    st.lists(st.floats(width=32), max_size=30),
    st.lists(st.floats(width=32), max_size=30),
)
def test_it_reads_whatever_there_is(loss, held):
    with np.errstate(all="ignore"):
        found = read(loss, held)
    assert found is None or found.epochs == len(loss)


def test_one_wild_epoch_bends_nothing():
    line = STEEP.copy()
    line[30] = 50
    assert np.abs(smooth(line) - STEEP)[20:].max() < 0.1
    assert smooth(np.array([1.0, 5.0, 1.0])).tolist() == [1.0, 1.0, 1.0]


def recorded():
    """The runs that students read, and what stands in each by hand."""
    folder = Path(__file__).parents[2] / "reference" / "learning-curves"
    runs = json.loads((folder / "runs.json").read_text("utf-8"))
    return [(name, runs[name], tags) for name, tags in answers(folder).items()]


@pytest.mark.parametrize(("name", "run", "tags"), recorded(), ids=[one[0] for one in recorded()])
def test_real_runs_show_what_their_answers_say(name, run, tags):
    found = read(run["loss"], run["val_loss"])
    shown = {
        "never falls": found.fall < 0.1,
        "jagged": found.rough > JAGGED,
        "overfitting": found.rise > RISING,
        "still falling": found.left > STILL_FALLING,
    }
    seen = next((tag for tag, shows in shown.items() if shows), "good")
    assert seen in tags


def test_the_bars_lie_between_the_runs_with_the_ailment_and_those_without():
    """Measured: no run that has one tag only is within a fifth of a bar."""
    for _, run, tags in recorded():
        if len(tags) > 1:
            continue
        found = read(run["loss"], run["val_loss"])
        for figure, bar, tag in (
            (found.rough, JAGGED, "jagged"),
            (found.rise, RISING, "overfitting"),
            (found.left, STILL_FALLING, "still falling"),
        ):
            if tags[0] in {"good", tag}:
                assert figure > 1.2 * bar if tags[0] == tag else figure < 0.8 * bar


def test_the_draws_are_as_like_each_other_as_they_are_said_to_be():
    folder = Path(__file__).parents[2] / "reference" / "learning-curves"
    right = answers(folder)
    with (folder / "data" / "draws.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    assert len(rows) == len({frozenset(row) for row in rows}) == 240
    for row in rows:
        first = [right[name][0] for name in row]
        assert len(set(row)) == 8
        assert set(first) == {tags[0] for tags in right.values()}
        assert max(map(first.count, first)) <= 3
        assert sum(len(right[name]) > 1 for name in row) == 2


def test_students_hold_the_curves_as_they_were_recorded_and_nothing_else():
    folder = Path(__file__).parents[2] / "reference" / "learning-curves"
    with (folder / "data" / "curves.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"curve", "epoch", "loss", "val_loss"}
    for name, run, _ in recorded():
        mine = [row for row in rows if row["curve"] == name]
        assert [int(row["epoch"]) for row in mine] == list(range(1, len(run["loss"]) + 1))
        for column in ("loss", "val_loss"):
            kept = np.array([float(row[column]) for row in mine])
            np.testing.assert_allclose(kept, run[column], rtol=1e-5)
