"""Which solutions of an assignment are tried, under which seeds, and which part a shard does."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from graders.course.planning import make_job
from graders.course.released_notebook import notebook_bytes
from graders.course.submission import read_submission
from graders.course.variants import Variant, read_variants, variant_notebook
from graders.errors import UsageError
from graders.model.evidence import Remark
from graders.model.plan import RunJob
from graders.model.proof import Kind

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment


class Solution(NamedTuple):
    """A notebook, and what it is filed under; ``variant`` is None for the unsolved one."""

    kind: Kind
    name: str
    title: str
    notebook: bytes
    variant: Variant | None

    @property
    def label(self) -> str:
        """``right/functional``; ``reference`` and ``skeleton`` stand for themselves."""
        return f"{self.kind}/{self.name}" if self.name != self.kind else self.kind


class Case(NamedTuple):
    """A solution under one seed, ready to run: ``seed`` 0 is what grading uses."""

    solution: Solution
    seed: int
    job: RunJob
    repairs: tuple[Remark, ...]


def solutions(loaded: LoadedAssignment) -> list[Solution]:
    """The reference, the unsolved notebook, and all variants, right ones first.

    Raises :class:`CourseError` for a variant's file that is not as it should be.
    """
    reference = Variant(name="reference", kind="right", title="", cells={})
    source, skeleton = loaded.source_notebook(), loaded.skeleton_notebook()
    return [
        Solution("reference", "reference", "", notebook_bytes(source), reference),
        Solution("skeleton", "skeleton", "", notebook_bytes(skeleton), None),
        *(
            Solution(one.kind, one.name, one.title, variant_notebook(loaded, one), one)
            for one in read_variants(loaded)
        ),
    ]


def cases(
    loaded: LoadedAssignment, right_seeds: int, wrong_seeds: int, shard: tuple[int, int] = (1, 1)
) -> list[Case]:
    """Every solution under its seeds, in order; every n-th one of them for a shard."""
    every = [
        (solution, seed)
        for solution in solutions(loaded)
        for seed in range(seeds_of(solution.kind, right_seeds, wrong_seeds))
    ]
    part, parts = shard
    return [_case(loaded, solution, seed) for solution, seed in every[part - 1 :: parts]]


def seeds_of(kind: Kind, right_seeds: int, wrong_seeds: int) -> int:
    """The unsolved notebook trains nothing, so one seed says all."""
    return {"skeleton": 1, "wrong": wrong_seeds}.get(kind, right_seeds)


def shard_of(text: str) -> tuple[int, int]:
    """``2/4`` as (2, 4). Raises :class:`UsageError` for anything else.

    >>> shard_of("2/4")
    (2, 4)
    """
    part, _, parts = text.partition("/")
    if part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts) <= 1000:
        return int(part), int(parts)
    raise UsageError(f"--shard {text!r}: write which of how many, as in 1/4.")


def verify_seed(secret: bytes, slug: str, number: int) -> int:
    """Training seeds that no calibration has seen, in [0, 2**31)."""
    message = b"verify seed\0" + slug.encode() + b"\0" + str(number).encode()
    return int.from_bytes(hmac.new(secret, message, hashlib.sha256).digest()[:4], "big") >> 1


def _case(loaded: LoadedAssignment, solution: Solution, seed: int) -> Case:
    read = read_submission(solution.notebook, loaded)
    job = make_job(loaded, read, {})
    if seed:
        derived = verify_seed(loaded.course.secret, loaded.assignment.slug, seed)
        plan = msgspec.structs.replace(
            job.plan, seed=derived, remap_seeds=True, split_seed=job.plan.seed
        )
        job = msgspec.structs.replace(job, plan=plan)
    return Case(solution, seed, job, read.repairs)
