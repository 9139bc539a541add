from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission, digest_of_files
from graders.errors import StoreError
from graders.model.evidence import CellRun, Evidence, ModelRecord, RunStatus
from graders.model.grade import Adjustment, Grade

KEY = "ab" * 32


def evidence(size=10):
    return Evidence(
        status=RunStatus(outcome="finished"),
        cells=(
            CellRun(cell="fit", index=0, outcome="ok", outputs=b"o" * size),
            CellRun(cell="empty", index=1, outcome="ok"),
        ),
        models=(ModelRecord(model=1, archive=b"a" * size),),
    )


def grade(student="kim", score=5, **fields):
    return Grade(
        student=student,
        assignment="regression",
        state="graded",
        score=Decimal(score),
        possible=Decimal(10),
        **fields,
    )


def handed_in(student="kim", notebook=b"{}", companions=None):
    import hashlib

    return Submission(
        student=student,
        slug="regression",
        notebook=notebook,
        digest=hashlib.sha256(notebook).hexdigest(),
        companions=companions or {},
        files_digest=digest_of_files(companions or {}),
    )


def test_evidence_comes_back_whole(tmp_path):
    with Store(tmp_path) as store:
        store.put_evidence(KEY, evidence())
        assert store.whole_evidence(KEY) == evidence()
        assert store.cell_runs(KEY) == evidence().cells


def test_what_judging_reads_is_small(tmp_path):
    with Store(tmp_path) as store:
        store.put_evidence(KEY, evidence(size=1_000_000))
        small = store.evidence(KEY)
        assert small.models[0].archive == b""
        assert small.cells[0].outputs == b""
        assert store._index.entry("evidence", KEY).size < 10_000


def test_damaged_evidence_is_said(tmp_path, keep_instead):
    with Store(tmp_path) as store:
        store.put_evidence(KEY, evidence())
        keep_instead(tmp_path, "evidence", KEY, b"\x81")
        with pytest.raises(StoreError, match="--force"):
            store.evidence(KEY)
        with pytest.raises(StoreError, match="cannot be read"):
            store.evidence("00" * 32)


def test_damaged_evidence_names_the_command_that_makes_it_again(tmp_path, keep_instead):
    with Store(tmp_path) as store:
        store.put_evidence(KEY, evidence())
        store.put_grades([Stored(grade("kim lee"), "key", KEY)])
        keep_instead(tmp_path, "evidence", KEY, b"\x81")
        again = "grade run regression --student 'kim lee' --force"
        with pytest.raises(StoreError, match=again):
            store.cell_runs(KEY)


@pytest.mark.parametrize("read", [Store.evidence, Store.whole_evidence, Store.cell_runs])
def test_evidence_of_another_schema_is_said(tmp_path, read):
    with Store(tmp_path) as store:
        store.put_evidence(KEY, evidence())
        another = msgspec.msgpack.decode(evidence().encode()) | {"schema": 99}
        store._packs.write("evidence", KEY, msgspec.msgpack.encode(another))
        with pytest.raises(StoreError, match="schema"):
            read(store, KEY)


def test_grades_are_added_and_the_newest_counts(tmp_path):
    with Store(tmp_path) as store:
        store.put_grades([Stored(grade(score=1), "k1", KEY), Stored(grade("lee"), "k", KEY)])
        store.put_grades([Stored(grade(score=2), "k2", KEY)], {"input": KEY})
        newest = store.grades("regression")
        assert list(newest) == ["kim", "lee"]
        assert newest["kim"] == Stored(grade(score=2), "k2", KEY)
        assert store.newest("kim", "regression") == newest["kim"]
        assert store.newest("\udcff", "regression") is None
        assert store.newest("kim", "binary") is None
        assert [one.key for one in store.history("kim", "regression")] == ["k1", "k2"]
        assert store.slugs() == ["regression"]


def test_an_input_is_known_only_while_its_evidence_is_there(tmp_path):
    with Store(tmp_path) as store:
        store.put_grades([], {"input": KEY})
        assert store.evidence_of_input("input") is None
        store.put_evidence(KEY, evidence())
        assert store.evidence_of_input("input") == KEY


def test_grades_are_written_all_or_none(tmp_path):
    with Store(tmp_path) as store:
        broken = Stored(grade("lee"), None, KEY)  # a key is never missing
        with pytest.raises(StoreError):
            store.put_grades([Stored(grade(), "k", KEY), broken])
        assert store.grades("regression") == {}


def test_attempts_are_kept(tmp_path):
    with Store(tmp_path) as store:
        first = store.note_attempt(handed_in(notebook=b"1", companions={"a.py": b"x"}))
        assert store.note_attempt(handed_in(notebook=b"1", companions={"a.py": b"x"})) == first
        second = store.note_attempt(handed_in(notebook=b"2"))
        third = store.note_attempt(handed_in(notebook=b"1", companions={"a.py": b"y"}))
        assert [first.number, second.number, third.number] == [1, 2, 3]
        assert store.submission(first) == handed_in(notebook=b"1", companions={"a.py": b"x"})
        assert store.newest_attempts("regression")["kim"] == third


def test_adjustments_are_appended_and_come_with_the_grade(tmp_path):
    late = Adjustment(kind="penalty", who="ta", at="2026-03-01T00:00:00", points=Decimal(-1))
    higher = Adjustment(kind="override", who="ta", at="x", item="fit", points=Decimal(3))
    with Store(tmp_path) as store:
        store.put_grades([Stored(grade(), "k", KEY)])
        store.add_adjustments("regression", {"kim": [late, higher]})
        store.add_adjustments("regression", {})
        again = msgspec.structs.replace(higher, points=Decimal(4))
        store.add_adjustments("regression", {"kim": [again]})
        assert store.grades("regression")["kim"].grade.adjustments == (late, higher, again)


def test_reading_needs_something_graded(tmp_path):
    with pytest.raises(StoreError, match="nothing has been graded yet"):
        Store(tmp_path / "none", readonly=True)
    assert not (tmp_path / "none").exists()


def test_one_writer_and_its_name(tmp_path):
    with Store.writer(tmp_path, "grade run regression"):
        with pytest.raises(StoreError, match=f"`grade run regression`.*process {os.getpid()}"):
            Store.writer(tmp_path)
        Store(tmp_path, readonly=True).close()
    Store.writer(tmp_path).close()


def test_a_store_of_another_version_is_left_alone(tmp_path):
    import sqlite3

    connection = sqlite3.connect(tmp_path / "store.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="another version"):
        Store(tmp_path)


def test_a_file_that_is_no_store(tmp_path):
    (tmp_path / "store.sqlite").write_bytes(b"not a database, but long enough to be looked at" * 9)
    with pytest.raises(StoreError, match="not a database"):
        Store(tmp_path)


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_store import evidence, grade, handed_in
from graders.cohort.store import Store, Stored
import hashlib
with Store.writer(Path(sys.argv[1])) as store:
    before = len(store.grades("regression"))
    for number in range(before, 100_000):
        student = f"s{number:06}"
        key = hashlib.sha256(student.encode()).hexdigest()
        store.note_attempt(handed_in(student, student.encode()))
        store.put_evidence(key, evidence(200_000))
        store.put_grades([Stored(grade(student, number), key, key)], {key: key})
        print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing(tmp_path):
    """Kill -9 a process that writes in a loop, at several moments: what it said is there."""
    said = -1
    for pause in (0.0, 0.013, 0.05, 0.031):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(Path(__file__).parent)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        with Store(tmp_path, readonly=True) as store:
            grades = store.grades("regression")
            assert len(grades) > said
            said = int(rest[-1]) if rest else len(grades) - 1
            assert len(grades) >= said + 1
            for number, (student, stored) in enumerate(grades.items()):
                assert (student, stored.grade.score) == (f"s{number:06}", number)
                assert store.whole_evidence(stored.evidence) == evidence(200_000)
            attempts = store.newest_attempts("regression")
            assert set(attempts) >= set(grades)
            for row in attempts.values():
                assert store.submission(row).notebook == row.student.encode()


def test_a_group_is_kept_at_once_and_its_parts_whole(tmp_path):
    import sqlite3

    with Store(tmp_path) as store:
        with store.together():
            store.note_attempt(handed_in("kim"))
            store.put_evidence(KEY, evidence(), "regression")
            store.put_grades([Stored(grade(), "k", KEY)], {"input": KEY})
            with pytest.raises(StoreError):  # a key is never missing: none of the two
                store.put_grades([Stored(grade("lee"), "k", KEY), Stored(grade("oh"), None, KEY)])
            assert store.evidence_of_input("input") == KEY
            with sqlite3.connect(tmp_path / "store.sqlite") as other:
                assert other.execute("SELECT count(*) FROM grade").fetchone() == (0,)
            other.close()
        assert list(store.grades("regression")) == ["kim"]
        assert store.whole_evidence(KEY) == evidence()

        def stopped():
            store.put_grades([Stored(grade("park"), "k", KEY)])
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt), store.together():
            stopped()
    with Store(tmp_path, readonly=True) as store:
        assert list(store.grades("regression")) == ["kim", "park"]


def test_a_full_disk_takes_a_group_back(tmp_path, monkeypatch):
    with Store(tmp_path) as store:
        store.put_grades([Stored(grade("kim"), "k", KEY)])

        def put():
            store.put_evidence(KEY, evidence())
            store.put_grades([Stored(grade("lee"), "k", KEY)])

        with monkeypatch.context() as patched:
            full = OSError(28, "full")
            patched.setattr(os, "fsync", lambda _descriptor: (_ for _ in ()).throw(full))
            with pytest.raises(StoreError, match="full"), store.together():
                put()
        assert list(store.grades("regression")) == ["kim"]
        assert not store.has_evidence(KEY)


@pytest.mark.parametrize("sync", range(8))
def test_an_interrupt_while_a_group_is_kept_leaves_no_row_without_its_files(
    tmp_path, monkeypatch, sync
):
    before = signal.getsignal(signal.SIGINT)
    real, times = os.fsync, iter(range(100))

    def interrupted(descriptor):
        real(descriptor)
        if next(times) == sync:
            signal.raise_signal(signal.SIGINT)

    large = msgspec.structs.replace(
        evidence(), cells=(CellRun(cell="fit", index=0, outcome="ok", binds=("x" * 20_000,)),)
    )

    def keep(store):
        with store.together():
            store.put_evidence(KEY, large, "regression")
            store.put_grades([Stored(grade(), "key", KEY)], {"input": KEY})

    with Store(tmp_path) as store:
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", interrupted)
            with pytest.raises(KeyboardInterrupt):
                keep(store)
        assert signal.getsignal(signal.SIGINT) is before
        # The basis of the evidence is on the disk inside the block, where an interrupt is at once.
        assert (store.newest("kim", "regression") is not None) == (sync >= 5)
        if sync < 5:
            assert not store.has_evidence(KEY)
            keep(store)
    with Store(tmp_path) as store:
        assert store.newest("kim", "regression") is not None
        assert store.evidence(KEY).cells[0].binds == ("x" * 20_000,)


def test_an_interrupt_while_a_group_is_written_is_at_once(tmp_path):
    reached = []

    def keep(store):
        with store.together():
            store.put_evidence(KEY, evidence())
            signal.raise_signal(signal.SIGINT)
            reached.append(True)

    with Store(tmp_path) as store:
        with pytest.raises(KeyboardInterrupt):
            keep(store)
        assert store.has_evidence(KEY)
    assert not reached


def test_what_earlier_versions_stored_is_read(tmp_path, keep_instead):
    import hashlib

    with Store(tmp_path) as store:
        row = store.note_attempt(handed_in(notebook=b"{}"))
        store.put_evidence(KEY, evidence())
        small = store.evidence(KEY)
        digest = hashlib.sha256(b"{}").hexdigest()
        large = {"outputs": {0: b"o" * 10}, "archives": {0: b"a" * 10}}
        keep_instead(tmp_path, "files", digest, b"{}")
        keep_instead(tmp_path, "evidence", KEY, small.encode())
        keep_instead(tmp_path, "large", KEY, msgspec.msgpack.encode(large))
    with Store(tmp_path) as store:
        assert store.has_evidence(KEY)
        assert store.note_attempt(handed_in(notebook=b"{}")) == row
        assert store.submission(row).notebook == b"{}"
        assert store.whole_evidence(KEY) == evidence()


def test_what_a_killed_writer_had_not_moved_in_is_taken_away(tmp_path):
    with Store.writer(tmp_path) as store:
        store.put_evidence(KEY, evidence())
    left = [tmp_path / "packs" / ".aside-1-2", tmp_path / ".aside-1-3"]
    for path in left:
        path.write_bytes(b"half")
    Store.writer(tmp_path).close()
    assert all(path.exists() for path in left)  # nobody was killed, and nothing is looked for
    (tmp_path / "lock.holder").write_text("{}")
    with Store.writer(tmp_path) as store:
        assert not any(path.exists() for path in left)
        assert store.whole_evidence(KEY) == evidence()


@pytest.mark.parametrize("count", [1, 3, 7])
def test_each_grade_is_the_newest_with_its_own_hand_in(tmp_path, monkeypatch, count):
    monkeypatch.setattr("graders.cohort.index._AT_ONCE", 3)  # so that there are several parts
    late = Adjustment(kind="penalty", who="ta", at="2026-03-01T00:00:00", points=Decimal(-1))
    with Store(tmp_path) as store:
        for number in range(count):
            student = f"s{number}"
            for attempt in (1, 2):
                row = store.note_attempt(handed_in(student, f"{student} {attempt}".encode()))
                one = grade(student, number, attempt=row.number)
                store.put_grades([Stored(one, f"k{attempt}", KEY)])
            # The first attempt counts after all.
            store.put_grades([Stored(grade(student, 9, attempt=1), "k3", KEY)])
        store.put_grades([Stored(grade("without a hand-in"), "k", KEY)])
        store.add_adjustments("regression", {"s0": [late]})
        found = {stored.grade.student: (row, stored) for row, stored in store.each("regression")}
        assert {name: stored for name, (_, stored) in found.items()} == store.grades("regression")
        assert list(found) == sorted(found)
        assert found["without a hand-in"][0] is None
        assert [found[f"s{n}"][0].number for n in range(1, count)] == [1] * (count - 1)
        named = ["s0", "nobody", f"s{count - 1}"]
        asked = [stored.grade.student for _, stored in store.each("regression", named)]
        assert asked == sorted({"s0", f"s{count - 1}"})
        assert list(store.each("regression", [])) == []
        assert list(store.each("binary")) == []
