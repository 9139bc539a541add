"""What is fuzzed: each reads bytes from somebody else, and may only refuse them in our words.

A target takes bytes, and lets nothing out but the errors named: a student's notebook, a platform's
archive, an instructor's slip of the pen, a box's answer, or a damaged disk is never our traceback.
"""

from __future__ import annotations

import contextlib
import io
import lzma
import os
import shutil
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from graders.errors import (
    CalibrationError,
    CollectionError,
    CourseError,
    EvidenceError,
    GradersError,
    RubricError,
    StoreError,
    SubmissionError,
    UsageError,
)
from tests.fuzz import mutations

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).with_name("cases")
SHARED = Path("/dev/shm")  # files that are written thousands of times a second are no disk's work


@dataclass(frozen=True)
class Target:
    """``run`` reads bytes; ``refuses`` is what it may raise; ``mutate`` keeps the bytes' form."""

    name: str
    run: Callable[[bytes], object]
    refuses: tuple[type[GradersError], ...]
    seeds: Callable[[], list[bytes]]
    mutate: Callable[[bytes, int, int], bytes | None] | None = None
    most: int = 60_000

    def __call__(self, data: bytes) -> None:
        """Read bytes. Whatever else than a refusal comes out is a find."""
        try:
            self.run(data)
        except self.refuses as problem:
            said = str(problem)
            if not said.strip() or len(said) > 20_000:
                raise AssertionError(f"a refusal of {len(said)} characters") from problem

    def cases(self) -> list[Path]:
        """What was found once, and is tried for ever."""
        return sorted((CASES / self.name).glob("*"))


@cache
def _folder() -> Path:
    base = SHARED if SHARED.is_dir() and os.access(SHARED, os.W_OK) else None
    made = Path(tempfile.mkdtemp(prefix="graders-fuzz-", dir=base))
    import atexit

    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _read(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]


# What comes back from a box


def _frames(data: bytes) -> None:
    """Bodies of frames, each behind two bytes of length here; or, behind a zero, a raw stream."""
    from graders.model.evidence import RunStatus, decode_evidence
    from graders.running.frames import Assembler

    cells, probes = _planned()
    assembler = Assembler(cells, probes=probes)
    stream = data[1:] if data[:1] == b"\0" else _framed(data)
    refused: EvidenceError | None = None
    try:
        for start in range(0, len(stream), 997):
            assembler.feed(stream[start : start + 997])
    except EvidenceError as problem:
        refused = problem
    # What was complete before is there, and is evidence that can be stored and read.
    for outcome in ("finished", "timeout"):
        evidence = assembler.evidence(RunStatus(outcome=outcome))
        assert [cell.cell for cell in evidence.cells] == [cell.cell for cell in cells]
        decode_evidence(evidence.encode())
    if refused is not None:
        raise refused


@cache
def _planned() -> tuple[Any, Any]:
    from graders.model.plan import PlannedCell
    from graders.model.probe import ProbeCall

    cells = tuple(
        PlannedCell(cell=name, index=place, source="", names=("x", "model", "y_test_pred"))
        for place, name in enumerate("abc")
    )
    return cells, (ProbeCall(key="line/0", cell="a", function="f"),)


def _framed(data: bytes) -> bytes:
    found = []
    while len(data) >= 2:
        size = int.from_bytes(data[:2], "big")
        body, data = data[2 : 2 + size], data[2 + size :]
        found.append(struct.pack(">I", len(body)) + body)
    return b"".join(found)


def _short(bodies: list[bytes]) -> bytes:
    return b"".join(len(body).to_bytes(2, "big") + body for body in bodies if len(body) < 65_536)


def _bodies(data: bytes) -> list[bytes]:
    found = []
    while len(data) >= 2:
        size = int.from_bytes(data[:2], "big")
        found.append(data[2 : 2 + size])
        data = data[2 + size :]
    return found


def _mutate_frames(data: bytes, most: int, seed: int) -> bytes | None:
    bodies = _bodies(data)
    if data[:1] == b"\0" or not bodies:
        return None
    place = seed % len(bodies)
    changed = mutations.of_msgpack(bodies[place], most, seed)
    if changed is None:
        return None
    found = _short([*bodies[:place], changed, *bodies[place + 1 :]])
    return found if len(found) <= most else None


def _frame_seeds() -> list[bytes]:
    encode = msgspec.msgpack.encode
    found = [b"\0" + _framed(_short([encode({"frame": "boxed", "seconds": 0.1})]))]
    for evidence in _recorded():
        bodies = [encode({"frame": "environment", "versions": {"keras": "3"}, "mode": "plain"})]
        bodies.append(encode({"frame": "cell-started", "cell": "a", "index": 0}))
        plain = msgspec.msgpack.decode(evidence.encode())
        many = ("values", "fits", "calls", "remarks", "origins", "splits", "estimators", "figures")
        renamed = {
            name: [{**one, "cell": "a"} if "cell" in one else one for one in plain.get(name, ())]
            for name in many
        }
        for run in plain.get("cells", ())[:2]:
            done = {"frame": "cell-done", "run": {**run, "cell": "a"}}
            bodies.append(encode(done))
            bodies += [encode({**done, name: ones[:3]}) for name, ones in renamed.items() if ones]
        bodies += [encode({"frame": "models", "models": plain.get("models", [])[:1]})]
        bodies += [encode({"frame": "probed", "probes": plain.get("probes", [])[:2]})]
        bodies += [
            encode({"frame": "measured", "measurement": one})
            for one in plain.get("measurements", [])[:1]
        ]
        bodies.append(encode({"frame": "stopped", "cell": "a", "limit": "cell"}))
        bodies.append(encode({"frame": "finished", "cpu_seconds": 1.0, "seconds": 1.0}))
        found += [_short([body]) for body in bodies]
        found.append(_short([body for body in bodies if len(body) < 4_000]))
    return sorted(set(found), key=len)


@cache
def _recorded() -> tuple[Any, ...]:
    """Evidence of real runs, of one solution of each assignment, without what is long."""
    from graders.proof.recorded import read_pack

    found = []
    for path in sorted(ROOT.glob("reference/*/evidence.msgpack.xz")):
        pack = read_pack(path.parent)
        if name := next((name for name in pack.entries if name.startswith("right/")), ""):
            evidence = pack.evidence(name)
            models = tuple(
                msgspec.structs.replace(one, archive=one.archive[:20]) for one in evidence.models
            )
            found.append(msgspec.structs.replace(evidence, models=models))
    return tuple(found)


# What a student hands in


def _notebook(data: bytes) -> None:
    """Read, mend, and hold a notebook against two releases: one of ours, one of nbgrader's."""
    from graders.course.notebook_bytes import decode_notebook
    from graders.course.submission import mend

    given = decode_notebook(data)
    for skeletons in _skeletons():
        read = mend(given, skeletons)
        places = [cell.index for cell in read.cells]
        assert places == sorted(set(places))
        assert len({cell.cell for cell in read.cells}) == len(read.cells)
        msgspec.json.encode(read.notebook)
        msgspec.msgpack.encode(read.cells)


@cache
def _skeletons() -> tuple[Any, ...]:
    import nbformat

    from graders.course.folder import Course
    from graders.course.skeleton import skeleton_of
    from graders.course.submission import skeletons_of

    path = ROOT / "tests/adopted/recorded/odd-notebooks/übung-2.ipynb"
    theirs = nbformat.read(path, as_version=4)
    return (
        skeletons_of(Course(ROOT).load("scaling")),
        {"en": skeleton_of(theirs, {}, tells=True)},
    )


def _notebook_seeds() -> list[bytes]:
    found = _read("assignments/scaling/scaling.ipynb", "assignments/scaling/ko/*.ipynb",
                  "reference/scaling/*.ipynb", "reference/scaling/wrong/*.ipynb",
                  "tests/adopted/recorded/*/*.ipynb")  # fmt: skip
    small = b'{"cells":[{"cell_type":"code","source":["x=1\\n"],"metadata":{"nbgrader":{"grade_id":'
    small += b'"scale","points":NaN}},"outputs":[],"id":"a"}],"metadata":{},"nbformat":4}'
    old = (
        b'{"nbformat":3,"worksheets":[{"cells":[{"cell_type":"heading","level":2,"source":"a"}]}]}'
    )
    marked = [b"\xef\xbb\xbf" + small, small.decode().encode("utf-16"), small[:100]]
    return [one for one in (small, old, *marked, *found) if len(one) < 60_000]


# What an instructor writes


def _rubric(data: bytes) -> None:
    from graders.course.rubric import AssignmentFile

    file = AssignmentFile(_file("assignment.toml", data))
    assignment = file.assignment(_checks())
    file.judge_notebook(assignment, _source())


@cache
def _checks() -> Any:
    from graders.checks import check_types

    return check_types({})


@cache
def _source() -> Any:
    import nbformat

    return nbformat.read(ROOT / "reference/scaling/scaling.ipynb", as_version=4)


def _card(data: bytes) -> None:
    from graders.course.datasets import load_dataset

    path = _file("course/datasets/rain/card.toml", data)
    load_dataset(path.parents[2], "rain")


def _settings(data: bytes) -> None:
    from graders.course.deadlines import read_deadlines
    from graders.course.folder import Course

    path = _file("settings/course.toml", data)
    read_deadlines(Course(path.parent))


def _setting_seeds() -> list[bytes]:
    late = b"""timezone = "Asia/Seoul"
attempts = "best"
assignments = ["scaling"]
[due]
scaling = 2026-03-01T23:59:00
[extensions.scaling]
kim = "2 days"
lee = 2026-03-04T23:59:00+09:00
[late]
per_day = "10%"
of = "earned"
grace = "15 minutes"
maximum = "50%"
floor = 2
"""
    return [late, *_read("course.toml", "benchmarks/**/course.toml")]


def _bands(data: bytes) -> None:
    from graders.course.folder import LoadedAssignment

    path = _file("bands/calibration.json", data)
    blank = LoadedAssignment.__new__(LoadedAssignment)
    blank.folder = path.parent
    _ = blank.calibration


# What a platform exports


def _archive(data: bytes) -> None:
    from graders.collecting.archive import unpack
    from graders.collecting.source import Limits

    aside = _folder() / "aside"
    shutil.rmtree(aside, ignore_errors=True)
    small = Limits(members=60, file_bytes=200_000, total_bytes=1_000_000, ratio_from=50_000,
                   header_bytes=100_000)  # fmt: skip
    source = unpack(_file("export.zip", data), aside, UTC, small)
    written = [member.file for member in source.members if member.file is not None]
    assert sorted(aside.iterdir()) == sorted(written)
    assert sum(path.stat().st_size for path in written) <= small.total_bytes
    assert all(path.parent == aside and path.is_file() for path in written)


def _archive_seeds() -> list[bytes]:
    found = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as opened:
            opened.writestr("Kim_1_assignsubmission_file/scaling.ipynb", '{"cells": []}')
            opened.writestr("김민서_2_assignsubmission_file/data/a.csv", "a,b\n" * 20)
            opened.writestr("empty/", "")
        found.append(out.getvalue())
    for mode in ("w", "w:gz", "w:bz2", "w:xz"):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=mode, format=tarfile.PAX_FORMAT) as packed:
            for name, data in (("kim/a.ipynb", b"{}"), ("김/" + "x" * 120, b"y" * 300)):
                info = tarfile.TarInfo(name)
                info.size = len(data)
                packed.addfile(info, io.BytesIO(data))
        found.append(out.getvalue())
    return found


def _gradescope(data: bytes) -> None:
    from graders.collecting import gradescope
    from graders.collecting.source import Member, Source

    told = _file("gradescope/submission_metadata.yml", data)
    work = _file("gradescope/work", b"{}")
    members = (
        Member(path="submission_metadata.yml", file=told, size=len(data)),
        Member(path="submission_1/scaling.ipynb", file=work, size=2),
    )
    taken = gradescope.take(Source(name="export.zip", members=members), "scaling")
    assert sum(len(one.student) for one in taken.hand_ins) <= 100_000


GRADESCOPE = b"""---
submission_1:
  :submitters:
  - :name: Kim
    :sid: '20260001'
    :email: kim@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-03-01 15:00:00.000000000 Z
  :score: 1.0
"""


def _roster(data: bytes) -> None:
    from graders.collecting.roster import Roster

    roster = Roster.read(_file("roster.csv", data))
    roster.find(["kim", "Kim Minseo"])
    roster.received("kim")


# What lies in our own store, after whatever happened to the disk


def _store(data: bytes) -> None:
    """The index as a file of random bytes; else every encoded value of a good one, damaged."""
    from graders.cohort.store import Store

    state = _folder() / "state"
    state.mkdir(exist_ok=True)
    for name in ("store.sqlite", "store.sqlite-journal"):
        with contextlib.suppress(FileNotFoundError):
            (state / name).unlink()
    path = state / "store.sqlite"
    if data[:1] in {b"\0", b"\1"}:  # pages of a good file, overwritten
        whole = bytearray(_good_index())
        for at, byte in zip(data[1::3], data[2::3], strict=False):
            place = (at * 7919 + byte * 104_729 * data[0] + len(data)) % len(whole)
            whole[place] = byte
        path.write_bytes(whole)
    else:
        path.write_bytes(data if data.startswith(b"SQLite") else _index_with(data))
    with Store(state) as store:
        for slug in [*store.slugs()[:3], "scaling"]:
            store.grades(slug)
            store.adjustments(slug)
            store.publications(slug)
            for row in store.newest_attempts(slug).values():
                store.submission(row)
                from graders.cohort.store import remarks_of

                remarks_of(row)
        store.history("kim", "scaling")
        store.evidence_of_input("key")


@cache
def _good_index() -> bytes:
    return _index_with(msgspec.msgpack.encode({}))


def _index_with(value: bytes) -> bytes:
    """An index in which every encoded value is ``value``."""
    import sqlite3

    from graders.cohort.index import Index

    path = _folder() / "made.sqlite"
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    Index(path).close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "INSERT INTO attempt VALUES ('kim', 'scaling', 1, '', '', ?, ?, '2026')", (value, value)
        )
        connection.execute(
            "INSERT INTO grade (student, slug, attempt, key, evidence, grade, at) "
            "VALUES ('kim', 'scaling', 1, 'k', 'e', ?, '2026')",
            (value,),
        )
        connection.execute("INSERT INTO input VALUES ('key', 'e')")
        for name in ("adjustment", "publication"):
            connection.execute(
                f"INSERT INTO {name} (student, slug, {name}) VALUES ('kim', 'scaling', ?)", (value,)
            )
    return path.read_bytes()


def _store_seeds() -> list[bytes]:
    from decimal import Decimal

    from graders.model.evidence import Remark
    from graders.model.grade import Adjustment, Grade

    encode = msgspec.msgpack.encode
    values: list[Any] = [{}, [], {"a.csv": "0" * 64}, [Remark(key="k", facts={"file": "a"})]]
    values.append(Adjustment(kind="override", who="a", at="2026", item="i", points=Decimal(1)))
    with contextlib.suppress(TypeError):
        values.append(Grade(student="kim", assignment="scaling"))  # type: ignore[call-arg]
    return [b"\0abc", b"\1abc", _good_index()[:8192], *(encode(value) for value in values)]


def _evidence(data: bytes) -> None:
    """The two files that hold an evidence."""
    from graders.cohort.store import Store

    state = _folder() / "evidence-state"
    key = "ab" + "0" * 62
    split = int.from_bytes(data[:3], "big")
    for kind, part in (("evidence", data[3 : 3 + split]), ("large", data[3 + split :])):
        path = state / kind / key[:2] / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(part)
    with Store(state) as store:
        store.evidence(key)
        store.whole_evidence(key)


def _evidence_parts(data: bytes) -> tuple[bytes, bytes]:
    split = int.from_bytes(data[:3], "big")
    return data[3 : 3 + split], data[3 + split :]


def _mutate_evidence(data: bytes, most: int, seed: int) -> bytes | None:
    small, large = _evidence_parts(data)
    changed = mutations.of_msgpack(large if seed % 4 == 0 else small, most, seed)
    if changed is None:
        return None
    small, large = (small, changed) if seed % 4 == 0 else (changed, large)
    found = len(small).to_bytes(3, "big") + small + large
    return found if len(found) <= most else None


def _evidence_seeds() -> list[bytes]:
    from graders.model.evidence import CellRun, Evidence, RunStatus

    large = msgspec.msgpack.encode({"outputs": {0: b"[]"}, "archives": {0: b"PK"}})
    plain = Evidence(
        status=RunStatus(outcome="finished"), cells=(CellRun(cell="a", index=0, outcome="ok"),)
    )
    found = []
    for evidence in (plain, *_recorded()):
        few = {
            name: getattr(evidence, name)[:2]
            for name in ("cells", "values", "fits", "calls", "models", "origins", "splits",
                         "estimators", "probes", "figures", "experiments")
            if isinstance(getattr(evidence, name, None), tuple)
        }  # fmt: skip
        small = msgspec.structs.replace(evidence, **few).encode()
        if len(small) < 40_000:
            found.append(len(small).to_bytes(3, "big") + small + large)
    return found


def _pack(data: bytes) -> None:
    """Recorded evidence, as a repository holds it."""
    from graders.proof.recorded import FILE, read_pack

    path = _file(f"pack/{FILE}", lzma.compress(data, preset=0) if data[:1] != b"\xfd" else data)
    pack = read_pack(path.parent)
    for name in list(pack.entries)[:3]:
        pack.evidence(name)


def _targets() -> Iterator[Target]:
    yield Target("frames", _frames, (EvidenceError,), _frame_seeds, _mutate_frames)
    yield Target("notebook", _notebook, (SubmissionError,), _notebook_seeds, mutations.of_json)
    yield Target("rubric", _rubric, (RubricError,), lambda: _read("reference/*/assignment.toml"))
    yield Target("card", _card, (CourseError,), lambda: _read("datasets/*/card.toml"))
    yield Target("settings", _settings, (CourseError,), _setting_seeds)
    yield Target(
        "bands", _bands, (CalibrationError,), lambda: _read("reference/*/calibration.json"),
        mutations.of_json,
    )  # fmt: skip
    yield Target("archive", _archive, (CollectionError, StoreError), _archive_seeds)
    yield Target("gradescope", _gradescope, (CollectionError,), lambda: [GRADESCOPE])
    yield Target(
        "roster", _roster, (UsageError,),
        lambda: [b"student,name,email\nkim,Kim Minseo,k@e.org\n", "학번\t이름\n1\t김".encode("cp949")],
    )  # fmt: skip
    yield Target("store", _store, (StoreError,), _store_seeds, mutations.of_msgpack, 20_000)
    yield Target("evidence", _evidence, (StoreError,), _evidence_seeds, _mutate_evidence)


TARGETS = {target.name: target for target in _targets()}
