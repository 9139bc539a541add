"""What a stored result depends on, as digests.

*Evidence* depends on what ran and where: cells, files, plan, limits, the code beside the
student's, library versions, whether there was a box. A *grade* depends on the evidence, the
rubric, the calibration, the hidden targets and the code that judges. So a mended message runs
no notebook, and a changed check judges all without running one.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

import graders
from graders.model.assignment import Assignment
from graders.model.evidence import SCHEMA
from graders.model.plan import RunJob
from graders.model.reference import Reference

LIBRARIES = (
    "tensorflow",
    "tensorflow-cpu",
    "keras",
    "numpy",
    "pandas",
    "scikit-learn",
    "imbalanced-learn",
    "scipy",
    "ipykernel",
    "ipython",
    "matplotlib",
)
"""The libraries whose versions can move a result."""

_PACKAGE = Path(graders.__file__).parent
RUNS = (
    "running/inside",
    "running/frames.py",
    "running/claims.py",
    "running/measuring.py",
    "running/experiments",
    "running/looks.py",
    "running/mended.py",
    "checks/interfaces.py",
    "model/evidence.py",
    "model/experiment.py",
    "model/plan.py",
    "model/probe.py",
)
"""The code whose change makes evidence stale."""
_PLANS = ("course", "checks", "model")  # checks may ask a notebook's functions
_JUDGES = ("checks", "grading.py", "model")


def evidence_key(job: RunJob, *, unsafe: bool) -> str:
    """The key under which a run's evidence is kept. The job holds notebook, data, plan, limits."""
    return digest(
        SCHEMA,
        job.plan,
        {name: hashlib.sha256(data).hexdigest() for name, data in job.files.items()},
        job.limits,
        job.fallback_files,
        versions(),
        code_digest(RUNS),
        unsafe,
    )


def input_key(notebook: str, files: str, context: str) -> str:
    """A submission as it lies there: lets an unchanged one be known without parsing it."""
    return digest("input", notebook, files, context)


def context_digest(
    folder: Path, box_files: dict[str, bytes], secret: bytes, *, unsafe: bool
) -> str:
    """Everything but the submission that decides its :func:`evidence_key`."""
    return digest(
        files_below(folder.iterdir() if folder.is_dir() else ()),
        {name: hashlib.sha256(data).hexdigest() for name, data in box_files.items()},
        hashlib.sha256(secret).hexdigest(),
        versions(),
        code_digest(RUNS),
        code_digest(_PLANS),
        unsafe,
    )


def grade_key(
    evidence: str, *, rubric: str, calibration: str, targets: str, code: str, lines: str = ""
) -> str:
    """The key of a grade. ``lines`` stands for what was seen at reading (an unreadable file)."""
    return digest("grade", evidence, rubric, calibration, targets, code, lines)


def rubric_digest(assignment: Assignment) -> str:
    """The rubric and what judging reads beside it; not titles, not limits."""
    return digest(
        [
            (
                item.id,
                item.check,
                str(item.points),
                item.cell,
                item.requires,
                item.follows,
                item.parameters,
            )
            for item in assignment.checks
        ],
        assignment.targets,
        assignment.models,
        assignment.cells,
    )


def reference_digests(reference: Reference) -> tuple[str, str]:
    """Digests of the calibration and of the hidden targets."""
    targets = msgspec.structs.replace(reference, calibration=None)
    return digest(reference.calibration), digest(targets)


def judging_digest(custom: Iterable[Path] = ()) -> str:
    """The code that judges: the catalogue, the scoring, and a course's own checks."""
    return digest(code_digest(_JUDGES), files_below(path for path in custom if path.is_file()))


@functools.cache
def code_digest(parts: tuple[str, ...]) -> str:
    """SHA-256 of modules and packages of ours, by path below ``graders/``."""
    whole = hashlib.sha256()
    for part in parts:
        place = _PACKAGE / part
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        for file in files:
            whole.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


@functools.cache
def versions() -> dict[str, str]:
    """Versions of Python and of the libraries, read off their metadata without importing them."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def files_below(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of plain files, by name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()
    }


def digest(*parts: Any) -> str:
    """SHA-256 of values in one canonical encoding, mappings in sorted order."""
    return hashlib.sha256(msgspec.msgpack.encode(parts, order="deterministic")).hexdigest()
