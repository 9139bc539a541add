from __future__ import annotations

import errno
import io
import sys
from pathlib import Path

import pandas as pd
import pytest

from graders.cli import main
from graders.course.datasets import load_dataset
from graders.course.drawing import drawn_files, read_secret, write_files
from graders.course.folder import Course
from graders.errors import CourseError

ROOT = Path(__file__).parents[2]
SECRET = b"0123456789abcdef, known to nobody"


def table(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data))


def test_a_secret_gives_the_same_rows_and_another_one_others() -> None:
    flowers = load_dataset(ROOT, "iris-twin")
    files = drawn_files(flowers, SECRET, 60, 180)
    assert files == drawn_files(flowers, SECRET, 60, 180)
    other = drawn_files(flowers, SECRET + b"!", 60, 180)
    assert other["train.csv"] == files["train.csv"]
    assert other["test.csv"] != files["test.csv"]
    assert other["targets.csv"] != files["targets.csv"]


def test_targets_are_of_the_test_rows_and_in_no_other_file() -> None:
    files = drawn_files(load_dataset(ROOT, "iris-twin"), SECRET, 60, 180)
    assert list(table(files["targets.csv"])) == ["Species"]
    assert len(table(files["targets.csv"])) == len(table(files["test.csv"])) == 180
    assert "Species" not in table(files["test.csv"])
    assert len(table(files["train.csv"])["Species"]) == 60
    # The nearest mean of the training rows finds most targets: the rows belong together.
    train, test = table(files["train.csv"]), table(files["test.csv"])
    means = train.groupby("Species").mean()
    apart = ((test.to_numpy()[:, None] - means.to_numpy()) ** 2).sum(axis=2)
    found = means.index.to_numpy()[apart.argmin(axis=1)]
    assert (found == table(files["targets.csv"])["Species"]).mean() > 0.8


def test_a_draw_tells_nothing_of_an_assignments_own_rows() -> None:
    loaded = Course(ROOT).load("multiclass")
    rows = loaded.assignment.rows
    files = drawn_files(loaded.dataset, loaded.course.secret, rows["train"], rows["test"])
    assert files["test.csv"] != loaded.box_files()["data/test.csv"]


@pytest.mark.parametrize("text", [b"", b"  short  \n"])
def test_a_short_secret_is_refused(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "secret.txt"
    with pytest.raises(CourseError, match="cannot be read"):
        read_secret(path)
    path.write_bytes(text)
    with pytest.raises(CourseError, match="at least 16"):
        read_secret(path)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "test.csv").write_bytes(b"mine")
    with pytest.raises(CourseError, match=r"already has test\.csv"):
        write_files(tmp_path, {"train.csv": b"a", "test.csv": b"b"})
    assert [path.name for path in tmp_path.iterdir()] == ["test.csv"]
    assert (tmp_path / "test.csv").read_bytes() == b"mine"


def test_all_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "test.csv":
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CourseError, match="No space left on device"):
        write_files(tmp_path / "new", {"train.csv": b"a", "test.csv": b"b"})
    assert not [*(tmp_path / "new").iterdir()]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret, out = tmp_path / "secret.txt", tmp_path / "fresh"
    secret.write_bytes(SECRET)
    call = ["data", "draw", "boston-twin", "--secret", str(secret), "--output", str(out)]
    assert main([*call, "--test", "40", "--course", str(ROOT)]) == 0
    assert {path.name for path in out.iterdir()} == {"train.csv", "test.csv", "targets.csv"}
    assert len(pd.read_csv(out / "train.csv")) == 506
    assert len(pd.read_csv(out / "test.csv")) == 40
    assert capsys.readouterr().out.count(".csv") == 3
    assert main([*call, "--course", str(ROOT)]) == 2
    assert "already has" in capsys.readouterr().err
    assert main(["data", "draw", "boston-keras", *call[3:]]) == 2
    assert "no table" in capsys.readouterr().err


def test_an_original_is_drawn_from_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if sys.platform != "linux":
        pytest.skip("XDG_CACHE_HOME moves the cache on Linux only: it would be the user's own")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GRADERS_MIRROR", raising=False)
    secret = tmp_path / "secret.txt"
    secret.write_bytes(SECRET)
    call = ["data", "draw", "iris", "--secret", str(secret), "--course", str(ROOT)]
    assert main([*call, "--test", "40", "--output", str(tmp_path / "iris")]) == 0
    seen = pd.read_csv(tmp_path / "iris" / "train.csv")
    assert len(seen) == 150 - 2 * 40
    assert main([*call, "--test", "140", "--output", str(tmp_path / "more")]) == 2
    assert "150 rows" in capsys.readouterr().err
