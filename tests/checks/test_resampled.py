"""Resampled tables: which rows they hold, whose labels, and what became of the rows put aside."""

import numpy as np
import pytest
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler

from graders.checks.matched_rows import between
from graders.checks.resampled import Resampled
from graders.model.evidence import CallRecord
from graders.model.experiment import Origin
from graders.model.values import Array

RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(500, 4))
X[:, 3] = RANDOM.integers(0, 2, 500)
Y = (np.arange(500) % 12 == 0).astype(int)
X_TRAIN, X_VAL, Y_TRAIN, Y_VAL = X[:400], X[400:], Y[:400], Y[400:]
FEW, MANY = np.flatnonzero(Y_TRAIN == 1), np.flatnonzero(Y_TRAIN == 0)
UNDER = RandomUnderSampler(random_state=4).fit_resample(X_TRAIN, Y_TRAIN)
OVER = RandomOverSampler(random_state=4).fit_resample(X_TRAIN, Y_TRAIN)
MADE = SMOTE(random_state=4).fit_resample(X_TRAIN, Y_TRAIN)


def rows(*parts):
    taken = np.concatenate(parts)
    return X_TRAIN[taken], Y_TRAIN[taken]


def judge(build, kind, pair, *, values=(), labels=("stays", "leaves"), **fields):
    x, y = pair
    captured = [
        build.value("x_train", 100 * X_TRAIN + 7, cell="split"),
        build.value("x_val", 100 * X_VAL + 7, cell="split"),
        build.value("y_train", Y_TRAIN, cell="split"),
        build.value("y_val", Y_VAL, cell="split"),
        build.value("x_train", X_TRAIN, cell="scale"),
        build.value("x_val", X_VAL, cell="scale"),
        build.value("x_test", X_VAL + 9, cell="scale"),
        build.value("x_new", x, cell="sample"),
        build.value("y_new", y, cell="sample"),
        *values,
    ]
    found = build.evidence(values=captured, **fields)
    reference = build.reference(Y_VAL, train=Y, labels=labels, task="binary")
    check = Resampled(features="x_new", targets="y_new", kind=kind)
    return check(found, reference, build.item(cell="sample"))


SHUFFLED = RANDOM.permutation(len(OVER[0]))
RIGHT = {
    "under-sampler": ("under", UNDER),
    "under, by hand": ("under", rows(FEW, RANDOM.choice(MANY, 60, replace=False))),
    "under, with replacement": ("under", rows(MANY[RANDOM.integers(0, len(MANY), 34)], FEW)),
    "over-sampler": ("over", OVER),
    "over, by hand and half": ("over", rows(MANY, FEW, FEW, FEW, FEW, FEW)),
    "over, shuffled, as float32": ("over", (OVER[0][SHUFFLED].astype("float32"), OVER[1][SHUFFLED])),
    "labels in a column": ("over", (OVER[0], OVER[1][:, None])),
    "labels by name": ("under", (UNDER[0], np.where(UNDER[1] == 1, "leaves", "stays"))),
    "SMOTE": ("synthetic", MADE),
    "SMOTE of float32": (
        "synthetic",
        SMOTE(random_state=1).fit_resample(X_TRAIN.astype("float32"), Y_TRAIN),
    ),
    "SMOTE, its dummies rounded": (
        "synthetic",
        (np.column_stack([MADE[0][:, :3], MADE[0][:, 3].round()]), MADE[1]),
    ),
}  # fmt: skip
STRANGE = RANDOM.normal(size=OVER[0].shape)
NOISY = np.vstack([X_TRAIN, X_TRAIN[RANDOM.choice(FEW, 300)] + RANDOM.normal(size=(300, 4))])
WRONG = {
    "nothing done": ("under", (X_TRAIN, Y_TRAIN), "resampled-same"),
    "now the others are rare": ("under", rows(FEW, MANY[:5]), "resampled-turned"),
    "labels of other rows": ("over", (OVER[0][SHUFFLED], OVER[1]), "resampled-labels"),
    "exchanged": ("over", (OVER[1], OVER[0]), "resampled-exchanged"),
    "of two calls": ("over", (OVER[0], UNDER[1]), "resampled-lengths"),
    "text for rows": ("over", (np.array(["a", "b"]), Y_TRAIN[:2]), "resampled-no-table"),
    "numbers for labels": ("over", (X_TRAIN, X_TRAIN[:, 0]), "resampled-no-labels"),
    "all rows over-sampled": (
        "over",
        RandomOverSampler(random_state=4).fit_resample(X, Y),
        "resampled-held-out",
    ),
    "few rows lost": ("under", rows(FEW[:20], MANY[:30]), "resampled-few-lost"),
    "over-sampled for under": ("under", OVER, "resampled-none-left-out"),
    "under-sampled for over": ("over", UNDER, "resampled-many-lost"),
    "SMOTE for over": ("over", MADE, "resampled-made-up"),
    "SMOTE for under": ("under", MADE, "resampled-made-up"),
    "copies for SMOTE": ("synthetic", OVER, "resampled-copies"),
    "other rows altogether": ("over", (STRANGE, OVER[1]), "resampled-strangers"),
    "noise for SMOTE": (
        "synthetic",
        (NOISY, np.concatenate([Y_TRAIN, np.ones(300, int)])),
        "resampled-not-between",
    ),
    "new rows of the other class": (
        "synthetic",
        (
            np.vstack([OVER[0], X_TRAIN[MANY[:50]] * 0.5]),
            np.concatenate([OVER[1], np.zeros(50, int)]),
        ),
        "resampled-other-class",
    ),
}


@pytest.mark.parametrize(("kind", "pair"), RIGHT.values(), ids=RIGHT)
def test_right(build, kind, pair):
    verdict = judge(build, kind, pair)
    assert (verdict.outcome, verdict.key) == ("passed", "resampled"), verdict
    assert verdict.review is None


@pytest.mark.parametrize(("kind", "pair", "key"), WRONG.values(), ids=WRONG)
def test_wrong(build, kind, pair, key):
    verdict = judge(build, kind, pair)
    assert (verdict.outcome, verdict.key) == ("failed", key), verdict


def test_a_part_that_the_cell_changed(build):
    changed = build.value("y_val", np.tile(Y_VAL, 2), cell="sample")
    verdict = judge(build, "over", OVER, values=[changed])
    assert verdict.key == "resampled-part-changed"
    assert (verdict.facts["before"], verdict.facts["after"]) == (100, 200)
    same = build.value("y_val", Y_VAL, cell="sample")
    assert judge(build, "over", OVER, values=[same]).outcome == "passed"


def test_new_rows_that_a_sampler_put_out_need_no_lines(build):
    call = CallRecord(sequence=9, cell="sample", actor="ADASYN", method="fit_resample",
                      outputs=(build.info(NOISY),))  # fmt: skip
    pair = NOISY, np.concatenate([Y_TRAIN, np.ones(300, int)])
    assert judge(build, "synthetic", pair, calls=[call]).outcome == "passed"


def origin(array, numbers, file="data/train.csv"):
    return Origin(digest=Array.of(array).digest, file=file, by="index",
                  rows=Array.of(np.asarray(numbers, dtype=np.int32)))  # fmt: skip


def test_rows_are_known_by_their_place_in_the_file_too(build):
    taken = np.concatenate([FEW, MANY[:40]])
    scaled = np.exp(X_TRAIN[taken])
    train = origin(X_TRAIN, np.arange(400))
    good = judge(build, "under", (scaled, Y_TRAIN[taken]),
                 origins=[train, origin(scaled, taken)])  # fmt: skip
    assert good.key == "resampled"
    turned = judge(build, "under", (scaled, Y_TRAIN[taken][::-1]),
                   origins=[train, origin(scaled, taken)])  # fmt: skip
    assert turned.key == "resampled-labels"
    aside = taken.copy()
    aside[-3:] = [450, 451, 452]
    held = judge(build, "under", (scaled, Y[aside]), origins=[train, origin(scaled, aside)])
    assert (held.key, held.facts["held"]) == ("resampled-held-out", 3)
    tested = np.where(np.arange(len(taken)) < 2, 5, -1)
    both = [train, origin(scaled, np.where(tested < 0, taken, -1)),
            origin(scaled, tested, "data/test.csv")]  # fmt: skip
    assert judge(build, "under", (scaled, Y_TRAIN[taken]), origins=both).key == "resampled-held-out"


def test_rows_that_changed_places_with_their_labels(build):
    order = RANDOM.permutation(400)
    x, y = X_TRAIN[order] * 3, Y_TRAIN[order]
    later = [build.value("x_train", x, cell="scale"), build.value("y_train", y, cell="sample")]
    for kind, sampler in (
        ("under", RandomUnderSampler(random_state=1)),
        ("over", RandomOverSampler(random_state=1)),
        ("synthetic", SMOTE(random_state=1)),
    ):
        pair = sampler.fit_resample(x, y)
        good = judge(build, kind, pair, values=later, origins=[origin(x, order)])
        assert (good.outcome, good.key, good.review) == ("passed", "resampled", None)
        behind = sampler.fit_resample(x, Y_TRAIN)  # the labels stayed where they were
        bad = judge(build, kind, behind, values=later[:1], origins=[origin(x, order)])
        assert (bad.outcome, bad.key) == ("failed", "resampled-labels")


def test_nothing_to_compare_with_is_for_a_person(build):
    found = build.evidence(
        values=[build.value("x_new", OVER[0], cell="sample"), build.value("y_new", OVER[1])]
    )
    check = Resampled(features="x_new", targets="y_new", kind="over")
    reference = build.reference(Y_VAL, train=Y, labels=("0", "1"), task="binary")
    verdict = check(found, reference, build.item(cell="sample"))
    assert (verdict.outcome, verdict.review) == ("passed", "resampled-unseen")
    public = check(found, build.reference(None), build.item(cell="sample"))
    assert public.review == "resampled-unseen"


@pytest.mark.parametrize("columns", [1, 2, 5, 30])
def test_smote_draws_lines_and_noise_does_not(columns):
    points = RANDOM.normal(size=(40, columns))
    first, second = RANDOM.integers(0, 40, (2, 100))
    part = RANDOM.random((100, 1))
    lines = points[first] + part * (points[second] - points[first])
    assert between(points, lines) == 1.0
    assert between(points, points[:7]) == 1.0
    if columns > 2:
        assert between(points, RANDOM.normal(size=(100, columns))) < 0.2
    assert between(points, lines + 100) == 0.0
    assert between(points[:0], lines) == between(points, lines[:0]) == 0.0
