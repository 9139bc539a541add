"""A cohort of 100,000 through judge, store, gradebook and report: seconds, memory, disk.

    .venv/bin/python benchmarks/scale.py --submissions 100000
    .venv/bin/python benchmarks/scale.py --submissions 1000 --only fill --keep DIR/course

With ``--keep`` what was measured is remembered beside the course, so that stages can be measured
one after another.

Simulated from recorded evidence (``benchmarks/simulated.py``); nothing runs. At a hundredth, a
tenth, 30 % and all of the submissions, each stage is a process of its own, so that its memory is
its own, and on one core: `fill` takes what is new since the size before from a box's bytes to the
store, as ``grade run`` does with a group of results; `postgresql` and `rows` write the gradebook
alone, on a server of our own and into SQLite; `project` writes the gradebook and ``autograded/``
as ``grade run`` does, `unchanged` does it again; `report` makes the cohort's page.
Each figure is then held against a straight line through all sizes.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib.util
import json
import os
import platform
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from simulated import ROOT, Population, course_in

SLUG = "regression"
GROUP = 256
"""Results that are stored together: what waits while one group is written."""
SIZES = (0.01, 0.1, 0.3, 1.0)
STAGES = ("fill", "postgresql", "rows", "project", "unchanged", "report")
RESULTS = Path(__file__).parent / "results" / "scale.json"


def fill(course: Any, start: int, end: int) -> dict[str, float]:
    """Judge and store the submissions from ``start`` to ``end``; making them is not counted."""
    from graders.cohort.judge import Judge
    from graders.cohort.store import Store, Stored, remarks_of
    from graders.model.evidence import decode_evidence

    people = Population(course, SLUG)
    judge = Judge(course.load(SLUG))
    parts = {"decode": 0.0, "judge": 0.0, "store": 0.0}
    total, clock = Decimal(0), time.process_time
    wall = 0.0
    with Store.writer(course.state, "benchmark") as store:
        for first in range(start, end, GROUP):
            group = [people.submission(number) for number in range(first, min(end, first + GROUP))]
            began = time.perf_counter()
            with store.together():
                for handed in group:
                    a = clock()
                    run = decode_evidence(handed.evidence)
                    b = clock()
                    key = handed.submission.digest
                    row = store.note_attempt(handed.submission)
                    store.put_evidence(key, run, SLUG)
                    c = clock()
                    grade = judge.grade(row, remarks_of(row), key, run)
                    d = clock()
                    store.put_grades([Stored(grade, judge.key(key), key)], {key: key})
                    total += grade.score
                    for part, seconds in (("decode", b - a), ("store", c - b + clock() - d),
                                          ("judge", d - c)):  # fmt: skip
                        parts[part] += seconds
                a = clock()
            parts["store"] += clock() - a
            wall += time.perf_counter() - began
    return {
        **{f"{part}_seconds": seconds for part, seconds in parts.items()},
        "seconds": sum(parts.values()),
        "wall": wall,
        "points": float(total),
        **disk(course),
    }


def disk(course: Any) -> dict[str, float]:
    """Megabytes of the packs, by kind; of the bases; and of the index."""
    with contextlib.closing(sqlite3.connect(course.state / "store.sqlite")) as index:
        kinds = index.execute("SELECT kind, SUM(size) FROM entry GROUP BY kind").fetchall()
    found = {f"{kind}_megabytes": size / 1e6 for kind, size in sorted(kinds)}
    found["basis_megabytes"] = allocated(course.state / "basis")
    found["index_megabytes"] = (course.state / "store.sqlite").stat().st_size / 1e6
    return found


def allocated(folder: Path) -> float:
    """Megabytes that the files below a folder take on the disk."""
    said = subprocess.run(["du", "-s", "-B1", folder], capture_output=True, text=True, check=False)
    return int(said.stdout.split()[0]) / 1e6 if said.stdout else 0.0


def rows(course: Any) -> dict[str, float]:
    """The gradebook alone, without executed notebooks."""
    from graders.cohort.store import Store
    from graders.commands.language import messages
    from graders.gradebook.projection import Result, project

    loaded = course.load(SLUG)
    with Store.writer(course.state, "benchmark") as store, timed() as found:
        project(loaded, (Result(stored.grade) for _, stored in store.each(SLUG)), messages(None))
    return {**found, **gradebook(course)}


def project_all(course: Any) -> dict[str, float]:
    """Gradebook and executed notebooks, as ``grade run`` and ``grade regrade`` write them."""
    from graders.cohort.store import Store
    from graders.commands.projection import project_grades

    with Store.writer(course.state, "benchmark") as store, timed() as found:
        project_grades(course, store, [SLUG])
    folder = course.layout.autograded
    return {**found, **gradebook(course), "autograded_megabytes": allocated(folder)}


def gradebook(course: Any) -> dict[str, float]:
    """The gradebook's size, its submissions, and the points that it has in all."""
    from sqlalchemy import text

    from graders.gradebook.database import reading

    with reading(course.layout) as session:
        assert session is not None
        count = session.scalar(text("SELECT count(*) FROM submitted_assignment"))
        points = session.scalar(text("SELECT sum(auto_score) FROM grade"))
        if course.layout.db_url.startswith("postgresql"):
            size = session.scalar(text("SELECT pg_database_size(current_database())"))
        else:
            size = (course.root / "gradebook.db").stat().st_size
    return {"submissions": count, "points": float(points), "database_megabytes": size / 1e6}


def report(course: Any) -> dict[str, float]:
    """The cohort's page."""
    from graders.dashboard.page import write_dashboard

    with timed() as found:
        path, shown = write_dashboard(course, SLUG)
    page = sum(one.stat().st_size for one in path.parent.glob("*.html")) / 1e6
    largest = max(one.stat().st_size for one in path.parent.glob("*.html")) / 1e6
    return {**found, "submissions": shown, "page_megabytes": page, "largest_megabytes": largest}


@contextlib.contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Seconds of CPU, the system's for us among them, and of wall time of a block."""
    found: dict[str, float] = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield found
    found |= {"seconds": time.process_time() - cpu, "wall": time.perf_counter() - wall}


def forget(course: Any) -> None:
    """No gradebook, no executed notebook, and nothing remembered of them."""
    for left in ("autograded", ".graders/projected"):
        shutil.rmtree(course.root / left, ignore_errors=True)
    (course.root / "gradebook.db").unlink(missing_ok=True)


def stage(folder: Path, name: str, start: int, end: int, url: str) -> dict[str, float]:
    """One stage in this process, on one core; with the most memory that it had."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    course = course_in(folder, SLUG)
    if name in {"postgresql", "rows", "project"}:
        forget(course)
    if name == "postgresql":
        course.layout = dataclasses.replace(course.layout, db_url=url)
    work: dict[str, Callable[[], dict[str, float]]] = {
        "fill": lambda: fill(course, start, end),
        "postgresql": lambda: rows(course),
        "rows": lambda: rows(course),
        "project": lambda: project_all(course),
        "unchanged": lambda: project_all(course),
        "report": lambda: report(course),
    }
    found = work[name]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found | {"peak_megabytes": peak * (1024 if sys.platform != "darwin" else 1) / 1e6}


def in_a_process(folder: Path, name: str, start: int, end: int, url: str) -> dict[str, float]:
    """:func:`stage` in a process of its own."""
    command = [sys.executable, __file__, "--stage", name, "--keep", str(folder), "--url", url,
               "--from", str(start), "--submissions", str(end)]  # fmt: skip
    one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | one, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name} of {end}: {done.stdout}{done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def line(sizes: list[int], values: list[float]) -> dict[str, Any]:
    """The straight line through these: what each submission adds, and how far off each size is.

    Least squares of the relative error, so that a small size counts as much as a large one;
    ``off`` is (measured - line) / line, by size.
    """
    x, y = np.array(sizes, dtype=float), np.array(values, dtype=float)
    weights = 1 / np.maximum(np.abs(y), 1e-9)
    table = np.stack([np.ones_like(x), x], axis=1)
    if len(x) < 3 or not np.any(y):
        return {"base": 0.0, "each": float(y[-1] / x[-1]), "off": [0.0] * len(x)}
    (base, each), *_ = np.linalg.lstsq(table * weights[:, None], y * weights, rcond=None)
    fitted = base + each * x
    return {
        "base": float(base),
        "each": float(each),
        "off": [round(float(one), 4) for one in (y - fitted) / fitted],
    }


def lines(measured: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every stage's figures as straight lines over the sizes."""
    found: dict[str, dict[str, Any]] = {}
    for name in STAGES:
        known = [one for one in measured if name in one["stages"]]
        for figure in known[0]["stages"][name] if known else ():
            if figure in {"wall", "points", "submissions"}:
                continue
            values = [one["stages"][name][figure] for one in known]
            found[f"{name}.{figure}"] = line([one["submissions"] for one in known], values)
    return found


def added(stages: list[dict[str, float]]) -> list[dict[str, float]]:
    """`fill` measured what was new at each size: seconds and points summed up to it."""
    summed = []
    before: dict[str, float] = {}
    for one in stages:
        before = {
            name: value + before.get(name, 0.0)
            if name.endswith("seconds") or name in {"wall", "points"}
            else value
            for name, value in one.items()
        }
        summed.append(before)
    return summed


@contextlib.contextmanager
def server() -> Iterator[Callable[[], str] | None]:
    """Makes addresses of empty databases on a PostgreSQL server of our own; None without one."""
    place = ROOT / "tests" / "gradebook" / "postgresql.py"
    spec = importlib.util.spec_from_file_location("postgresql_for_tests", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if module.binaries() is None or importlib.util.find_spec("psycopg") is None:
        yield None
        return
    with module.server() as port:
        yield lambda: module.new_database(port)


def view(folder: Path, count: int) -> Path:
    """A course with the first ``count`` submissions of the one in ``folder``, beside it."""
    seen = folder.with_name(f"{folder.name}-{count}")
    if (seen / ".graders" / "store.sqlite").exists():
        return seen
    course = course_in(seen, SLUG)
    course.state.mkdir(parents=True, exist_ok=True)
    for part in ("packs", "basis"):
        (course.state / part).symlink_to((folder / ".graders" / part).resolve())
    source = sqlite3.connect(folder / ".graders" / "store.sqlite")
    copy = sqlite3.connect(course.state / "aside.sqlite")
    source.backup(copy)
    for table in ("grade", "attempt"):
        copy.execute(f"DELETE FROM {table} WHERE student >= ?", (f"student-{count:06d}",))
    copy.commit()
    copy.execute("VACUUM")
    copy.close()
    source.close()
    (course.state / "aside.sqlite").replace(course.state / "store.sqlite")
    return seen


def measure(folder: Path, sizes: list[int], only: list[str]) -> list[dict[str, Any]]:
    """Every stage at every size; what ``folder`` remembers is not measured again."""
    known = Known(folder.with_name(f"{folder.name}.json"))
    for start, end in zip([0, *sizes], sizes, strict=False):
        if "fill" in only and not known.has("fill", end):
            known.keep("fill", end, in_a_process(folder, "fill", start, end, ""))
    with server() as database:
        for end in sizes:
            for name in (one for one in STAGES[1:] if one in only):
                if known.has(name, end) or (name == "postgresql" and database is None):
                    continue
                url = database() if name == "postgresql" and database is not None else ""
                known.keep(name, end, in_a_process(view(folder, end), name, 0, end, url))
    filled = added([known.of("fill", end) for end in sizes if known.has("fill", end)])
    measured = []
    for place, end in enumerate(sizes):
        stages = {name: known.of(name, end) for name in STAGES[1:] if known.has(name, end)}
        if place < len(filled):
            stages = {"fill": filled[place], **stages}
        measured.append({"submissions": end, "stages": stages})
    return measured


class Known:
    """What was measured already, by stage and size, in a file beside the course."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def has(self, name: str, size: int) -> bool:
        """Whether a stage was measured at a size."""
        return f"{name} {size}" in self._found

    def of(self, name: str, size: int) -> dict[str, float]:
        """What was measured."""
        return dict(self._found[f"{name} {size}"])

    def keep(self, name: str, size: int, found: dict[str, float]) -> None:
        """Remember, and say."""
        self._found[f"{name} {size}"] = found
        self._path.write_text(json.dumps(self._found, indent=1), encoding="utf-8")
        print(size, name, {key: round(one, 2) for key, one in found.items()}, flush=True)


def main() -> None:
    """Measure, print, and keep the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--submissions", type=int, default=100_000)
    parser.add_argument("--sizes", nargs="*", type=int, help="these sizes in place of the shares")
    parser.add_argument("--only", nargs="*", default=list(STAGES), choices=STAGES)
    parser.add_argument("--write", action="store_true", help="write the result of these stages")
    parser.add_argument("--keep", type=Path, help="make the course here, and leave it")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--from", dest="start", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.stage:
        where = (chosen.keep, chosen.stage, chosen.start, chosen.submissions, chosen.url)
        print(json.dumps(stage(*where)))
        return
    sizes = chosen.sizes or [round(chosen.submissions * share) for share in SIZES]
    if min(sizes) < 1:
        parser.error(f"too few: the cohorts would be of {sizes}, and each needs a submission")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        measured = measure(chosen.keep or Path(name) / "course", sizes, chosen.only)
    found = {
        "slug": SLUG,
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "others_at_work": round(max(0.0, os.getloadavg()[0] - 1), 1),
        "measured": measured,
        "lines": lines(measured),
    }
    print(json.dumps(found["lines"], indent=1))
    whole = chosen.only == list(STAGES) and max(sizes) == parser.get_default("submissions")
    if whole or chosen.write:
        RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
