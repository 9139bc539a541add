"""Whole nbgrader courses through ``nbgrader autograde`` and through ``grade run``, side by side.

    .venv/bin/python benchmarks/nbgrader_courses.py scores
    .venv/bin/python benchmarks/nbgrader_courses.py record

``scores`` grades the two courses of ``tests/adopted/courses`` with ``grade run``, and prints where
it gives other scores than nbgrader by intention, and any difference without a reason.
``record`` runs nbgrader's own commands and keeps what they wrote into the gradebook.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests" / "adopted"
RECORDED = TESTS / "recorded"
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from cohorts import BIN, environment  # noqa: E402
from courses import differences, odd_notebooks, problem_set, submissions  # noqa: E402

Scores = dict[str, Any]


@dataclass(frozen=True)
class TestCourse:
    """A course that can be made anywhere, and what it is called here."""

    name: str
    course: ModuleType
    work: ModuleType
    database: str
    due: str = ""

    @property
    def assignment(self) -> str:
        """What nbgrader calls its only assignment."""
        return str(self.course.NAME)

    @property
    def recorded(self) -> Path:
        """What nbgrader made of it."""
        return RECORDED / f"{self.name}.json"

    @property
    def released(self) -> Path:
        """The notebooks that nbgrader released, which every submission is made from."""
        return RECORDED / self.name

    def build(self, root: Path) -> None:
        """The course as an instructor has it when all have handed in: no command has run."""
        self.course.make(root)
        self.work.hand_in(root, problem_set.released(self.released))
        if self.due:
            nbgrader(root, "db", "assignment", "add", self.assignment, f"--duedate={self.due}")


COURSES = {
    "problem-set": TestCourse(
        "problem-set", problem_set, submissions, "gradebook.db", problem_set.DUE
    ),
    "odd-notebooks": TestCourse("odd-notebooks", odd_notebooks, odd_notebooks, "grades.db"),
}


def execute(root: Path, program: str, arguments: Sequence[str]) -> tuple[int, str]:
    """Run ``nbgrader`` or ``grade`` in a course: its exit code, and all that it printed."""
    done = subprocess.run(
        [str(BIN / program), *arguments], cwd=root, env=environment(), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def nbgrader(root: Path, *arguments: str, fails: bool = False) -> str:
    """Run an nbgrader command in a course; what it logged. ``fails``: its exit code may say so."""
    code, said = execute(root, "nbgrader", arguments)
    if code and not fails:
        raise SystemExit(f"nbgrader {' '.join(arguments)} failed:\n{said[-3000:]}")
    return said


def record(chosen: TestCourse) -> None:
    """Let nbgrader release and grade a course, and keep the released notebooks and the scores."""
    with tempfile.TemporaryDirectory(prefix="nbgrader-") as name:
        root = Path(name)
        chosen.course.make(root)
        nbgrader(root, "generate_assignment", chosen.assignment)
        chosen.released.mkdir(parents=True, exist_ok=True)
        for path in (root / "release" / chosen.assignment).glob("*.ipynb"):
            shutil.copy(path, chosen.released / path.name)
        scores = {"made with": made_with(chosen), **autograded(chosen, root)}
    chosen.recorded.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", "utf-8")


def made_with(chosen: TestCourse) -> dict[str, str]:
    """What nbgrader's scores depend on: libraries' versions, and the course's own files."""
    files = [*(TESTS / "courses").glob("*.py"), *chosen.released.glob("*.ipynb")]
    whole = hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted(files)))
    names = ("nbgrader", "nbclient", "nbconvert", "nbformat", "ipykernel", "ipython", "numpy")
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        **{name: version(name) for name in names},
        "files": whole.hexdigest(),
    }


def part(scores: Scores, students: Iterable[str]) -> Scores:
    """Of what :func:`autograded` gives, these students' part."""
    of = set(students)
    return {
        name: {student: one for student, one in scores[name].items() if student in of}
        for name in ("refused", "submissions")
    }


def autograded(chosen: TestCourse, root: Path, students: Iterable[str] = ()) -> Scores:
    """What ``nbgrader autograde`` makes of a released course's submissions, or of some.

    ``refused`` has those that it gives up, and the exception. One with old metadata ends its whole
    run: that one is left out, and the command given again.
    """
    chosen.work.hand_in(root, problem_set.released(root / "release" / chosen.assignment))
    asked = set(students) or set(chosen.work.SUBMISSIONS)
    for student in set(chosen.work.SUBMISSIONS) - asked:
        shutil.rmtree(root / "submitted" / student)
    if chosen.due:
        nbgrader(root, "db", "assignment", "add", chosen.assignment, f"--duedate={chosen.due}")
    refused: dict[str, str] = {}
    for _ in asked:
        without = f"--CourseDirectory.student_id_exclude={','.join(refused)}"
        log = nbgrader(root, "autograde", chosen.assignment, without, fails=True)
        for part in log.split("There was an error processing assignment: ")[1:]:
            refused[Path(part.split("\n", 1)[0]).parent.name] = _raised(part)
        stop = re.search(r"use an (old|newer) version", log)
        if stop is None:
            break
        last = re.findall(r"Sanitizing .*/submitted/([^/]+)/", log)[-1]
        refused[last] = "SchemaTooOldError" if stop[1] == "old" else "SchemaTooNewError"
    there = {path.parent.name for path in root.glob(f"autograded/*/{chosen.assignment}")}
    if there | refused.keys() != asked or there & refused.keys():
        raise SystemExit(f"nbgrader graded {sorted(there)} and refused {refused}")
    return {
        "refused": dict(sorted(refused.items())),
        "submissions": read_gradebook(root / chosen.database, chosen.assignment),
    }


def _raised(log: str) -> str:
    """What ended a submission: the last exception of the first traceback, not what caused it."""
    traceback = log.split("\n[AutogradeApp", 2)[1]
    found = re.findall(
        r"^    (?:\w+\.)*(\w+(?:Error|Exception|Found|Entry))\b(?::|$)", traceback, re.MULTILINE
    )
    if not found:
        raise SystemExit(f"nbgrader gave a submission up and raised nothing:\n{log[-3000:]}")
    return str(found[-1])


def read_gradebook(database: Path, assignment: str) -> Scores:
    """Each submission's cells: points, maximum, whether a person is asked for, no response."""
    from nbgrader.api import Gradebook

    found: Scores = {}
    with Gradebook(f"sqlite:///{database}") as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            notebooks: Scores = {}
            for notebook in submission.notebooks:
                cells: Scores = {
                    grade.name: {
                        "auto_score": grade.auto_score,
                        "max_score": grade.max_score,
                        "needs_manual_grade": bool(grade.needs_manual_grade),
                    }
                    for grade in notebook.grades
                }
                for comment in notebook.comments:
                    said = (comment.auto_comment or "").startswith("No response")
                    cells.setdefault(comment.name, {})["no_response"] = said
                notebooks[notebook.name] = dict(sorted(cells.items()))
            found[submission.student_id] = {
                "seconds_late": submission.total_seconds_late,
                "penalty": submission.late_submission_penalty,
                "notebooks": dict(sorted(notebooks.items())),
            }
    return dict(sorted(found.items()))


def grade_run(chosen: TestCourse, root: Path) -> Scores:
    """What ``grade run`` makes of a course that :meth:`TestCourse.build` made."""
    code, said = execute(root, "grade", ["run", chosen.assignment])
    if code not in {0, 1}:
        raise SystemExit(f"grade run {chosen.assignment} failed:\n{said}")
    return read_gradebook(root / chosen.database, chosen.assignment)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["scores", "record"])
    parser.add_argument("courses", nargs="*", help=f"of {', '.join(COURSES)}; all by default")
    asked = parser.parse_args()
    for name in asked.courses or COURSES:
        if asked.what == "record":
            record(COURSES[name])
            continue
        with tempfile.TemporaryDirectory(prefix="grade-") as folder:
            COURSES[name].build(Path(folder))
            scores = grade_run(COURSES[name], Path(folder))
        recorded = json.loads(COURSES[name].recorded.read_text("utf-8"))
        print(differences.as_markdown(name), end="\n\n")
        found = differences.unexplained(name, recorded, scores)
        print(f"{name}: {len(found)} differences without a reason.", *found, sep="\n")


if __name__ == "__main__":
    main()
