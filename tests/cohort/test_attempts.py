"""The best of several attempts counts where a course says so, the last where it does not."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest

from graders.cohort.pipeline import run_cohort
from graders.cohort.regrading import regrade
from graders.cohort.store import Store
from graders.collecting.hand_in import hand_in
from graders.collecting.placing import carry_out, plan
from graders.collecting.source import Member
from graders.course.folder import Course
from graders.model.evidence import CellRun, Evidence, RunStatus

REPOSITORY = Path(__file__).parents[2]
SLUG = "regression"


class Runner:
    """Says that every cell went well, but of a notebook that says it is bad none did."""

    def __init__(self):
        self.jobs = []

    def run(self, job, progress=None):  # noqa: ARG002
        self.jobs.append(job)
        if "bad" in job.plan.cells[-1].source:
            return Evidence(status=RunStatus(outcome="died", cell=job.plan.cells[0].cell))
        cells = tuple(
            CellRun(cell=one.cell, index=one.index, outcome="ok") for one in job.plan.cells
        )
        return Evidence(status=RunStatus(outcome="finished"), cells=cells)

    @contextmanager
    def open(self):
        yield self


@pytest.fixture
def make(tmp_path):
    def do(policy):
        for part in (f"reference/{SLUG}", "datasets/boston-twin"):
            shutil.copytree(REPOSITORY / part, tmp_path / part)
        (tmp_path / "course.toml").write_text(f'title = "Test"\n{policy}\n')
        made = Course(tmp_path)
        made.make_secret()
        return made

    return do


def arrive(course, tmp_path, *texts, student="김민서"):
    """Attempts as `grade collect` brings them, an hour apart."""
    arrived = []
    for hour, text in enumerate(texts):
        notebook = course.load(SLUG).skeleton_notebook()
        notebook.cells.append(nbformat.v4.new_code_cell(text, id="extra"))
        file = tmp_path / f"arrived-{hour}"
        file.write_text(nbformat.writes(notebook), "utf-8")
        member = Member(path=f"{SLUG}.ipynb", file=file, size=file.stat().st_size)
        received = datetime(2026, 3, 1, hour, tzinfo=UTC)
        arrived.append(hand_in(student, (student,), {f"{SLUG}.ipynb": member}, received=received))
    submitted = course.layout.submitted
    carry_out(plan(arrived, submitted, course.state, SLUG), submitted)


def run(course, store, runner=None):
    runner = runner or Runner()
    run_cohort(course, [SLUG], store=store, open_runner=runner.open, jobs=1)
    return runner


def test_the_last_counts_where_nothing_is_said(make, tmp_path):
    course = make("")
    arrive(course, tmp_path, "good = 1", "bad = 1")
    with Store.writer(course.state) as store:
        assert len(run(course, store).jobs) == 1
        assert store.grades(SLUG)["김민서"].grade.score == 0


def test_the_best_counts_where_the_course_says_so(make, tmp_path):
    course = make('attempts = "best"')
    arrive(course, tmp_path, "bad = 1", "good = 1", "bad = 2")
    with Store.writer(course.state) as store:
        assert len(run(course, store).jobs) == 3
        grade = store.grades(SLUG)["김민서"].grade
        assert grade.score > 0
        assert grade.attempt == 2
        assert [row.number for row in store.attempts("김민서", SLUG)] == [1, 2, 3]
        # What belongs to the grade is the attempt that it is of: its time, its notebook.
        assert store.newest_attempts(SLUG)["김민서"].received_at == "2026-03-01T01:00:00+00:00"


def test_a_second_run_does_nothing(make, tmp_path):
    course = make('attempts = "best"')
    arrive(course, tmp_path, "good = 1", "bad = 1")
    with Store.writer(course.state) as store:
        run(course, store)
        before = store.history("김민서", SLUG)
        assert run(course, store).jobs == []
        assert store.history("김민서", SLUG) == before


def test_of_equal_attempts_the_later_counts(make, tmp_path):
    course = make('attempts = "best"')
    arrive(course, tmp_path, "good = 1", "good = 2")
    with Store.writer(course.state) as store:
        run(course, store)
        assert store.grades(SLUG)["김민서"].grade.attempt == 2


def test_back_to_the_last_when_the_course_says_so_again(make, tmp_path):
    course = make('attempts = "best"')
    arrive(course, tmp_path, "good = 1", "bad = 1")
    with Store.writer(course.state) as store:
        run(course, store)
        (course.root / "course.toml").write_text("")
        run(Course(course.root), store)
        assert store.grades(SLUG)["김민서"].grade.attempt == 2
        assert store.grades(SLUG)["김민서"].grade.score == 0


def test_a_regrade_judges_every_attempt_and_the_best_counts(make, tmp_path):
    course = make('attempts = "best"')
    arrive(course, tmp_path, "good = 1", "bad = 1")
    with Store.writer(course.state) as store:
        run(course, store)
        before = store.grades(SLUG)["김민서"].grade
        path = course.root / "reference" / SLUG / "assignment.toml"
        path.write_text(path.read_text("utf-8").replace("points = 1", "points = 2"), "utf-8")
        regrade(course, [SLUG], store=store)
        after = store.grades(SLUG)["김민서"].grade
        assert after.attempt == 1
        assert after.possible > before.possible
        newest = {one.grade.attempt: one.grade.possible for one in store.history("김민서", SLUG)}
        assert newest == {1: after.possible, 2: after.possible}
