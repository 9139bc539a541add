"""The result store in ``<course>/.graders/``: the truth about what was run and what it was worth.

    store.sqlite          attempts, grades, adjustments, publications (``graders.cohort.index``)
    packs/00000001.pack   what was stored together (``graders.cohort.packs``), of three kinds:
                          evidence: what re-grading reads, small, packed against a basis;
                          large: model archives and cells' outputs, big, read rarely;
                          files: notebooks and companion files as handed in, by content
    basis/<group>/        evidence that others of its assignment are packed against, twice
    lock                  held by the one writer; lock.holder says who that is
    log/                  tracebacks of our own faults

Plain files hold what is big and never changes, moved in whole; SQLite holds what refers to them. A
file is on the disk before a row names it, so a kill at any moment leaves at most a file that
nothing refers to. Earlier versions kept each content as ``<kind>/ab/<key>``; those are read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self

import msgspec
from filelock import FileLock, Timeout

from graders.cohort.appended import Appended
from graders.cohort.damage import decoded, is_digest, run_again
from graders.cohort.evidence_files import EvidenceFiles
from graders.cohort.index import AttemptRow, GradeRow, Index
from graders.cohort.interrupts import interrupts_later
from graders.cohort.packing import plainly_packed, plainly_unpacked
from graders.cohort.packs import Packs
from graders.cohort.submissions import Submission
from graders.errors import StoreError
from graders.files import make_folder, remove_asides, unwritten, write_aside
from graders.model.evidence import CellRun, Evidence, Remark
from graders.model.grade import Adjustment, Grade
from graders.model.values import Struct

HAND_IN_AGAIN = "Put a copy of yours of .graders in its place; else let it be handed in once more."


class Stored(NamedTuple):
    """A grade as stored: its key, the evidence it was judged from (``""`` where nothing ran)."""

    grade: Grade
    key: str
    evidence: str


class Holder(Struct, frozen=True, kw_only=True):
    """Who writes."""

    pid: int
    host: str
    since: str
    command: str


class Store(Appended):
    """One course's results. Open it for reading, or with :meth:`writer` as the one writer."""

    def __init__(self, state: Path, *, readonly: bool = False) -> None:
        self._state = state
        path = state / "store.sqlite"
        if readonly and not path.is_file():
            raise StoreError(
                f"nothing has been graded yet: there is no {path}. Start with `grade run`."
            )
        if not readonly:
            make_folder(state)
        self._index = Index(path, readonly=readonly)
        self._packs = Packs(state, self._index)
        self._evidence = EvidenceFiles(state, self._packs, self._again)
        self._lock: FileLock | None = None

    @classmethod
    def writer(cls, state: Path, command: str = "grade run") -> Store:
        """The store, locked for writing. Raises :class:`StoreError` naming who holds it."""
        make_folder(state)
        lock = FileLock(state / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as problem:
            raise StoreError(_held(state)) from problem
        except OSError as problem:
            raise unwritten(state / "lock", problem) from problem
        try:
            if (state / "lock.holder").exists():  # the last writer was killed
                remove_asides(state)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            holder = Holder(pid=os.getpid(), host=socket.gethostname(), since=now, command=command)
            write_aside(state / "lock.holder", msgspec.json.encode(holder), durable=False)
            store = cls(state)
            store._packs.mend()
        except BaseException:
            lock.release()
            raise
        store._lock = lock
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index, and let the next writer in."""
        self._index.close()
        if self._lock is not None:
            with contextlib.suppress(OSError):
                (self._state / "lock.holder").unlink()
            self._lock.release()
            self._lock = None

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Wait for the disk once for all that is written inside, at its end.

        Where the block raises, what was written whole is kept. Raises :class:`StoreError` where
        the disk fails: then of rows written inside none are there, and no row lacks its files.
        Ctrl-C in the middle of keeping them counts when they are kept.
        """
        with interrupts_later() as begin, self._index.together(), self._packs.together():
            try:
                yield
            finally:
                begin()

    # Evidence

    def put_evidence(self, key: str, evidence: Evidence, slug: str = "") -> None:
        """Keep evidence under its key, durably; with its assignment's it takes less room."""
        with self._packs.together():
            self._evidence.put(key, evidence, slug)

    def has_evidence(self, key: str) -> bool:
        """Whether evidence is kept under ``key``."""
        return self._evidence.there(key)

    def evidence(self, key: str) -> Evidence:
        """Evidence without archives and outputs: what judging reads.

        Raises :class:`StoreError` where it is missing or damaged.
        """
        return self._evidence.small(key)

    def whole_evidence(self, key: str) -> Evidence:
        """Evidence with archives and outputs, for executed notebooks.

        Raises :class:`StoreError` where it is missing or damaged.
        """
        return self._evidence.whole(key)

    def cell_runs(self, key: str) -> tuple[CellRun, ...]:
        """What ran, with its outputs: all that an executed notebook shows of a run.

        Raises :class:`StoreError` where it is missing or damaged.
        """
        return self._evidence.cell_runs(key)

    def evidence_of_input(self, key: str) -> str | None:
        """The evidence key that a submission led to before, if it is still kept."""
        evidence = self._index.evidence_of_input(key)
        return evidence if evidence is not None and self.has_evidence(evidence) else None

    # Attempts

    def note_attempt(self, submission: Submission, *, any_of_them: bool = False) -> AttemptRow:
        """The number of this hand-in: the newest one's where nothing changed, else one more.

        With ``any_of_them`` an earlier one's where it is that one, as where all of them count.
        """
        before = self._index.attempts(submission.student, submission.slug)
        same = (submission.digest, submission.files_digest)
        for known in reversed(before if any_of_them else before[-1:]):
            if (known.notebook, known.files) == same:
                return known
        companions = {}
        with self._packs.together():
            for name, data in submission.companions.items():
                companions[name] = self._put_file(data)
            if submission.digest:
                self._put_file(submission.notebook)
        row = AttemptRow(
            student=submission.student,
            slug=submission.slug,
            number=len(before) + 1,
            notebook=submission.digest,
            files=submission.files_digest,
            companions=msgspec.msgpack.encode(companions),
            remarks=msgspec.msgpack.encode(submission.remarks),
            received_at=submission.received_at,
        )
        self._index.add_attempt(row)
        return row

    def attempts(self, student: str, slug: str) -> list[AttemptRow]:
        """A student's hand-ins, oldest first."""
        return self._index.attempts(student, slug)

    def newest_attempts(self, slug: str) -> dict[str, AttemptRow]:
        """The hand-in that each student's newest grade is of; where none is, the newest one."""
        rows = self._index.newest_attempts(slug)
        for student, grade in self._index.newest_grades(slug).items():
            if student in rows and rows[student].number != grade.attempt:
                rows[student] = next(
                    (
                        row
                        for row in self._index.attempts(student, slug)
                        if row.number == grade.attempt
                    ),
                    rows[student],
                )
        return rows

    def submission(self, row: AttemptRow) -> Submission:
        """A hand-in as it was, from the store. Raises :class:`StoreError` where it is damaged."""
        names = decoded(row.companions, dict[str, str], _attempt(row), HAND_IN_AGAIN)
        return Submission(
            student=row.student,
            slug=row.slug,
            notebook=self.notebook(row),
            digest=row.notebook,
            companions={name: self._file(digest) for name, digest in names.items()},
            files_digest=row.files,
            received_at=row.received_at,
            remarks=remarks_of(row),
        )

    def notebook(self, row: AttemptRow) -> bytes:
        """The notebook of a hand-in alone. Raises :class:`StoreError` where it is damaged."""
        return self._file(row.notebook) if row.notebook else b""

    # Grades

    def put_grades(self, grades: Iterable[Stored], inputs: Mapping[str, str] | None = None) -> None:
        """Append grades, all at once or none. Earlier ones stay.

        ``inputs`` maps submissions as they lie there (``keys.input_key``) to evidence keys.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        rows = [
            GradeRow(
                student=one.grade.student,
                slug=one.grade.assignment,
                attempt=one.grade.attempt,
                key=one.key,
                evidence=one.evidence,
                grade=msgspec.msgpack.encode(msgspec.structs.replace(one.grade, adjustments=())),
                at=now,
            )
            for one in grades
        ]
        with self._index.writing():
            self._index.add_grades(rows)
            for key, evidence in (inputs or {}).items():
                self._index.add_input(key, evidence)

    def grades(self, slug: str) -> dict[str, Stored]:
        """Every student's newest grade, with its adjustments."""
        changed = self.adjustments(slug)
        return {
            student: self._stored(row, changed.get(student, ()))
            for student, row in self._index.newest_grades(slug).items()
        }

    def newest(self, student: str, slug: str) -> Stored | None:
        """One student's newest grade, with its adjustments; None where there is none."""
        return next((stored for _, stored in self.each(slug, [student])), None)

    def each(
        self, slug: str, students: Iterable[str] | None = None
    ) -> Iterator[tuple[AttemptRow | None, Stored]]:
        """Newest grades as :meth:`grades` has them, one after the other, with their hand-ins.

        However many there are, a few hundred are in memory. ``students`` names some; None stands
        for a hand-in that the store does not have.
        """
        changed = self.adjustments(slug)
        for row, grade in self._index.each_newest(slug, students):
            yield row, self._stored(grade, changed.get(grade.student, ()))

    def history(self, student: str, slug: str) -> list[Stored]:
        """Every grade a student's work ever got, oldest first, without adjustments."""
        return [self._stored(row, ()) for row in self._index.grades_of(student, slug)]

    def slugs(self) -> list[str]:
        """Assignments that anything was graded of."""
        return self._index.slugs()

    def log(self, name: str, text: str) -> Path:
        """Keep a traceback; returns the file."""
        folder = self._state / "log"
        make_folder(folder)
        path = folder / name
        write_aside(path, text.encode("utf-8", "backslashreplace"), durable=False)
        return path

    def _stored(self, row: GradeRow, adjustments: tuple[Adjustment, ...]) -> Stored:
        what = f"the stored grade of {row.student!r} in {row.slug}"
        grade = decoded(row.grade, Grade, what, run_again(row.slug, row.student))
        if adjustments:
            grade = msgspec.structs.replace(grade, adjustments=adjustments)
        return Stored(grade, row.key, row.evidence)

    def _again(self, key: str) -> str:
        """How evidence that is damaged is made once more: by one whose grade rests on it."""
        found = self._index.graded_from(key)
        return run_again(*found) if found is not None else "`grade run --force` makes it again."

    def _put_file(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        if not self._packs.there("files", digest):
            self._packs.write("files", digest, plainly_packed(data))
        return digest

    def _file(self, digest: str) -> bytes:
        if not is_digest(digest):
            raise StoreError(f"the stored file's name {digest!r:.80} is damaged. {HAND_IN_AGAIN}")
        try:
            data = self._packs.read("files", digest)
        except OSError as problem:
            raise StoreError(f"stored file {digest[:12]} cannot be read: {problem}") from problem
        # What earlier versions kept is as it was handed in, whatever it looks like.
        if hashlib.sha256(data).hexdigest() != digest:
            try:
                data = plainly_unpacked(data)
            except StoreError as problem:
                raise StoreError(f"stored file {digest[:12]}: {problem}") from problem
            if hashlib.sha256(data).hexdigest() != digest:
                raise StoreError(f"stored file {digest[:12]} was changed on the disk")
        return data


def remarks_of(row: AttemptRow) -> tuple[Remark, ...]:
    """What was left out of a hand-in when it was read. Raises :class:`StoreError`: damaged."""
    return decoded(row.remarks, tuple[Remark, ...], _attempt(row), HAND_IN_AGAIN)


def _attempt(row: AttemptRow) -> str:
    return f"hand-in {row.number} of {row.student!r} in {row.slug}"


def _held(state: Path) -> str:
    try:
        holder = msgspec.json.decode((state / "lock.holder").read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError):
        return f"another process is writing to {state}. Wait until it is done."
    return (
        f"`{holder.command}` is at work on this course: process {holder.pid} on {holder.host}, "
        f"since {holder.since}. Wait until it is done, or stop it; what it finished is kept."
    )
