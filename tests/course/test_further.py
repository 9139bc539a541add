from __future__ import annotations

from pathlib import Path

import pytest

from graders.course.further import answers, beside_drawn, further_files
from graders.errors import CourseError


def test_further_files_lie_under_data(tmp_path: Path) -> None:
    assert further_files(tmp_path) == {}
    data = tmp_path / "data"
    data.mkdir()
    (data / "curves.csv").write_bytes(b"curve,loss\n")
    (data / ".DS_Store").write_bytes(b"x")
    (data / "folder").mkdir()
    found = further_files(tmp_path)
    assert found == {"data/curves.csv": b"curve,loss\n"}
    assert beside_drawn({**found, "data/train.csv": b"", "data/test.csv": b""}) == found


@pytest.mark.parametrize("name", ["train.csv", "test.csv", "con.csv"])
def test_a_name_that_cannot_be_taken_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_bytes(b"")
    with pytest.raises(CourseError, match=r"another name|every system"):
        further_files(tmp_path)


def test_answers_by_name(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    assert answers(tmp_path) == {}
    path.write_text('c01 = ["good"]\nc02 = ["jagged", "overfitting"]\n', "utf-8")
    assert answers(tmp_path) == {"c01": ("good",), "c02": ("jagged", "overfitting")}


@pytest.mark.parametrize("text", [b"c01 = 'good'", b"c01 = [3]", b"c01", b"\xff"])
def test_answers_that_are_none_are_told(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "answers.toml").write_bytes(text)
    with pytest.raises(CourseError, match=r"answers\.toml"):
        answers(tmp_path)
