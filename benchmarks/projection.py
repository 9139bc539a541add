"""1,000 stored grades projected into gradebook.db and autograded/: first, changed, unchanged.

    .venv/bin/python benchmarks/projection.py --students 1000 --runs 4

``--runs`` notebooks really run; their evidence is stored for all the students in turn. What is
timed is the projection as ``grade run`` calls it: reading back, rows, executed notebooks; and the
rows alone. Beside it stands how busy the machine was, and what writing such files takes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import graders.cli  # noqa: F401 - first, as in `grade`: what it spares one process it spares all

# isort: split
import msgspec
from cohorts import grade, make_course
from regrade import SLUG, multiply

from graders.cohort.store import Store, Stored
from graders.commands.language import messages
from graders.commands.projection import project_grades
from graders.course.folder import Course
from graders.gradebook.projection import Result, project


def timed(course: Course) -> dict[str, float]:
    """Seconds of wall and of CPU time of one projection."""
    with Store.writer(course.state, "benchmark") as store:
        wall, cpu = time.perf_counter(), time.process_time()
        project_grades(course, store, [SLUG])
        return since(wall, cpu)


def rows_only(course: Course) -> dict[str, float]:
    """Seconds for the gradebook alone, without executed notebooks."""
    with Store.writer(course.state, "benchmark") as store:
        results = [Result(stored.grade) for stored in store.grades(SLUG).values()]
    loaded, speaker = course.load(SLUG), messages(None)
    wall, cpu = time.perf_counter(), time.process_time()
    project(loaded, results, speaker)
    return since(wall, cpu)


def since(wall: float, cpu: float) -> dict[str, float]:
    """Wall and CPU seconds since then."""
    return {
        "wall": round(time.perf_counter() - wall, 2),
        "cpu": round(time.process_time() - cpu, 2),
    }


def forget(folder: Path) -> None:
    """No gradebook, no executed notebook, and nothing remembered of them."""
    for left in ("autograded", ".graders/projected"):
        shutil.rmtree(folder / left, ignore_errors=True)
    (folder / "gradebook.db").unlink(missing_ok=True)


def lower(course: Course) -> None:
    """Take half of a line's points from everybody."""
    with Store.writer(course.state, "benchmark") as store:
        changed = []
        for stored in store.grades(SLUG).values():
            first, *others = stored.grade.lines
            half = msgspec.structs.replace(first, points=first.points / Decimal(2))
            lines = (half, *others)
            score = sum((line.points for line in lines), Decimal(0))
            graded = msgspec.structs.replace(stored.grade, lines=lines, score=score)
            changed.append(Stored(graded, "lowered", stored.evidence))
        store.put_grades(changed)


def plain_write(folder: Path, files: int, size: int) -> float:
    """What the disk takes for as many files, written aside and moved in: the floor."""
    began = time.perf_counter()
    for number in range(files):
        place = folder / "floor" / f"{number}"
        place.mkdir(parents=True)
        aside = place / "aside"
        aside.write_bytes(b"x" * size)
        aside.replace(place / "there")
    return round(time.perf_counter() - began, 2)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="make the course here, and leave it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = chosen.keep or Path(name)
        if not (folder / "course.toml").exists():
            course = make_course(folder, SLUG, chosen.runs)
            grade("run", SLUG, cwd=folder)
            multiply(course, chosen.students)
        course = Course(folder)
        forget(folder)
        measured = {"rows_only": rows_only(course)}
        forget(folder)
        measured["first"] = timed(course)
        lower(course)
        measured["changed"] = timed(course)
        measured["unchanged"] = timed(course)
        sizes = [path.stat().st_size for path in (folder / "autograded").rglob("*.ipynb")]
        floor = plain_write(folder, len(sizes), sum(sizes) // len(sizes))
        shutil.rmtree(folder / "floor")
    result = {
        "students": len(sizes),
        "kilobytes_a_notebook": round(sum(sizes) / len(sizes) / 1000, 1),
        "seconds": measured,
        "seconds_to_write_such_files": floor,
        "cores": os.cpu_count(),
        "others_at_work": round(max(0.0, os.getloadavg()[0] - 1), 1),
    }
    print(json.dumps(result, indent=2))
    place = Path(__file__).parent / "results"
    place.mkdir(exist_ok=True)
    (place / "projection.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
