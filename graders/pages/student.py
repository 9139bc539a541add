"""One student's page, from what the store holds about the submission."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graders.cohort import keys
from graders.course.curves import Curves, read_curves
from graders.course.deadlines import shown_zone
from graders.course.notebook_bytes import decode_notebook
from graders.course.submission import ReadSubmission, mend, skeletons_of
from graders.errors import StoreError, SubmissionError
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Adjustment, Grade, Line
from graders.model.reference import Reference
from graders.pages import seen
from graders.pages.hidden_answers import hidden_answers
from graders.pages.hidden_rows import HiddenRows
from graders.pages.notebook import ShownNotebook
from graders.pages.outputs import Room
from graders.reports.adjusted import adjustments_in_words
from graders.reports.lessons import why
from graders.reports.messages import Messages
from graders.reports.moments import told
from graders.reports.steps import Steps, steps
from graders.reports.student_page import (
    CheckLine,
    StudentPage,
    in_order,
    student_page,
)
from graders.reports.table import Say
from graders.reports.totals import overrides_of, plain_number, state_of, total

if TYPE_CHECKING:
    from graders.cohort.index import AttemptRow
    from graders.cohort.store import Store, Stored
    from graders.course.folder import LoadedAssignment

_LOOKED_AT = frozenset({"failed", "partial"})
_NOTICES = 6
_HASH_SEED, _HASH_VARIABLE = "hash_seed", "PYTHONHASHSEED"


class Given(NamedTuple):
    """A submission as the store holds it: its grade, its hand-in, and what its run showed.

    ``notebook`` is ``None`` where its bytes cannot be read any more, ``evidence`` where nothing ran
    or it is of an older version.
    """

    stored: Stored
    row: AttemptRow
    notebook: bytes | None
    evidence: Evidence | None


class Shared:
    """What the pages of one assignment have in common; made once for all of them."""

    def __init__(self, loaded: LoadedAssignment) -> None:
        self.loaded = loaded
        self.zone = shown_zone(loaded.course)
        self.items = {item.id: item for item in loaded.assignment.checks}

    @cached_property
    def hidden(self) -> HiddenRows | None:
        """The rows that no output may show."""
        return HiddenRows.of(self.loaded.box_files(), self.loaded.public_files())

    @cached_property
    def curves(self) -> Curves | None:
        """Where the reference's learning curves ran."""
        return read_curves(self.loaded)

    @cached_property
    def reference(self) -> Reference:
        """Hidden targets."""
        return self.loaded.reference()


def given(store: Store, stored: Stored, row: AttemptRow) -> Given:
    """A submission from the store; what is damaged or too old there is left out.

    ``row`` is the newest attempt's; where the grade is another's, that one is shown.
    """
    if row.number != stored.grade.attempt:
        attempts = store.attempts(row.student, row.slug)
        row = next((one for one in attempts if one.number == stored.grade.attempt), row)
    try:
        notebook = store.submission(row).notebook if row.notebook else b""
    except StoreError:
        notebook = None
    try:
        evidence = store.whole_evidence(stored.evidence) if stored.evidence else None
    except StoreError:
        evidence = None
    return Given(stored, row, notebook, evidence)


def render(
    loaded: LoadedAssignment | Shared,
    submission: Given,
    *,
    lang: str | None = None,
    digest: str = "",
) -> bytes:
    """The page of one submission: HTML as UTF-8.

    In the language of the notebook that the student was given, where ``lang`` does not say
    otherwise. Never raises for what a student handed in or printed.
    """
    shared = loaded if isinstance(loaded, Shared) else Shared(loaded)
    read = _read(shared.loaded, submission.notebook)
    spoken = lang or (read.language if read is not None else "en")
    page = _Making(shared, submission, read, spoken).page(digest)
    return student_page(page, Messages(spoken).say, spoken)


def _read(loaded: LoadedAssignment, notebook: bytes | None) -> ReadSubmission | None:
    if not notebook:
        return None
    try:
        return mend(decode_notebook(notebook), skeletons_of(loaded))
    except SubmissionError:
        return None


class _Making:
    """One page on its way."""

    def __init__(
        self, shared: Shared, submission: Given, read: ReadSubmission | None, lang: str
    ) -> None:
        self._shared, self._lang, self._read = shared, lang, read
        self._submission = submission
        self._grade, self._evidence = submission.stored.grade, submission.evidence
        self._messages = Messages(lang)
        self._say: Say = self._messages.say
        self._notebook = None
        if read is not None:
            given_bytes = submission.notebook or b""
            self._notebook = ShownNotebook(read, self._evidence, given_bytes, self._say)
        self._anchors = self._notebook.anchors if self._notebook is not None else {}

    def page(self, digest: str) -> StudentPage:
        grade, assignment = self._grade, self._shared.loaded.assignment
        points = total(grade)
        checks = self._checks()
        room = Room(self._say, self._shared.hidden)
        page = StudentPage(
            student=grade.student,
            title=self._titled(assignment.title, assignment.title_ko),
            attempt=grade.attempt,
            received=told(self._submission.row.received_at, self._shared.zone),
            state=state_of(grade),
            score="" if points is None else plain_number(points),
            possible=plain_number(grade.possible),
            problem=self._said(grade.problem) if grade.problem is not None else "",
            notices=self._notices(),
            changed=tuple(self._changes()),
            checks=tuple(checks.values()),
            cells=self._notebook.cells(checks, room) if self._notebook is not None else (),
            seeds=seen.seeds(self._read.cells) if self._read is not None else (),
            digests=_digests(grade, self._say),
            commands=_commands(self._shared.loaded, self._evidence),
            made_from=digest,
        )
        page = self._told(page)
        return page if self._evidence is None else self._shown(page, self._evidence)

    def _shown(self, page: StudentPage, evidence: Evidence) -> StudentPage:
        """What the run alone can tell."""
        shared, say = self._shared, self._say
        trained, more = seen.trainings(evidence, self._anchors, say, shared.curves)
        return page._replace(
            trainings=tuple(trained),
            more_trainings=more,
            answers=hidden_answers(shared.loaded.assignment, evidence, shared.reference),
            scaling=seen.scalings(evidence, say, shared.hidden),
            ran=_ran(evidence, fresh=shared.hidden is not None, say=say),
            versions=in_order(_versions(evidence)),
            facts=_facts(evidence, say),
        )

    def _told(self, page: StudentPage) -> StudentPage:
        """What was repaired, and what was seen beside it; nothing twice."""
        evidence = self._evidence
        repairs = evidence.repairs if evidence is not None else ()
        if evidence is None and self._read is not None:
            repairs = self._read.repairs
        mended = dict.fromkeys(self._said(one) for one in repairs)
        others = (*self._grade.remarks, *(evidence.remarks if evidence is not None else ()))
        remarks = dict.fromkeys(self._said(one) for one in others)
        return page._replace(
            mended=tuple(mended),
            remarks=tuple(text for text in remarks if text not in mended),
        )

    def _checks(self) -> dict[str, CheckLine]:
        changed = overrides_of(self._grade.adjustments)
        return {line.item: self._check(line, changed.get(line.item)) for line in self._grade.lines}

    def _check(self, line: Line, changed: Adjustment | None) -> CheckLine:
        verdict = line.verdict
        text = self._say(verdict.key, verdict.facts)
        by_hand = ""
        if changed is not None and changed.points is not None:
            by_hand = self._say("page-by-hand", {"points": plain_number(changed.points)})
        return CheckLine(
            item=line.item,
            title=self._title(line.item),
            outcome=verdict.outcome,
            points=plain_number(line.points),
            possible=plain_number(line.possible),
            steps=steps(text) if verdict.outcome in _LOOKED_AT else Steps(text, "", ""),
            remarks=tuple(self._said(one) for one in verdict.remarks),
            # What is wrong may lie in another cell than the line is about.
            cell=self._anchors.get(
                str(verdict.facts.get("cell") or ""), self._anchors.get(line.cell, "")
            ),
            why=self._why(line) if verdict.outcome in _LOOKED_AT else "",
            changed=by_hand,
        )

    def _why(self, line: Line) -> str:
        kind = self._shared.loaded.types.get(line.check)
        return why(line.check, kind, self._messages) if kind is not None else ""

    def _title(self, item_id: str) -> str:
        item = self._shared.items.get(item_id)
        return item_id if item is None else self._titled(item.title, item.title_ko) or item_id

    def _titled(self, title: str, korean: str) -> str:
        return (korean if self._lang == "ko" else "") or title

    def _changes(self) -> list[str]:
        titles = {line.item: self._title(line.item) for line in self._grade.lines}
        return adjustments_in_words(self._grade, self._say, titles, self._shared.zone)

    def _notices(self) -> tuple[str, ...]:
        """What explains much at once: state left in memory, an old store, no sandbox."""
        notices = []
        if self._grade.digests.evidence and self._evidence is None:
            notices.append(self._say("page-outputs-gone", {}))
        if self._grade.unsafe:
            notices.append(self._say("page-unsafe", {}))
        if self._notebook is not None:
            notices += self._notebook.notices()
        return tuple(notices[:_NOTICES])

    def _said(self, remark: Remark) -> str:
        return self._say(remark.key, remark.facts)


def _ran(evidence: Evidence, *, fresh: bool, say: Say) -> str:
    ran = sum(run.outcome == "ok" for run in evidence.cells)
    cells = len(evidence.cells)
    facts = {"ran": ran, "cells": cells, "seconds": round(evidence.status.cpu_seconds, 1)}
    if not fresh:
        return say("page-ran-plain", facts)
    return say("page-ran-all" if ran == cells else "page-ran-some", facts)


def _facts(evidence: Evidence | None, say: Say) -> tuple[tuple[str, str], ...]:
    if evidence is None or not evidence.environment.backend:
        return ()
    environment = evidence.environment
    backend = say("page-no-box", {}) if environment.unsafe else environment.backend
    hashes = environment.versions.get(_HASH_SEED)
    return (
        *(((_HASH_VARIABLE, hashes),) if hashes is not None else ()),
        (say("page-backend", {}), backend),
        (say("page-mode", {}), environment.mode),
    )


def _digests(grade: Grade, say: Say) -> tuple[tuple[str, str], ...]:
    """What it was made from, of which nothing hidden can be guessed: no targets, no bars."""
    digests = grade.digests
    parts = ("notebook", "files", "evidence", "rubric", "code")
    return tuple(
        (say(f"page-digest-{part}", {}), value)
        for part in parts
        if (value := getattr(digests, part))
    )


def _versions(evidence: Evidence) -> dict[str, str]:
    return {
        name: text for name, text in evidence.environment.versions.items() if name != _HASH_SEED
    }


def _commands(loaded: LoadedAssignment, evidence: Evidence | None) -> tuple[str, ...]:
    """Install what it ran with, run all, check."""
    versions = evidence.environment.versions if evidence is not None else {}
    # One build of TensorFlow is as good as the other; which there is depends on the machine.
    versions = {name.removesuffix("-cpu"): version for name, version in versions.items()}
    wanted = ("tensorflow", "keras", "scikit-learn", "pandas", "numpy")
    pinned = " ".join(f"{name}=={versions[name]}" for name in wanted if name in versions)
    name = loaded.notebook
    install = (f"pip install graders {pinned}".strip(),) if not loaded.adopted else ()
    run = f"jupyter nbconvert --to notebook --execute --allow-errors --inplace {name}.ipynb"
    check = (f"grade check {name}.ipynb",) if not loaded.adopted else ()
    return (*install, run, *check)


def made_from_digest(shared: Shared, stored: Stored, row: AttemptRow, lang: str | None) -> str:
    """What a page depends on: all that was graded, every change by hand, and the code of pages."""
    return keys.digest(
        stored.key,
        stored.evidence,
        stored.grade.adjustments,
        stored.grade.attempt,
        stored.grade.remarks,
        (row.notebook, row.received_at, str(shared.zone)),
        (shared.loaded.assignment.title, shared.loaded.assignment.title_ko),
        [(item.id, item.title, item.title_ko) for item in shared.loaded.assignment.checks],
        shared.curves,
        lang,
    )
