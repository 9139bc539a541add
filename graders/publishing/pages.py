"""The page that a student is given, made aside: what is published is moved in by who publishes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graders.errors import StoreError

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment


def make_pages(loaded: LoadedAssignment, students: Sequence[str], folder: Path) -> dict[str, Path]:
    """These students' pages in ``folder``; those that could not be made are left out.

    They are nbgrader's feedback pages, made from ``autograded/``. Raises :class:`StoreError` with
    nbgrader's own words where it fails.
    """
    # nbgrader calls `alembic` by name, which is beside this Python also where no virtual
    # environment is activated.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    only = [f"--student={students[0]}"] if len(students) == 1 else []
    done = subprocess.run(
        [
            sys.executable, "-m", "nbgrader", "generate_feedback", "--force", *only,
            f"--CourseDirectory.feedback_directory={folder}", "--", loaded.name,
        ],
        cwd=loaded.course.root,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )  # fmt: skip
    pages = {
        student: page
        for student in students
        if (page := folder / student / loaded.name / f"{loaded.notebook}.html").is_file()
    }
    if done.returncode != 0 and not pages:
        said = "\n".join(done.stderr.splitlines()[-8:])
        raise StoreError(f"nbgrader could not make feedback for {loaded.name}. It said:\n{said}")
    return pages
