"""Days of a small café that does not exist: one table, and a question of each kind about it.

Nothing here was estimated from any café; the numbers were chosen so that every question can be
answered better than by one constant answer, and none of them perfectly:

* ``litres`` of coffee sold is an amount: opening hours, the weekend and mild days raise it, rain
  lowers it, and chance adds a standard deviation of 2.5 litres.
* ``sold_out``: the croissants were gone before noon, yes or no. The more coffee, the likelier.
* ``bestseller``: exactly one of four drinks. Heat speaks for iced tea, cold and rain for cocoa.
* ``umbrella``, ``terrace``, ``queue``, ``delivery``: things that happened, any number of them on
  the same day: somebody asked for an umbrella, the terrace was open, people queued at the door,
  an order was delivered.

Each yes or no is drawn from a logistic function of the day's weather and hours, and the drink from
a softmax over four such scores.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

DRINKS = ("americano", "cocoa", "iced tea", "latte")
HAPPENED = ("umbrella", "terrace", "queue", "delivery")

DRY_SHARE = 0.55
LITRES_NOISE = 2.5


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` days: weather, hours, and all that was noted of the day but its bestseller."""
    temperature = generator.normal(14.0, 8.0, count).clip(-8, 35)
    wet = generator.random(count) > DRY_SHARE
    rain = np.where(wet, generator.gamma(1.5, 4.0, count), 0.0)
    wind = generator.gamma(3.0, 5.0, count).clip(0, 70)
    hours = generator.integers(6, 13, count)
    weekend = (generator.random(count) < 2 / 7).astype(int)
    mild = np.exp(-(((temperature - 16.0) / 9.0) ** 2))
    expected = 4.0 + 1.6 * hours + 4.0 * weekend + 6.0 * mild - 0.25 * rain
    litres = (expected + generator.normal(0.0, LITRES_NOISE, count)).clip(1.0)
    scores = {
        "sold_out": 0.45 * (litres - 24.0),
        "umbrella": 0.5 * rain - 2.0,
        "terrace": 0.4 * (temperature - 15.0) - 0.5 * rain,
        "queue": 2.5 * weekend + 0.3 * (litres - 25.0),
        "delivery": 0.25 * rain + 0.12 * (wind - 15.0) - 0.8,
    }
    happened = {
        name: (generator.random(count) < 1 / (1 + np.exp(-score))).astype(int)
        for name, score in scores.items()
    }
    return pd.DataFrame(
        {
            "temperature": temperature.round(1),
            "rain": rain.round(1),
            "wind": wind.round(),
            "hours": hours,
            "weekend": weekend,
            "litres": litres.round(1),
            "sold_out": happened["sold_out"],
            **{name: happened[name] for name in HAPPENED},
        }
    )


def target(generator: np.random.Generator, days: pd.DataFrame) -> pd.Series:
    """``bestseller`` of each day, by its weather."""
    warm = (days["temperature"] - 14.0) / 8.0
    wet = np.minimum(days["rain"], 12.0) / 6.0
    scores = np.column_stack(
        [1.2 + 0 * warm, 0.2 - 2.2 * warm + 1.0 * wet, 0.0 + 2.8 * warm - 0.8 * wet, 1.0 * wet]
    )
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    cumulative = np.cumsum(chances / chances.sum(axis=1, keepdims=True), axis=1)
    drawn = (generator.random(len(days))[:, None] > cumulative[:, :-1]).sum(axis=1)
    return pd.Series(np.array(DRINKS, dtype=object)[drawn], name="bestseller")
