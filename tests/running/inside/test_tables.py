"""Tables of texts that are lists of words: arrays made of them are known by how many each row has."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from graders.running.inside.aligning import agrees
from graders.running.inside.tables import Tables

WORDS, TRAIN, TEST = 90, 120, 60
RANDOM = np.random.default_rng(4)


def texts(count: int) -> list[list[int]]:
    return [RANDOM.integers(WORDS, size=RANDOM.integers(12, 40)).tolist() for _ in range(count)]


def file(lists: list[list[int]], **columns: object) -> bytes:
    rows = [" ".join(map(str, words)) for words in lists]
    data: bytes = pd.DataFrame({"words": rows, **columns}).to_csv(index=False).encode()
    return data


LISTS = texts(TRAIN)
TEST_LISTS = texts(TEST)
FILES = {
    "data/train.csv": file(LISTS, topic=RANDOM.integers(9, size=TRAIN)),
    "data/test.csv": file(TEST_LISTS),
}
TABLES = Tables(FILES, ("data/train.csv", "data/test.csv"))


def multi_hot(lists: list[list[int]], order: list[int] | None = None) -> np.ndarray:
    x = np.zeros((len(lists), WORDS), np.float32)
    places = order or list(range(WORDS))
    for row, words in enumerate(lists):
        x[row, [places[word] for word in words]] = 1
    return x


def counts(lists: list[list[int]]) -> np.ndarray:
    return np.array([np.bincount(words, minlength=WORDS) for words in lists])


def frame(lists: list[list[int]]) -> pd.DataFrame:
    return pd.DataFrame(multi_hot(lists), columns=[f"w{word}" for word in range(WORDS)])


def agree(thing: object, rows: np.ndarray) -> bool:
    matrix, _ = TABLES.matrix(thing)
    return matrix is not None and agrees(TABLES, matrix, rows)


@pytest.mark.parametrize("made", [multi_hot, counts, frame])
def test_arrays_of_words_agree_with_their_rows_and_with_no_others(made) -> None:
    x = made(LISTS)
    assert agree(x, np.arange(TRAIN))
    assert agree(x[20:], np.arange(20, TRAIN))
    assert agree(made(TEST_LISTS), np.arange(TRAIN, TRAIN + TEST))
    assert not agree(x[20:], np.arange(TRAIN - 20))
    assert not agree(x, RANDOM.permutation(TRAIN))


def test_the_order_of_the_columns_does_not_matter() -> None:
    order = RANDOM.permutation(WORDS).tolist()
    assert agree(multi_hot(LISTS, order), np.arange(TRAIN))


def test_other_tables_have_no_further_columns() -> None:
    plain = pd.DataFrame({"a": range(40), "kind": ["red", "blue"] * 20}).to_csv(index=False)
    tables = Tables({"data/train.csv": plain.encode()}, ("data/train.csv",))
    assert not tables.lists
    assert tables.columns == ["a", "kind"]
    wide, _ = tables.matrix(np.ones((40, 100)))
    assert wide is not None
    assert wide.shape == (40, 60)
    names = pd.DataFrame({"name": [f"Mr. A {n}" for n in range(40)]}).to_csv(index=False)
    assert not Tables({"data/train.csv": names.encode()}, ("data/train.csv",)).lists
