"""Stored evidence judged again, under today's rubric, calibration and checks. Runs nothing.

Reads no submission either: attempts are in the store. :func:`rejudged` says what would come of
it, :func:`regrade` stores it.
"""

from __future__ import annotations

import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from graders.cohort import attempts
from graders.cohort.events import Finished, Planned, Watch, ignore
from graders.cohort.index import AttemptRow
from graders.cohort.judge import Judge
from graders.cohort.store import Store, Stored, remarks_of
from graders.errors import StoreError, SubmissionError
from graders.model.evidence import Remark
from graders.model.grade import Grade

if TYPE_CHECKING:
    from graders.course.folder import Course


class CohortResult(NamedTuple):
    """What one pass did: grades in the order they came, how each came about, where time went.

    ``stages`` are seconds summed over submissions: ``reading``, ``judging``, ``storing`` and
    ``starting`` in the parent, the rest (``fork``, ``cells``, ``measure``, ...) in the boxes.
    ``logs`` are traceback files of our own faults.
    """

    grades: tuple[Grade, ...]
    how: Counter[str]
    stages: dict[str, float]
    logs: tuple[str, ...]


class Rejudged(NamedTuple):
    """A stored grade, and what today's rules make of the same evidence.

    ``after`` is ``None`` where the evidence cannot be read: the grade stands. ``fault`` is what
    failed on our side, and its grade is *broken*.
    """

    row: AttemptRow
    before: Stored
    after: Stored | None
    fault: Exception | None = None

    @property
    def changed(self) -> bool:
        """Whether anything that decides the grade is another than before."""
        return self.after is not None and self.after.key != self.before.key


def rejudged(store: Store, judge: Judge, students: Iterable[str] = ()) -> Iterator[Rejudged]:
    """Every newest grade of an assignment beside what would become of it. Nothing is written."""
    slug = judge.assignment.slug
    named = set(students)
    stored = store.grades(slug)
    for student, row in store.newest_attempts(slug).items():
        if student not in stored or (named and student not in named):
            continue
        before = stored[student]
        try:
            yield Rejudged(row, before, _again(store, judge, row, before))
        except StoreError:
            # Evidence of an older version, or a damaged file: the grade stands as it was.
            yield Rejudged(row, before, None)
        except Exception as problem:  # noqa: BLE001 - one student's trouble is not the others'
            fault = Remark(key="broken-fault", facts={"problem": str(problem)[:300]})
            grade = judge.broken(row, remarks_of(row), fault)
            key = judge.key(before.evidence, repr(problem))
            yield Rejudged(row, before, Stored(grade, key, before.evidence), problem)


def regrade(
    course: Course,
    slugs: Iterable[str],
    *,
    store: Store,
    students: Iterable[str] = (),
    watch: Watch = ignore,
) -> CohortResult:
    """Judge stored evidence again, and store what is new.

    Grades that are the same stay as they are; the others are appended in one transaction per
    assignment. Where evidence cannot be read (``how["unread"]``) the earlier grade stands; running
    the cohort makes it again.
    """
    named = tuple(students)
    grades: list[Grade] = []
    how: Counter[str] = Counter()
    stages: defaultdict[str, float] = defaultdict(float)
    logs: list[str] = []
    for slug in slugs:
        judge = Judge(course.load(slug))
        known = store.grades(slug)
        watch(Planned(sum(not named or student in named for student in known)))
        new = []
        began = time.perf_counter()
        for one in rejudged(store, judge, named):
            after = one.after or one.before
            if one.fault is not None:
                logs.append(write_log(store, one.row, one.fault))
                key = judge.key(one.before.evidence, logs[-1])
                after = after._replace(key=key)
            changed = after.key != one.before.key
            if changed:
                new.append(after)
            grades.append(after.grade)
            how["unread" if one.after is None else "judged" if changed else "kept"] += 1
            watch(Finished(after.grade, "judged" if changed else "kept"))
        stages["judging"] += time.perf_counter() - began
        began = time.perf_counter()
        if course.settings.attempts == "best":
            store.put_grades([*new, *_of_other_attempts(store, judge, named)])
            attempts.let_the_best_count(store, judge.assignment.slug)
        else:
            store.put_grades(new)
        stages["storing"] += time.perf_counter() - began
    return CohortResult(tuple(grades), how, dict(stages), tuple(logs))


def write_log(store: Store, row: AttemptRow, problem: BaseException) -> str:
    """Keep a traceback of our own fault; returns its file's path."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    text = "".join(traceback.format_exception(problem))
    head = f"{row.slug}, {row.student!r}, attempt {row.number}, notebook {row.notebook}\n\n"
    return str(store.log(f"{now}-{row.slug.replace('/', '-')}.txt", head + text))


def _of_other_attempts(store: Store, judge: Judge, students: Iterable[str]) -> Iterator[Stored]:
    """What today's rules make of attempts that do not count now; those that can be judged."""
    slug, named = judge.assignment.slug, set(students)
    for student, counting in store.grades(slug).items():
        if named and student not in named:
            continue
        rows = {row.number: row for row in store.attempts(student, slug)}
        for number, before in attempts.of_each(store, student, slug).items():
            if number == counting.grade.attempt or number not in rows:
                continue
            try:
                after = _again(store, judge, rows[number], before)
            except Exception:  # noqa: BLE001, S112 - it does not count, and its grade stands
                continue
            if after.key != before.key:
                yield after


def _again(store: Store, judge: Judge, row: AttemptRow, before: Stored) -> Stored:
    if before.evidence:
        key = judge.key(before.evidence)
        if key == before.key:
            return before
        run = store.evidence(before.evidence)
        return Stored(judge.grade(row, remarks_of(row), before.evidence, run), key, before.evidence)
    if before.grade.state == "unreadable" and before.grade.problem is not None:
        problem = SubmissionError(before.grade.problem.key, **_facts(before.grade.problem))
        key = judge.key("", str(problem))
        if key == before.key:
            return before
        return Stored(judge.unreadable(row, remarks_of(row), problem), key, "")
    return before


def _facts(remark: Remark) -> dict[str, str | float]:
    return {name: fact for name, fact in remark.facts.items() if fact is not None}
