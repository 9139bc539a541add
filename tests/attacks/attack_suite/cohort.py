"""The real ``grade run`` over a course, watched from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from attack_suite.control import named

from graders.cohort.store import Store
from graders.course.folder import Course
from graders.errors import StoreError
from graders.model.evidence import Evidence
from graders.model.grade import Grade

GRADE = (sys.executable, "-m", "graders")
PATIENCE = 900.0
SETTLES = 0.5
_ENDED = re.compile(r"\d+/\d+  (?P<student>.*), [\w-]+: ")


@dataclass
class Cohort:
    """What came out of one run. ``survivors`` counts processes that outlived their submission."""

    code: int
    said: str
    seconds: float
    grades: dict[str, Grade] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    survivors: dict[str, int] = field(default_factory=dict)


def grade_run(
    course: Course,
    slug: str,
    *,
    backend: str | None = None,
    command: Sequence[str] = GRADE,
    marks: Mapping[str, str] | None = None,
    jobs: int = 2,
    environment: Mapping[str, str] | None = None,
) -> Cohort:
    """Run it, and count from outside what lives on once a submission has its grade.

    ``marks`` gives each student the name that processes of that submission carry.
    """
    arguments = ["run", slug, "--jobs", str(jobs), "--lang", "en"]
    if backend is not None:
        arguments += ["--backend", backend]
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, *arguments], cwd=course.root, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="surrogateescape",
        env={**os.environ, **(environment or {})},
    )  # fmt: skip
    lines: list[str] = []
    survivors: dict[str, int] = {}
    looks: list[threading.Thread] = []

    def look(student: str) -> None:
        time.sleep(SETTLES)
        if alive := named((marks or {}).get(student, "")):
            survivors[student] = len(alive)

    def follow() -> None:
        for line in process.stderr or ():
            lines.append(line)
            if (found := _ENDED.match(line)) and found["student"] in (marks or {}):
                looks.append(threading.Thread(target=look, args=(found["student"],)))
                looks[-1].start()

    follower = threading.Thread(target=follow)
    follower.start()
    try:
        out = process.stdout.read() if process.stdout else ""
        code = process.wait(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
        follower.join()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        for one in looks:
            one.join()
    cohort = Cohort(code, out + "".join(lines), time.monotonic() - began, survivors=survivors)
    _results(cohort, course, slug)
    return cohort


def _results(cohort: Cohort, course: Course, slug: str) -> None:
    try:
        with Store(course.state, readonly=True) as store:
            for student, stored in store.grades(slug).items():
                cohort.grades[student] = stored.grade
                if stored.evidence:
                    cohort.evidence[student] = store.whole_evidence(stored.evidence)
    except StoreError as problem:
        cohort.said += f"\n{problem}"


def differences(alone: Cohort, beside: Cohort, students: Iterable[str]) -> list[str]:
    """Whose grade is not the same to the bit, or whose values are not, in sentences."""
    found = []
    for student in students:
        grade, other = alone.grades.get(student), beside.grades.get(student)
        if grade is None or other is None:
            found.append(f"{student} has no grade")
            continue
        if msgspec.json.encode(grade) != msgspec.json.encode(other):
            fields = ", ".join(
                name
                for name in grade.__struct_fields__
                if getattr(grade, name) != getattr(other, name)
            )
            found.append(f"the grade of {student} is another one ({fields})")
            continue
        before, after = alone.evidence[student], beside.evidence[student]
        if (before.values, before.splits, before.fits, before.remarks) != (
            after.values, after.splits, after.fits, after.remarks
        ):  # fmt: skip
            found.append(f"what {student}'s notebook showed is another thing")
    return found
