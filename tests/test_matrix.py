"""The graders, graded: every solution gets what it is filed under.

A right one gets full marks and needs nobody to look; a wrong one loses points on exactly the
lines in its header, for the reason that stands there. Recorded evidence is judged where nothing
changed since (``grade verify --record``); the others really run, and one solution of each
assignment always does, right and wrong ones in turn.
"""

from pathlib import Path

import pytest

from graders.course.folder import Course
from graders.proof.comparison import RESOLVED
from graders.proof.figures import assignment_proof, check_figures
from graders.proof.prove import Wanted, prepare

pytestmark = [pytest.mark.box, pytest.mark.slow]

COURSE = Course.find(Path(__file__).parents[1])
QUICK = Wanted(right_seeds=1, wrong_seeds=1)


@pytest.fixture(scope="module")
def prepared():
    return {slug: prepare(COURSE, slug, QUICK) for slug in COURSE.slugs()}


@pytest.fixture(scope="module")
def proofs(prepared, runner):
    """Results by assignment, each made when it is first asked for."""
    made = {}

    def of(slug):
        if slug not in made:
            one = prepared[slug]
            tried = one.trials.tried(one.cases, lambda: runner, QUICK.jobs)
            made[slug] = tuple(each.result for each in tried)
        return made[slug]

    return of


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_every_solution_gets_what_it_is_filed_under(proofs, slug):
    found = [
        f"{one.kind}/{one.name} ({one.how}): {fault}"
        for one in proofs(slug)
        for fault in (*one.faults, *([one.error] if one.error else ()))
    ]
    assert not found, "\n".join(found)


def test_rows_put_aside_are_found(proofs):
    """The bar is over all solutions: word counts of short texts cannot always be told apart."""
    found = [assignment_proof(slug, proofs(slug), 0.0) for slug in COURSE.slugs()]
    splits = sum(one.splits for one in found)
    assert sum(one.splits_resolved for one in found) >= RESOLVED * splits


def test_no_check_errs(proofs):
    slugs = COURSE.slugs()
    checks = check_figures([assignment_proof(slug, proofs(slug), 0.0) for slug in slugs])
    assert checks
    for name, figures in checks.items():
        assert figures.holds, name
        assert figures.right_runs, name
        assert figures.caught == figures.wrong_solutions, name


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_a_real_run_is_judged_as_the_recorded_one(prepared, proofs, runner, slug):
    """A right solution of every other assignment, a wrong one of the rest."""
    one = prepared[slug]
    kind = ("right", "wrong")[COURSE.slugs().index(slug) % 2]
    recorded = {result.name: result for result in proofs(slug) if result.how != "ran"}
    known = [
        known
        for known in one.cases
        if known.case.solution.kind == kind and known.case.solution.name in recorded
    ]
    fresh = [known[0]._replace(load=None)] if known else []
    for each in one.trials.tried(fresh, lambda: runner, QUICK.jobs):
        before = recorded[each.result.name]
        assert (each.result.lines, each.result.faults) == (before.lines, before.faults)
