"""A real course whose submissions run from recorded evidence: nothing heavy, and no TensorFlow."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from graders.cli import main
from graders.cohort.pipeline import run_cohort
from graders.cohort.store import Store
from graders.commands.projection import project_grades
from graders.course.folder import Course
from graders.course.planning import make_job
from graders.course.submission import read_submission
from graders.gradebook import nbgrader_config
from graders.proof.recorded import read_pack
from graders.proof.solutions import solutions

REPOSITORY = Path(__file__).parents[2]
SLUG = "scaling"
COHORT = {
    "ada": "reference",
    "kim": "wrong/test-left-raw",
    "lee": "wrong/only-centred",
    "김민서": "right/pipeline",
}


def sources(job):
    return tuple(cell.source for cell in job.plan.cells)


class RecordedRunner:
    """Answers each job with the evidence that was recorded of this very solution."""

    def __init__(self, loaded):
        self._pack = read_pack(REPOSITORY / "reference" / SLUG)
        self._labels = {
            sources(make_job(loaded, read_submission(one.notebook, loaded), {})): one.label
            for one in solutions(loaded)
        }

    def run(self, job, progress=None):  # noqa: ARG002
        return self._pack.evidence(self._labels[sources(job)])

    @contextmanager
    def open(self):
        yield self


def make_course(root):
    for part in (f"reference/{SLUG}", "datasets/boston-twin", "datasets/boston"):
        if (REPOSITORY / part).exists():
            shutil.copytree(REPOSITORY / part, root / part)
    # The evidence was recorded on the rows of this repository's own, public, secret.
    secret = Course(REPOSITORY).settings.public_secret
    (root / "course.toml").write_text(f'title = "Test"\npublic_secret = "{secret}"\n', "utf-8")
    made = Course(root)
    (root / "nbgrader_config.py").write_text(nbgrader_config(made), "utf-8")
    return made


def hand_in(course, student, label, at="2026-03-01 12:00:00.000000 UTC", secret="s3cret"):
    """One of the solutions, with nbgrader's time and secret where they are given."""
    loaded = course.load(SLUG)
    (solution,) = [one for one in solutions(loaded) if one.label == label]
    folder = course.root / "submitted" / student / SLUG
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{SLUG}.ipynb").write_bytes(solution.notebook)
    if at:
        (folder / "timestamp.txt").write_text(at, "utf-8")
    if secret:
        (folder / "submission_secret.txt").write_text(f"{secret}-{student}", "utf-8")


def run(course, students=()):
    """`grade run`, from recorded evidence."""
    with Store.writer(course.state) as store:
        runner = RecordedRunner(course.load(SLUG))
        result = run_cohort(
            course, [SLUG], store=store, open_runner=runner.open, students=students, jobs=1
        )
        project_grades(course, store, [SLUG], lang="en")
    return result


@pytest.fixture(scope="session")
def graded_once(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("graded"))
    for student, label in COHORT.items():
        hand_in(course, student, label)
    run(course)
    return course.root


@pytest.fixture
def graded(graded_once, tmp_path):
    """Students, graded: two with full marks, two with a mistake; a copy of their own."""
    root = tmp_path / "course"
    shutil.copytree(graded_once, root, copy_function=shutil.copy2)
    return Course(root)


@pytest.fixture
def arrive(graded):
    """More hand-ins, graded: solutions by student."""

    def more(cohort):
        for student, label in cohort.items():
            hand_in(graded, student, label)
        run(graded)

    return more


@pytest.fixture
def grade(graded, capsys):
    """A command in the graded course: its exit code and what it said."""

    def call(*arguments, lang="en"):
        command, *rest = arguments
        capsys.readouterr()
        code = main([command, "--course", str(graded.root), "--lang", lang, *rest])
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


@pytest.fixture
def store(graded):
    """The graded course's store, for reading, opened anew for each question."""

    def ask(question):
        with Store(graded.state, readonly=True) as opened:
            return question(opened)

    return ask
