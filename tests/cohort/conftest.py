"""A course of one assignment, and its store."""

import shutil
from pathlib import Path

import pytest

from graders.cohort.store import Store
from graders.course.folder import Course

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path):
    """A course with the assignment on scaling, in which nobody has handed in yet."""
    for part in ("reference/scaling", "datasets/boston-twin"):
        shutil.copytree(REPOSITORY / part, tmp_path / part)
    (tmp_path / "course.toml").write_text('title = "Test"\n')
    made = Course(tmp_path)
    made.make_secret()
    return made


@pytest.fixture
def store(course):
    """Its store, open for writing."""
    with Store.writer(course.state) as opened:
        yield opened
