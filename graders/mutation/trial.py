"""Mutants run and graded: what is known is not run again, what is interrupted goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graders.course.planning import make_job
from graders.course.submission import read_submission
from graders.course.variants import Variant
from graders.mutation.fates import Fate, broken, fate
from graders.proof.recorded import Pack
from graders.proof.solutions import Case, Solution
from graders.proof.trial import GetRunner, Trials
from graders.proof.verdicts import Judging

if TYPE_CHECKING:
    from pathlib import Path

    from graders.course.folder import LoadedAssignment
    from graders.mutation.equivalents import Equivalent
    from graders.mutation.mutants import Mutant


def try_mutants(
    loaded: LoadedAssignment,
    mutants: Sequence[Mutant],
    equivalents: Mapping[str, Equivalent],
    get_runner: GetRunner,
    jobs: int,
    *,
    state: Path,
    fresh: bool = False,
) -> Iterator[Fate]:
    """The fate of each mutant, in order, ``jobs`` at once.

    Evidence is kept in ``state``, the course's own folder, under all that it depends on. Raises
    :class:`SandboxError` where a runner is needed and cannot be had.
    """
    if not mutants:
        return
    judging = Judging(loaded)
    trials = Trials(judging, state, Pack(), fresh=fresh)
    known = [trials.known(_case(loaded, one)) for one in mutants]
    for mutant, tried in zip(mutants, trials.tried(known, get_runner, jobs), strict=True):
        if tried.full is None:
            yield broken(mutant, tried.result.error)
        else:
            evidence = tried.full.evidence
            yield fate(mutant, judging.grade(evidence), evidence, equivalents)


def _case(loaded: LoadedAssignment, mutant: Mutant) -> Case:
    """A mutant as a wrong solution that nobody said anything about, under grading's own seed."""
    variant = Variant(name=mutant.key, kind="wrong", title=mutant.what, cells=mutant.whole)
    notebook = mutant.notebook(loaded)
    read = read_submission(notebook, loaded)
    solution = Solution("wrong", mutant.key, mutant.what, notebook, variant)
    return Case(solution, 0, make_job(loaded, read, {}), read.repairs)
