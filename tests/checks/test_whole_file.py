"""Constants of all rows are told from the rows that they scaled, however they were come by."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks.leakage import Leakage
from graders.checks.whole_file import scaled_by_all
from graders.model.experiment import Experiment, Origin
from graders.model.reference import FeatureColumn
from graders.model.values import Array
from graders.reports.messages import Messages

ROWS = 200


def table(seed=1, columns=5):
    return np.random.default_rng(seed).gamma(2.0, 3.7, (ROWS, columns))


def features(raw):
    return tuple(
        FeatureColumn(
            name=f"c{n}", minimum=column.min(), maximum=column.max(), mean=column.mean(),
            std=column.std(), values=Array.of(column),
        )
        for n, column in enumerate(raw.T)
    )  # fmt: skip


def trained(build, x, rows, **fields):
    """A run in which a network was trained on ``x``, which are these rows of the file."""
    digest = Array.of(np.asarray(x)).digest
    origin = Origin(digest=digest, file="data/train.csv", rows=Array.of(rows), by="index")
    fits = [build.fit(x, np.arange(len(x)))]
    return build.evidence(models=[build.model()], fits=fits, origins=[origin], **fields)


def named(build, raw, x, rows):
    evidence = trained(build, x, rows)
    return scaled_by_all(evidence, evidence.fits, features(raw))


def extremes(raw):
    return raw.min(axis=0), raw.max(axis=0) - raw.min(axis=0)


def moments(raw):
    return raw.mean(axis=0), raw.std(axis=0)


def described(raw):
    return raw.mean(axis=0), raw.std(axis=0, ddof=1)


@pytest.mark.parametrize("statistics", [extremes, moments, described])
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_constants_of_all_rows_are_told_and_those_of_the_training_rows_are_not(
    build, statistics, kind
):
    raw = table()
    rows = np.sort(np.random.default_rng(2).permutation(ROWS)[:120])
    for known, leaks in ((raw, True), (raw[rows], False)):
        shift, scale = statistics(known)
        assert bool(named(build, raw, ((raw[rows] - shift) / scale).astype(kind), rows)) is leaks


@given(seed=st.integers(0, 10_000), share=st.floats(0.3, 0.9), order=st.randoms())
def test_the_columns_that_differ_are_named_whatever_their_order(build, seed, share, order):
    raw = table(seed)
    rows = np.sort(np.random.default_rng(seed).permutation(ROWS)[: int(share * ROWS)])
    shuffled = list(range(raw.shape[1]))
    order.shuffle(shuffled)
    low, width = extremes(raw)
    found = named(build, raw, ((raw[rows] - low) / width)[:, shuffled], rows)
    own, own_width = extremes(raw[rows])
    differ = np.maximum(own - low, (low + width) - (own + own_width)) / width
    assert {f"c{n}" for n in np.flatnonzero(differ > 1e-4)} <= set(found)
    assert set(found) <= {f"c{n}" for n in np.flatnonzero(differ > 1e-6)}


@given(shift=st.floats(-50, 50), scale=st.floats(0.5, 500), seed=st.integers(0, 1_000))
def test_one_bound_for_all_columns_is_nobodys_statistic(build, shift, scale, seed):
    raw, rows = table(seed), np.arange(150)
    assert named(build, raw, (raw[rows] - shift) / scale, rows) == ()


def test_bounds_that_the_subject_sets_are_known_to_everybody(build):
    raw = np.random.default_rng(3).integers(0, 256, (ROWS, 6)).astype(float)
    raw[0], raw[1] = 0, 99
    raw = np.minimum(raw, 99)
    rows = np.arange(2, ROWS)
    assert named(build, raw, raw[rows] / 99, rows) == ()


def test_two_columns_are_not_enough(build):
    raw, rows = table(columns=2), np.arange(2, 150)
    low, width = extremes(raw)
    assert named(build, raw, (raw[rows] - low) / width, rows) == ()


def test_folds_put_no_row_aside(build):
    raw = table()
    low, width = extremes(raw)
    parts = [np.arange(150), np.arange(100, ROWS)]
    runs = [trained(build, (raw[rows] - low) / width, rows) for rows in parts]
    evidence = build.evidence(
        models=[build.model()],
        fits=[run.fits[0] for run in runs],
        origins=[run.origins[0] for run in runs],
    )
    assert scaled_by_all(evidence, evidence.fits[:1], features(raw))
    assert scaled_by_all(evidence, evidence.fits, features(raw)) == ()


def test_unknown_rows_and_all_rows_say_nothing(build):
    raw = table()
    low, width = extremes(raw)
    x = (raw - low) / width
    assert named(build, raw, x, np.arange(ROWS)) == ()
    assert named(build, raw, x[:150], np.full(150, -1)) == ()
    gaps = raw.copy()
    gaps[3] = np.nan
    assert named(build, gaps, x[:150], np.arange(150)) == ()


@given(st.lists(st.floats(), min_size=20, max_size=20))
def test_whatever_a_process_says_of_its_figures_is_an_answer(build, said):
    raw, rows = table(), np.arange(150)
    evidence = trained(build, raw[rows], rows)
    fit = evidence.fits[0]
    names = ("minimum", "maximum", "mean", "std")
    parts = {name: tuple(said[5 * n : 5 * n + 5]) for n, name in enumerate(names)}
    x = msgspec.structs.replace(fit.x, **parts)
    fit = msgspec.structs.replace(fit, x=x)
    assert isinstance(scaled_by_all(evidence, [fit], features(raw)), tuple)


def test_the_line_fails_where_no_experiment_moved_anything(build):
    raw, rows = table(), np.arange(150)
    low, width = extremes(raw)
    still = Experiment(name="interference", outcome="done", changed={"held-out": 50}, resolved=True)
    evidence = trained(build, (raw[rows] - low) / width, rows, experiments=[still])
    verdict = Leakage()(evidence, build.reference(features=features(raw)), build.item("leakage"))
    assert (verdict.outcome, verdict.key) == ("failed", "leakage-typed")
    for lang, word in (("en", "all rows of `data/train.csv`"), ("ko", "최솟값과 최댓값")):
        assert word in Messages(lang).say(verdict.key, verdict.facts)
