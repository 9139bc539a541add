"""nbgrader's `autograde`, and formgrader's button for it, through our pipeline.

nbgrader reads a student's file with its own parser and runs it in a kernel of its own, unboxed.
With the settings of :mod:`graders.gradebook.config` it does neither: :class:`PatientExporter`
hands it an empty notebook whatever the file is, and :class:`GradeInBox` has `grade run` do the
work in a process of its own, then gives nbgrader the executed notebook that came of it. Points,
comments and what a person should look at are in the gradebook by then.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.errors import StoreError

_Notebooks = dict[tuple[str, str], bytes]
"""Executed notebooks by student and notebook."""


class PatientExporter(NotebookExporter):  # type: ignore[misc]
    """Never reads the student's file: what it says is read by ``grade``, which expects anything."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        """An empty notebook under the file's name, through the preprocessors."""
        empty = nbformat.v4.new_notebook()
        resources = {**(resources or {}), "metadata": {"name": Path(filename).stem}}
        exported: tuple[str, dict[str, Any]] = self.from_notebook_node(empty, resources, **more)
        return exported


class GradeInBox(NbGraderPreprocessor):  # type: ignore[misc]
    """In place of executing a notebook and saving its grades: `grade run`."""

    # One call of `grade run` for all that one `nbgrader autograde` is about; the next call of
    # nbgrader has another converter, so a long-lived formgrader never shows an old grade.
    _done: WeakKeyDictionary[Any, _Notebooks] = WeakKeyDictionary()

    def preprocess(
        self, _nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """The executed notebook of this submission."""
        asked = resources["nbgrader"]
        student, assignment = asked["student"], asked["assignment"]
        place = (student, asked["notebook"])
        converter = self.parent.parent
        notebooks = self._done.get(converter)
        if notebooks is None or place not in notebooks:
            course = converter.coursedir
            only = "" if notebooks is None and course.student_id == "*" else student
            folder = Path(course.root, course.autograded_directory)
            found = graded_notebooks(Path(course.root), folder, assignment, only)
            notebooks = {**(notebooks or {}), **found}
            self._done[converter] = notebooks
        if place not in notebooks:
            raise StoreError(
                f"{student}: `grade run {assignment}` gave no notebook {place[1]!r} for this "
                f"submission. Look at what `grade run {assignment}` says."
            )
        return nbformat.reads(notebooks[place].decode(), as_version=4), resources


def graded_notebooks(root: Path, folder: Path, assignment: str, student: str = "") -> _Notebooks:
    """Run `grade run` on an assignment, for one student or all; what lies in ``folder`` then.

    Raises :class:`StoreError` with what it said where it did not come to its end.
    """
    only = [f"--student={student}"] if student else []
    done = subprocess.run(
        [sys.executable, "-m", "graders", "run", *only, "--", assignment],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode not in {0, 1}:
        said = (done.stderr.strip() or done.stdout.strip())[-2_000:]
        raise StoreError(f"`grade run {assignment}` in {root} ended with {done.returncode}: {said}")
    students = [folder / student] if student else sorted(folder.iterdir())
    return {
        (one.name, path.stem): path.read_bytes()
        for one in students
        for path in (one / assignment).glob("*.ipynb")
    }
