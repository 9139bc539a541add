"""Texts as rows of 0 and 1: every right way passes, and each wrong table is named."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
from sklearn.preprocessing import LabelEncoder, MultiLabelBinarizer

from graders.checks.encoded import Encoded
from graders.model.experiment import Origin
from graders.model.network import LayerSpec, ModelSpec
from graders.model.values import Array, Value

WORDS = 60
RANDOM = np.random.default_rng(3)
LISTS = [RANDOM.integers(WORDS, size=RANDOM.integers(5, 16)).tolist() for _ in range(80)]
TEXTS = pd.Series([" ".join(map(str, words)) for words in LISTS], name="words")


def multi_hot(lists=LISTS, width=WORDS, dtype="float32"):
    x = np.zeros((len(lists), width), dtype)
    for row, words in enumerate(lists):
        x[row, words] = 1
    return x


def padded(lists=LISTS, width=10, shift=0, left=False):
    x = np.zeros((len(lists), width))
    for row, words in enumerate(lists):
        kept = [word + shift for word in words][:width]
        x[row, slice(width - len(kept), None) if left else slice(len(kept))] = kept
    return x


def spelled():
    x = np.zeros((len(TEXTS), WORDS))
    for row, text in enumerate(TEXTS):
        for character in text.replace(" ", ""):
            x[row, int(character)] = 1
    return x


def filled(row_of, value=1):
    x = np.zeros((len(LISTS), WORDS))
    for row, words in enumerate(LISTS):
        row_of(x, row, words, value)
    return x


def last(x, row, words, value):
    x[row, words[-1]] = value


def numbered(x, row, words, value):
    for word in words:
        x[row, word] = value * word


def whole_column(x, row, words, value):
    x[:, words] = value


RIGHT = {
    "float32": multi_hot(),
    "bool": multi_hot(dtype=bool),
    "int": multi_hot(dtype=int),
    "wider than the words": multi_hot(width=WORDS + 20),
    "numbered from 1": multi_hot([[w + 1 for w in words] for words in LISTS], WORDS + 1),
    "permuted": multi_hot()[:, RANDOM.permutation(WORDS)],
    "str.get_dummies": TEXTS.str.get_dummies(" ").to_numpy(),
    "CountVectorizer": CountVectorizer(binary=True, token_pattern=r"\S+").fit_transform(TEXTS),
    "MultiLabelBinarizer": MultiLabelBinarizer().fit_transform(TEXTS.str.split()),
}
REMARKS = {
    "encoded-counts": CountVectorizer(token_pattern=r"\d+").fit_transform(TEXTS),
    "encoded-weights": TfidfVectorizer(token_pattern=r"\S+").fit_transform(TEXTS),
    "encoded-weights, scaled": (multi_hot() - 0) / multi_hot().sum(axis=1, keepdims=True),
    "encoded-lost": CountVectorizer(binary=True).fit_transform(TEXTS),
    "encoded-lost, rare": CountVectorizer(
        binary=True, token_pattern=r"\S+", min_df=10
    ).fit_transform(TEXTS),
    "encoded-spare": np.c_[multi_hot(), [len(words) for words in LISTS]],
}
WRONG = {
    "text": TEXTS.to_numpy(),
    "shape": multi_hot()[:-1],
    "shape, one column of lists": multi_hot()[:, :, None],
    "sequence": padded(),
    "sequence, whole": padded(width=20),
    "sequence, left": padded(left=True),
    "sequence, from 1": padded(shift=1),
    "characters": spelled(),
    "characters, binarizer": MultiLabelBinarizer().fit_transform(TEXTS),
    "characters, counts": CountVectorizer(analyzer="char").fit_transform(TEXTS),
    "whole": pd.get_dummies(TEXTS).to_numpy(),
    "whole, code": LabelEncoder().fit_transform(TEXTS).reshape(-1, 1),
    "one-word": filled(last),
    "same": filled(whole_column),
    "values": filled(numbered),
    "missing": np.where(multi_hot() > 0, 1, np.nan),
    "odd": HashingVectorizer(n_features=16, norm=None).fit_transform(TEXTS),
    "odd, bigrams": CountVectorizer(ngram_range=(2, 2)).fit_transform(TEXTS),
    "odd, only the most common": CountVectorizer(max_features=6).fit_transform(TEXTS),
    "differs": multi_hot(sorted(LISTS, key=len)),
    "odd, columns that words share": multi_hot([[(w * w) % WORDS for w in words] for words in LISTS]),
}  # fmt: skip


def dense(table):
    return table.toarray() if hasattr(table, "toarray") else np.asarray(table)


def judge(build, table, reference=None, **fields):
    found = Value(name="x", cell="vectorize", kind="array", array=Array.of(dense(table)))
    texts = reference or build.reference(texts={"words": Array.of(TEXTS.to_numpy(dtype=object))})
    return Encoded()(build.evidence(values=[found], **fields), texts, build.item(cell="vectorize"))


@pytest.mark.parametrize("name", RIGHT)
def test_right(build, name):
    verdict = judge(build, RIGHT[name])
    assert (verdict.outcome, verdict.key, verdict.remarks) == ("passed", "encoded", ())


@pytest.mark.parametrize("name", REMARKS)
def test_right_with_a_remark(build, name):
    verdict = judge(build, REMARKS[name])
    assert verdict.outcome == "passed", verdict
    assert name.split(",")[0] in {one.key for one in verdict.remarks}


@pytest.mark.parametrize("name", WRONG)
def test_wrong(build, name):
    verdict = judge(build, WRONG[name])
    assert verdict.outcome == "failed"
    assert verdict.key == f"encoded-{name.split(',')[0]}", verdict


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(WORDS)), st.sampled_from(["float64", "uint8", "bool"]))
def test_the_order_of_columns_and_their_type_never_matter(build, order, kind):
    assert judge(build, multi_hot()[:, order].astype(kind)).outcome == "passed"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 79), st.integers(0, WORDS - 1))
def test_one_wrong_number_is_found(build, row, word):
    table = multi_hot()
    table[row, word] = 1 - table[row, word]
    assert judge(build, table).outcome == "failed"


def test_of_a_large_table_the_sample_is_compared(build):
    texts = build.reference(texts={"words": Array.of(TEXTS.to_numpy(dtype=object))})

    def sampled(table, every=7):
        whole = Array.of(table)
        array = Array(dtype="float32", shape=table.shape, digest=whole.digest, kept=False)
        found = Value(name="x", cell="vectorize", kind="array", array=array,
                      sample=Array.of(table[::every]), every=every)  # fmt: skip
        return Encoded()(build.evidence(values=[found]), texts, build.item(cell="vectorize"))

    assert sampled(multi_hot()).outcome == "passed"
    assert sampled(multi_hot()[::-1].copy()).outcome == "failed"
    assert sampled(padded(width=WORDS).astype("float32")).key == "encoded-sequence"


def test_training_rows_count_where_the_file_was_split_before(build):
    rows = RANDOM.permutation(80)[:50]
    table = multi_hot()[rows]
    array = Array.of(table)
    value = Value(name="x_train", cell="split", kind="array", array=array)
    text = Value(name="x", cell="vectorize", kind="array", array=Array.of(TEXTS.to_numpy()))
    texts = build.reference(texts={"words": Array.of(TEXTS.to_numpy(dtype=object))})
    for order, outcome in ((rows, "passed"), (rows[::-1], "failed")):
        origin = Origin(digest=array.digest, file="data/train.csv", by="split",
                        rows=Array.of(order.astype(np.int32)))  # fmt: skip
        run = build.evidence(values=[text, value], origins=[origin])
        assert Encoded()(run, texts, build.item(cell="vectorize")).outcome == outcome
    run = build.evidence(values=[text, value])
    assert Encoded()(run, texts, build.item(cell="vectorize")).key == "encoded-text"


def test_a_network_that_reads_texts(build):
    network = ModelSpec(kind="sequential", source="claimed",
                        layers=(LayerSpec(name="t", kind="TextVectorization"),))  # fmt: skip
    verdict = judge(build, TEXTS.to_numpy(), models=[build.model(network=network)])
    assert verdict.key == "encoded-in-model"


def test_without_texts_a_person_looks(build):
    verdict = judge(build, multi_hot(), build.reference())
    assert (verdict.outcome, verdict.review) == ("passed", "encoded-no-texts")
    assert judge(build, multi_hot()[:0]).outcome == "failed"
