"""A cohort through the one flow: read, run where something changed, judge, store at once.

Threads wait for the runner, which runs submissions in child processes; reading, judging and
storing stay in the calling thread, which is the one writer. A result is on the disk before the
next one is looked at, so whatever ends a run, the next one goes on from there.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

from graders.cohort import attempts, keys, submissions
from graders.cohort.events import (
    CellStarted,
    Finished,
    How,
    Planned,
    Retrying,
    RunnerReady,
    RunnerStarting,
    Started,
    Watch,
    ignore,
)
from graders.cohort.index import AttemptRow
from graders.cohort.judge import Elastic, Judge, Runs
from graders.cohort.regrading import CohortResult, write_log
from graders.cohort.store import Store, Stored, remarks_of
from graders.cohort.submissions import Found, Submission
from graders.course.planning import accept_companions, make_job
from graders.course.submission import read_submission
from graders.errors import ClusterError, SandboxError, StoreError, SubmissionError
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Grade
from graders.model.plan import RunJob

if TYPE_CHECKING:
    from graders.course.folder import Course, LoadedAssignment


NOT_MEASURED = "answers-not-measured"
"""The review reason of a run whose model we failed to measure: worth another run."""

MOST_AHEAD = 1024
"""Submissions that are read and not judged yet, however large a cluster is."""

NOT_ASKED = frozenset({"experiment-missing", "experiment-lost"})
"""Review reasons of evidence that lacks an experiment: it is performed, and nothing else."""


OpenRunner = Callable[[], AbstractContextManager[Runs]]


class _Work(NamedTuple):
    """A submission that has to run."""

    row: AttemptRow
    judge: Judge
    job: RunJob
    evidence: str
    input: str
    repairs: tuple[Remark, ...]
    known: Evidence | None


class _Pass:
    """One pass over a cohort; see :func:`run_cohort`."""

    def __init__(
        self, store: Store, watch: Watch, *, force: bool, unsafe: bool, best: bool = False
    ) -> None:
        self._store, self._watch = store, watch
        self._force, self._unsafe, self._best = force, unsafe, best
        self._stopping = threading.Event()
        self._grades: list[Grade] = []
        self._how: Counter[str] = Counter()
        self._stages: defaultdict[str, float] = defaultdict(float)
        self._logs: list[str] = []
        self._untold: list[tuple[Grade, How]] | None = None

    def result(self) -> CohortResult:
        return CohortResult(tuple(self._grades), self._how, dict(self._stages), tuple(self._logs))

    def run(self, works: Iterator[_Work], open_runner: OpenRunner, jobs: int) -> None:
        """Run works as they are read, at most two per place ahead.

        Places are ``jobs``, or as many as a cluster has at the time; there, threads do no more
        than wait, and there are as many of them as submissions ahead.
        """
        pending: dict[Future[Evidence | Exception], _Work] = {}
        same: dict[str, list[_Work]] = {}
        with ExitStack() as stack:
            pool: ThreadPoolExecutor | None = None
            for work in works:
                if work.evidence in same:
                    same[work.evidence].append(work)
                    continue
                if pool is None:
                    runner = self._open(stack, open_runner)
                    elastic = runner if isinstance(runner, Elastic) else None
                    threads = jobs if elastic is None else MOST_AHEAD
                    pool = ThreadPoolExecutor(threads, thread_name_prefix="submission")
                    # Unwound before the runner is closed, which ends what still runs.
                    stack.callback(self._stop, pool)
                same[work.evidence] = [work]
                pending[pool.submit(self._attempt, runner, work)] = work
                while len(pending) >= self._ahead(elastic, jobs):
                    self._collect(pending, same)
            while pending:
                self._collect(pending, same)

    @staticmethod
    def _ahead(elastic: Elastic | None, jobs: int) -> int:
        return 2 * jobs if elastic is None else max(1, min(MOST_AHEAD, 2 * elastic.slots))

    def read(self, found: Found, judge: Judge, context: str, stored: Stored | None) -> _Work | None:
        """Read one submission; settle it where no run is needed, else say what has to run."""
        try:
            with self._timed("reading"):
                submission = submissions.read(found)
        except SubmissionError as problem:
            nothing = Submission(student=found.student, slug=found.slug, notebook=b"", digest="")
            row = self._store.note_attempt(nothing, any_of_them=self._best)
            self._unreadable(row, judge, problem, self._of(row, stored))
            return None
        row = self._store.note_attempt(submission, any_of_them=self._best)
        stored = self._of(row, stored)
        try:
            return self._plan(submission, row, judge, context, stored)
        except SubmissionError as problem:
            self._unreadable(row, judge, problem, stored)
        except StoreError:
            raise
        except Exception as problem:  # noqa: BLE001 - our fault; the batch goes on
            self._broken(row, judge, problem)
        return None

    def _of(self, row: AttemptRow, stored: Stored | None) -> Stored | None:
        """The newest grade of this very attempt, where every attempt has its own."""
        if not self._best:
            return stored
        return attempts.of_each(self._store, row.student, row.slug).get(row.number)

    def _plan(
        self,
        submission: Submission,
        row: AttemptRow,
        judge: Judge,
        context: str,
        stored: Stored | None,
    ) -> _Work | None:
        with self._timed("reading"):
            given = keys.input_key(submission.digest, submission.files_digest, context)
            evidence = None if self._force else self._store.evidence_of_input(given)
            if evidence is not None and self._settled(row, judge, evidence, given, stored):
                return None
            read = read_submission(submission.notebook, judge.loaded)
            job = make_job(judge.loaded, read, submission.companions)
            key = keys.evidence_key(job, unsafe=self._unsafe)
        fresh = self._force or evidence is not None or not self._store.has_evidence(key)
        if not fresh and self._settled(row, judge, key, given, stored):
            return None
        _, left_out = accept_companions(submission.companions, judge.loaded.box_files())
        known = None if self._force else self._known(judge, key)
        return _Work(row, judge, job, key, given, (*read.repairs, *left_out), known)

    def _known(self, judge: Judge, evidence: str) -> Evidence | None:
        """Stored evidence that is sound and only lacks an experiment."""
        try:
            run = self._store.whole_evidence(evidence)
        except StoreError:
            return None
        failed = any(found.status == "failed" for found in run.measurements)
        return run if not failed and judge.lacks(run) else None

    def _settled(
        self, row: AttemptRow, judge: Judge, evidence: str, given: str, stored: Stored | None
    ) -> bool:
        """Whether stored evidence answers; False where it is damaged or lacks our own part."""
        key = judge.key(evidence)
        if stored is not None and stored.key == key and stored.grade.attempt == row.number:
            if NOT_MEASURED in stored.grade.review or NOT_ASKED.intersection(stored.grade.review):
                return False
            self._tell(stored.grade, "kept")
            return True
        try:
            run = self._store.evidence(evidence)
        except StoreError:
            return False
        if judge.lacks(run):
            return False
        self._judge(row, judge, evidence, run, given=given, how="judged")
        return True

    def _unreadable(
        self, row: AttemptRow, judge: Judge, problem: SubmissionError, stored: Stored | None
    ) -> None:
        key = judge.key("", str(problem))
        if stored is not None and stored.key == key and stored.grade.attempt == row.number:
            self._tell(stored.grade, "kept")
            return
        grade = judge.unreadable(row, remarks_of(row), problem)
        self._keep(Stored(grade, key, ""), "not-run")

    def _broken(self, row: AttemptRow, judge: Judge, problem: BaseException) -> None:
        log = write_log(self._store, row, problem)
        self._logs.append(log)
        fault = Remark(
            key="broken-fault", facts={"problem": f"{type(problem).__name__}: {problem}"[:300]}
        )
        grade = judge.broken(row, remarks_of(row), fault)
        self._keep(Stored(grade, judge.key("", log), ""), "not-run")

    def _open(self, stack: ExitStack, open_runner: OpenRunner) -> Runs:
        self._watch(RunnerStarting())
        began = time.perf_counter()
        runner = stack.enter_context(open_runner())
        seconds = time.perf_counter() - began
        self._stages["starting"] += seconds
        self._watch(RunnerReady(seconds))
        return runner

    def _stop(self, pool: ThreadPoolExecutor) -> None:
        self._stopping.set()
        pool.shutdown(wait=False, cancel_futures=True)

    def _attempt(self, runner: Runs, work: _Work) -> Evidence | Exception:
        """In a worker thread: run, and once more where the fault is ours."""
        student, slug = work.row.student, work.row.slug
        self._watch(Started(student, slug))
        watched = _Watched(runner)
        for last in (False, True):
            try:
                run = work.judge.observe(
                    watched,
                    work.job,
                    work.repairs,
                    lambda cell: self._watch(CellStarted(student, slug, cell)),
                    work.known,
                )
                if watched.gone is not None:
                    return watched.gone  # in an experiment, which says no more than that
                if run.status.outcome != "lost":
                    return run
                problem: Exception = SandboxError(run.status.detail or "the run was lost")
            except SandboxError as fault:
                return fault  # the runner has tried again already
            except Exception as fault:  # noqa: BLE001 - handed to the parent, never lost
                problem = fault
            if last or self._stopping.is_set():
                break
            self._watch(Retrying(student, slug, str(problem)))
        return problem

    def _collect(
        self, pending: dict[Future[Evidence | Exception], _Work], same: dict[str, list[_Work]]
    ) -> None:
        """Judge and store what is ready; wait for the first where nothing is."""
        ready, _ = wait(pending, return_when=FIRST_COMPLETED)
        lost = next((one for one in map(Future.result, ready) if _is_lost(one)), None)
        if lost is not None:
            ready, _ = wait(pending)  # those that were done are stored; the others end by this
        with self._together():
            for future in ready:
                first = pending.pop(future)
                outcome = future.result()
                works = same.pop(first.evidence)
                if _is_lost(outcome):
                    continue
                if isinstance(outcome, Exception):
                    for work in works:
                        self._broken(work.row, work.judge, outcome)
                    continue
                run = outcome
                for stage, seconds in run.timing.stages.items():
                    self._stages[stage] += seconds
                with self._timed("storing"):
                    self._store.put_evidence(first.evidence, run, first.row.slug)
                for work in works:
                    self._judge(
                        work.row, work.judge, work.evidence, run, given=work.input, how="ran"
                    )
        if isinstance(lost, ClusterError):
            raise lost  # not one submission's trouble: what has no grade is run next time

    def _judge(
        self,
        row: AttemptRow,
        judge: Judge,
        evidence: str,
        run: Evidence,
        *,
        given: str,
        how: How,
    ) -> None:
        try:
            with self._timed("judging"):
                grade = judge.grade(row, remarks_of(row), evidence, run)
        except Exception as problem:  # noqa: BLE001 - our fault; the batch goes on
            self._broken(row, judge, problem)
            return
        self._keep(Stored(grade, judge.key(evidence), evidence), how, {given: evidence})

    def _keep(self, stored: Stored, how: How, inputs: dict[str, str] | None = None) -> None:
        with self._timed("storing"):
            self._store.put_grades([stored], inputs)
        self._tell(stored.grade, how)

    @contextmanager
    def _together(self) -> Iterator[None]:
        """Store what is ready at once; it is told when it is on the disk."""
        untold: list[tuple[Grade, How]] = []
        self._untold = untold
        kept = True
        try:
            with self._store.together():
                yield
                began = time.perf_counter()
            self._stages["storing"] += time.perf_counter() - began
        except StoreError:
            kept = False
            raise
        finally:
            self._untold = None
            for grade, how in untold if kept else ():
                self._tell(grade, how)

    def _tell(self, grade: Grade, how: How) -> None:
        if self._untold is not None:
            self._untold.append((grade, how))
            return
        self._grades.append(grade)
        self._how[how] += 1
        self._watch(Finished(grade, how))

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._stages[stage] += time.perf_counter() - began


def _is_lost(outcome: Evidence | Exception) -> bool:
    return isinstance(outcome, ClusterError)


class _Watched:
    """A runner, and whether its cluster was lost under a submission."""

    def __init__(self, runner: Runs) -> None:
        self._runner = runner
        self.gone: ClusterError | None = None

    def run(self, job: RunJob, progress: Callable[[str], None] | None = None, /) -> Evidence:
        try:
            return self._runner.run(job, progress)
        except ClusterError as problem:
            self.gone = problem
            raise


def run_cohort(
    course: Course,
    slugs: Iterable[str],
    *,
    store: Store,
    open_runner: OpenRunner,
    students: Iterable[str] = (),
    jobs: int | None = None,
    force: bool = False,
    unsafe: bool = False,
    watch: Watch = ignore,
) -> CohortResult:
    """Grade the cohort's submissions of ``slugs``; run only what has no evidence yet.

    ``open_runner`` is called when the first submission has to run, and only then. ``force`` runs
    everything again; ``unsafe`` is part of what evidence depends on. ``students`` names some.
    Raises :class:`CourseError` for an unknown assignment or student; :class:`SandboxError`
    where no runner can be had at all; :class:`ClusterError` where a cluster is lost, with all
    that was ready stored.
    """
    best = course.settings.attempts == "best"
    one = _Pass(store, watch, force=force, unsafe=unsafe, best=best)
    named = tuple(students)
    cohorts = []
    for slug in slugs:
        judge = Judge(course.load(slug))
        found = handed_in(judge.loaded, named)
        cohorts.append((judge, attempts.with_earlier(judge.loaded, found) if best else found))
    watch(Planned(sum(len(found) for _, found in cohorts)))

    def works() -> Iterator[_Work]:
        for judge, found in cohorts:
            loaded = judge.loaded
            files = {**loaded.box_files(), **loaded.held_against()}
            context = keys.context_digest(loaded.folder, files, course.secret, unsafe=unsafe)
            stored = store.grades(judge.assignment.slug)
            for each in found:
                work = one.read(each, judge, context, stored.get(each.student))
                if work is not None:
                    yield work

    try:
        one.run(works(), open_runner, jobs or os.cpu_count() or 1)
    finally:
        if best:
            for judge, _ in cohorts:
                attempts.let_the_best_count(store, judge.assignment.slug)
    return one.result()


def handed_in(loaded: LoadedAssignment, named: tuple[str, ...]) -> list[Found]:
    """Submissions of the students named, else of all but those whom the settings leave out.

    Raises :class:`CourseError` where a named student has no submission.
    """
    layout = loaded.course.layout
    parts = loaded.course.parts().get(loaded.name, [])
    others = (slug.rpartition("/")[2] for slug in parts if slug != loaded.assignment.slug)
    found = submissions.find(
        layout.submitted,
        loaded.assignment.slug,
        named,
        folder=loaded.name,
        notebook=loaded.notebook,
        others=others,
    )
    if named:
        return found
    return [
        one
        for one in found
        if fnmatch(one.student, layout.only) and one.student not in layout.without
    ]
