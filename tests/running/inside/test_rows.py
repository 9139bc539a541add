"""Whatever way a program puts rows aside, the rows behind its arrays are found, or left unknown."""

from __future__ import annotations

import numpy as np
import pytest

STYLES = {
    "train_test_split": """
a, c, b, d, ra, rc = train_test_split(X, y, R, random_state=1)
learn(a, b, ra, c, rc)""",
    "split-then-scaled": """
a, c, b, d = train_test_split(X, y, random_state=1, shuffle=True)
ra, rc = a.index, c.index
scaler = StandardScaler().fit(a)
learn(scaler.transform(a), b, ra, scaler.transform(c), rc)""",
    "values-split-then-scaled-by-hand": """
a, c, b, d = train_test_split(X.values, y.values, random_state=1)
ra, rc = train_test_split(R, random_state=1)
m, s = a.mean(0), a.std(0) + 1e-9
learn((a - m) / s, b, ra, (c - m) / s, rc)""",
    "scaled-then-split": """
a, c, b, d = train_test_split(MinMaxScaler().fit_transform(X), y, random_state=1)
learn(a, b, b.index, c, d.index)""",
    "whole-frame-split": """
one, two = train_test_split(data, test_size=0.25, random_state=2)
cols = list(numeric)
learn(one[cols], y[one.index], one.index, two[cols], two.index)""",
    "three-parts": """
a, rest, b, rest_y = train_test_split(X, y, test_size=0.4, random_state=1)
v, c, _, d = train_test_split(rest, rest_y, test_size=0.5, random_state=1)
learn(a.values, b.values, a.index, c.values, c.index)""",
    "stratified": """
cut = pd.qcut(data[numeric[0]], 3, labels=False, duplicates="drop")
a, c, b, d = train_test_split(X, y, stratify=cut, random_state=1)
learn(a, b, a.index, c, c.index)""",
    "sample-and-drop": """
one = data.sample(frac=0.8, random_state=5); two = data.drop(one.index)
cols = list(numeric)
learn(one[cols], y[one.index], one.index, two[cols], two.index)""",
    "sample-and-drop-values": """
one = X.sample(frac=0.8, random_state=5); two = X.drop(one.index)
learn(one.to_numpy(), y[one.index].to_numpy(), one.index, two.to_numpy(), two.index)""",
    "shuffled-frame-then-sliced": """
both = data.sample(frac=1, random_state=5); cols = list(numeric)
k = int(0.8 * N)
learn(both[cols][:k], y[both.index][:k], both.index[:k], both[cols].iloc[k:], both.index[k:])""",
    "shuffled-and-index-reset": """
order = data.sample(frac=1, random_state=5).index
both = X.loc[order].reset_index(drop=True); by = y.loc[order].reset_index(drop=True)
k = int(0.8 * N)
learn(both[:k], by[:k], order[:k], both[k:], order[k:])""",
    "sliced-in-order": """
k = int(0.8 * N)
learn(X[:k], y[:k], R[:k], X[k:], R[k:])""",
    "values-sliced-in-order": """
k = int(0.7 * N); v = X.values.astype("float32")
learn(v[:k], y.values[:k], R[:k], v[k:], R[k:])""",
    "scaled-by-hand-and-sliced": """
k = int(0.7 * N); v = X.values.astype("float32")
m, s = v[:k].mean(0), v[:k].std(0) + 1e-9
learn((v[:k] - m) / s, y.values[:k], R[:k], (v[k:] - m) / s, R[k:])""",
    "permutation-by-hand": """
order = rng.permutation(N); k = int(0.8 * N); v = X.values
learn(v[order[:k]], y.values[order[:k]], order[:k], v[order[k:]], order[k:])""",
    "permutation-then-scaled-by-hand": """
order = rng.permutation(N); k = int(0.8 * N); v = X.values[order]; w = y.values[order]
m, s = v[:k].mean(axis=0), v[:k].std(axis=0) + 1e-9
learn((v[:k] - m) / s, w[:k], order[:k], (v[k:] - m) / s, order[k:])""",
    "minmax-by-hand-then-permuted": """
v = X.values.astype(float); v = (v - v.min(0)) / (v.max(0) - v.min(0) + 1e-9)
order = rng.permutation(N); k = int(0.8 * N)
learn(v[order[:k]], y.values[order[:k]], order[:k], v[order[k:]], order[k:])""",
    "boolean-mask": """
mask = rng.random(N) < 0.8
learn(X[mask], y[mask], R[mask], X[~mask], R[~mask])""",
    "boolean-mask-values-float32": """
mask = rng.random(N) < 0.8; v = X.to_numpy("float32")
learn(v[mask], y.values[mask], R[mask], v[~mask], R[~mask])""",
    "iloc-every-fifth": """
held = R % 5 == 0
learn(X.iloc[~held], y.iloc[~held], R[~held], X.iloc[held], R[held])""",
    "dropna-and-rows-removed": """
few = data[data[numeric[0]] < data[numeric[0]].quantile(0.95)].dropna().reset_index(drop=True)
kept = R[data[numeric[0]] < data[numeric[0]].quantile(0.95)]
a, c, b, d, ra, rc = train_test_split(few[list(numeric)], y[kept], kept, random_state=3)
learn(a, b, ra, c, rc)""",
    "k-fold": """
for one, two in KFold(4, shuffle=True, random_state=1).split(X):
    learn(X.iloc[one], y.iloc[one], one, X.iloc[two], two)""",
    "k-fold-scaled-values": """
v = StandardScaler().fit_transform(X)
for one, two in KFold(4).split(v):
    learn(v[one], y.values[one], one, v[two], two)""",
    "folds-by-hand": """
v = X.values; k = N // 4
for i in range(4):
    two = R[i * k:(i + 1) * k]; one = np.concatenate([R[:i * k], R[(i + 1) * k:]])
    learn(v[one], y.values[one], one, v[two], two)""",
    "folds-of-a-split-by-hand": """
a, c, b, d, ra, rc = train_test_split(X.values, y.values, R, random_state=4)
a = StandardScaler().fit_transform(a); k = len(a) // 4
for i in range(4):
    keep = np.r_[0:i * k, (i + 1) * k:len(a)]
    learn(a[keep], b[keep], ra[keep], a[i * k:(i + 1) * k], ra[i * k:(i + 1) * k])""",
    "shuffle-split": """
one, two = next(ShuffleSplit(1, test_size=0.2, random_state=1).split(X))
learn(X.values[one], y.values[one], one, X.values[two], two)""",
    "tensors-and-lists": """
k = int(0.8 * N); order = rng.permutation(N)
learn(X.values[order[:k]].tolist(), list(y.values[order[:k]]), order[:k],
      X.values[order[k:]].tolist(), order[k:])""",
    "features-of-ones-own": """
Z = X.copy(); Z["ratio"] = Z[numeric[0]] / (Z[numeric[1]].abs() + 1); Z["log"] = np.log1p(Z[numeric[1]].abs())
a, c, b, d, ra, rc = train_test_split(Z.values, y.values, R, random_state=4)
learn(a, b, ra, c, rc)""",
    "fewer-columns-permuted-log": """
cols = list(numeric)[::-1]; Z = np.log1p(X[cols].abs())
one = Z.sample(frac=0.7, random_state=1); two = Z.drop(one.index)
learn(one, y[one.index], one.index, two, two.index)""",
    "oversampled-by-hand": """
one = data.sample(frac=0.8, random_state=5); two = data.drop(one.index); cols = list(numeric)
extra = one.sample(60, replace=True, random_state=1); more = pd.concat([one, extra])
learn(more[cols], y[more.index], more.index, two[cols], two.index)""",
    "train-and-test-together": """
both = pd.concat([X[list(numeric)], pd.get_dummies(test)[list(numeric)]], ignore_index=True)
both = (both - both.mean()) / both.std()
one = both[:N]; k = int(0.8 * N)
learn(one[:k].values, y.values[:k], R[:k], one[k:].values, R[k:])""",
}  # fmt: skip

IMBALANCED = {
    "smote-on-training-rows": """
from imblearn.over_sampling import SMOTE
a, c, b, d = train_test_split(X, y, random_state=1)
ra, rc = a.index, c.index
a, b = SMOTE(random_state=1).fit_resample(a, b)
learn(a, b, np.r_[ra, np.full(len(a) - len(ra), -1)], c, rc)""",
    "random-over-sampling": """
from imblearn.over_sampling import RandomOverSampler
sampler = RandomOverSampler(random_state=1)
a, c, b, d = train_test_split(X.values, y, random_state=1)
ra, rc = b.index, d.index
a, b = sampler.fit_resample(a, b)
learn(a, b, ra[sampler.sample_indices_], c, rc)""",
    "under-sampling-then-split": """
from imblearn.under_sampling import RandomUnderSampler
sampler = RandomUnderSampler(random_state=1)
a, b = sampler.fit_resample(X.values, y)
a, c, b, d, ra, rc = train_test_split(a, b, sampler.sample_indices_, random_state=1)
learn(a, b, ra, c, rc)""",
}

SLUGS = ("binary", "multiclass")


def agreement(result: dict, digest: str, truth: list[int]) -> float:
    """The share of rows that are known; nan where one of them is taken for another."""
    for origin in result["origins"]:
        if origin["digest"] == digest and origin["file"] == "data/train.csv":
            rows = np.frombuffer(origin["rows"]["data"], dtype="<i4")
            known = rows >= 0
            if len(rows) != len(truth) or not np.array_equal(rows[known], np.array(truth)[known]):
                return float("nan")
            return float(known.mean() / max(np.mean(np.array(truth) >= 0), 1e-9))
    return 0.0


@pytest.fixture(scope="module")
def results(performed) -> dict[tuple[str, str], dict]:
    places = [(slug, style) for slug in SLUGS for style in STYLES]
    places += [("binary", style) for style in IMBALANCED]
    each = {**STYLES, **IMBALANCED}
    return dict(zip(places, performed([(slug, each[style]) for slug, style in places]),
                    strict=True))  # fmt: skip


@pytest.fixture(scope="module")
def shares(results) -> dict[tuple[str, str, str], float]:
    found = {}
    for (slug, style), result in results.items():
        fit, call = result["fits"][-1], result["calls"][-1]
        assert call["method"] == "predict"
        truth = result["truth"]
        found[slug, style, "fit"] = agreement(result, fit["x"]["digest"], truth["fitted"])
        asked = call["inputs"][0]["digest"]
        found[slug, style, "held-out"] = agreement(result, asked, truth["asked"])
    return found


def test_no_row_is_taken_for_another(shares) -> None:
    assert not [place for place, share in shares.items() if np.isnan(share)]


def test_nearly_all_splits_are_resolved(shares) -> None:
    unresolved = [place for place, share in shares.items() if share < 0.9]
    assert len(unresolved) <= 0.05 * len(shares), unresolved


def test_looking_for_rows_costs_little(results) -> None:
    spent = sorted(result["spent"] for result in results.values())
    assert spent[len(spent) // 2] < 0.2


def test_features_and_labels_that_are_known_are_the_same_rows(results) -> None:
    known = 0
    for (slug, style), result in results.items():
        fit = result["fits"][-1]
        truth = result["truth"]["fitted"]
        share = agreement(result, fit["y"]["digest"], truth)
        assert not np.isnan(share), (slug, style)
        known += share >= 0.9
    assert known >= 0.8 * len(results)


TEXTS = {
    "sliced-by-hand": """
k = 300; v = multi_hot(data["words"]); learn(v[k:], y.values[k:], R[k:], v[:k], R[:k])""",
    "random-split": """
v = multi_hot(data["words"]).astype("uint8")
a, c, b, d = train_test_split(v, y, random_state=1); learn(a, b, b.index, c, d.index)""",
    "counts-of-a-vectorizer": """
from sklearn.feature_extraction.text import CountVectorizer
v = CountVectorizer(token_pattern=r"\\S+").fit_transform(data["words"]).toarray() * 1.0
learn(v[:-400], y.values[:-400], R[:-400], v[-400:], R[-400:])""",
    "texts-split-first": """
from sklearn.feature_extraction.text import CountVectorizer
one, two, b, d = train_test_split(data["words"], y, random_state=1)
words = CountVectorizer(token_pattern=r"\\S+").fit(one)
learn(words.transform(one).toarray(), b, b.index, words.transform(two).toarray(), d.index)""",
    "dummies": """
v = data["words"].str.get_dummies(" ")
learn(v.iloc[300:], y.iloc[300:], R[300:], v.iloc[:300], R[:300])""",
}
LEARN_TEXTS = """
from sklearn.neighbors import NearestCentroid
def multi_hot(texts):
    found = np.zeros((len(texts), 1000), "float32")
    for row, text in enumerate(texts):
        found[row, [int(word) for word in text.split()]] = 1
    return found
def learn(a, b, rows_a, c, rows_c):
    global fitted, asked
    fitted, asked = np.asarray(rows_a), np.asarray(rows_c)
    NearestCentroid().fit(a, b).predict(c)
"""


def test_rows_of_texts_are_found_however_words_became_columns(performed) -> None:
    found = performed([("topics", LEARN_TEXTS + source) for source in TEXTS.values()])
    for style, result in zip(TEXTS, found, strict=True):
        fit, call = result["fits"][-1]["x"], result["calls"][-1]["inputs"][0]
        for info, rows in ((fit, "fitted"), (call, "asked")):
            assert agreement(result, info["digest"], result["truth"][rows]) == 1.0, (style, rows)


def test_rows_of_texts_that_became_something_else_are_not_guessed(performed) -> None:
    source = (
        LEARN_TEXTS
        + """
v = multi_hot(data["words"]) * np.arange(1000)  # word 0 is lost
learn(v[300:], y.values[300:], R[300:], v[:300], R[:300])"""
    )
    (result,) = performed([("topics", source)])
    digests = {result["fits"][-1]["x"]["digest"], result["calls"][-1]["inputs"][0]["digest"]}
    assert not digests & {origin["digest"] for origin in result["origins"]}


def test_rows_of_texts_are_found_where_a_program_shuffles_them(performed) -> None:
    source = (
        LEARN_TEXTS
        + """
kept = multi_hot(data["words"]); order = rng.permutation(N)
see("kept")
learn(kept[order[300:]], y.values[order[300:]], order[300:], kept[order[:300]], order[:300])"""
    )
    (result,) = performed([("topics", source)])
    fit, call = result["fits"][-1]["x"], result["calls"][-1]["inputs"][0]
    assert agreement(result, fit["digest"], result["truth"]["fitted"]) > 0.99
    assert agreement(result, call["digest"], result["truth"]["asked"]) > 0.99


def test_rows_out_of_any_order_are_not_guessed(performed) -> None:
    source = """
learn(rng.normal(size=X.shape), y, R, rng.permuted(X.values, axis=0), R)"""
    (result,) = performed([("regression", source)])
    digests = {result["fits"][-1]["x"]["digest"], result["calls"][-1]["inputs"][0]["digest"]}
    assert not digests & {origin["digest"] for origin in result["origins"]}
