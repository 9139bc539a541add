"""From a submission to a job for a box: cells, files, limits and the seed. Bytes, no folders."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from graders.checks import make_check
from graders.checks.probing import asked
from graders.course.names import path_problem, same_file
from graders.course.originals import asked_for
from graders.model.assignment import Assignment
from graders.model.evidence import Remark
from graders.model.plan import Plan, RunJob
from graders.model.probe import ProbeCall
from graders.model.values import Array

if TYPE_CHECKING:
    from graders.checks.base import Check
    from graders.course.folder import LoadedAssignment
    from graders.course.own import OwnAssignment
    from graders.course.submission import ReadSubmission

COMPANION_BYTES = 32 * 2**20
COMPANIONS_BYTES = 64 * 2**20
COMPANIONS = 200
MEASURES_FIT = frozenset({"overfitting", "learning-curve"})
"""Checks that read a network's losses in inference mode; ``trained`` does with ``least_skill``."""

MEASURES_GRADIENTS = frozenset({"gradient-norms"})
"""Checks that read the gradients of a network on the training rows."""


def make_job(
    loaded: LoadedAssignment, read: ReadSubmission, companions: Mapping[str, bytes]
) -> RunJob:
    """The job of a cohort's run: hidden rows in ``data/test.csv``, the course's seed.

    Companion files that are not accepted are left out; :func:`accept_companions` says which.
    """
    key = loaded.course.secret
    calls = probes(loaded.assignment, loaded.types)
    job = _job(loaded.assignment, read, companions, loaded.box_files(), key, calls)
    held, addresses = asked_for((cell.source for cell in read.cells), loaded.course.root)
    if not held:
        return job
    plan = msgspec.structs.replace(job.plan, originals=addresses)
    return msgspec.structs.replace(job, plan=plan, files={**job.files, **held})


def make_public_job(
    own: OwnAssignment, read: ReadSubmission, companions: Mapping[str, bytes]
) -> RunJob:
    """The job of ``grade check``: the data that students hold, and a public seed."""
    calls = probes(own.assignment, own.types)
    return _job(own.assignment, read, companions, own.files, b"", calls)


def probes(assignment: Assignment, types: Mapping[str, type[Check]]) -> tuple[ProbeCall, ...]:
    """What the rubric's checks ask the notebook's functions; keys are unique."""
    return tuple(
        call for item in assignment.checks for call in asked(make_check(item, types), item)
    )


def _job(  # noqa: PLR0917 - an assignment, a notebook, and what lies beside it
    assignment: Assignment,
    read: ReadSubmission,
    companions: Mapping[str, bytes],
    files: Mapping[str, bytes],
    key: bytes,
    calls: tuple[ProbeCall, ...],
) -> RunJob:
    accepted, _ = accept_companions(companions, files)
    return RunJob(
        plan=Plan(
            cells=read.cells,
            models=assignment.models,
            test_rows=_rows(files.get("data/test.csv", b"")),
            seed=seed(key, assignment.slug),
            measure_fit=any(
                item.check in MEASURES_FIT or "least_skill" in item.parameters
                for item in assignment.checks
            ),
            probes=calls,
            training=training_rows(assignment, files),
        ),
        files={**accepted, **files},
        limits=assignment.limits,
        fallback_files=tuple(sorted(files)),
    )


def training_rows(assignment: Assignment, files: Mapping[str, bytes]) -> tuple[Array, Array] | None:
    """Numbers (n, k) and 0/1 targets (n,) of the training file, where a check needs gradients.

    ``None`` elsewhere, and where the file is no table of numbers with two classes.
    """
    if not any(item.check in MEASURES_GRADIENTS for item in assignment.checks):
        return None
    return _training_rows(files.get("data/train.csv", b""), assignment.targets.column)


@lru_cache(maxsize=8)
def _training_rows(table: bytes, target: str) -> tuple[Array, Array] | None:
    import io

    import numpy as np
    import pandas as pd

    try:
        rows = pd.read_csv(io.BytesIO(table))
        classes = sorted(rows[target].unique())
        features = rows.drop(columns=target).to_numpy(dtype=np.float32)
    except (ValueError, KeyError, TypeError):
        return None
    if len(classes) != 2:
        return None
    return Array.of(features), Array.of((rows[target] == classes[1]).to_numpy(dtype=np.float32))


def seed(secret: bytes, slug: str) -> int:
    """The seed for unseeded randomness: the same for everyone, unknown outside, in [0, 2**31)."""
    digest = hmac.new(secret, b"training seed\0" + slug.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def accept_companions(
    companions: Mapping[str, bytes], ours: Mapping[str, bytes]
) -> tuple[dict[str, bytes], tuple[Remark, ...]]:
    """The files beside the notebook that go into the box, and why others do not.

    The assignment's own files win over a student's copy of the same name. Names that some system
    reads as another place, too many files, and too large ones are left out.
    """
    held = {same_file(name): data for name, data in ours.items()}
    taken = set(held)
    folders = {same_file(folder) for name in ours for folder in _folders(name)}
    accepted: dict[str, bytes] = {}
    remarks = []
    total = 0
    for name in sorted(companions):
        data = companions[name]
        key = same_file(name)
        problem = _problem(name, data, total, len(accepted))
        if key in taken:
            if held.get(key) != data:
                remarks.append(_left_out("companion-replaced", name))
        elif problem:
            remarks.append(_left_out(problem, name))
        elif key in folders or any(same_file(folder) in taken for folder in _folders(name)):
            remarks.append(_left_out("companion-odd-name", name))
        else:
            accepted[name] = data
            total += len(data)
            taken.add(key)
            folders |= {same_file(folder) for folder in _folders(name)}
    return accepted, tuple(remarks)


def _folders(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]


def _problem(name: str, data: bytes, total: int, count: int) -> str:
    if path_problem(name):
        return "companion-odd-name"
    if len(data) > COMPANION_BYTES or total + len(data) > COMPANIONS_BYTES:
        return "companion-too-large"
    return "companions-too-many" if count >= COMPANIONS else ""


def _left_out(key: str, name: str) -> Remark:
    shown = name.encode("unicode_escape").decode() if not name.isprintable() else name
    return Remark(key=key, facts={"file": shown[:200], "limit": COMPANIONS})


def _rows(table: bytes) -> int:
    """Rows of a CSV file below its header; quoted line ends do not occur in ours."""
    return max(0, len(table.splitlines()) - 1)
