"""Which known datasets a notebook asks for, by what its cells say."""

from pathlib import Path

import pytest

from graders.course import originals
from graders.course.originals import Known, asked_for, canonical

ADDRESS = "https://raw.githubusercontent.com/DA4BAM/dataset/master/boston.csv"


@pytest.fixture
def held(monkeypatch, tmp_path: Path) -> Path:
    for name in ("boston.csv", "mnist.npz", "fashion_mnist.npz"):
        (tmp_path / name).write_bytes(name.encode())
    known = (
        Known("boston.csv", ADDRESS, (), tmp_path / "boston.csv"),
        Known("mnist.npz", "", ("datasets.mnist", "mnist.load_data"), tmp_path / "mnist.npz"),
        Known("fashion_mnist.npz", "", ("fashion_mnist.load_data",),
              tmp_path / "fashion_mnist.npz"),
    )  # fmt: skip
    monkeypatch.setattr(originals, "known_files", lambda *_: known)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (f'pd.read_csv("{ADDRESS}")', ["boston.csv"]),
        ("url = 'https://github.com/DA4BAM/dataset/blob/master/boston.csv?raw=true'",
         ["boston.csv"]),
        ("pd.read_csv('https://example.org/boston.csv')", []),
        ("pd.read_csv('data/boston.csv')", []),
        ("(x, y), (z, w) = mnist.load_data()", ["mnist.npz"]),
        ("(x, y), (z, w) = keras.datasets.fashion_mnist.load_data()", ["fashion_mnist.npz"]),
        ("from keras.datasets.mnist import load_data", ["mnist.npz"]),
        ("model.fit(x, y)", []),
    ],
)  # fmt: skip
def test_a_dataset_is_found_by_address_or_call(held, source, names):
    files, addresses = asked_for([source], held)
    assert sorted(addresses) == names
    assert files == {f".originals/{name}": name.encode() for name in names}


def test_addresses_of_one_file_are_one():
    rest = "DA4BAM/dataset"
    ways = (
        ADDRESS,
        f"http://github.com/{rest}/raw/master/boston.csv",
        f"https://github.com/{rest}/blob/master/boston.csv?raw=true",
        f"https://github.com/{rest}/raw/refs/heads/master/boston.csv",
    )
    assert {canonical(way) for way in ways} == {ADDRESS}
