"""The image twin: its files, its difficulty, and labels that know nothing but the pixels."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from graders.course.datasets import Dataset, Draw, generator_from, load_dataset

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def garments() -> Dataset:
    return load_dataset(ROOT, "garments-twin")


@pytest.fixture(scope="module")
def drawn(garments: Dataset) -> Draw:
    return garments.draw(2000, 1000, b"a secret")


def test_an_image_is_a_row_of_grey_values(garments: Dataset, drawn: Draw) -> None:
    assert garments.card.columns == (*(f"p{place}" for place in range(256)), "kind")
    pixels = drawn.test.to_numpy()
    assert (pixels.dtype, pixels.shape) == (np.uint8, (1000, 256))
    assert (pixels.min(), pixels.max()) == (0, 255)
    assert sorted(drawn.train["kind"].unique()) == sorted(drawn.hidden.unique()) == list(range(10))


def test_files_read_back_as_they_were_drawn_and_are_small(drawn: Draw) -> None:
    files = drawn.files()
    read = pd.read_csv(io.BytesIO(files["data/train.csv"]))
    pd.testing.assert_frame_equal(read, drawn.train, check_dtype=False)
    assert sum(map(len, files.values())) < 2_700_000


def test_the_bytes_do_not_depend_on_versions(garments: Dataset) -> None:
    """The committed files were drawn elsewhere; whatever changes them changes every grade."""
    for path, data in garments.draw(2000, 1000).files().items():
        assert (ROOT / "assignments/digits" / path).read_bytes() == data


def test_draws_are_repeatable_and_test_images_are_fresh(garments: Dataset) -> None:
    public, secret = garments.draw(400, 800), garments.draw(400, 800, b"x")
    assert secret.files() == garments.draw(400, 800, b"x").files()
    assert public.files()["data/train.csv"] == secret.files()["data/train.csv"]
    assert public.files()["data/test.csv"] != secret.files()["data/test.csv"]


def test_kinds_are_drawn_from_the_pixels_alone(garments: Dataset) -> None:
    """The rows may be shuffled, or be no garments at all: a label's chances are its pixels'."""
    features, target = garments._generator()
    chances = target.__globals__["chances"]
    images = features(generator_from(b"law", "features"), 300)
    order = np.random.default_rng(0).permutation(300)
    np.testing.assert_allclose(chances(images)[order], chances(images.iloc[order]), atol=1e-9)
    np.testing.assert_allclose(chances(images).sum(axis=1), 1.0)
    noise = np.random.default_rng(1).integers(0, 256, (50, 256), dtype=np.uint8)
    labels = target(generator_from(b"law", "t"), pd.DataFrame(noise, columns=images.columns))
    assert set(labels) <= set(range(10))
    flat = pd.DataFrame(np.zeros((3, 256), np.uint8), columns=images.columns)
    assert np.isfinite(chances(flat)).all()


def test_the_same_images_get_their_kinds_from_another_stream(garments: Dataset) -> None:
    features, target = garments._generator()
    images = features(generator_from(b"x", "features"), 400)
    kinds = target(generator_from(b"x", "target"), images)
    other = target(generator_from(b"y", "target"), images)
    assert 0 < (kinds != other).mean() < 0.15
    pd.testing.assert_series_equal(kinds, target(generator_from(b"x", "target"), images))


def test_every_kind_comes_as_often_as_the_card_says(garments: Dataset) -> None:
    features, target = garments._generator()
    images = features(generator_from(b"ratio", "features"), 5000)
    found = target(generator_from(b"ratio", "target"), images).value_counts(normalize=True)
    for kind, share in garments.card.ratio.items():
        assert found[int(kind)] == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("key", [b"difficulty 1", b"difficulty 2"])
def test_depth_wins(garments: Dataset, key: bytes) -> None:
    """One layer reads pixels; a network with hidden layers sees a garment on any wall."""
    drawn = garments.draw(2000, 1000, key)
    x, y = drawn.train.drop(columns="kind") / 255.0, drawn.train["kind"]
    deep = MLPClassifier((128, 64), batch_size=32, max_iter=15, random_state=1)
    with threadpool_limits(1):
        linear = LogisticRegression(max_iter=200).fit(x, y).score(drawn.test / 255.0, drawn.hidden)
        with pytest.warns(ConvergenceWarning):
            deep.fit(x, y)
    assert 0.55 < linear < 0.75
    assert linear + 0.12 < deep.score(drawn.test / 255.0, drawn.hidden) < 0.92
