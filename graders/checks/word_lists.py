"""Whether the columns of a table are the words of texts, in whatever order they stand.

Pure comparisons. A text is a list of words; what a table should show of it is which words it
holds. Words without a column and columns without a word are found, and what a table is instead.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graders.checks.arrays import Numbers

_WORD = re.compile(r"[^\s,;|\[\](){}\"']+")
_FEW_COLUMNS = 40
"""Letters, digits and marks that texts are written with are fewer."""

Texts = Sequence[Sequence[str]]


def words_of(texts: Iterable[str]) -> list[list[str]]:
    """The words of each text, in order, as often as they stand there."""
    return [_WORD.findall(text) for text in texts]


@dataclass(frozen=True)
class Found:
    """A table beside texts.

    ``columns`` of the table by word; ``lost`` are words that no column shows; ``spare`` columns
    that are filled in some rows and belong to no word. ``covered`` is the share of the words of
    all texts that have a column.
    """

    columns: dict[str, int]
    lost: tuple[str, ...]
    spare: tuple[int, ...]
    covered: float


def matched(table: Numbers, texts: Texts) -> Found:
    """Which column is filled (not 0) in exactly the rows whose texts hold a word.

    ``table`` is (n, columns) for n texts. Words that stand in the same rows are told apart by
    nothing, and take one column each.
    """
    free: defaultdict[bytes, list[int]] = defaultdict(list)
    filled = table != 0
    for place, key in enumerate(_keys(filled)):
        free[key].append(place)
    vocabulary = sorted({word for text in texts for word in text})
    expected = _presence(texts, vocabulary)
    columns: dict[str, int] = {}
    for word, key in zip(vocabulary, _keys(expected), strict=True):
        if free[key]:
            columns[word] = free[key].pop(0)
    lost = tuple(word for word in vocabulary if word not in columns)
    taken = set(columns.values())
    spare = tuple(int(place) for place in np.flatnonzero(filled.any(axis=0)) if place not in taken)
    total = int(expected.sum())
    kept = [word in columns for word in vocabulary]
    return Found(columns, lost, spare, float(expected[:, kept].sum()) / total if total else 1.0)


def counted(table: Numbers, texts: Texts, columns: dict[str, int]) -> bool:
    """Whether each column says how often its word stands in each text."""
    for row, text in enumerate(texts):
        count = Counter(text)
        if any(table[row, columns[word]] != count[word] for word in count if word in columns):
            return False
    return True


def own_numbers(table: Numbers, columns: dict[str, int]) -> bool:
    """Whether the column of each word that is a number holds that number."""
    told = [(float(word), place) for word, place in columns.items() if _is_number(word)]
    return len(told) > len(columns) // 2 and all(
        bool(np.isin(table[:, place], (0.0, number)).all()) for number, place in told
    )


def as_sequence(table: Numbers, texts: Texts) -> bool:
    """Whether rows hold the words' numbers one after the other, padded or cut at either end.

    Numbers may count from 1 where the words count from 0. A word 0 and padding look alike.
    """
    seen = 0
    for row, text in zip(table, texts, strict=True):
        given = [float(word) for word in text if _is_number(word)]
        if len(given) != len(text) or not given:
            return False
        found = row[(row != 0) & (row != -1)].tolist()
        said = False
        for shift in (0.0, 1.0):
            wanted = [number + shift for number in given if number + shift]
            said |= bool(found) and (_ends(wanted, found) or _ends(found, wanted))
        if found and not said:
            return False
        seen += bool(said)
    return seen > len(texts) // 2


def as_characters(table: Numbers, whole: Sequence[str]) -> bool:
    """Whether the filled columns are the characters that the texts are written with."""
    filled = (table != 0)[:, (table != 0).any(axis=0)]
    characters = sorted({character for text in whole for character in text})
    if not filled.shape[1] or not filled.shape[1] <= len(characters) <= _FEW_COLUMNS:
        return False
    known = _keys(_presence([list(text) for text in whole], characters))
    return set(_keys(filled)) <= set(known)


def as_whole(table: Numbers, texts: Texts, rows: int) -> bool:
    """Whether each text is one category: a number for each, or one column for each.

    ``rows`` is how many texts there are in all.
    """
    distinct = len({tuple(text) for text in texts})
    if table.shape[1] == 1:
        return len(np.unique(table)) == distinct > 1
    one = (table != 0).sum(axis=1) == 1
    places = np.unique(table.argmax(axis=1))
    return bool(one.all()) and len(places) == distinct > 1 and 2 * table.shape[1] > rows


def one_word(table: Numbers, texts: Texts) -> bool:
    """Whether each row has one filled column only, where its text has more words."""
    return bool(((table != 0).sum(axis=1) == 1).all()) and all(len(set(t)) > 1 for t in texts)


def odd_row(table: Numbers, texts: Texts) -> tuple[int, int, int] | None:
    """A row with other than as many filled columns as its text has different words.

    The row's place, the words, the filled columns; None where there is none, and where the same
    counts stand in other rows: then the rows are in another order.
    """
    filled = (table != 0).sum(axis=1)
    words = np.array([len(set(text)) for text in texts])
    odd = np.flatnonzero(filled != words)
    if not len(odd) or np.array_equal(np.sort(filled), np.sort(words)):
        return None
    return int(odd[0]), int(words[odd[0]]), int(filled[odd[0]])


def _presence(texts: Texts, vocabulary: Sequence[str]) -> NDArray[np.bool_]:
    places = {word: place for place, word in enumerate(vocabulary)}
    found = np.zeros((len(texts), len(vocabulary)), dtype=bool)
    for row, text in enumerate(texts):
        found[row, [places[word] for word in text]] = True
    return found


def _keys(columns: NDArray[np.bool_]) -> list[bytes]:
    """Each column's bits."""
    packed = np.packbits(np.ascontiguousarray(columns.T), axis=1)
    return [row.tobytes() for row in packed]


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10


def _ends(longer: list[float], shorter: list[float]) -> bool:
    """Whether ``shorter`` is how ``longer`` begins or ends."""
    count = len(shorter)
    return bool(count) and (longer[:count] == shorter or longer[-count:] == shorter)
