"""Texts by topic: what a draw holds, and how hard it is."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from graders.course.datasets import Dataset, Draw, generator_from, load_dataset
from graders.course.folder import public_reference
from graders.model.assignment import Targets

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load_dataset(ROOT, "topics-twin")


@pytest.fixture(scope="module")
def draw(dataset: Dataset) -> Draw:
    return dataset.draw(2_100, 600, b"a course's secret")


def test_every_topic_is_in_both_files(draw: Draw) -> None:
    assert set(draw.train["topic"]) == set(draw.hidden) == set(range(46))


def test_texts_read_back_as_texts_of_word_numbers(draw: Draw) -> None:
    read = pd.read_csv(io.BytesIO(draw.files()["data/train.csv"]))
    assert read["words"].tolist() == draw.train["words"].tolist()
    words = read["words"].str.split().explode().astype(int)
    assert (words.min(), words.max()) == (0, 999)
    assert len(words.unique()) == 1_000
    # Small numbers are common words.
    assert words.value_counts()[:20].index.isin(range(60)).mean() > 0.6


def test_topics_are_as_common_as_the_card_says(dataset: Dataset) -> None:
    features, target = dataset._generator()
    texts = features(generator_from(b"x", "features"), 6_000)
    topics = target(generator_from(b"x", "target"), texts)
    shares = topics.value_counts(normalize=True).sort_index()
    assert shares.to_numpy() == pytest.approx([*dataset.card.ratio.values()], abs=0.02)
    assert (topics != target(generator_from(b"y", "target"), texts)).any()


def test_it_is_neither_easy_nor_hopeless(dataset: Dataset, draw: Draw) -> None:
    given = dataset._generator()[0].__globals__["given"]
    best = (given(draw.test).argmax(axis=1) == draw.hidden).mean()
    words = CountVectorizer(binary=True, token_pattern=r"\S+").fit(draw.train["words"])
    simple = MultinomialNB(alpha=0.1).fit(words.transform(draw.train["words"]), draw.train["topic"])
    reached = (simple.predict(words.transform(draw.test["words"])) == draw.hidden).mean()
    assert 0.9 < best < 0.98
    assert 0.6 < reached < best
    assert np.mean(draw.hidden == draw.train["topic"].mode()[0]) < 0.25


def test_what_submissions_are_compared_with_has_the_texts(draw: Draw) -> None:
    targets = Targets(column="topic", task="multiclass")
    texts = public_reference(targets, draw.train).texts
    assert list(texts) == ["words"]
    assert texts["words"].text == tuple(draw.train["words"])
    plain = draw.train.assign(words=["red", "blue"] * 1_050)
    assert not public_reference(targets, plain).texts
