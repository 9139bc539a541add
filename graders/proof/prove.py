"""A course's proof: the wanted part of the matrix of solutions and seeds, tried and counted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from graders.course.folder import Course
from graders.errors import CourseError
from graders.model.proof import SCHEMA, AssignmentProof, Proof, Result
from graders.proof.figures import assignment_proof, check_figures
from graders.proof.makings import libraries
from graders.proof.recorded import Full, Pack, make_pack, read_pack, write_pack
from graders.proof.solutions import cases
from graders.proof.trial import Known, Runs, Trials
from graders.proof.verdicts import Judging


class Wanted(NamedTuple):
    """How much of the matrix, and from what: ``recorded`` reads the packs, ``fresh`` nothing."""

    right_seeds: int = 1
    wrong_seeds: int = 1
    shard: tuple[int, int] = (1, 1)
    recorded: bool = True
    fresh: bool = False
    jobs: int = 2


class Prepared(NamedTuple):
    """One assignment's cases, read and looked up; nothing has run yet."""

    trials: Trials
    cases: list[Known]
    wanted: Wanted

    @property
    def slug(self) -> str:
        """The assignment."""
        return self.trials.judging.assignment.slug


class SharedRunner:
    """One runner for all assignments, opened when the first run needs it."""

    def __init__(self, open_runner: Callable[[], AbstractContextManager[Runs]]) -> None:
        self._open = open_runner
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._runner: Runs | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._stack.close()

    def __call__(self) -> Runs:
        """The runner. Raises :class:`SandboxError` where none can be had."""
        with self._lock:
            if self._runner is None:
                self._runner = self._stack.enter_context(self._open())
            return self._runner


def prepare(course: Course, slug: str, wanted: Wanted) -> Prepared:
    """Read an assignment's solutions. Raises :class:`CourseError` for one that is not right."""
    loaded = course.load(slug)
    pack = read_pack(loaded.folder) if wanted.recorded else Pack()
    trials = Trials(Judging(loaded), course.state, pack, fresh=wanted.fresh)
    chosen = cases(loaded, wanted.right_seeds, wanted.wrong_seeds, wanted.shard)
    return Prepared(trials, [trials.known(case) for case in chosen], wanted)


def prove(
    prepared: Prepared,
    get_runner: Callable[[], Runs],
    tell: Callable[[Sequence[Result]], None],
    full: Callable[[Full], None] = lambda _: None,
) -> tuple[AssignmentProof, tuple[Result, ...]]:
    """Try everything prepared. ``tell`` hears each solution's results, ``full`` its evidence."""
    began = time.perf_counter()
    results: list[Result] = []

    def each() -> Iterator[Result]:
        for one in prepared.trials.tried(prepared.cases, get_runner, prepared.wanted.jobs):
            if one.full is not None:
                full(one.full)
            yield one.result

    for _, group in groupby(each(), lambda result: (result.kind, result.name)):
        found = tuple(group)
        tell(found)
        results += found
    ran = any(result.how == "ran" for result in results)
    seconds = time.perf_counter() - began if ran else 0.0
    return assignment_proof(prepared.slug, results, seconds), tuple(results)


def record(prepared: Prepared, found: Sequence[Full]) -> tuple[Path, Pack, dict[str, str]]:
    """Write the pack of these solutions: where, what is in it, and why others are not."""
    judging = prepared.trials.judging
    pack, left_out = make_pack(found, judging.verdicts)
    return write_pack(judging.loaded.folder, pack), pack, left_out


def whole_proof(assignments: Sequence[AssignmentProof], wanted: Wanted) -> Proof:
    """All assignments' figures, and those of the checks over all of them."""
    part, parts = wanted.shard
    return Proof(
        right_seeds=wanted.right_seeds,
        wrong_seeds=wanted.wrong_seeds,
        shard=f"{part}/{parts}" if parts > 1 else "",
        jobs=wanted.jobs,
        versions=libraries(),
        checks=check_figures(assignments),
        assignments=tuple(assignments),
    )


def encode(proof: Proof) -> bytes:
    """JSON, lines in the rubric's order, for a file that is committed."""
    data = msgspec.json.format(msgspec.json.encode(proof), indent=1)
    return data + b"\n"


def read_proof(path: Path) -> Proof:
    """Committed figures. Raises :class:`CourseError` where the file holds none."""
    try:
        proof = msgspec.json.decode(path.read_bytes(), type=Proof)
    except (OSError, msgspec.MsgspecError, RecursionError) as problem:
        raise CourseError(
            f"{path} has no figures of `grade verify` ({problem}). Delete it, or make it again "
            "with `grade verify --json`."
        ) from None
    if proof.schema != SCHEMA:
        raise CourseError(
            f"{path} is of another version of graders. Make it again with `grade verify --json`."
        )
    return proof
