"""Files that an instructor writes, as no editor of theirs would: refused in a sentence."""

import pytest

from graders.course.datasets import load_dataset
from graders.course.folder import Course
from graders.course.rubric import AssignmentFile
from graders.errors import CourseError, RubricError

ODD = {
    "not UTF-8": b'title = "\xff\xfe"',
    "deep": b"a = " + b"[" * 50_000 + b"]" * 50_000,
    "a long number": b"a = " + b"9" * 5_000,
    "no TOML": b"a = = 1",
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_course(tmp_path, data):
    (tmp_path / "course.toml").write_bytes(data)
    with pytest.raises(CourseError, match=r"course\.toml"):
        Course(tmp_path)


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_card(tmp_path, data):
    path = tmp_path / "datasets" / "rain" / "card.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with pytest.raises(CourseError, match=r"card\.toml"):
        load_dataset(tmp_path, "rain")


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_rubric(tmp_path, data):
    path = tmp_path / "assignment.toml"
    path.write_bytes(data)
    with pytest.raises(RubricError, match=r"assignment\.toml"):
        AssignmentFile(path)
