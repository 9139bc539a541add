"""A runner whose room changes: as many submissions ahead as it has room, and its loss ends a run."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager

import nbformat
import pytest

from graders.cohort.events import Finished
from graders.cohort.pipeline import run_cohort
from graders.course.folder import Course
from graders.errors import ClusterError
from graders.model.evidence import CellRun, Evidence, RunStatus

SLUG = "scaling"


@pytest.fixture
def course(course):
    """Twelve have handed in, each something else."""
    notebook = course.load(SLUG).skeleton_notebook()
    notebook.cells.append(nbformat.v4.new_code_cell("", id="extra"))
    for number in range(12):
        notebook.cells[-1].source = f"own = {number}"
        folder = course.root / "submitted" / f"s{number:02}" / SLUG
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{SLUG}.ipynb")
    return course


class Elastic:
    """Every cell goes well; ``slots`` is what ``room`` says after so many jobs."""

    def __init__(self, room, lost_after=None, pause=0.0):
        self._room, self._lost_after, self._pause = room, lost_after, pause
        self._lock = threading.Lock()
        self.begun = self.ended = self.most = 0

    @property
    def slots(self):
        return self._room(self.ended)

    def run(self, job, _progress=None):
        with self._lock:
            self.begun += 1
            self.most = max(self.most, self.begun - self.ended)
            number = self.begun
        time.sleep(self._pause)
        if self._lost_after is not None and number > self._lost_after:
            raise ClusterError("the cluster is gone")
        with self._lock:
            self.ended += 1
        return Evidence(
            status=RunStatus(outcome="finished"),
            cells=tuple(CellRun(cell=c.cell, index=c.index, outcome="ok") for c in job.plan.cells),
        )

    @contextmanager
    def open(self):
        yield self


def run(course, store, runner, **options):
    return run_cohort(course, [SLUG], store=store, open_runner=runner.open, jobs=64, **options)


def test_two_a_place_are_ahead_and_no_more(course, store):
    runner = Elastic(lambda _: 2, pause=0.3)
    assert run(course, store, runner).how == {"ran": 12}
    assert runner.most == 4


def test_it_follows_workers_that_come_and_go(course, store):
    room = {0: 1, 1: 1, 2: 3, 3: 3}
    runner = Elastic(lambda ended: room.get(ended, 0 if ended == 6 else 3), pause=0.3)
    assert run(course, store, runner).how == {"ran": 12}
    assert 2 < runner.most <= 6


@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_lost_cluster_ends_the_run_and_the_next_goes_on(course, store, after):
    done = []
    with pytest.raises(ClusterError, match="the cluster is gone"):
        run(
            course, store, Elastic(lambda _: 2, after),
            watch=lambda event: isinstance(event, Finished) and done.append(event),
        )  # fmt: skip
    assert len(store.grades(SLUG)) == len(done) == after  # what was done is stored, all of it
    assert all(one.grade.state != "broken" for one in store.grades(SLUG).values())
    rest = run(course, store, Elastic(lambda _: 2))
    assert rest.how["ran"] == 12 - after
    assert len(store.grades(SLUG)) == 12
    assert all(len(store.history(name, SLUG)) == 1 for name in store.grades(SLUG))


def test_a_cluster_lost_in_an_experiment_makes_no_grade(course, store):
    folder = course.root / "reference" / SLUG
    (folder / "checks.py").write_text(
        """
from graders.checks.base import Check, passed


class Asking(Check, frozen=True, kw_only=True):
    needs = frozenset({"interference"})

    def __call__(self, evidence, reference, item):
        return passed("leakage-none", changed=0)


CHECKS = {"asking": Asking}
"""
    )
    rubric = folder / "assignment.toml"
    rubric.write_text(rubric.read_text("utf-8").replace('check = "split"', 'check = "asking"'))

    class InExperiments(Elastic):
        def run(self, job, _progress=None):
            if job.plan.stub_fit:
                raise ClusterError("the cluster is gone")
            return super().run(job)

    with pytest.raises(ClusterError):
        run(Course(course.root), store, InExperiments(lambda _: 1), students=["s00"])
    assert store.grades(SLUG) == {}
