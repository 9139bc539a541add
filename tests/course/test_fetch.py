from __future__ import annotations

import errno
import gzip
import hashlib
import http.client
import io
import os
import struct
import urllib.error
from pathlib import Path

import numpy as np
import pytest

from graders.course.datasets import Card, DataFile, load_dataset
from graders.course.fetch import MIRROR, digest, fetch
from graders.errors import CourseError

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/towns.csv"
DATA = b"a,b\n1,2\n"


def card(**file: object) -> Card:
    return Card(
        title="Towns",
        kind="table",
        source="s",
        licence="l",
        rows=1,
        target="b",
        task="regression",
        files=(DataFile(name="towns.csv", **file),),
    )


@pytest.fixture(autouse=True)
def _no_mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MIRROR, raising=False)


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Addresses and what they give; everything else is unreachable."""
    pages: dict[str, bytes] = {}

    def open_page(request: object, timeout: float) -> io.BytesIO:
        assert timeout > 0
        address = request.full_url  # type: ignore[attr-defined]
        if address not in pages:
            raise urllib.error.URLError("no route to host")
        return io.BytesIO(pages[address])

    monkeypatch.setattr("urllib.request.urlopen", open_page)
    return pages


GENUINE = card(address=ADDRESS, sha256=hashlib.sha256(DATA).hexdigest())


def test_a_file_is_downloaded_once_and_kept(internet: dict[str, bytes], tmp_path: Path) -> None:
    internet[ADDRESS] = DATA
    assert fetch(GENUINE, cache=tmp_path)["towns.csv"].read_bytes() == DATA
    internet.clear()
    assert fetch(GENUINE, cache=tmp_path)["towns.csv"].read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == ["towns.csv"]


def test_another_file_is_not_kept(internet: dict[str, bytes], tmp_path: Path) -> None:
    internet[ADDRESS] = b"something else"
    with pytest.raises(CourseError, match="not the file that its card describes"):
        fetch(GENUINE, cache=tmp_path)
    assert not [*tmp_path.iterdir()]


def test_a_damaged_cache_is_fetched_again(internet: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_bytes(DATA[:3])
    internet[ADDRESS] = DATA
    assert fetch(GENUINE, cache=tmp_path)["towns.csv"].read_bytes() == DATA


@pytest.mark.parametrize("by_environment", [False, True])
def test_a_mirror_is_asked_instead(
    internet: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    by_environment: bool,
) -> None:
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    (mirror / "towns.csv").write_bytes(DATA)
    if by_environment:
        monkeypatch.setenv(MIRROR, str(mirror))
    paths = fetch(GENUINE, mirror=None if by_environment else mirror, cache=tmp_path / "cache")
    assert paths["towns.csv"].read_bytes() == DATA


def test_no_internet_and_no_file_in_the_mirror_say_what_to_do(
    internet: dict[str, bytes], tmp_path: Path
) -> None:
    with pytest.raises(CourseError, match="--mirror"):
        fetch(GENUINE, cache=tmp_path)
    with pytest.raises(CourseError, match="has no readable towns"):
        fetch(GENUINE, mirror=tmp_path, cache=tmp_path / "cache")
    with pytest.raises(CourseError, match="no https address"):
        fetch(card(address="http://example.org/x", sha256="0"), cache=tmp_path)


def test_a_repacked_file_is_known_by_its_arrays(tmp_path: Path) -> None:
    x = np.arange(6, dtype=np.uint8).reshape(2, 3)
    wanted = card(arrays={"x": digest(x)})
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    np.savez_compressed(mirror / "other.npz", x=x)
    (mirror / "other.npz").rename(mirror / "towns.csv")
    assert fetch(wanted, mirror=mirror, cache=tmp_path / "a")
    with (mirror / "towns.csv").open("wb") as out:
        np.savez(out, x=x + 1)
    with pytest.raises(CourseError, match="not the file"):
        fetch(wanted, mirror=mirror, cache=tmp_path / "b")
    for junk in (b"", b"PK\x03\x04junk", b"\x80\x04pickle"):
        (mirror / "towns.csv").write_bytes(junk)
        with pytest.raises(CourseError, match="not the file"):
            fetch(wanted, mirror=mirror, cache=tmp_path / "b")


def test_an_array_of_objects_is_never_unpickled(tmp_path: Path) -> None:
    with (tmp_path / "towns.csv").open("wb") as out:
        np.savez(out, x=np.array([{"a": 1}], dtype=object))
    with pytest.raises(CourseError, match="not the file"):
        fetch(card(arrays={"x": "0"}), mirror=tmp_path, cache=tmp_path / "cache")


def test_parts_are_packed_into_one_file(internet: dict[str, bytes], tmp_path: Path) -> None:
    x = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
    idx = struct.pack(">HBBIII", 0, 8, 3, 3, 2, 2) + x.tobytes()
    internet["https://example.org/x.gz"] = gzip.compress(idx)
    wanted = card(parts={"x": "https://example.org/x.gz"}, arrays={"x": digest(x)})
    path = fetch(wanted, cache=tmp_path)["towns.csv"]
    with np.load(path, allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["x"], x)


def test_iris_ships_with_scikit_learn_byte_for_byte(
    internet: dict[str, bytes], tmp_path: Path
) -> None:
    path = fetch(load_dataset(ROOT, "iris").card, cache=tmp_path)["iris.csv"]
    assert path.read_text().count("\n") == 151


def test_a_twin_has_nothing_to_fetch(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="made, not downloaded"):
        fetch(load_dataset(ROOT, "iris-twin").card, cache=tmp_path)


BESIDE = ROOT.parent / "shared" / "datasets"
MIRRORED = os.environ.get(MIRROR) or (str(BESIDE) if BESIDE.is_dir() else "")


@pytest.mark.skipif(
    not MIRRORED,
    reason=f"neither {MIRROR} nor ../shared/datasets has the originals: their cards are not proved",
)
@pytest.mark.parametrize(
    "name",
    ["boston", "attrition", "mobile-churn", "reuters", "mnist", "fashion-mnist", "boston-keras"],
)
def test_the_originals_in_the_mirror_are_what_their_cards_say(name: str, tmp_path: Path) -> None:
    mirror = Path(MIRRORED)
    assert fetch(load_dataset(ROOT, name).card, mirror=mirror, cache=tmp_path)


def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full, which stands for a full disk")
    mirror, cache = tmp_path / "mirror", tmp_path / "cache"
    mirror.mkdir()
    (mirror / "towns.csv").write_bytes(DATA)
    cache.mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("os.fdopen", lambda handle, mode: (os.close(handle), full.open(mode))[1])
        with pytest.raises(CourseError, match="No space left on device"):
            fetch(GENUINE, mirror=mirror, cache=cache)
    assert not [*cache.iterdir()]
    assert fetch(GENUINE, mirror=mirror, cache=cache)["towns.csv"].read_bytes() == DATA


def test_a_cache_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CourseError, match="cannot be written"):
        fetch(GENUINE, mirror=tmp_path, cache=tmp_path / "file" / "cache")


@pytest.mark.parametrize(
    "trouble",
    [
        urllib.error.URLError("no route to host"),
        TimeoutError("timed out"),
        http.client.IncompleteRead(b"half", 100),
        ConnectionResetError(errno.ECONNRESET, "reset by peer"),
    ],
)
def test_a_network_that_ends_in_the_middle_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    class Reply(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise trouble

    monkeypatch.setattr("urllib.request.urlopen", lambda request, timeout: Reply())  # noqa: ARG005
    with pytest.raises(CourseError, match="--mirror"):
        fetch(GENUINE, cache=tmp_path)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "part", [b"", b"\x1f\x8b", gzip.compress(b"\0\0\x08\x01\0\0\0\x09abc", mtime=0)]
)
def test_a_part_that_is_cut_off_is_a_sentence(
    internet: dict[str, bytes], tmp_path: Path, part: bytes
) -> None:
    internet["https://example.org/x.gz"] = part
    wanted = card(parts={"x": "https://example.org/x.gz"}, arrays={"x": "0"})
    with pytest.raises(CourseError, match="no whole IDX file"):
        fetch(wanted, cache=tmp_path)
    assert not [*tmp_path.iterdir()]


def test_a_damaged_file_of_arrays_is_not_kept(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    packed = io.BytesIO()
    np.savez_compressed(packed, x=np.arange(10_000))
    whole = packed.getvalue()
    for place in range(0, len(whole), len(whole) // 40):
        hurt = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        (mirror / "towns.csv").write_bytes(hurt)
        try:
            kept = fetch(card(arrays={"x": digest(np.arange(10_000))}), mirror=mirror,
                         cache=tmp_path / "cache")  # fmt: skip
        except CourseError as problem:
            assert "not the file" in str(problem)  # noqa: PT017 - either outcome is right
            assert not [*(tmp_path / "cache").iterdir()]
        else:  # a byte that says nothing, such as a file's date
            kept["towns.csv"].unlink()


def test_a_file_of_the_mirror_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.course.fetch.LARGEST", 3)
    (tmp_path / "towns.csv").write_bytes(DATA)
    with pytest.raises(CourseError, match="larger than"):
        fetch(GENUINE, mirror=tmp_path, cache=tmp_path / "cache")
