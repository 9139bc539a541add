"""The result store in ``<course>/.graders/``: the truth about what was run and what it was worth.

    store.sqlite          attempts, grades, adjustments, publications (``graders.cohort.index``)
    evidence/ab/<key>     what re-grading reads: small
    large/ab/<key>        model archives and cells' outputs: big, read rarely
    files/ab/<digest>     notebooks and companion files as handed in, by content
    lock                  held by the one writer; lock.holder says who that is
    log/                  tracebacks of our own faults

Plain files hold what is big and never changes, named by digest and moved in whole; SQLite holds
what refers to them. A file is on the disk before a row names it, so a kill at any moment leaves
at most a file that nothing refers to.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import msgspec
from filelock import FileLock, Timeout

from graders.cohort.index import AttemptRow, GradeRow, Index
from graders.cohort.submissions import Submission
from graders.errors import EvidenceError, StoreError
from graders.model.evidence import Evidence, Remark, decode_evidence
from graders.model.grade import Adjustment, Grade
from graders.model.publication import Publication
from graders.model.values import Struct


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


class _Large(Struct, frozen=True, kw_only=True):
    """The big parts of an evidence, by place: cells' outputs and models' archives."""

    outputs: dict[int, bytes] = {}
    archives: dict[int, bytes] = {}


class Store:
    """One course's results. Open it for reading, or with :meth:`writer` as the one writer."""

    def __init__(self, state: Path, *, readonly: bool = False) -> None:
        self._state = state
        path = state / "store.sqlite"
        if readonly and not path.is_file():
            raise StoreError(
                f"nothing has been graded yet: there is no {path}. Start with `grade run`."
            )
        if not readonly:
            _make_folder(state)
        self._index = Index(path, readonly=readonly)
        self._lock: FileLock | None = None

    @classmethod
    def writer(cls, state: Path, command: str = "grade run") -> Store:
        """The store, locked for writing. Raises :class:`StoreError` naming who holds it."""
        _make_folder(state)
        lock = FileLock(state / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as problem:
            raise StoreError(_held(state)) from problem
        try:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            holder = Holder(pid=os.getpid(), host=socket.gethostname(), since=now, command=command)
            write_aside(state / "lock.holder", msgspec.json.encode(holder), durable=False)
            store = cls(state)
        except BaseException:
            lock.release()
            raise
        store._lock = lock
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index, and let the next writer in."""
        self._index.close()
        if self._lock is not None:
            with contextlib.suppress(OSError):
                (self._state / "lock.holder").unlink()
            self._lock.release()
            self._lock = None

    # Evidence

    def put_evidence(self, key: str, evidence: Evidence) -> None:
        """Keep evidence under its key, durably. The big parts go first: the small file vouches."""
        large = _Large(
            outputs={n: cell.outputs for n, cell in enumerate(evidence.cells) if cell.outputs},
            archives={n: one.archive for n, one in enumerate(evidence.models) if one.archive},
        )
        small = msgspec.structs.replace(
            evidence,
            cells=tuple(msgspec.structs.replace(c, outputs=b"") for c in evidence.cells),
            models=tuple(msgspec.structs.replace(m, archive=b"") for m in evidence.models),
        )
        write_aside(self._place("large", key), msgspec.msgpack.encode(large))
        write_aside(self._place("evidence", key), small.encode())

    def has_evidence(self, key: str) -> bool:
        """Whether evidence is kept under ``key``."""
        return self._place("evidence", key).is_file()

    def evidence(self, key: str) -> Evidence:
        """Evidence without archives and outputs: what judging reads.

        Raises :class:`StoreError` where it is missing or damaged.
        """
        try:
            return decode_evidence(self._place("evidence", key).read_bytes())
        except (OSError, EvidenceError) as problem:
            raise StoreError(
                f"stored evidence {key[:12]} cannot be read ({problem}). "
                "`grade run --force` makes it again."
            ) from problem

    def whole_evidence(self, key: str) -> Evidence:
        """Evidence with archives and outputs, for executed notebooks.

        Raises :class:`StoreError` where it is missing or damaged.
        """
        small = self.evidence(key)
        try:
            large = msgspec.msgpack.decode(self._place("large", key).read_bytes(), type=_Large)
        except (OSError, msgspec.MsgspecError) as problem:
            raise StoreError(
                f"stored outputs {key[:12]} cannot be read ({problem}). "
                "`grade run --force` makes them again."
            ) from problem
        replace = msgspec.structs.replace
        return replace(
            small,
            cells=tuple(
                replace(cell, outputs=large.outputs.get(place, b""))
                for place, cell in enumerate(small.cells)
            ),
            models=tuple(
                replace(model, archive=large.archives.get(place, b""))
                for place, model in enumerate(small.models)
            ),
        )

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
        with self._index.writing():
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
        names = msgspec.msgpack.decode(row.companions, type=dict[str, str])
        return Submission(
            student=row.student,
            slug=row.slug,
            notebook=self._file(row.notebook) if row.notebook else b"",
            digest=row.notebook,
            companions={name: self._file(digest) for name, digest in names.items()},
            files_digest=row.files,
            received_at=row.received_at,
            remarks=remarks_of(row),
        )

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

    def history(self, student: str, slug: str) -> list[Stored]:
        """Every grade a student's work ever got, oldest first, without adjustments."""
        return [self._stored(row, ()) for row in self._index.grades_of(student, slug)]

    def slugs(self) -> list[str]:
        """Assignments that anything was graded of."""
        return self._index.slugs()

    # Adjustments

    def add_adjustments(self, slug: str, adjustments: Mapping[str, Iterable[Adjustment]]) -> None:
        """Append what people changed, by student."""
        rows = [
            (student, slug, msgspec.msgpack.encode(one))
            for student, ones in adjustments.items()
            for one in ones
        ]
        if rows:
            with self._index.writing():
                self._index.add_adjustments(rows)

    def adjustments(self, slug: str) -> dict[str, tuple[Adjustment, ...]]:
        """Adjustments by student, oldest first."""
        decode = msgspec.msgpack.Decoder(Adjustment).decode
        return {
            student: tuple(decode(one) for one in encoded)
            for student, encoded in self._index.adjustments(slug).items()
        }

    # Publications

    def add_publications(self, publications: Iterable[Publication]) -> None:
        """Append what was released, all at once or none."""
        rows = [(one.student, one.assignment, msgspec.msgpack.encode(one)) for one in publications]
        if rows:
            with self._index.writing():
                self._index.add_publications(rows)

    def publications(self, slug: str) -> dict[str, tuple[Publication, ...]]:
        """What was released, by student, oldest first."""
        decode = msgspec.msgpack.Decoder(Publication).decode
        return {
            student: tuple(decode(one) for one in encoded)
            for student, encoded in self._index.publications(slug).items()
        }

    def log(self, name: str, text: str) -> Path:
        """Keep a traceback; returns the file."""
        folder = self._state / "log"
        _make_folder(folder)
        path = folder / name
        write_aside(path, text.encode("utf-8", "backslashreplace"), durable=False)
        return path

    def _stored(self, row: GradeRow, adjustments: tuple[Adjustment, ...]) -> Stored:
        try:
            grade = msgspec.msgpack.decode(row.grade, type=Grade)
        except msgspec.MsgspecError as problem:
            raise StoreError(
                f"the stored grade of {row.student!r} in {row.slug} cannot be read ({problem}). "
                "`grade run --force` makes it again."
            ) from problem
        if adjustments:
            grade = msgspec.structs.replace(grade, adjustments=adjustments)
        return Stored(grade, row.key, row.evidence)

    def _put_file(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        place = self._place("files", digest)
        if not place.is_file():
            write_aside(place, data)
        return digest

    def _file(self, digest: str) -> bytes:
        try:
            data = self._place("files", digest).read_bytes()
        except OSError as problem:
            raise StoreError(f"stored file {digest[:12]} cannot be read: {problem}") from problem
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoreError(f"stored file {digest[:12]} was changed on the disk")
        return data

    def _place(self, kind: str, key: str) -> Path:
        return self._state / kind / key[:2] / key


def remarks_of(row: AttemptRow) -> tuple[Remark, ...]:
    """What was left out of a hand-in when it was read."""
    return msgspec.msgpack.decode(row.remarks, type=tuple[Remark, ...])


def write_aside(path: Path, data: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Write ``path`` whole or not at all: aside, then moved in; on the disk where ``durable``.

    Only its owner can read it, unless ``mode`` says otherwise.
    """
    try:
        if not path.parent.is_dir():
            _make_folder(path.parent)
            if durable:
                _sync_folder(path.parent.parent)
        with _temporary(path.parent) as (descriptor, aside):
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                if durable:
                    stream.flush()
                    os.fsync(stream.fileno())
            if mode is not None:
                aside.chmod(mode)
            aside.replace(path)
        if durable:
            _sync_folder(path.parent)
    except OSError as problem:
        raise StoreError(f"{path} cannot be written: {problem.strerror}") from problem


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[tuple[int, Path]]:
    descriptor, name = tempfile.mkstemp(prefix=".aside-", dir=folder)
    try:
        yield descriptor, Path(name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _make_folder(folder: Path) -> None:
    # Others on a shared machine have no business in the grades.
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreError(f"{folder} cannot be made: {problem.strerror}") from problem


def _held(state: Path) -> str:
    try:
        holder = msgspec.json.decode((state / "lock.holder").read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError):
        return f"another process is writing to {state}. Wait until it is done."
    return (
        f"`{holder.command}` is at work on this course: process {holder.pid} on {holder.host}, "
        f"since {holder.since}. Wait until it is done, or stop it; what it finished is kept."
    )
