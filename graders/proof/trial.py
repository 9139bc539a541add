"""Solutions run where nothing is known about them yet, and judged in any case.

Evidence comes from the pack beside the variants, from the course's state folder, or from a run.
What a run showed is kept at once under a key of all it depends on, so that an interrupted proof
goes on where it stopped, shards add up, and a changed check judges all again without a run.
"""

from __future__ import annotations

import shutil
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from graders.cohort.keys import digest
from graders.errors import EvidenceError, GradersError
from graders.files import write_aside
from graders.model.evidence import Evidence
from graders.model.plan import RunJob
from graders.model.proof import How, Result
from graders.proof.makings import changed, key, makings
from graders.proof.recorded import Full, Pack
from graders.proof.slim import Blob, Slim, slim, whole
from graders.proof.solutions import Case
from graders.proof.verdicts import Judging
from graders.running.observing import lacking, observe

FOLDER = "verify"


class Runs(Protocol):
    """What runs a job: :class:`graders.running.runner.Runner`."""

    def run(self, job: RunJob, progress: Callable[[str], None] | None = None, /) -> Evidence:
        """What one run showed; ``progress`` is told each cell."""
        ...


GetRunner = Callable[[], Runs]
"""The runner that all runs share; called from several threads, and only where one is needed."""


class Known(NamedTuple):
    """A case and where its evidence is, if anywhere; ``stale`` are parts changed since."""

    case: Case
    made: dict[str, str]
    load: Callable[[], Evidence | None] | None
    how: How
    stale: tuple[str, ...] = ()


class Tried(NamedTuple):
    """A judged case, and what it was judged from (None where no evidence came about)."""

    known: Known
    result: Result
    full: Full | None


class Trials:
    """The cases of one assignment. ``state`` is the course's state folder."""

    def __init__(self, judging: Judging, state: Path, pack: Pack, *, fresh: bool = False) -> None:
        self.judging = judging
        self._folder = state / FOLDER
        self._pack, self._fresh = pack, fresh

    def known(self, case: Case) -> Known:
        """Where the evidence of a case is, before anything runs."""
        made = makings(case.job, self.judging.needs)
        if self._fresh:
            return Known(case, made, None, "ran")
        label = case.solution.label
        stale: tuple[str, ...] = ()
        entry = self._pack.entries.get(label) if case.seed == 0 else None
        if entry is not None:
            stale = tuple(changed(entry.made, made))
            if not stale:
                return Known(case, made, lambda: self._pack.evidence(label), "recorded")
        load = (lambda: self._kept(made)) if self._place(made).is_file() else None
        return Known(case, made, load, "kept" if load else "ran", stale)

    def tried(self, cases: Sequence[Known], get_runner: GetRunner, jobs: int) -> Iterator[Tried]:
        """All of them judged, in order, ``jobs`` at once.

        A fault of ours in one run is its result's ``error``. Raises :class:`SandboxError` where
        a runner is needed and cannot be had.
        """
        if any(one.load is None for one in cases):
            get_runner()
            self._forget_others(cases[0].made)
        pool = ThreadPoolExecutor(jobs)
        try:
            futures = deque(pool.submit(self._tried, one, get_runner) for one in cases)
            while futures:
                yield futures.popleft().result()
        finally:
            # Of a proof that is given up, what has not begun is not begun any more.
            pool.shutdown(wait=False, cancel_futures=True)

    def _tried(self, known: Known, get_runner: GetRunner) -> Tried:
        case, how = known.case, known.how
        began = time.perf_counter()
        try:
            evidence = known.load() if known.load is not None else None
            if evidence is None or self._lacks(evidence):
                how = "ran"
                judging = self.judging
                evidence = observe(
                    get_runner().run, case.job, judging.assignment, judging.reference,
                    judging.types, repairs=case.repairs,
                )  # fmt: skip
                if evidence.status.outcome != "lost":
                    self._keep(known.made, evidence)
            result = self.judging.result(case, evidence, how, time.perf_counter() - began)
        except GradersError as problem:
            return Tried(known, self._failed(case, problem, time.perf_counter() - began), None)
        return Tried(known, result, Full(case.solution.label, known.made, evidence))

    def _lacks(self, evidence: Evidence) -> bool:
        """Whether a check now asks what was not asked when this evidence came about."""
        judging = self.judging
        return lacking(evidence, judging.assignment, judging.reference, judging.types)

    def _failed(self, case: Case, problem: GradersError, seconds: float) -> Result:
        return Result(
            slug=self.judging.assignment.slug,
            kind=case.solution.kind,
            name=case.solution.name,
            title=case.solution.title,
            seed=case.seed,
            error=str(problem),
            seconds=seconds,
        )

    def _place(self, made: dict[str, str]) -> Path:
        return self._generation(made) / key(made)

    def _generation(self, made: dict[str, str]) -> Path:
        """What the same code and libraries made: one's results are of no use to another."""
        name = digest(made["collector"], made["libraries"])[:16]
        return self._folder / self.judging.assignment.slug / name

    def _forget_others(self, made: dict[str, str]) -> None:
        generation = self._generation(made)
        if generation.parent.is_dir():
            for other in generation.parent.iterdir():
                if other != generation:
                    shutil.rmtree(other, ignore_errors=True)

    def _keep(self, made: dict[str, str], evidence: Evidence) -> None:
        blobs: dict[str, Blob] = {}
        small = slim(evidence, blobs, rounded=False)
        data = zlib.compress(msgspec.msgpack.encode((small, blobs)), level=1)
        write_aside(self._place(made), data, durable=False)

    def _kept(self, made: dict[str, str]) -> Evidence | None:
        try:
            data = zlib.decompress(self._place(made).read_bytes())
            small, blobs = msgspec.msgpack.decode(data, type=tuple[Slim, dict[str, Blob]])
            return whole(small, blobs)
        except (OSError, zlib.error, EvidenceError, msgspec.MsgspecError, RecursionError):
            return None  # none, or of another version: it is made again
