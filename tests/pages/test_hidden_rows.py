"""Outputs with hidden rows are told from others, on the data of real assignments."""

import io
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graders.course.folder import Course
from graders.pages.hidden_rows import HiddenRows

ROOT = Path(__file__).parents[2]
LOGS = "\n".join(
    f"Epoch {n}/60\n13/13 ━━━━━━━━ 0s 4ms/step - loss: {600 / n:.4f} - mae: {20 / n:.4f} - "
    f"val_loss: {660 / n:.4f} - val_mae: {23 / n:.4f}"
    for n in range(1, 60)
)


@pytest.fixture(scope="module", params=["regression", "binary", "imbalance", "scaling", "topics"])
def tables(request):
    loaded = Course(ROOT).load(request.param)
    box, public = loaded.box_files(), loaded.public_files()
    read = lambda data: pd.read_csv(io.BytesIO(data))  # noqa: E731
    return (
        HiddenRows.of(box, public),
        read(box["data/test.csv"]),
        read(public["data/test.csv"]),
        read(public["data/train.csv"]),
    )


@pytest.mark.parametrize(
    "shown",
    [lambda t: t.head().to_string(), lambda t: t.tail(4).to_html(), lambda t: t.sample(5, random_state=1).to_string(),
     lambda t: str(t.iloc[3:6].to_dict("records")), lambda t: t.to_csv()[:4000]],
    ids=["head", "html", "sample", "records", "csv"],
)  # fmt: skip
def test_hidden_rows_are_found_and_public_ones_are_not(tables, shown):
    known, hidden, test, train = tables
    assert known.shown_in(shown(hidden))
    assert not known.shown_in(shown(test))
    assert not known.shown_in(shown(train))


@pytest.mark.parametrize(
    "shown",
    [lambda t: t.head().T.to_string(), lambda t: t.tail(2).T.to_html(), lambda t: t.head().to_json(),
     lambda t: str(t.head().to_dict("list")), lambda t: str(t.head().to_dict())],
    ids=["plain", "html", "json", "lists", "dictionary"],
)  # fmt: skip
def test_a_table_on_its_side_shows_its_rows(tables, shown):
    known, hidden, test, train = tables
    assert known.shown_in(shown(hidden))
    assert not known.shown_in(shown(test))
    assert not known.shown_in(shown(train))


def test_a_printed_tensor_shows_its_rows(tables):
    known, hidden, test, train = tables
    numbers = [table.select_dtypes("number").to_numpy()[:6] for table in (hidden, test, train)]
    tensors = [f"<tf.Tensor: shape=(6, 3), dtype=float64, numpy=\n{one!r}>" for one in numbers]
    bare = [np.array2string(one) for one in numbers]
    assert [known.shown_in(one) for one in tensors] == [known.shown_in(one) for one in bare]


def test_rows_far_below_other_numbers_are_found(tables):
    known, hidden, test, _ = tables
    above = " ".join(map(str, np.random.default_rng(0).random(3_998).round(4)))
    assert known.shown_in(f"{above} {above}\n{hidden.head().to_string()}")
    assert not known.shown_in(f"{above} {above}\n{test.head().to_string()}")


def test_text_that_html_writes_otherwise_is_found():
    test = b'text,a\n"R&D <budget> of 2026 is cut",1\n'
    table = pd.read_csv(io.BytesIO(test))
    assert HiddenRows(test, []).shown_in(table.to_html())


def test_what_is_told_of_all_rows_is_no_row(tables):
    known, hidden, _, train = tables
    assert not known.shown_in(str(hidden.shape) + str(list(hidden.columns)))
    assert not known.shown_in(train.describe().to_string())
    assert not known.shown_in(LOGS)
    random = np.random.default_rng(0)
    assert not known.shown_in(str(random.random((20, 3)).round(4)))
    assert not known.shown_in("[[93  7]\n [12 88]]")
    assert not known.shown_in("")


def test_pictures_are_known_by_a_stretch_of_numbers():
    loaded = Course(ROOT).load("digits")
    box, public = loaded.box_files(), loaded.public_files()
    known = HiddenRows.of(box, public)
    hidden = pd.read_csv(io.BytesIO(box["data/test.csv"])).select_dtypes("number")
    train = pd.read_csv(io.BytesIO(public["data/train.csv"])).select_dtypes("number")
    train = train[hidden.columns]
    assert known.shown_in(str(hidden.to_numpy()[5]))
    assert not known.shown_in(str(train.to_numpy()[5]))
    assert not known.shown_in(LOGS)


def test_without_other_rows_nothing_is_hidden():
    files = {"data/test.csv": b"a,b\n1,2\n"}
    assert HiddenRows.of(files, files) is None
    assert HiddenRows.of({}, files) is None
    assert not HiddenRows(b"", []).shown_in("1 2 3")
    assert not HiddenRows(b"\xff\xfe", [b"a\n1\n"]).shown_in("1 2 3")


def test_brackets_that_are_never_closed_take_no_time():
    known = HiddenRows(b"a,b\n1.5,2.5\n", [])
    begun = time.process_time()
    known.shown_in("<" * 100_000)
    known.shown_in("<td " * 25_000)
    known.shown_in('<td a="" ' * 10_000)
    assert time.process_time() - begun < 2
