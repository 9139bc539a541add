"""The pipeline's own logic: what runs, what is kept, what a fault costs. Nothing heavy runs."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from graders.cohort import judge as judging
from graders.cohort.events import CellStarted, Finished, Planned, Retrying, RunnerReady
from graders.cohort.pipeline import run_cohort
from graders.cohort.regrading import regrade
from graders.course.folder import Course
from graders.errors import CourseError, SandboxError
from graders.model.evidence import CellRun, Evidence, RunStatus

SLUG = "scaling"


def hand_in(course, student, text="x = 1", data=None):
    folder = course.root / "submitted" / student / SLUG
    folder.mkdir(parents=True, exist_ok=True)
    if data is None:
        notebook = course.load(SLUG).skeleton_notebook()
        notebook.cells.append(nbformat.v4.new_code_cell(text, id="extra"))
        data = nbformat.writes(notebook).encode()
    (folder / f"{SLUG}.ipynb").write_bytes(data)


class TinyRunner:
    """Runs nothing: says that every cell went well. ``trouble`` may raise, by the last cell."""

    def __init__(self, trouble=None):
        self.jobs = []
        self.closed = False
        self.opened = 0
        self._trouble = trouble
        self._lock = threading.Lock()

    def run(self, job, progress=None):  # noqa: ARG002
        with self._lock:
            self.jobs.append(job)
            count = len(self.jobs)
        if self._trouble is not None:
            status = self._trouble(job, count)
            if status is not None:
                return Evidence(status=status)
        return Evidence(
            status=RunStatus(outcome="finished"),
            cells=tuple(
                CellRun(cell=cell.cell, index=cell.index, outcome="ok") for cell in job.plan.cells
            ),
        )

    @contextmanager
    def open(self):
        self.opened += 1
        try:
            yield self
        finally:
            self.closed = True


def run(course, store, runner, **options):
    return run_cohort(course, [SLUG], store=store, open_runner=runner.open, jobs=2, **options)


def last_source(job):
    return job.plan.cells[-1].source


def test_everyone_gets_a_grade_that_is_stored(course, store):
    for student in ("kim", "lee", "김민서"):
        hand_in(course, student, f"name = {student!r}")
    events = []
    runner = TinyRunner()
    result = run(course, store, runner, watch=events.append)
    assert {grade.student for grade in result.grades} == {"kim", "lee", "김민서"}
    assert result.how == {"ran": 3}
    assert set(store.grades(SLUG)) == {"kim", "lee", "김민서"}
    assert events[0] == Planned(3)
    assert any(isinstance(event, RunnerReady) for event in events)
    assert sum(isinstance(event, Finished) for event in events) == 3
    assert runner.closed
    assert set(result.stages) >= {"reading", "judging", "storing", "starting"}


def test_unchanged_work_starts_no_runner(course, store):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    again = TinyRunner()
    result = run(course, store, again)
    assert (again.opened, result.how) == (0, {"kept": 1})
    assert len(store.history("kim", SLUG)) == 1


def test_only_the_changed_one_runs_and_counts_as_a_new_attempt(course, store):
    for student in ("kim", "lee"):
        hand_in(course, student, student)
    run(course, store, TinyRunner())
    hand_in(course, "lee", "better = True")
    again = TinyRunner()
    result = run(course, store, again)
    assert len(again.jobs) == 1
    assert result.how == {"ran": 1, "kept": 1}
    assert store.grades(SLUG)["lee"].grade.attempt == 2
    assert len(store.attempts("lee", SLUG)) == 2


def test_force_runs_again(course, store):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    again = TinyRunner()
    assert run(course, store, again, force=True).how == {"ran": 1}
    assert len(again.jobs) == 1


def test_outputs_do_not_make_a_notebook_another_one_to_run(course, store):
    """What ran is the same: the evidence answers, though the file is another."""
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    path = course.root / "submitted" / "kim" / SLUG / f"{SLUG}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1"}]
    path.write_text(json.dumps(notebook))
    again = TinyRunner()
    assert run(course, store, again).how == {"judged": 1}
    assert again.jobs == []


def test_the_same_notebook_runs_once(course, store):
    for student in ("kim", "lee", "park"):
        hand_in(course, student, "copied = True")
    runner = TinyRunner()
    result = run(course, store, runner)
    assert len(runner.jobs) == 1
    assert len(result.grades) == 3
    assert {stored.evidence for stored in store.grades(SLUG).values()} == {
        store.grades(SLUG)["kim"].evidence
    }


def test_chosen_students_only(course, store):
    for student in ("kim", "lee"):
        hand_in(course, student, student)
    assert [g.student for g in run(course, store, TinyRunner(), students=["lee"]).grades] == ["lee"]
    with pytest.raises(CourseError, match="nobody: no submission"):
        run(course, store, TinyRunner(), students=["nobody"])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no json",
        b"\xff\xfe\x00",
        b"[" * 10_000,
        b'{"nbformat": 3, "worksheets": []}',
        b"[]",
    ],
)
def test_what_is_no_notebook_is_unreadable_and_the_batch_goes_on(course, store, data):
    hand_in(course, "bad", data=data)
    hand_in(course, "kim")
    (course.root / "submitted" / "none" / SLUG).mkdir(parents=True)
    result = run(course, store, TinyRunner())
    states = {grade.student: grade.state for grade in result.grades}
    assert (states["bad"], states["none"]) == ("unreadable", "unreadable")
    assert states["kim"] in {"graded", "needs-review"}
    assert run(course, store, TinyRunner()).how == {"kept": 3}


def test_a_fault_of_ours_is_tried_again_then_broken_and_tells_nobody_else(course, store):
    def trouble(job, _count):
        if "unlucky" in last_source(job):
            raise RuntimeError("a bug of ours")

    hand_in(course, "kim", "unlucky = True")
    hand_in(course, "lee")
    events = []
    runner = TinyRunner(trouble)
    result = run(course, store, runner, watch=events.append)
    states = {grade.student: grade.state for grade in result.grades}
    assert states["kim"] == "broken"
    assert states["lee"] in {"graded", "needs-review"}
    assert len(runner.jobs) == 3
    assert sum(isinstance(event, Retrying) for event in events) == 1
    (log,) = result.logs
    assert "RuntimeError: a bug of ours" in Path(log).read_text()


def test_a_fault_that_goes_away_costs_nothing(course, store):
    def trouble(_job, count):
        if count == 1:
            return RunStatus(outcome="lost", detail="killed from outside")
        return None

    hand_in(course, "kim")
    result = run(course, store, TinyRunner(trouble))
    assert result.how == {"ran": 1}
    assert result.grades[0].state != "broken"


def test_what_was_broken_is_run_again_next_time(course, store):
    def trouble(_job, _count):
        raise SandboxError("the box was lost")

    hand_in(course, "kim")
    broken = TinyRunner(trouble)
    assert run(course, store, broken).grades[0].state == "broken"
    assert len(broken.jobs) == 1  # the runner itself tries twice
    assert run(course, store, TinyRunner()).grades[0].state != "broken"


def test_a_judge_that_raises_breaks_one_grade(course, store, monkeypatch):
    real = judging.grading.grade

    def grade(student, *rest):
        if student == "kim":
            raise ZeroDivisionError("in a check's code")
        return real(student, *rest)

    monkeypatch.setattr(judging.grading, "grade", grade)
    for student in ("kim", "lee"):
        hand_in(course, student, student)
    states = {g.student: g.state for g in run(course, store, TinyRunner()).grades}
    assert states["kim"] == "broken"
    assert states["lee"] != "broken"
    monkeypatch.undo()
    again = TinyRunner()
    assert all(g.state != "broken" for g in run(course, store, again).grades)
    assert again.jobs == []  # its evidence was kept


def test_submissions_run_at_the_same_time(course, store):
    both = threading.Barrier(2, timeout=20)

    def trouble(_job, _count):
        both.wait()

    for student in ("kim", "lee"):
        hand_in(course, student, student)
    assert run(course, store, TinyRunner(trouble)).how == {"ran": 2}


def test_an_interrupt_keeps_what_is_done_and_ends_the_rest(course, store):
    closed = threading.Event()

    def trouble(job, _count):
        if "slow" in last_source(job):
            closed.wait(20)

    class Interrupted(TinyRunner):
        @contextmanager
        def open(self):
            try:
                yield self
            finally:
                closed.set()

    hand_in(course, "a", "quick = True")
    for student in ("b", "c", "d", "e", "f", "g"):
        hand_in(course, student, f"slow = {student!r}")

    def watch(event):
        if isinstance(event, Finished):
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run(course, store, Interrupted(trouble), watch=watch)
    assert time.monotonic() - began < 10
    assert set(store.grades(SLUG)) == {"a"}
    rest = TinyRunner()
    assert run(course, store, rest).how == {"kept": 1, "ran": 6}


def test_damaged_evidence_is_made_again(course, store, keep_instead):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    key = store.grades(SLUG)["kim"].evidence
    keep_instead(course.state, "evidence", key, b"")
    worth(course, 2)
    assert run(course, store, TinyRunner()).how == {"ran": 1}


def worth(course, points):
    """Every line is worth so much now, in the rubric and in the notebook."""
    rubric(course, "points = 1", f"points = {points}")
    path = course.root / "reference" / SLUG / f"{SLUG}.ipynb"
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["nbgrader"]["points"] = points
    nbformat.write(notebook, path)


def rubric(course, before, after):
    path = course.root / "reference" / SLUG / "assignment.toml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_regrade_runs_nothing_and_needs_no_submission(course, store):
    hand_in(course, "kim")
    hand_in(course, "bad", data=b"")
    run(course, store, TinyRunner())
    before = store.grades(SLUG)
    shutil.rmtree(course.root / "submitted")
    assert regrade(course, [SLUG], store=store).how == {"kept": 2}
    worth(course, 3)
    result = regrade(course, [SLUG], store=store)
    assert result.how == {"judged": 2}
    after = store.grades(SLUG)
    assert after["kim"].grade.possible == 3 * before["kim"].grade.possible
    assert after["bad"].grade.possible == 3 * before["bad"].grade.possible
    assert after["bad"].grade.problem == before["bad"].grade.problem
    assert after["kim"].evidence == before["kim"].evidence
    assert len(store.history("kim", SLUG)) == 2


def test_regrade_leaves_a_grade_whose_evidence_is_of_another_version(course, store, keep_instead):
    hand_in(course, "kim")
    hand_in(course, "lee", "y_test_pred = [2.0]")
    run(course, store, TinyRunner())
    before = store.grades(SLUG)
    keep_instead(course.state, "evidence", before["kim"].evidence, b"\xc1g1 cut off")
    worth(course, 3)
    assert regrade(course, [SLUG], store=store).how == {"unread": 1, "judged": 1}
    after = store.grades(SLUG)
    assert after["kim"] == before["kim"]
    assert after["lee"].grade.possible == 3 * before["lee"].grade.possible
    again = run(course, store, TinyRunner())
    assert store.grades(SLUG)["kim"].grade.possible == 3 * before["kim"].grade.possible
    assert again.how["ran"] == 1


def test_a_changed_title_judges_nothing_anew(course, store):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    rubric(course, 'title = "Scaling features"', 'title = "Scales"')
    assert regrade(course, [SLUG], store=store).how == {"kept": 1}
    again = TinyRunner()
    assert run(course, store, again).how == {"kept": 1}
    assert again.jobs == []


def test_a_changed_check_judges_from_evidence(course, store, monkeypatch):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    monkeypatch.setattr(
        judging.keys, "judging_digest", lambda _custom: hashlib.sha256(b"new").hexdigest()
    )
    again = TinyRunner()
    assert run(course, store, again).how == {"judged": 1}
    assert again.jobs == []


def test_another_secret_means_other_rows_and_another_run(course, store):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    (course.state / "secret").write_text("f" * 64)
    assert run(Course(course.root), store, TinyRunner()).how == {"ran": 1}


def test_a_run_without_a_box_is_other_evidence(course, store):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    assert run(course, store, TinyRunner(), unsafe=True).how == {"ran": 1}


def test_logs_name_no_student_in_their_path(course, store):
    def trouble(_job, _count):
        raise RuntimeError("x")

    hand_in(course, "kim")
    (log,) = run(course, store, TinyRunner(trouble)).logs
    assert "kim" not in Path(log).name


ASKING = '''
from graders.checks.base import Check, passed


class Asking(Check, frozen=True, kw_only=True):
    """Asks for an experiment, and says whether there is one."""

    needs = frozenset({"interference"})

    def __call__(self, evidence, reference, item):
        found = evidence.experiment("interference")
        if found is None:
            return passed("experiment-missing", review="experiment-missing")
        return passed("leakage-none", changed=sum(found.changed.values()))


CHECKS = {"asking": Asking}
'''


def ask(course, source=ASKING):
    """Let the rubric's first line ask for an experiment."""
    folder = course.root / "reference" / SLUG
    (folder / "checks.py").write_text(source)
    rubric = folder / "assignment.toml"
    before = rubric.read_text("utf-8")
    assert before.count('check = "split"') == 1
    rubric.write_text(before.replace('check = "split"', 'check = "asking"'), "utf-8")


def test_a_rubric_that_asks_more_runs_only_the_experiment(course, store):
    hand_in(course, "kim")
    run(course, store, TinyRunner())
    ask(course)

    (grade,) = regrade(course, [SLUG], store=store).grades
    assert "experiment-missing" in grade.review

    runner, events = TinyRunner(), []
    result = run(course, store, runner, watch=events.append)
    assert result.how == {"ran": 1}
    assert [job.plan.stub_fit for job in runner.jobs] == [True]
    assert "experiment interference" in [
        event.cell for event in events if isinstance(event, CellStarted)
    ]
    assert result.stages["experiments"] >= 0
    line = next(line for line in result.grades[0].lines if line.item == "held-out")
    assert (line.verdict.key, line.verdict.facts["changed"]) == ("leakage-none", 292)

    again = TinyRunner()
    assert run(course, store, again).how == {"kept": 1}
    assert again.opened == 0


def test_a_lost_experiment_is_for_review_and_performed_again(course, store):
    ask(course, ASKING.replace("found is None", 'found is None or found.outcome == "lost"'))
    hand_in(course, "kim")

    def trouble(job, count):
        if job.plan.stub_fit:
            raise SandboxError("no box")

    (grade,) = run(course, store, TinyRunner(trouble)).grades
    assert "experiment-missing" in grade.review
    runner = TinyRunner()
    (grade,) = run(course, store, runner).grades
    assert len(runner.jobs) == 1
    assert "experiment-missing" not in grade.review
