"""`grade run` from a shell, with the real runner and a real box, interrupted and gone on with."""

from __future__ import annotations

import re
import signal

import nbformat
import pytest

from graders.cli import main
from graders.cohort.store import Store
from graders.commands.init import make_course
from graders.course.folder import Course
from graders.errors import SandboxError
from graders.running.backends import choose

pytestmark = [pytest.mark.box, pytest.mark.slow]
STUDENTS = ("a", "b", "c", "d", "e")


@pytest.fixture(scope="module", autouse=True)
def _box():
    try:
        choose()
    except SandboxError as problem:
        pytest.skip(str(problem))


@pytest.fixture
def course(tmp_path):
    make_course(tmp_path, ["scaling"])
    course = Course(tmp_path)
    loaded = course.load("scaling")
    for student in STUDENTS:
        notebook = loaded.skeleton_notebook()
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if grade_id in loaded.solution_cells():
                cell.source = loaded.solution_cells()[grade_id]
        slow = f"import time\ntime.sleep(1.5)\nname = {student!r}"
        notebook.cells.append(nbformat.v4.new_code_cell(slow, id="slow"))
        folder = tmp_path / "submitted" / student / "scaling"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "scaling.ipynb")
    return course


def start(course, commands):
    return commands(course.root, "run", "scaling", "--jobs", "1", "--lang", "en")


def wait_for(process, count):
    """Read progress until so many submissions have their grade; returns their names."""
    while len(names := re.findall(r"^\S+  (\w), .*\(ran\)$", process.said, re.MULTILINE)) < count:
        assert not process.ended(0.02), process.said
    return names


def stored(course):
    with Store(course.state, readonly=True) as store:
        return {name: one.grade for name, one in store.grades("scaling").items()}


def test_killed_interrupted_and_gone_on_with(course, commands):
    killed = start(course, commands)
    first = wait_for(killed, 1)
    killed.kill()
    assert killed.code == -signal.SIGKILL
    assert set(stored(course)) >= set(first)

    interrupted = start(course, commands)
    second = wait_for(interrupted, 1)
    interrupted.kill(signal.SIGINT)
    assert interrupted.code == 130
    assert "Go on with: grade run scaling" in interrupted.said
    before = stored(course)
    assert set(before) >= {*first, *second}
    assert set(before) < set(STUDENTS)

    finished = start(course, commands)
    assert finished.finish() == 0, finished.said
    after = stored(course)
    assert set(after) == set(STUDENTS)
    assert all(after[name] == grade for name, grade in before.items())
    assert {(grade.state, grade.score) for grade in after.values()} == {
        ("graded", grade.possible) for grade in after.values()
    }
    assert finished.said.count("(ran)") == len(STUDENTS) - len(before)
    assert "5 submissions: 5 graded" in finished.said
    with Store(course.state, readonly=True) as store:
        assert all(len(store.history(name, "scaling")) == 1 for name in STUDENTS)
    for name in STUDENTS:
        assert (course.root / "autograded" / name / "scaling" / "scaling.ipynb").is_file()


def test_check_ones_own_notebook(course, capsys):
    assert main(["release", "--course", str(course.root)]) == 0
    released = course.root / "assignments" / "scaling"
    solved = course.root / "submitted" / "a" / "scaling" / "scaling.ipynb"
    capsys.readouterr()
    assert main(["check", str(released / "scaling.ipynb"), "--lang", "en"]) == 1
    assert "0 of 10 points" in capsys.readouterr().out
    rubric = ["--assignment", str(released / "assignment.toml")]
    assert main(["check", str(solved), *rubric, "--lang", "ko"]) == 0
    assert "10점 중 10점" in capsys.readouterr().out
