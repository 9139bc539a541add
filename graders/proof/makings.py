"""What evidence of a variant was made from, part by part: by that it is known to be stale.

The same things as in :func:`graders.cohort.keys.evidence_key`, less what moves no result:
comments and docstrings of our own code, what only holds a run in its box, the last part of
Python's version, and the versions of the libraries that only carry cells and outputs. Parts have
names, so that it can be said what changed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

import graders
from graders.cohort.keys import RUNS, digest, versions
from graders.course.meaning import meaning
from graders.model.evidence import SCHEMA
from graders.model.plan import RunJob

_PACKAGE = Path(graders.__file__).parent
_CARRIERS = frozenset({"ipykernel", "ipython"})
_OBSERVERS = (
    "running/observing.py",
    "running/experiments",
    "running/looks.py",
    "running/mended.py",
    "checks/interfaces.py",
)
"""What runs a program more than once, and how a line that a newer library broke is substituted."""
_HOLDING = frozenset(
    f"running/inside/{name}.py" for name in ("isolation", "landlock", "selfcheck", "zygote")
)
"""What keeps a run in its box, and sees nothing of it. A run that it stops wrongly would show in
the tests of the box; solutions of our own need not run again for it."""


def makings(job: RunJob, needs: Iterable[str]) -> dict[str, str]:
    """Digests by part. ``needs`` are the experiments that the rubric may ask for."""
    plan = job.plan
    rest = [getattr(plan, name) for name in plan.__struct_fields__ if name not in {"cells", "seed"}]
    files = {name: digest(data) for name, data in job.files.items()}
    return {
        "cells": digest(plan.cells),
        "data": digest(files, job.fallback_files),
        "plan": digest(rest, plan.seed),
        "limits": digest(job.limits),
        "experiments": digest(sorted(needs)),
        "collector": digest(SCHEMA, code(tuple(dict.fromkeys([*RUNS, *_OBSERVERS])))),
        "libraries": digest(libraries()),
    }


def key(made: dict[str, str]) -> str:
    """One digest for all parts."""
    return digest("proof", made)


def changed(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """The parts that are not what they were."""
    return [part for part in now if before.get(part) != now[part]]


@functools.cache
def libraries() -> dict[str, str]:
    """Versions that can move a result."""
    found = {name: text for name, text in versions().items() if name not in _CARRIERS}
    found["python"] = ".".join(found["python"].split(".")[:2])
    return found


@functools.cache
def code(parts: tuple[str, ...]) -> str:
    """A digest of what modules of ours do: their syntax, without comments and docstrings."""
    files = {}
    for part in parts:
        place = _PACKAGE / part
        for one in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            name = one.relative_to(_PACKAGE).as_posix()
            if name not in _HOLDING:
                files[name] = meaning(one.read_text("utf-8"))
    return digest(files)
