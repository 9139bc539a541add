"""Notebooks as nbgrader would generate them: headers, tests from templates, hidden lines kept."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from courses import problem_set, shape

from graders.adopted.course import AdoptedCourse

RECORDED = Path(__file__).parent / "recorded" / "problem-set"


@pytest.fixture
def course(tmp_path, monkeypatch) -> AdoptedCourse:
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    problem_set.make(tmp_path / "course")
    return AdoptedCourse(tmp_path / "course")


def by_id(cells):
    return {name: cell["source"] for cell in cells if (name := shape.name_of(cell))}


def test_it_is_the_released_notebook_with_its_hidden_tests(course):
    made = by_id(course.load("ps1/problem1").skeleton_notebook().cells)
    released = by_id(problem_set.released(RECORDED)["problem1"]["cells"])
    assert made.keys() == released.keys()
    assert {name for name in made if made[name] != released[name]} == {"test-squares", "test-mean"}
    assert "squares(6)" in made["test-squares"]
    assert "squares(6)" not in released["test-squares"]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.slow
def test_header_and_test_templates_are_found_from_any_folder(course):
    before = Path.cwd()
    os.chdir(course.root.parent)
    try:
        made = course.load("ps1/problem2").skeleton_notebook()
    finally:
        os.chdir(before)
    released = problem_set.released(RECORDED)["problem2"]["cells"]
    assert made.cells[0].source == released[0]["source"]
    assert by_id(made.cells)["test-words"] == by_id(released)["test-words"]
