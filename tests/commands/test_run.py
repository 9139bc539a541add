"""`grade run` from a shell, with the real runner and a real box, interrupted and gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

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


def start(course):
    return subprocess.Popen(
        [sys.executable, "-m", "graders", "run", "scaling", "--jobs", "1", "--lang", "en"],
        cwd=course.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(process, count):
    """Read progress until so many submissions have their grade; returns their names."""
    names = []
    while len(names) < count:
        line = process.stderr.readline()
        assert line, process.communicate()
        if "(ran)" in line:
            names.append(line.split()[1].rstrip(","))
    return names


def stored(course):
    with Store(course.state, readonly=True) as store:
        return {name: one.grade for name, one in store.grades("scaling").items()}


def test_killed_interrupted_and_gone_on_with(course):
    killed = start(course)
    first = wait_for(killed, 1)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert set(stored(course)) >= set(first)

    interrupted = start(course)
    second = wait_for(interrupted, 1)
    interrupted.send_signal(signal.SIGINT)
    _, said = interrupted.communicate(timeout=60)
    assert interrupted.returncode == 130
    assert "Go on with: grade run scaling" in said
    before = stored(course)
    assert set(before) >= {*first, *second}
    assert set(before) < set(STUDENTS)

    finished = start(course)
    out, said = finished.communicate(timeout=300)
    assert finished.returncode == 0, said
    after = stored(course)
    assert set(after) == set(STUDENTS)
    assert all(after[name] == grade for name, grade in before.items())
    assert {(grade.state, grade.score) for grade in after.values()} == {
        ("graded", grade.possible) for grade in after.values()
    }
    assert said.count("(ran)") == len(STUDENTS) - len(before)
    assert "5 submissions: 5 graded" in out
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
