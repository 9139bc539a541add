"""Whether texts became rows of 0 and 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graders.checks import roles
from graders.checks.arrays import Numbers, numbers, raw
from graders.checks.base import Check, failed, passed, remark
from graders.checks.word_lists import (
    Texts,
    as_characters,
    as_sequence,
    as_whole,
    counted,
    matched,
    odd_row,
    one_word,
    own_numbers,
    words_of,
)
from graders.errors import EvidenceError
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.reference import Reference
from graders.model.values import Value

_COVERED = 0.8
"""Rare words, or the most common ones, may be left out on purpose; most words may not."""

_TRAIN = "data/train.csv"
_SHOWN = 4


class Encoded(Check, frozen=True, kw_only=True):
    r"""Texts become rows of 0 and 1, one column for each word.

    ## What it does
    Compares the rows of ``name`` with the texts of the column ``texts`` in ``data/train.csv``: a
    word has a column that is filled in exactly the rows whose texts hold it. The order of the
    columns, the type of the numbers and the way there are free. Counts and weights (tf-idf) in
    place of 1 are a remark, and so are a few words without a column, or columns beside those of
    words. Where ``name`` is no table of all rows, ``train`` counts, if its rows are known, and a
    ``TextVectorization`` layer in the network that was trained. Of large tables a sample of rows is
    compared. What a wrong table is instead is named: word numbers one after the other, characters,
    one category for each text, one word for each text.

    ## Why it matters
    Word 400 is not twice word 200. A network takes numbers for amounts, so each word needs a column
    of its own.

    ## Example
    ``MultiLabelBinarizer().fit_transform(data["words"])``: a text is a list of characters to it.

    ## Use instead
    ``x[row, word] = 1`` for each word of each text, or
    ``CountVectorizer(binary=True, token_pattern=r"\S+")``.
    """

    name: str = "x"
    train: str = "x_train"
    texts: str = "words"
    model: str = "model"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the table as it stood when its cell had run."""
        texts = self._texts(reference)
        value = self._value(evidence, self.name, item.cell)
        if texts is None and value is None:
            return roles.absent(evidence, item, name=self.name, kind="value")
        if texts is None:
            return passed("encoded-no-texts", review="encoded-no-texts", column=self.texts)
        for name in (self.name, self.train):
            found = self._value(evidence, name, item.cell)
            seen = _rows(evidence, found, len(texts)) if found is not None else None
            if seen is not None:
                return _judged(name, *seen, texts)
        record = roles.find_model(evidence, self.model)
        spec = roles.specification(evidence, record.model) if record is not None else None
        layers = spec.layers if spec is not None else ()
        if any(layer.kind == "TextVectorization" for layer in layers):
            return passed("encoded-in-model")
        if value is None:
            return roles.absent(evidence, item, name=self.name, kind="value")
        shape = value.array.shape if value.array is not None else ()
        if value.array is not None and value.array.dtype == "str":
            return failed("encoded-text", name=self.name)
        return failed("encoded-shape", name=self.name, shape=str(tuple(shape)), rows=len(texts))

    def _texts(self, reference: Reference) -> list[str] | None:
        found = reference.texts.get(self.texts)
        array = raw(found)
        if array is None or array.dtype.kind not in "US" or not array.size:
            return None
        return [str(text) for text in array.ravel()]

    def _value(self, evidence: Evidence, name: str, cell: str) -> Value | None:
        found = evidence.value(name, cell) if cell else None
        found = found or evidence.value(name)
        return found if found is not None and found.array is not None else None


def _rows(evidence: Evidence, value: Value, count: int) -> tuple[Numbers, NDArray[np.int64]] | None:
    """The table's rows at hand, and the row of the file behind each; None for no such table."""
    if value.array is None or len(value.array.shape) != 2 or not value.array.shape[0]:
        return None
    length = value.array.shape[0]
    table, every = numbers(value.array), 1
    if table is None and value.sample is not None and value.every > 0:
        table, every = numbers(value.sample), value.every
    if value.array.dtype == "str" or table is None or table.ndim != 2 or not table.shape[1]:
        return None
    places = np.arange(length)
    if length != count:
        digest = value.array.digest
        origins = (one for one in evidence.origins if (one.digest, one.file) == (digest, _TRAIN))
        origin = next(origins, None)
        try:
            known = origin.rows.numpy() if origin is not None else None
        except EvidenceError:
            known = None
        if known is None or known.dtype.kind not in "iu" or known.shape != (length,):
            return None
        places = known.astype(np.int64)
    places = places[::every]
    if len(places) != len(table):
        return None
    inside = (places >= 0) & (places < count)
    return (table[inside], places[inside]) if inside.any() else None


def _judged(name: str, table: Numbers, places: NDArray[np.int64], whole: list[str]) -> Verdict:
    """A table of numbers beside the texts of its rows."""
    chosen = [whole[place] for place in places]
    texts = words_of(chosen)
    if not np.isfinite(table).all():
        return failed("encoded-missing", name=name)
    found = matched(table, texts)
    if not found.lost or (not found.spare and found.covered >= _COVERED):
        zero_one = bool(np.isin(table[:, list(found.columns.values())], (0, 1)).all())
        notes = []
        if not zero_one and own_numbers(table, found.columns):
            return failed("encoded-values", name=name)
        if not zero_one:
            key = "encoded-counts" if counted(table, texts, found.columns) else "encoded-weights"
            notes.append(remark(key, name=name))
        if found.lost:
            shown = ", ".join(sorted(found.lost, key=lambda word: (len(word), word))[:_SHOWN])
            notes.append(remark("encoded-lost", words=len(found.lost), shown=shown))
        if found.spare:
            notes.append(remark("encoded-spare", columns=len(found.spare)))
        return passed("encoded", columns=table.shape[1], remarks=tuple(notes))
    return _named(name, table, texts, chosen, len(whole)) or failed(
        "encoded-differs", name=name, lost=len(found.lost), percent=round(100 * found.covered),
        word=found.lost[0],
    )  # fmt: skip


def _named(name: str, table: Numbers, texts: Texts, chosen: list[str], rows: int) -> Verdict | None:
    """What a table is that is not rows of 0 and 1 for words."""
    if as_sequence(table, texts):
        return failed("encoded-sequence", name=name, columns=table.shape[1])
    if as_whole(table, texts, rows):
        return failed("encoded-whole", name=name, columns=table.shape[1])
    if as_characters(table, chosen):
        return failed("encoded-characters", name=name, columns=table.shape[1])
    if len(table) > 1 and (table == table[0]).all():
        return failed("encoded-same", name=name)
    if one_word(table, texts):
        return failed("encoded-one-word", name=name)
    odd = odd_row(table, texts)
    if odd is None:
        return None
    place, words, filled = odd
    return failed("encoded-odd", name=name, text=chosen[place][:60], words=words, filled=filled)
