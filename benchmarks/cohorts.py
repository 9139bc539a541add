"""Courses with cohorts of right answers for the benchmarks: every student a notebook of one's own.

The notebooks are the reference's solution in the student's notebook, different from student to
student by a comment, so that no two submissions share a result.
"""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from pathlib import Path

import nbformat

from graders.course.folder import Course

BIN = Path(sys.executable).parent


def environment() -> dict[str, str]:
    """This environment with the interpreter's folder on PATH, which nbgrader needs."""
    return os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


def grade(*arguments: str, cwd: Path | None = None) -> str:
    """Run ``grade``; its output. Raises ``CalledProcessError`` where it fails."""
    done = subprocess.run(
        [str(BIN / "grade"), *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 1}:
        raise SystemExit(f"grade {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def make_course(folder: Path, slug: str, students: int) -> Course:
    """A released course with ``students`` right submissions for ``slug``."""
    grade("init", str(folder), "--assignment", slug)
    grade("release", cwd=folder)
    course = Course(folder)
    loaded = course.load(slug)
    solved = loaded.skeleton_notebook()
    solutions = loaded.solution_cells()
    for number in range(students):
        notebook = copy.deepcopy(solved)
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in solutions:
                cell.source = f"{solutions[name]}\n# student {number}"
        place = folder / "submitted" / f"student-{number:04d}" / slug
        place.mkdir(parents=True)
        (place / f"{slug}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return course
