import io
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.running.experiments.csv_table import (
    MISSING,
    Column,
    columns_of,
    row_count,
    table_of,
)
from graders.running.experiments.perturb import changed, flipped, planted

few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Each example reads and writes a table several times."""

WORDS = st.text("abc ,\"é한\n'", min_size=1, max_size=6).filter(
    lambda text: text.strip() and text.strip() not in MISSING
)


@st.composite
def tables(draw):
    """A frame of many kinds of columns, and its file as pandas writes it, in some dialect."""
    count = draw(st.integers(6, 30))
    some = {
        "whole": st.integers(-50, 10_000),
        "positive": st.floats(0.001, 1e6, allow_nan=False).map(lambda x: round(x, 4)),
        "signed": st.floats(-1e3, 1e3, allow_nan=False).map(lambda x: round(x, 2)),
        "small": st.sampled_from([1, 2, 3]),
        "kind": st.sampled_from(["red", "blue", "dark, green"]),
        "name": WORDS,
        "flag": st.booleans(),
    }
    columns = {}
    for name, values in some.items():
        cells = draw(st.lists(values, min_size=count, max_size=count))
        if name in {"positive", "kind"}:
            gaps = draw(st.lists(st.booleans(), min_size=count, max_size=count))
            cells = [None if gap else cell for cell, gap in zip(cells, gaps, strict=True)]
        columns[name] = cells
    columns["row"] = list(range(100, 100 + count))
    frame = pd.DataFrame(columns)
    text = frame.to_csv(index=False, lineterminator=draw(st.sampled_from(["\n", "\r\n"])))
    data = text.encode()
    return data if draw(st.booleans()) else b"\xef\xbb\xbf" + data


def read(data):
    return pd.read_csv(io.BytesIO(data))


def word_lists(count, seed):
    """Lists of words as texts, some words common and some rare, each row of its own length."""
    random = np.random.default_rng(seed)
    words = [f"w{number}" for number in range(150)]
    chances = 1 / np.arange(1, 151)
    return [
        " ".join(random.choice(words, size=random.integers(9, 25), p=chances / chances.sum()))
        for _ in range(count)
    ]


def some_rows(data, draw):
    return draw(st.sets(st.integers(0, row_count(data) - 1), min_size=1))


@few
@given(tables(), st.data(), st.integers(0, 2**32 - 1))
def test_only_the_named_rows_change_and_the_file_is_read_the_same(data, more, seed):
    rows = some_rows(data, more.draw)
    after = changed(data, sorted(rows), columns_of(table_of(data)), seed, frozenset({"small"}))
    before, now = table_of(data), table_of(after)
    assert now.header == before.header
    assert len(now.lines) == len(before.lines)
    for row in set(range(row_count(data))) - rows:
        assert now.lines[now.rows[row]] == before.lines[before.rows[row]]
    old, new = read(data), read(after)
    assert list(new.dtypes) == list(old.dtypes)
    assert new["small"].equals(old["small"])
    assert (new.isna() == old.isna()).all(axis=None)


@few
@given(tables(), st.data(), st.integers(0, 2**32 - 1))
def test_the_same_seed_gives_the_same_bytes(data, more, seed):
    rows, columns = sorted(some_rows(data, more.draw)), columns_of(table_of(data))
    assert changed(data, rows, columns, seed) == changed(data, rows, columns, seed)


@few
@given(tables(), st.data(), st.integers(0, 2**32 - 1))
def test_levels_and_texts_stay_among_the_rows_that_changed(data, more, seed):
    rows = sorted(some_rows(data, more.draw))
    old = read(data).loc[rows]
    new = read(changed(data, rows, columns_of(table_of(data)), seed)).loc[rows]
    for name in ("kind", "flag"):
        assert set(old[name].dropna()) <= set(new[name].dropna())
    assert sorted(old["name"]) == sorted(new["name"])
    assert sorted(old["row"]) == sorted(new["row"])


@few
@given(tables(), st.data(), st.integers(0, 2**32 - 1))
def test_numbers_keep_their_side_of_zero_and_stay_near_the_range(data, more, seed):
    rows = sorted(some_rows(data, more.draw))
    old, new = read(data), read(changed(data, rows, columns_of(table_of(data)), seed))
    for name in ("whole", "positive", "signed"):
        values, later = old[name].to_numpy(float), new[name].to_numpy(float)
        if columns_of(table_of(data))[name].kind == "levels":
            assert set(later[~np.isnan(later)]) <= set(values)
            continue
        assert np.array_equal(np.sign(values), np.sign(later), equal_nan=True)
        low, high = np.nanmin(values), np.nanmax(values)
        if math.isnan(low):
            continue
        slack = 0.1 * (high - low) + 1
        assert np.nanmin(later) >= low - slack
        assert np.nanmax(later) <= high + slack


@pytest.mark.parametrize("rows", [[3], [0, 5, 9], list(range(20))])
def test_a_scaler_of_the_whole_column_cannot_stay_the_same(rows):
    values = np.linspace(1.5, 9.5, 40).round(2)
    data = pd.DataFrame({"a": values, "b": np.arange(40) ** 2 + 7}).to_csv(index=False).encode()
    new = read(changed(data, rows, columns_of(table_of(data)), 1))
    assert (new.loc[rows, "a"] > values.max()).any()
    assert (new.loc[rows, "b"] > 39**2 + 7).any()
    assert not new["a"].drop(rows).ne(values[[row for row in range(40) if row not in rows]]).any()


@given(st.integers(0, 2**32 - 1))
@few
def test_lists_of_words_stay_lists_of_the_same_words(seed):
    frame = pd.DataFrame({"words": word_lists(60, 7), "topic": [0, 1, 2] * 20})
    assert frame["words"].str.split().explode().value_counts().min() == 1
    data = frame.to_csv(index=False).encode()
    columns = columns_of(table_of(data))
    assert columns["words"].kind == "words"
    rows = list(range(20, 60))
    after = read(changed(data, rows, columns, seed, frozenset({"topic"})))
    assert after["words"][:20].tolist() == frame["words"][:20].tolist()
    before, now = (part["words"][20:].str.split() for part in (frame, after))
    assert (before.map(len) == now.map(len)).all()
    assert set(before.explode()) <= set(now.explode()) <= set(columns["words"].levels)
    # Rows that hold a word, by which a vocabulary weighs or chooses it, are others now.
    held = [part.map(set).explode().value_counts() for part in (before, now)]
    assert (held[0] != held[1].reindex(held[0].index)).mean() > 0.5
    # So has how often it stands there at all.
    found = [part.explode().value_counts() for part in (before, now)]
    assert (found[0] != found[1].reindex(found[0].index)).mean() > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2, 3, 1, 2, 3, 1, 2]",
        "1;2;3;2;2;1;3;1",
        "the cat sat on the mat, the cat",
        "'a','b'" * 5,
    ],
)
def test_what_stands_between_words_stays(text):
    texts = [text] * 3 + [text[::-1]] * 30
    frame = pd.DataFrame({"words": [*texts, text + " 1"], "n": range(34)})
    data = frame.to_csv(index=False).encode()
    columns = {"words": Column(kind="words", levels=("1", "2", "3", "a", "b"))}
    after = read(changed(data, range(34), columns, 3))["words"].astype(str)
    blank = r"[^\s,;|\[\](){}\"']+"
    assert after.str.replace(blank, "_", regex=True).tolist() == (
        frame["words"].str.replace(blank, "_", regex=True).tolist()
    )


def test_a_table_of_nothing_but_row_numbers_changes_all_the_same():
    data = b"id,n\n" + b"".join(b"%d,%d\n" % (place, place + 7) for place in range(50))
    assert read(changed(data, [1, 2, 3], columns_of(table_of(data)), 0)).loc[1:3, "id"].max() > 49


def test_copies_of_training_rows_are_matched_by_name():
    train = b'y,b,a\n1,"x, y",2.50\n0,z,3\n'
    test = b"a,b,extra\r\n9,q,keep\r\n8,r,me\r\n"
    assert planted(test, train, {1: 0}) == b'a,b,extra\r\n9,q,keep\r\n2.50,"x, y",me\r\n'
    assert planted(test, train, {}) == test
    assert planted(test, train, {7: 0, 0: 9}) == test


@few
@given(tables(), st.data())
def test_flipped_labels_are_others_and_nothing_else_changes(data, more):
    rows = sorted(some_rows(data, more.draw))
    column = more.draw(st.sampled_from(["small", "kind", "flag"]))
    old, new = read(data), read(flipped(data, rows, column, classes=True))
    there = old[column].notna()
    if len(set(old[column].dropna())) > 1:
        assert (old.loc[rows, column] != new.loc[rows, column])[there.loc[rows]].all()
    assert new[column].drop(rows).equals(old[column].drop(rows))
    assert new.drop(columns=column).equals(old.drop(columns=column))
    assert set(new[column].dropna()) <= set(old[column].dropna())


@few
@given(tables(), st.data())
def test_flipped_numbers_are_mirrored_within_their_range(data, more):
    rows = sorted(some_rows(data, more.draw))
    old, new = read(data)["signed"], read(flipped(data, rows, "signed", classes=False))["signed"]
    assert new.min() >= old.min() - 1e-9
    assert new.max() <= old.max() + 1e-9
    if old.min() < old.max():
        assert (new.loc[rows] != old.loc[rows]).all()


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a,b", b'a\n"never closed\n1\n', b"\xff\xfe\x00"])
def test_files_that_are_no_tables_are_left_alone_or_changed_without_harm(data):
    table = table_of(data)
    assert b"".join(table.lines) == data
    changed(data, [0, 1], columns_of(table), 0)
    assert flipped(data, [0], "nothing", classes=True) == data
