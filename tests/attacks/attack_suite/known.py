"""Evidence of cheats that ran before, given to a course's store where nothing changed since.

``grade run`` then judges it as it judges what it ran itself. ``grade/evidence.msgpack.xz`` is the
pack, ``grade/naive.json`` what the naive grader's cell printed at the time, which a pack does not
keep. ``python tests/attacks --grade --record`` makes both from runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from attack_suite.attack import FOLDER
from attack_suite.cohort import Cohort
from attack_suite.grading import naive_points

from graders.cohort import submissions
from graders.cohort.keys import evidence_key
from graders.cohort.store import Store
from graders.course.folder import Course, LoadedAssignment
from graders.course.planning import make_job
from graders.course.submission import read_submission
from graders.model.plan import RunJob
from graders.proof.makings import changed, makings
from graders.proof.recorded import Full, make_pack, read_pack, write_pack
from graders.proof.verdicts import Judging

KEPT = FOLDER / "grade"
NAIVE = KEPT / "naive.json"


def give(course: Course, slug: str, live: frozenset[str]) -> dict[str, int]:
    """Store what is known of all but ``live``; the naive points of those it was known for."""
    loaded = course.load(slug)
    judging, pack = Judging(loaded), read_pack(KEPT)
    naive: Mapping[str, int] = json.loads(NAIVE.read_text("utf-8")) if NAIVE.is_file() else {}
    given = {}
    with Store(course.state) as store:
        for student, job in _jobs(course, loaded).items():
            entry = pack.entries.get(student)
            if student in live or entry is None or student not in naive:
                continue
            if not changed(entry.made, makings(job, judging.needs)):
                store.put_evidence(evidence_key(job, unsafe=False), pack.evidence(student), slug)
                given[student] = naive[student]
    return given


def keep(course: Course, slug: str, cohort: Cohort, but: frozenset[str]) -> Path:
    """Record a cohort's evidence; what is ``but`` runs in any case and needs no room."""
    loaded = course.load(slug)
    judging = Judging(loaded)
    jobs = {name: job for name, job in _jobs(course, loaded).items() if name not in but}
    full = [
        Full(student, makings(job, judging.needs), cohort.evidence[student])
        for student, job in jobs.items()
    ]
    pack, _ = make_pack(full, judging.verdicts)
    points = {student: naive_points(cohort, student) for student in sorted(pack.entries)}
    NAIVE.write_text(json.dumps(points, indent=1) + "\n", "utf-8")
    return write_pack(KEPT, pack)


def _jobs(course: Course, loaded: LoadedAssignment) -> dict[str, RunJob]:
    """What ``grade run`` would run, by student."""
    found = submissions.find(
        course.layout.submitted, loaded.assignment.slug, (),
        folder=loaded.name, notebook=loaded.notebook, others=(),
    )  # fmt: skip
    jobs = {}
    for one in found:
        submission = submissions.read(one)
        read = read_submission(submission.notebook, loaded)
        jobs[one.student] = make_job(loaded, read, submission.companions)
    return jobs
