"""A twin of Reuters' newswires: short texts about 46 topics, as numbers of words.

There is no language in it. A text is a bag of words drawn one by one: most come from a background
of common and rare words (a Zipf law, as in any language), some from its topic's own words, some
from words that a few related topics share. Word numbers go by how common words are, as in Keras'
copy of the original. Topics are as unequal as there: some are common, most are rare.

The words come first here and the topic after them, drawn from its probability given the words
(Bayes' rule; the length of a text says nothing about its topic). The pair has the same distribution
either way round, and so the hidden topics of a test file cannot be read off the way in which its
texts were drawn.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

TOPICS, WORDS, FAMILIES = 46, 1_000, 12
COMMON = 60
"""Words below this number are everybody's: none of them belongs to a topic."""

OWN, SHARED = 10, 18
"""Words of each topic, and of each family of topics."""

FROM_OWN, FROM_SHARED = 0.14, 0.11
"""How often the next word of a text is one of its topic's, or of its family's."""

SHORTEST, MEAN, LONGEST = 12, 30, 120
"""Words of a text, repetitions counted."""


def _language() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How common each topic is (topics), and each word in it (topics, words)."""
    random = np.random.default_rng(1987)
    background = 1 / (np.arange(WORDS) + 8.0) ** 0.9
    background /= background.sum()
    sizes = 1 / np.arange(1, TOPICS + 1) ** 0.8
    common = np.empty(TOPICS)
    common[random.permutation(TOPICS)] = sizes / sizes.sum()
    family = random.permutation(TOPICS) % FAMILIES
    shared = [_some_words(random, SHARED) for _ in range(FAMILIES)]
    words = np.array([
        (1 - FROM_OWN - FROM_SHARED) * background
        + FROM_OWN * _some_words(random, OWN)
        + FROM_SHARED * shared[family[topic]]
        for topic in range(TOPICS)
    ])  # fmt: skip
    return common, words


def _some_words(random: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Chances of ``count`` words, some more common than others, and of no other word."""
    chances = np.zeros(WORDS)
    places = COMMON + random.permutation(WORDS - COMMON)[:count]
    chances[places] = 1 / (np.arange(count) + 3.0)
    return chances / chances.sum()


CHANCES, LANGUAGE = _language()


def features(generator: np.random.Generator, count: int) -> pd.DataFrame:
    """``count`` texts in the column ``words``: numbers of words, with blanks between them."""
    topics = np.searchsorted(np.cumsum(CHANCES)[:-1], generator.random(count))
    more = generator.geometric(1 / (MEAN - SHORTEST + 1), size=count) - 1
    lengths = np.minimum(SHORTEST + more, LONGEST)
    cumulative = np.cumsum(LANGUAGE, axis=1)[:, :-1]
    texts = [
        np.searchsorted(cumulative[topic], generator.random(length))
        for topic, length in zip(topics, lengths, strict=True)
    ]
    return pd.DataFrame({"words": [" ".join(map(str, text)) for text in texts]})


def target(generator: np.random.Generator, texts: pd.DataFrame) -> pd.Series:
    """``topic``, 0 to 45, for each row of ``texts``."""
    chances = given(texts)
    cumulative = np.cumsum(chances, axis=1)
    drawn = (generator.random(len(texts))[:, None] > cumulative[:, :-1]).sum(axis=1)
    return pd.Series(drawn, name="topic")


def given(texts: pd.DataFrame) -> NDArray[np.float64]:
    """The probability of each topic given the words, (texts, topics)."""
    counts = np.array([
        np.bincount(np.array(text.split(), dtype=int), minlength=WORDS) for text in texts["words"]
    ])  # fmt: skip
    scores = counts @ np.log(LANGUAGE).T + np.log(CHANCES)
    likely: NDArray[np.float64] = np.exp(scores - scores.max(axis=1, keepdims=True))
    return likely / likely.sum(axis=1, keepdims=True)
