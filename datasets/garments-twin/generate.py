"""Made-up garments, after the pattern of Fashion-MNIST: small grey images of ten kinds.

An image is a silhouette in 16 x 16 grey values, drawn from a few measures (how long the sleeves
are, how wide the hem is, ...), then moved, turned, sheared, lit, printed with stripes, and taken
with a camera that makes noise. Some hang before a bright wall: there the garment is the dark part.
So no single pixel says much by itself, which is what makes a network with hidden layers worth it.

How the numbers were chosen: by eye, so that the ten kinds look like themselves and the kinds that
people mix up (shirts, pullovers, coats, T-shirts) overlap; then the spreads of place, light and
noise were set so that one layer, and two or three layers, differ as they do on the original. The
card says how much.

The images come first here and the kinds after them: ``target`` looks at nothing but the pixels. It
compares an image with a fixed set of ``EXAMPLES`` silhouettes of each kind, in shapes and places of
their own, and draws the kind from the chances that this gives (Bayes' rule with a kernel density).
What an image was meant to be when it was drawn is thrown away, and would add nothing to knowing
its pixels. So the hidden kinds of a test file cannot be read off the way in which its images were
drawn.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Sides = tuple[Numbers | float, Numbers | float]

SIDE = 16
PIXELS = tuple(f"p{number}" for number in range(SIDE * SIDE))
KINDS = (
    "T-shirt", "trousers", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "boot",
)  # fmt: skip

BRIGHT = 0.1
"""Of so many the wall is bright and the garment dark."""
NOISE = 0.10
"""Standard deviation of a pixel's noise, where black is 0 and white is 1."""
EXAMPLES = 300
"""Silhouettes of each kind that an image is compared with."""
CLOSENESS = 60.0
"""How sharply likeness counts: the chance of a kind sums ``exp(CLOSENESS * likeness)``."""
EDGE = 0.10
"""Half the width of a silhouette's soft edge, in halves of the image's side."""


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` images, one a row: ``p0`` ... ``p255``, whole numbers from 0 to 255, row by row."""
    shapes = silhouettes(generator, generator.integers(len(KINDS), size=count))
    light = generator.uniform(0.55, 1.0, (count, 1, 1))
    wall = generator.uniform(0.0, 0.25, (count, 1, 1))
    images = wall + (light - wall) * shapes * prints(generator, count)
    bright = generator.random((count, 1, 1)) < BRIGHT
    images = np.where(bright, 1 - images, images)
    images += NOISE * generator.standard_normal(images.shape)
    grey = (255 * images.clip(0, 1)).round().astype(np.uint8)
    return pd.DataFrame(grey.reshape(count, -1), columns=list(PIXELS))


def target(generator: np.random.Generator, images: pd.DataFrame) -> pd.Series:
    """``kind`` for each row of ``images``: the position in ``KINDS``, drawn from its chances."""
    cumulative = chances(images).cumsum(axis=1)
    drawn = (generator.random(len(images))[:, None] > cumulative[:, :-1]).sum(axis=1)
    return pd.Series(drawn, name="kind")


def chances(images: pd.DataFrame) -> Numbers:
    """The probability of each kind given the pixels, ``(rows, kinds)``."""
    bank = np.random.Generator(np.random.PCG64(20_170_825))
    kinds = np.repeat(np.arange(len(KINDS)), EXAMPLES)
    known = _standardised(silhouettes(bank, kinds))
    seen = _standardised(images.to_numpy(dtype=float).reshape(-1, SIDE, SIDE))
    likeness = (seen @ known.T) ** 2  # squared: a dark garment is like a bright one
    scores = np.exp(CLOSENESS * (likeness - likeness.max(axis=1, keepdims=True)))
    sums = scores.reshape(len(images), len(KINDS), EXAMPLES).sum(axis=2)
    return sums / sums.sum(axis=1, keepdims=True)


def _standardised(images: Numbers) -> Numbers:
    """Smoothed a little, of mean 0 and length 1: a row for each image."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)), mode="edge")
    rows = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
    smooth = (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]).reshape(len(images), -1)
    smooth = smooth - smooth.mean(axis=1, keepdims=True)
    return smooth / np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-9)


def prints(generator: np.random.Generator, count: int) -> Numbers:
    """What a garment's cloth looks like: plain, or with stripes along or across."""
    place = np.arange(SIDE)
    wave = generator.uniform(0.8, 2.2, (count, 1))
    phase = generator.uniform(0, 2 * np.pi, (count, 1))
    stripes = 0.5 + 0.5 * np.sin(wave * place + phase)
    across = generator.random((count, 1, 1)) < 0.5
    depth = np.where(generator.random((count, 1, 1)) < 0.5, 0.0, 0.5)
    depth = depth * generator.random((count, 1, 1))
    return 1 - depth * np.where(across, stripes[:, :, None], stripes[:, None, :])


def silhouettes(generator: np.random.Generator, kinds: NDArray[np.integer]) -> Numbers:
    """A silhouette for each of ``kinds``, from 0 (wall) to 1: ``(count, SIDE, SIDE)``."""
    count = len(kinds)
    one = (count, 1, 1)
    centre = (np.arange(SIDE) - (SIDE - 1) / 2) / (SIDE / 2)
    y, x = np.broadcast_arrays(centre[:, None], centre[None, :])
    x = x - generator.normal(0, 0.10, one)
    y = y - generator.normal(0, 0.10, one)
    angle = generator.normal(0, 0.10, one)
    x, y = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
    x = x + generator.normal(0, 0.12, one) * y
    x = x / generator.uniform(0.85, 1.15, one)
    y = y / generator.uniform(0.85, 1.10, one)
    x = np.where(generator.random(one) < 0.5, x, -x)  # shoes look left or right
    measures = generator.random((count, 6, 1, 1))
    shapes = np.empty((count, SIDE, SIDE))
    for kind, draw in enumerate(DRAWN):
        chosen = kinds == kind
        apart = draw(x[chosen], y[chosen], measures[chosen].swapaxes(0, 1))
        shapes[chosen] = (0.5 + apart / (2 * EDGE)).clip(0, 1)
    return shapes


# Below, a shape is a function of the place that is positive inside, about the distance to its edge.
# Its measures lie between 0 and 1.


def _box(x: Numbers, y: Numbers, across: Sides, down: Sides) -> Numbers:
    (left, right), (top, foot) = across, down
    return np.minimum.reduce(np.broadcast_arrays(x - left, right - x, y - top, foot - y))


def _any(*shapes: Numbers) -> Numbers:
    return np.maximum.reduce(np.broadcast_arrays(*shapes))


def _without(shape: Numbers, hole: Numbers) -> Numbers:
    return np.minimum(shape, -hole)


def _body(x: Numbers, y: Numbers, width: Numbers, hem: Numbers, foot: Numbers) -> Numbers:
    """From the shoulders, ``width`` to each side, to a hem at ``foot`` that is ``hem`` wider."""
    side = width + hem * (y + 0.7) / 1.5
    return _box(x, y, (-side, side), (-0.72, foot))


def _sleeves(x: Numbers, y: Numbers, width: Numbers, reach: Numbers, spread: Numbers) -> Numbers:
    """Sleeves from the shoulders down to ``reach``, leaning out by ``spread`` at each step down."""
    middle = width + spread * (y + 0.7)
    return np.minimum.reduce([0.15 - abs(abs(x) - middle), y + 0.72, reach - y])


def t_shirt(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """Wide, with short sleeves that stand out."""
    a, b, c, d, e, f = m
    width = 0.38 + 0.12 * a
    sleeves = _sleeves(x, y, width, -0.35 + 0.3 * b, 0.55 + 0.3 * c)
    neck = _box(x, y, (-0.16, 0.16), (-1, -0.62 + 0.15 * d))
    return _without(_any(_body(x, y, width, 0.1 * e, 0.6 + 0.2 * f), sleeves), neck)


def trousers(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """A waist, and two legs that may be wide or narrow."""
    a, b, c, d, e, _ = m
    waist, leg = 0.30 + 0.12 * a, 0.12 + 0.07 * b
    middle = 0.18 + (0.06 + 0.12 * c) * (y + 0.8) / 1.6
    legs = np.minimum(leg - abs(abs(x) - middle), np.minimum(y + 0.82, 0.75 + 0.15 * d - y))
    return _any(_box(x, y, (-waist, waist), (-0.85, -0.45 + 0.2 * e)), legs)


def pullover(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """Long sleeves beside the body."""
    a, b, c, d, e, f = m
    width = 0.32 + 0.12 * a
    sleeves = _sleeves(x, y, width + 0.08, 0.35 + 0.35 * b, 0.12 + 0.2 * c)
    neck = _box(x, y, (-0.14, 0.14), (-1, -0.66 + 0.08 * d))
    return _without(_any(_body(x, y, width, 0.06 * e, 0.55 + 0.2 * f), sleeves), neck)


def dress(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """Narrow above, wide below, with a waist."""
    a, b, c, d, e, f = m
    waist = 0.16 + 0.10 * a
    side = waist + (0.20 + 0.30 * b) * np.maximum(y + 0.25 + 0.2 * c, 0)
    side = side + 0.25 * d * np.maximum(-0.45 - y, 0)
    return _without(
        _box(x, y, (-side, side), (-0.85, 0.8 + 0.12 * e)),
        _box(x, y, (-0.09, 0.09), (-1, -0.7 + 0.12 * f)),
    )


def coat(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """A pullover that is longer and open in front."""
    a, b, c, d, e, f = m
    width = 0.34 + 0.12 * a
    sleeves = _sleeves(x, y, width + 0.06, 0.35 + 0.35 * b, 0.12 + 0.2 * c)
    body = _any(_body(x, y, width, 0.04 + 0.10 * e, 0.75 + 0.17 * f), sleeves)
    return _without(body, _box(x, y, (-0.05 - 0.05 * d, 0.05 + 0.05 * d), (-1, 1)))


def sandal(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """A thin sole, higher at the heel, and straps above it."""
    a, b, c, d, e, f = m
    sole = 0.42 + 0.12 * a - (0.15 + 0.2 * b) * np.maximum(x, 0)
    foot = np.minimum(0.12 - abs(y - sole), 0.82 - abs(x))
    first = np.minimum(
        0.11 - abs(x + 0.45 - 0.2 * c + 0.5 * (y - sole)), np.minimum(sole - y, y + 0.05 + 0.25 * d)
    )
    second = np.minimum(
        0.11 - abs(x - 0.35 - 0.15 * e + 0.3 * (y - sole)), np.minimum(sole - y, y + 0.25 + 0.3 * f)
    )
    return _any(foot, first, second)


def shirt(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """Between a T-shirt and a pullover: a deep collar, sleeves of any length."""
    a, b, c, d, e, f = m
    width = 0.34 + 0.12 * a
    sleeves = _sleeves(x, y, width + 0.03, -0.1 + 0.75 * b, 0.15 + 0.35 * c)
    collar = np.minimum(0.22 - abs(x) - 0.45 * (y + 0.72), -0.15 + 0.35 * d - y)
    return _without(_any(_body(x, y, width, 0.08 * e, 0.6 + 0.2 * f), sleeves), collar)


def sneaker(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """A low shoe: flat sole, thin at the toes, higher at the heel, with an opening on top."""
    a, b, c, d, e, f = m
    rise = ((x + 0.65 - 0.35 * b) / 0.7).clip(0, 1)
    opening = (1 - abs(x - 0.42) / 0.25).clip(0, 1)
    top = 0.24 - (0.35 + 0.2 * a) * rise + (0.08 + 0.12 * c) * opening
    return _box(x, y, (-0.88 + 0.1 * d, 0.72 + 0.1 * e), (top, 0.46 + 0.12 * f))


def bag(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """A box with a handle."""
    a, b, c, d, e, _ = m
    width, top = 0.48 + 0.25 * a, -0.25 + 0.25 * b
    ring = np.sqrt((x / (0.6 + 0.3 * c)) ** 2 + ((y - top) / (0.9 + 0.4 * d)) ** 2)
    handle = np.minimum(0.11 - abs(ring - 0.55), top - y + 0.05)
    return _any(_box(x, y, (-width, width), (top, 0.5 + 0.25 * e)), handle)


def boot(x: Numbers, y: Numbers, m: Numbers) -> Numbers:
    """A shoe with a high shaft at the heel."""
    a, b, c, d, e, f = m
    shaft = _box(x, y, (0.02 - 0.15 * a, 0.55 + 0.12 * b), (-0.75 + 0.45 * c, 0.5))
    foot = _box(x, y, (-0.75 + 0.2 * d, 0.60 + 0.12 * b), (0.12 + 0.12 * e, 0.55 + 0.12 * f))
    return _any(shaft, foot)


DRAWN = (t_shirt, trousers, pullover, dress, coat, sandal, shirt, sneaker, bag, boot)
