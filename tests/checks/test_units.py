"""Targets in other units: what was changed before training is turned back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks.units import Units, units_of

PRICES = np.random.default_rng(4).uniform(5, 50, 60)


@given(scale=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_any_line_is_turned_back(build, scale, shift):
    changed = (PRICES - shift) / scale
    back = units_of(build.info(changed), PRICES).back(changed)
    assert np.allclose(back, PRICES, rtol=1e-4, atol=0.05)


@pytest.mark.parametrize("bend", [np.log, np.log1p, np.sqrt])
def test_bends_are_turned_back(build, bend):
    units = units_of(build.info(bend(PRICES)), PRICES)
    assert units.bent
    assert np.allclose(units.back(bend(PRICES)), PRICES)


def test_prices_as_they_are_stay(build):
    assert units_of(build.info(PRICES.astype(np.float32)), PRICES) == Units()
    assert units_of(build.info(PRICES[:, None]), PRICES) == Units()


@pytest.mark.parametrize(
    ("trained_on", "truth"),
    [
        (None, PRICES),
        (PRICES, None),
        (np.ones(60), PRICES),
        (PRICES, np.full(60, np.nan)),
        (PRICES, np.array(["a"] * 60)),
        (PRICES.reshape(30, 2), PRICES),
        (PRICES, PRICES[:0]),
    ],
)
def test_what_cannot_be_compared_is_taken_as_it_is(build, trained_on, truth):
    info = build.info(trained_on) if trained_on is not None else None
    assert units_of(info, truth) == Units()
