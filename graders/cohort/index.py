"""The store's index: the only module that speaks SQLite.

SQLite, because a re-grade of a thousand submissions must be one write that either happened or
did not, and because "the newest grade of each student" is a question, not a folder. It is in
the standard library, one file, and readable by any tool. A rollback journal, not a WAL: course
folders live on network disks, where a WAL's shared memory does not work.

Grades, attempts, adjustments and publications are only ever added; the newest row counts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from graders.cohort.damage import index_problem
from graders.cohort.packs import Entry
from graders.errors import StoreError

VERSION = 1
_TABLES = """
CREATE TABLE attempt (
    student TEXT NOT NULL, slug TEXT NOT NULL, number INTEGER NOT NULL,
    notebook TEXT NOT NULL, files TEXT NOT NULL, companions BLOB NOT NULL,
    remarks BLOB NOT NULL, received_at TEXT NOT NULL,
    PRIMARY KEY (student, slug, number)
);
CREATE TABLE grade (
    id INTEGER PRIMARY KEY, student TEXT NOT NULL, slug TEXT NOT NULL, attempt INTEGER NOT NULL,
    key TEXT NOT NULL, evidence TEXT NOT NULL, grade BLOB NOT NULL, at TEXT NOT NULL
);
CREATE INDEX grade_newest ON grade (slug, student, id);
CREATE TABLE input (key TEXT PRIMARY KEY, evidence TEXT NOT NULL);
CREATE TABLE adjustment (
    id INTEGER PRIMARY KEY, student TEXT NOT NULL, slug TEXT NOT NULL, adjustment BLOB NOT NULL
);
CREATE INDEX adjustment_of ON adjustment (slug, student, id);
"""
# Came later, beside the others: a store without them has published nothing and packed nothing,
# and needs no new format.
_LATER = """
CREATE TABLE IF NOT EXISTS publication (
    id INTEGER PRIMARY KEY, student TEXT NOT NULL, slug TEXT NOT NULL, publication BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS pack (number INTEGER PRIMARY KEY, entries INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
    kind TEXT NOT NULL, key TEXT NOT NULL, pack INTEGER NOT NULL,
    start INTEGER NOT NULL, size INTEGER NOT NULL,
    PRIMARY KEY (key, kind)
) WITHOUT ROWID;
"""


_PROBLEMS = (sqlite3.Error, UnicodeDecodeError)
"""A damaged file may hold names that are no text, and then SQLite's own error is none either."""
_AT_ONCE = 500
"""Students whose rows are read at once."""


class AttemptRow(NamedTuple):
    """One hand-in of a student: what was handed in, by digest."""

    student: str
    slug: str
    number: int
    notebook: str
    files: str
    companions: bytes
    remarks: bytes
    received_at: str


class GradeRow(NamedTuple):
    """One grading of one attempt."""

    student: str
    slug: str
    attempt: int
    key: str
    evidence: str
    grade: bytes
    at: str


class Index:
    """Rows in, rows out. Not for several threads; the store has one writer."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self._path = path
        self._tables: set[str] = set()
        try:
            if readonly:
                # Not mode=ro: after a kill, the first reader has to roll the journal back.
                where = f"{path.resolve().as_uri()}?mode=rw"
                self._connection = sqlite3.connect(where, uri=True, timeout=30)
            else:
                self._connection = sqlite3.connect(path, timeout=30)
            self._connection.isolation_level = None
            self._prepare(readonly=readonly)
        except _PROBLEMS as problem:
            raise self._error(problem) from problem

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all :meth:`writing` inside; each of them whole or not at all.

        Where the block raises, what was written whole is kept, unless it is a
        :class:`StoreError`: then nothing is.
        """
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except StoreError:
                self._connection.execute("ROLLBACK")
                raise
            except BaseException:
                self._connection.execute("COMMIT")
                raise
            self._connection.execute("COMMIT")
        except _PROBLEMS as problem:
            raise self._error(problem) from problem

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Everything inside happens at once or not at all.

        It is on the disk afterwards; inside :meth:`together`, at the end of that.
        """
        grouped = self._connection.in_transaction
        begin, end, back = (
            ("SAVEPOINT one", "RELEASE one", "ROLLBACK TO one; RELEASE one")
            if grouped
            else ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        )
        try:
            self._connection.execute(begin)
            try:
                yield
            except BaseException:
                for statement in back.split("; "):
                    self._connection.execute(statement)
                raise
            self._connection.execute(end)
        except _PROBLEMS as problem:
            raise self._error(problem) from problem

    def add_attempt(self, row: AttemptRow) -> None:
        """Append a hand-in."""
        self._do("INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [row])

    def add_grades(self, rows: Iterable[GradeRow]) -> None:
        """Append gradings."""
        self._do(
            "INSERT INTO grade (student, slug, attempt, key, evidence, grade, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def add_input(self, key: str, evidence: str) -> None:
        """Remember which evidence an input led to."""
        self._do("INSERT OR REPLACE INTO input VALUES (?, ?)", [(key, evidence)])

    def add_adjustments(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Append adjustments: student, slug, encoded adjustment."""
        self._do("INSERT INTO adjustment (student, slug, adjustment) VALUES (?, ?, ?)", rows)

    def graded_from(self, evidence: str) -> tuple[str, str] | None:
        """Assignment and student of a grade that rests on this evidence, the newest of them."""
        statement = "SELECT slug, student FROM grade WHERE evidence = ? ORDER BY id DESC LIMIT 1"
        rows = self._ask(statement, (evidence,))
        return rows[0] if rows else None

    def evidence_of_input(self, key: str) -> str | None:
        """The evidence key an input led to, if it is known."""
        rows = self._ask("SELECT evidence FROM input WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def attempts(self, student: str, slug: str) -> list[AttemptRow]:
        """A student's hand-ins, oldest first."""
        rows = self._ask(
            "SELECT * FROM attempt WHERE student = ? AND slug = ? ORDER BY number",
            (student, slug),
        )
        return [AttemptRow(*row) for row in rows]

    def newest_attempts(self, slug: str) -> dict[str, AttemptRow]:
        """Every student's newest hand-in."""
        rows = self._ask("SELECT * FROM attempt WHERE slug = ? ORDER BY number", (slug,))
        return {row[0]: AttemptRow(*row) for row in rows}

    def newest_grades(self, slug: str) -> dict[str, GradeRow]:
        """Every student's newest grading."""
        rows = self._ask(
            "SELECT student, slug, attempt, key, evidence, grade, at FROM grade WHERE id IN "
            "(SELECT MAX(id) FROM grade WHERE slug = ? GROUP BY student) ORDER BY student",
            (slug,),
        )
        return {row[0]: GradeRow(*row) for row in rows}

    def each_newest(
        self, slug: str, students: Iterable[str] | None = None
    ) -> Iterator[tuple[AttemptRow | None, GradeRow]]:
        """Every student's newest grading with the hand-in that it is of, in the students' order.

        A few hundred are in memory at a time. ``students`` names those that are asked for.
        """
        named = None if students is None else sorted(set(students))
        after = ""
        while True:
            if named is None:
                newest = self._ask(
                    "SELECT student, MAX(id) FROM grade WHERE slug = ? AND student > ? "
                    "GROUP BY student ORDER BY student LIMIT ?",
                    (slug, after, _AT_ONCE),
                )
                if not newest:
                    return
                after = newest[-1][0]
            else:
                some, named = named[:_AT_ONCE], named[_AT_ONCE:]
                if not some:
                    return
                newest = self._ask(
                    "SELECT student, MAX(id) FROM grade WHERE slug = ? AND student IN "
                    "(SELECT value FROM json_each(?)) GROUP BY student ORDER BY student",
                    (slug, json.dumps(some)),
                )
            grades = [
                GradeRow(*row)
                for row in self._ask(
                    "SELECT student, slug, attempt, key, evidence, grade, at FROM grade "
                    "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY student",
                    (json.dumps([one[1] for one in newest]),),
                )
            ]
            attempts: dict[str, dict[int, AttemptRow]] = {}
            for row in self._ask(
                "SELECT * FROM attempt WHERE slug = ? AND student IN "
                "(SELECT value FROM json_each(?)) ORDER BY number",
                (slug, json.dumps([one.student for one in grades])),
            ):
                attempts.setdefault(row[0], {})[row[2]] = AttemptRow(*row)
            for grade in grades:
                handed = attempts.get(grade.student, {})
                newest_one = next(reversed(handed.values()), None)
                yield handed.get(grade.attempt, newest_one), grade

    def grades_of(self, student: str, slug: str) -> list[GradeRow]:
        """Every grading of a student's work, oldest first."""
        rows = self._ask(
            "SELECT student, slug, attempt, key, evidence, grade, at FROM grade "
            "WHERE student = ? AND slug = ? ORDER BY id",
            (student, slug),
        )
        return [GradeRow(*row) for row in rows]

    def adjustments(self, slug: str) -> dict[str, list[bytes]]:
        """Encoded adjustments by student, oldest first."""
        found: dict[str, list[bytes]] = {}
        for student, data in self._ask(
            "SELECT student, adjustment FROM adjustment WHERE slug = ? ORDER BY id", (slug,)
        ):
            found.setdefault(student, []).append(data)
        return found

    def add_publications(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Append publications: student, slug, encoded publication."""
        self._do("INSERT INTO publication (student, slug, publication) VALUES (?, ?, ?)", rows)

    def publications(self, slug: str) -> dict[str, list[bytes]]:
        """Encoded publications by student, oldest first."""
        if not self._has("publication"):
            return {}
        found: dict[str, list[bytes]] = {}
        for student, data in self._ask(
            "SELECT student, publication FROM publication WHERE slug = ? ORDER BY id", (slug,)
        ):
            found.setdefault(student, []).append(data)
        return found

    def add_pack(self, number: int, entries: Sequence[Entry], *, whole: bool = True) -> None:
        """A pack and what lies in it. Of the same kind and key, that of the latest pack counts.

        One that could not be read ``whole`` never counts as empty.
        """
        self._do(
            "UPDATE pack SET entries = entries - 1 WHERE number < ? AND number = "
            "(SELECT pack FROM entry WHERE key = ? AND kind = ?)",
            [(number, one.key, one.kind) for one in entries],
        )
        # A row of a pack that nobody knows is damaged, whatever its number.
        taken = self._do(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?) ON CONFLICT (key, kind) DO UPDATE "
            "SET pack = excluded.pack, start = excluded.start, size = excluded.size "
            "WHERE NOT (entry.pack > excluded.pack AND entry.pack IN (SELECT number FROM pack))",
            entries,
        )
        count = taken if whole else taken + 1
        self._do("INSERT OR REPLACE INTO pack VALUES (?, ?)", [(number, count)])

    def entry(self, kind: str, key: str) -> Entry | None:
        """Where a content lies, if it is in a pack."""
        statement = "SELECT kind, key, pack, start, size FROM entry WHERE key = ? AND kind = ?"
        rows = self._ask(statement, (key, kind)) if self._has("entry") else []
        return Entry(*rows[0]) if rows else None

    def packs(self) -> set[int]:
        """Packs that are known, by number."""
        rows = self._ask("SELECT number FROM pack", ()) if self._has("pack") else []
        return {row[0] for row in rows}

    def empty_packs(self) -> list[int]:
        """Packs whose contents have all given way to others."""
        statement = (
            "SELECT number FROM pack WHERE entries <= 0 AND number NOT IN (SELECT pack FROM entry)"
        )
        return [row[0] for row in self._ask(statement, ())]

    def remove_packs(self, numbers: Iterable[int]) -> None:
        """Forget packs and what lay in them."""
        rows = [(number,) for number in numbers]
        self._do("DELETE FROM entry WHERE pack = ?", rows)
        self._do("DELETE FROM pack WHERE number = ?", rows)

    def slugs(self) -> list[str]:
        """Assignments that anything was graded of."""
        return [row[0] for row in self._ask("SELECT DISTINCT slug FROM grade ORDER BY slug", ())]

    def _prepare(self, *, readonly: bool) -> None:
        connection = self._connection
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not readonly:
            connection.execute("PRAGMA journal_mode = DELETE")
            script = f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;"
            connection.executescript(script)
        elif version != VERSION:
            raise StoreError(
                f"{self._path} was written by another version of graders "
                f"(store format {version}, this one reads {VERSION}). Move it aside, and run again."
            )
        if not readonly:
            connection.executescript(_LATER)
        # EXTRA also has the journal's removal on the disk before a command says that it is done.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute(f"PRAGMA query_only = {int(readonly)}")

    def _has(self, table: str) -> bool:
        """Whether a table is there that came later: one that reads makes none."""
        if table not in self._tables:
            statement = "SELECT name FROM sqlite_master WHERE type = 'table'"
            self._tables = {row[0] for row in self._ask(statement, ())}
        return table in self._tables

    def _do(self, statement: str, rows: Iterable[tuple[object, ...]]) -> int:
        """Execute it with each row; returns how many rows it changed."""
        try:
            return max(0, self._connection.executemany(statement, rows).rowcount)
        except _PROBLEMS as problem:
            raise self._error(problem) from problem

    def _ask(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except _PROBLEMS as problem:
            raise self._error(problem) from problem

    def _error(self, problem: Exception) -> StoreError:
        return index_problem(self._path, problem)
