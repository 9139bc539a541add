"""A changed rubric over 1,000 stored submissions: ``grade regrade``, projection included.

    .venv/bin/python benchmarks/regrade.py --students 1000 --runs 8

``--runs`` notebooks really run; their evidence is stored for all the students in turn. Then one
line of the rubric gets another parameter, which changes every grade, and the command is timed as
a whole process: start, reading, judging, storing, gradebook.db and autograded/.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import tempfile
import time
from itertools import cycle
from pathlib import Path

import msgspec
from cohorts import grade, make_course

from graders.cohort.store import Store, Stored
from graders.course.folder import Course

SLUG = "regression"


def multiply(course: Course, students: int) -> None:
    """Store the cohort's results again under other names until there are ``students``."""
    with Store.writer(course.state, "benchmark") as store:
        grades = store.grades(SLUG)
        rows = store.newest_attempts(SLUG)
        known = [
            (stored, store.submission(rows[name]), store.whole_evidence(stored.evidence))
            for name, stored in grades.items()
        ]
        made = []
        for number, (stored, submission, run) in zip(
            range(len(known), students), cycle(known), strict=False
        ):
            name = f"student-{number:04d}"
            key = hashlib.sha256(name.encode()).hexdigest()
            store.put_evidence(key, run)
            store.note_attempt(msgspec.structs.replace(submission, student=name))
            graded = msgspec.structs.replace(stored.grade, student=name)
            made.append(Stored(graded, "benchmark", key))
        store.put_grades(made)


def timed(*arguments: str, cwd: Path) -> tuple[float, float]:
    """Seconds of wall time and of CPU time of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    grade(*arguments, cwd=cwd)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return round(seconds, 2), round(cpu, 2)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--keep", type=Path, help="make the course here, and leave it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = chosen.keep or Path(name)
        course = make_course(folder, SLUG, chosen.runs)
        grade("run", SLUG, cwd=folder)
        multiply(course, chosen.students)
        first = timed("regrade", SLUG, cwd=folder)
        rubric = folder / "reference" / SLUG / "assignment.toml"
        text = rubric.read_text(encoding="utf-8")
        changed = text.replace("hidden_layers_min = 1", "hidden_layers_min = 2")
        if changed == text:
            raise SystemExit("the rubric has changed its form: nothing to change in it")
        rubric.write_text(changed, encoding="utf-8")
        after = timed("regrade", SLUG, cwd=folder)
        unchanged = timed("regrade", SLUG, cwd=folder)
    result = {
        "students": chosen.students,
        "seconds_wall_and_cpu": {
            "first_projection": first,
            "changed_rubric": after,
            "unchanged": unchanged,
        },
    }
    print(json.dumps(result, indent=2))
    place = Path(__file__).parent / "results"
    place.mkdir(exist_ok=True)
    (place / "regrade.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
