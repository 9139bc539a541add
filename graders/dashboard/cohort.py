"""The store read for the dashboard: grades, what runs used, and everybody's own code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from graders.analysis.fingerprints import Fingerprints, every_gram, fingerprints
from graders.analysis.similar import Similar, similar
from graders.cohort import submissions
from graders.cohort.keys import digest
from graders.cohort.store import Store, Stored
from graders.course.submission import read_submission, skeletons_of
from graders.errors import CourseError, RubricError, StoreError, SubmissionError
from graders.model.assignment import Assignment, RubricItem
from graders.reports.dashboard_view import CohortView, Usage

if TYPE_CHECKING:
    from graders.course.folder import Course, LoadedAssignment

COMPARED = 2_000
"""Submissions that are compared with each other: two million pairs."""


class CohortReader:
    """Reads one assignment's cohort, again and again while it grows.

    What was made from a notebook or from evidence is kept by its digest, so a second reading
    costs only what is new.
    """

    def __init__(self, course: Course, slug: str, lang: str = "en") -> None:
        self._course, self._slug, self._lang = course, slug, lang
        self._usage: dict[str, Usage | None] = {}
        self._cells: dict[str, tuple[str, ...]] = {}

    def read(self, store: Store | None) -> CohortView:
        """The cohort as it stands; ``store`` is None before anything was graded.

        Evidence or notebooks that cannot be read leave gaps, never an error: the grades stand
        without them.
        """
        stored = {} if store is None else store.grades(self._slug)
        loaded = self._load()
        sources: dict[str, tuple[str, ...]] = {}
        usage: dict[str, Usage] = {}
        if store is not None:
            sources = self._sources(store, loaded, compared(stored))
            for student, one in stored.items():
                used = self._used(store, one.evidence) if one.evidence else None
                if used is not None:
                    usage[student] = used
        return CohortView(
            slug=self._slug,
            title=self._slug if loaded is None else self._titled(loaded.assignment) or self._slug,
            titles={}
            if loaded is None
            else {one.id: self._titled(one) for one in loaded.assignment.checks},
            grades=[one.grade for one in stored.values()],
            made=datetime.now(UTC).isoformat(timespec="milliseconds"),
            waiting=self._waiting(loaded, stored),
            published=store is not None and _published(store, self._slug, stored),
            usage=usage,
            sources=sources,
            similar=self._similar(loaded, sources),
            drawn=len(stored) > COMPARED,
        )

    def _titled(self, named: Assignment | RubricItem) -> str:
        return (named.title_ko if self._lang == "ko" else "") or named.title

    def _load(self) -> LoadedAssignment | None:
        try:
            return self._course.load(self._slug)
        except (CourseError, RubricError):
            return None  # its results are in the store nevertheless

    def _waiting(
        self, loaded: LoadedAssignment | None, stored: Mapping[str, Stored]
    ) -> tuple[str, ...]:
        if loaded is None:
            return ()
        try:
            found = submissions.find(
                loaded.course.layout.submitted,
                self._slug,
                folder=loaded.name,
                notebook=loaded.notebook,
            )
        except CourseError:
            return ()
        return tuple(sorted(one.student for one in found if one.student not in stored))

    def _used(self, store: Store, key: str) -> Usage | None:
        if key not in self._usage:
            try:
                status = store.evidence(key).status
            except StoreError:
                self._usage[key] = None
            else:
                self._usage[key] = Usage(status.cpu_seconds, status.seconds, status.peak_memory)
        return self._usage[key]

    def _sources(
        self, store: Store, loaded: LoadedAssignment | None, students: Iterable[str]
    ) -> dict[str, tuple[str, ...]]:
        """Each student's code cells, without those that hold released text word for word."""
        if loaded is None:
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for row, stored in store.each(self._slug, students):
            student = stored.grade.student
            if row is None or not row.notebook:
                continue
            if row.notebook not in self._cells:
                try:
                    read = read_submission(store.submission(row).notebook, loaded)
                except (SubmissionError, StoreError):
                    self._cells[row.notebook] = ()
                    continue
                self._cells[row.notebook] = tuple(
                    cell.source
                    for cell in read.cells
                    if cell.kind == "code" and cell.index not in read.released
                )
            if self._cells[row.notebook]:
                found[student] = self._cells[row.notebook]
        return found

    def _similar(
        self, loaded: LoadedAssignment | None, sources: Mapping[str, Sequence[str]]
    ) -> Similar:
        if loaded is None:
            return Similar((), 0, 0.0)
        released = [
            slot.source
            for skeleton in skeletons_of(loaded).values()
            for slot in skeleton.slots
            if slot.type == "code"
        ]
        return similar(
            {student: _prints(tuple(cells)) for student, cells in sources.items()},
            every_gram(released),
        )


def _published(store: Store, slug: str, stored: Mapping[str, Stored]) -> bool:
    """Whether what each student was last given is today's grade, with all that changed it."""
    out = store.publications(slug)
    return all(
        (given := out.get(student, ())) != ()
        and (given[-1].grade, given[-1].adjustments) == (one.key, len(one.grade.adjustments))
        for student, one in stored.items()
    )


def compared(students: Iterable[str]) -> list[str]:
    """Whose work is held against each other's: all, or :data:`COMPARED` who are drawn.

    Every pair is looked at, so that time and memory grow with the square. Who is drawn depends on
    names alone: the same today and tomorrow, and nobody chooses.
    """
    every = list(students)
    if len(every) <= COMPARED:
        return every
    return sorted(sorted(every, key=lambda name: digest("compared", name))[:COMPARED])


@lru_cache(maxsize=4_000)
def _prints(cells: tuple[str, ...]) -> Fingerprints:
    return fingerprints(cells)
