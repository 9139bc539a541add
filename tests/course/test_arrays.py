"""Originals that are arrays: read without running anything, made smaller exactly, drawn by class."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.course.arrays import first_of_each, quotas, read_lists, smaller
from graders.course.datasets import Card, DataFile, Dataset, load_dataset
from graders.course.fetch import MIRROR, digest
from graders.errors import CourseError

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared" / "datasets"
MIRRORED = os.environ.get(MIRROR) or (str(BESIDE) if BESIDE.is_dir() else "")
mirrored = pytest.mark.skipif(
    not MIRRORED,
    reason=f"neither {MIRROR} nor ../shared/datasets has the originals: none are drawn from",
)


def packed(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name, data in members.items():
            out.writestr(f"{name}.npy", data)
    return path


def as_npy(pickled: bytes) -> bytes:
    """A file of NumPy's with one object, and this pickle for its data."""
    held = io.BytesIO()
    header = {"descr": "|O", "fortran_order": False, "shape": (1,)}
    np.lib.format.write_array_header_1_0(held, header)
    return held.getvalue() + pickled


def test_lists_are_read_as_numpy_wrote_them(tmp_path: Path) -> None:
    lists = np.empty(3, dtype=object)
    lists[:] = [[1, 2], [], [3]]
    np.savez(tmp_path / "a.npz", x=lists, y=np.arange(3))
    assert read_lists(tmp_path / "a.npz", "x").tolist() == [[1, 2], [], [3]]
    with pytest.raises(KeyError):
        read_lists(tmp_path / "a.npz", "z")


class Call:
    """Its pickle makes a file when it is read."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.mkdir, (str(self.target),)


def test_a_pickle_that_would_run_something_is_refused(tmp_path: Path) -> None:
    evil = pickle.dumps(Call(tmp_path / "ran"), protocol=2)
    path = packed(tmp_path / "evil.npz", x=as_npy(evil))
    with pytest.raises(pickle.UnpicklingError, match="no place in an array"):
        read_lists(path, "x")
    assert not (tmp_path / "ran").exists()
    with np.load(path, allow_pickle=True) as arrays:  # what reading it otherwise would have done
        assert arrays["x"] is None  # what mkdir returns
    assert (tmp_path / "ran").exists()


def test_a_smaller_image_holds_the_means_of_areas() -> None:
    halves = np.arange(16, dtype=np.uint8).reshape(1, 4, 4)
    assert smaller(halves, 2).tolist() == [[[3, 5], [11, 13]]]  # 2.5 is rounded up
    rows = np.repeat([[0], [30], [60]], 3, axis=1).astype(np.uint8)[None]
    assert smaller(rows, 2).tolist() == [[[10, 10], [50, 50]]]
    images = np.random.default_rng(0).integers(0, 256, (20, 28, 28), dtype=np.uint8)
    small = smaller(images, 16)
    assert small.shape == (20, 16, 16)
    assert small.dtype == np.uint8
    np.testing.assert_allclose(small.mean(axis=(1, 2)), images.mean(axis=(1, 2)), atol=0.2)
    np.testing.assert_array_equal(smaller(images, 28), images)
    assert (smaller(np.full((1, 28, 28), 255, np.uint8), 16) == 255).all()


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=30),
    st.integers(1, 500),
    st.integers(0, 3),
)
def test_quotas_are_shares_with_a_least(counts: list[int], rows: int, least: int) -> None:
    there = np.array(counts)
    if rows < least * len(counts):
        return
    found = quotas(there, rows, least)
    assert found.sum() == rows
    assert found.min() >= least
    if not least:
        assert np.abs(found - rows * there / there.sum()).max() < 1


def test_the_commonest_class_pays_for_the_rare_ones() -> None:
    assert quotas(np.array([2, 900, 98]), 100, 5).tolist() == [5, 85, 10]
    with_four = quotas(np.array([10, 10, 10, 10]), 10, 0)
    assert with_four.tolist() == [3, 3, 2, 2]


def test_rows_are_split_in_their_order() -> None:
    classes = np.array([0, 1, 0, 1, 0])
    taken, rest = first_of_each(classes, np.array([4, 3, 2, 1, 0]), np.array([2, 1]))
    assert (taken.tolist(), rest.tolist()) == ([4, 3, 2], [1, 0])


@pytest.fixture
def towns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """900 rows in arrays: 60 of class 1, 840 of class 0."""
    folder, mirror = tmp_path / "towns", tmp_path / "mirror"
    folder.mkdir()
    mirror.mkdir()
    (folder / "table.py").write_text(
        "import numpy as np, pandas as pd\n"
        "def table(files):\n"
        "    with np.load(files['towns.npz']) as arrays:\n"
        "        return pd.DataFrame({'number': arrays['x'], 'kind': arrays['y']})\n",
        encoding="utf-8",
    )
    x, y = np.arange(900), (np.arange(900) % 15 == 0).astype(np.int64)
    np.savez(mirror / "towns.npz", x=x, y=y)
    monkeypatch.setenv(MIRROR, str(mirror))
    monkeypatch.setattr("graders.course.fetch.cache_folder", lambda: tmp_path / "cache")
    file = DataFile(name="towns.npz", arrays={"x": digest(x), "y": digest(y)})
    return Dataset("towns", folder, Card(
        title="Towns", kind="arrays", source="s", licence="l", rows=900, target="kind",
        task="binary", columns=("number", "kind"), smallest_class=10, files=(file,),
    ))  # fmt: skip


def test_hidden_rows_are_fresh_for_each_secret_and_never_public(towns: Dataset) -> None:
    public, first, second = (towns.draw(300, 150, key) for key in (None, b"one", b"two"))
    assert first.files() == towns.draw(300, 150, b"one").files()
    assert public.files()["data/train.csv"] == first.files()["data/train.csv"]
    shown = {*public.train["number"], *public.test["number"]}
    assert len(shown) == 450
    for drawn in (first, second):
        assert not shown & {*drawn.test["number"]}
        assert (drawn.test["number"] % 15 == 0).astype(int).tolist() == drawn.hidden.tolist()
        assert drawn.hidden.sum() == public.hidden.sum() == 10
        assert drawn.train["kind"].sum() == 20
    assert 0 < len({*first.test["number"]} & {*second.test["number"]}) < 75


def test_too_many_rows_and_too_few_of_a_class_are_told(towns: Dataset) -> None:
    with pytest.raises(CourseError, match="900 rows"):
        towns.draw(700, 150)
    with pytest.raises(CourseError, match="10 rows of each of 2 classes"):
        towns.draw(300, 15)
    (towns.folder / "table.py").unlink()
    with pytest.raises(CourseError, match=r"no table, and has no .*table\.py"):
        towns.draw(300, 150)


@mirrored
@pytest.mark.parametrize(
    ("name", "twin", "rows"),
    [
        ("fashion-mnist", "garments-twin", (2000, 1000)),
        ("mnist", "garments-twin", (2000, 500)),
        ("reuters", "topics-twin", (2100, 600)),
    ],
)
def test_an_original_is_drawn_as_its_twin_is(
    name: str, twin: str, rows: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MIRROR, MIRRORED)
    monkeypatch.setattr("graders.course.fetch.cache_folder", lambda: tmp_path)
    dataset = load_dataset(ROOT, name)
    drawn, public = dataset.draw(*rows, b"a secret"), dataset.draw(*rows)
    made = load_dataset(ROOT, twin).draw(*rows)
    assert [*drawn.train] == [*made.train]
    assert [*drawn.test] == [*made.test]
    assert {*drawn.train.dtypes.astype(str)} == {*made.train.dtypes.astype(str)}
    target = dataset.card.target
    for kinds in (drawn.train[target], drawn.hidden, public.hidden):
        counts = kinds.value_counts()
        assert {*counts.index} == {*made.hidden}
        assert counts.min() >= dataset.card.smallest_class
        shares = counts.sort_index() / len(kinds)
        assert shares.to_numpy() == pytest.approx([*dataset.card.ratio.values()], abs=0.06)
    read = pd.read_csv(io.BytesIO(drawn.files()["data/test.csv"]))
    pd.testing.assert_frame_equal(read, drawn.test, check_dtype=False)
    features = [*drawn.test]
    assert not drawn.test.merge(public.test, on=features).shape[0]
    assert not drawn.test.merge(drawn.train[features], on=features).shape[0]
    if name == "reuters":
        with pytest.raises(CourseError, match=f"has {dataset.card.rows} rows"):
            dataset.draw(dataset.card.rows, 600)
        words = drawn.train["words"].str.split().explode().astype(int)
        assert (words.min(), words.max()) == (0, 999)
