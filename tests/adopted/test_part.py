"""A notebook of nbgrader's as something that can be graded: rubric, cells, files, limits."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from graders.adopted.course import AdoptedCourse, find_course, is_nbgrader_course
from graders.adopted.part import limits
from graders.cohort.submissions import find, read
from graders.course.folder import Course
from graders.course.submission import read_submission
from graders.errors import CourseError, SubmissionError


def meta(name, *, points=None, grade=False, solution=False, locked=False, task=False):
    told = {"grade_id": name, "grade": grade, "solution": solution, "locked": locked,
            "task": task, "schema_version": 3}  # fmt: skip
    return {"nbgrader": told | ({} if points is None else {"points": points})}


def source() -> nbformat.NotebookNode:
    return new_notebook(
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "P"}},
        cells=[
            new_code_cell("import math", metadata=meta("setup", locked=True)),
            new_code_cell(
                "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION",
                metadata=meta("half", solution=True),
            ),
            new_code_cell(
                "assert half(4) == 2\n### BEGIN HIDDEN TESTS\nassert half(3) == 1.5\n"
                "### END HIDDEN TESTS",
                metadata=meta("test_half", points=2, grade=True, locked=True),
            ),
            new_markdown_cell(
                "YOUR ANSWER HERE", metadata=meta("why", points=3, grade=True, solution=True)
            ),
            new_markdown_cell("Do it by hand.", metadata=meta("drawing", points=4, task=True)),
        ],
    )


@pytest.fixture
def course(tmp_path, monkeypatch) -> AdoptedCourse:
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    root = tmp_path / "course"
    (root / "source" / "ps1" / "data").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    for name in ("problem1", "problem2"):
        nbformat.write(source(), root / "source" / "ps1" / f"{name}.ipynb")
    (root / "source" / "ps1" / "data" / "table.csv").write_text("a\n1\n")
    return AdoptedCourse(root)


def handed_in(course: AdoptedCourse, student: str, **notebooks: nbformat.NotebookNode) -> Path:
    folder = course.root / "submitted" / student / "ps1"
    folder.mkdir(parents=True)
    for name, notebook in notebooks.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder


def test_it_is_found_from_any_folder_in_it(course, tmp_path):
    inside = course.root / "source" / "ps1"
    assert isinstance(find_course(inside), AdoptedCourse)
    assert find_course(inside).root == course.root
    assert not is_nbgrader_course(tmp_path)
    (course.root / "course.toml").write_text("")
    assert not isinstance(find_course(inside), AdoptedCourse)
    assert isinstance(find_course(inside), Course)


def test_a_course_without_settings_is_one_by_its_folders(tmp_path):
    (tmp_path / "source").mkdir()
    assert not is_nbgrader_course(tmp_path)
    (tmp_path / "submitted").mkdir()
    assert is_nbgrader_course(tmp_path)


def test_every_notebook_is_a_part_of_its_assignment(course):
    assert course.slugs() == ["ps1/problem1", "ps1/problem2"]
    assert course.parts() == {"ps1": ["ps1/problem1", "ps1/problem2"]}
    part = course.load("ps1/problem2")
    assert (part.name, part.notebook, part.adopted) == ("ps1", "problem2", True)
    with pytest.raises(CourseError, match="ps1"):
        course.load("ps1/problem3")


def test_points_stand_where_nbgrader_has_them(course):
    items = {item.id: item for item in course.load("ps1/problem1").assignment.checks}
    assert {name: (item.check, float(item.points)) for name, item in items.items()} == {
        "test_half": ("cell-passes", 2),
        "why": ("graded-by-hand", 3),
        "drawing": ("graded-by-hand", 4),
    }
    assert items["test_half"].cell == "half"


def test_students_hold_no_solution_and_tests_keep_their_hidden_lines(course):
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in course.load("ps1/problem1").skeleton_notebook().cells
    }
    assert "return x / 2" not in cells["half"].source
    assert "half(3) == 1.5" in cells["test_half"].source
    assert cells["test_half"].metadata.nbgrader.checksum


def test_files_beside_the_source_go_into_the_box_and_notebooks_do_not(course):
    assert course.load("ps1/problem1").box_files() == {"data/table.csv": b"a\n1\n"}


def test_locked_cells_are_restored_and_untouched_answers_told(course):
    part = course.load("ps1/problem1")
    notebook = part.skeleton_notebook()
    notebook.cells[0].source = "import os"
    notebook.cells[1].source = "def half(x):\n    return x / 2"
    notebook.cells[2].source = "pass"
    read = read_submission(nbformat.writes(notebook).encode(), part)
    run = {cell.cell: cell for cell in read.cells}
    assert run["setup"].source == "import math"
    assert run["test_half"].kind == "test"
    assert "half(3) == 1.5" in run["test_half"].source
    assert [one.cell for one in read.repairs if one.key == "no-response"] == ["why"]
    assert any(one.key == "cells-restored" for one in read.repairs)


def test_a_deleted_or_emptied_answer_is_left_to_a_person(course):
    part = course.load("ps1/problem1")
    deleted, emptied = part.skeleton_notebook(), part.skeleton_notebook()
    del deleted.cells[3]
    emptied.cells[3].source = ""
    for notebook in (deleted, emptied):
        read = read_submission(nbformat.writes(notebook).encode(), part)
        assert [one.cell for one in read.repairs if one.key == "no-response"] == ["half"]


def test_an_answer_of_another_type_gets_its_type_back(course):
    part = course.load("ps1/problem1")
    notebook = part.skeleton_notebook()
    notebook.cells[1] = new_markdown_cell(
        "def half(x):\n    return x / 2", metadata=notebook.cells[1].metadata
    )
    notebook.cells[3] = new_code_cell("Because.", metadata=notebook.cells[3].metadata)
    read = read_submission(nbformat.writes(notebook).encode(), part)
    assert [cell.cell for cell in read.cells] == ["setup", "half", "test_half"]
    assert read.notebook.cells[3].cell_type == "markdown"
    assert [one.cell for one in read.repairs if one.key == "cell-type-changed"] == ["half", "why"]


def test_an_answer_that_came_to_a_tests_id_is_an_answer(course):
    part = course.load("ps1/problem1")
    notebook = part.skeleton_notebook()
    notebook.cells[1].source = "def half(x):\n    return x / 2"
    notebook.cells[1].metadata = notebook.cells[2].metadata
    run = read_submission(nbformat.writes(notebook).encode(), part)
    assert [cell.cell for cell in run.cells] == ["setup", "half", "test_half"]
    assert run.cells[1].source == "def half(x):\n    return x / 2"


def test_one_notebook_of_two_does_not_stand_for_the_other(course):
    for student in ("kim", "lee"):
        handed_in(course, student, problem1=source())
    found = find(
        course.root / "submitted", "ps1/problem2", folder="ps1", notebook="problem2",
        others=iter(["problem1"]),
    )  # fmt: skip
    assert len(found) == 2
    for one in found:
        with pytest.raises(SubmissionError, match="submission-no-notebook"):
            read(one)


def test_a_submission_is_one_notebook_of_the_folder(course):
    folder = handed_in(course, "kim", problem1=source())
    (folder / "mine.txt").write_text("x")
    found = find(
        course.root / "submitted", "ps1/problem1", folder="ps1", notebook="problem1",
        others=["problem2"],
    )  # fmt: skip
    assert [(one.student, one.slug, one.notebook) for one in found] == [
        ("kim", "ps1/problem1", "problem1")
    ]


@pytest.mark.parametrize(
    ("kernel", "fine"),
    [
        ({"name": "python3", "language": "python", "display_name": "P"}, True),
        ({"name": "conda-env-py", "display_name": "P"}, True),
        ({}, True),
        ({"name": "ir", "language": "R", "display_name": "R"}, False),
        ({"name": "julia-1.9", "display_name": "Julia"}, False),
    ],
)
def test_only_python(course, kernel, fine):
    notebook = source()
    notebook.metadata.kernelspec = kernel
    nbformat.write(notebook, course.root / "source" / "ps1" / "problem1.ipynb")
    if fine:
        assert course.load("ps1/problem1")
        return
    with pytest.raises(CourseError, match="Python only"):
        course.load("ps1/problem1")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"cells": 3}', b"\xff\xfe"])
def test_a_source_that_is_no_notebook_is_a_sentence(course, data):
    (course.root / "source" / "ps1" / "problem1.ipynb").write_bytes(data)
    with pytest.raises(CourseError, match=r"problem1\.ipynb"):
        course.load("ps1/problem1")


def test_what_nbgrader_refuses_is_told_in_its_words(course):
    notebook = source()
    notebook.cells[3].metadata.nbgrader.grade_id = "half"
    nbformat.write(notebook, course.root / "source" / "ps1" / "problem1.ipynb")
    with pytest.raises(CourseError, match="nbgrader would refuse"):
        course.load("ps1/problem1")


def test_the_limit_of_a_cell_is_nbgraders():
    assert limits(30).cell_seconds == 30
    assert limits(30).notebook_seconds == 600
    assert limits(None).cell_seconds == 86_400
    assert limits(2_000).notebook_seconds == 3_600
