"""Mutants of our own assignments: none twice, settled names, a list that is not stale."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.course.folder import Course
from graders.course.notebook_bytes import decode_notebook
from graders.errors import UsageError
from graders.mutation.equivalents import read_equivalents, stale
from graders.mutation.mutants import Mutant, chosen, make_mutants
from graders.mutation.operators import OPERATORS

COURSE = Course.find(Path(__file__).parents[2])
LOADED = {slug: COURSE.load(slug) for slug in COURSE.slugs()}


@pytest.fixture(scope="module")
def made():
    return {slug: make_mutants(loaded, variants=True) for slug, loaded in LOADED.items()}


@pytest.mark.parametrize("slug", LOADED)
def test_no_mutant_comes_twice(made, slug):
    mutants = made[slug].mutants
    assert len({one.key for one in mutants}) == len(mutants) > 100
    assert len({(one.origin, *sorted(one.whole.items())) for one in mutants}) == len(mutants)


@pytest.mark.parametrize("slug", LOADED)
def test_our_cells_are_all_read(made, slug):
    assert made[slug].unread == ()


@pytest.mark.parametrize("slug", LOADED)
def test_our_equivalent_ones_are_still_made(made, slug):
    entries = read_equivalents(LOADED[slug].folder)
    assert stale(entries, [one.key for one in made[slug].mutants]) == []


def test_most_operators_have_a_place_in_our_own_assignments(made):
    used = {one.operator for found in made.values() for one in found.mutants}
    assert len(used) >= len(OPERATORS) - 2, set(OPERATORS) - used


def test_a_mutants_notebook_holds_its_cells(made):
    loaded = LOADED["regression"]
    mutant = next(one for one in made["regression"].mutants if one.operator == "loss-changed")
    sources = [cell.source for cell in decode_notebook(mutant.notebook(loaded)).cells]
    assert any("binary_crossentropy" in source for source in sources)
    assert mutant.diff().splitlines()[0] == "--- compile"


def mutant(at, operator="loss-changed"):
    cells = {"a": f"b = {at + 1}"}
    return Mutant(
        origin="reference", operator=operator, what="", cells=cells, before={"a": "b = 0"},
        whole=cells,
    )  # fmt: skip


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(1, 40), st.integers())
def test_a_sample_is_a_part_in_order_and_the_same_again(count, limit, seed):
    mutants = tuple(mutant(at) for at in range(count))
    sample = chosen(mutants, limit=limit, seed=seed)
    assert len(sample) == min(limit, count)
    assert sample == tuple(one for one in mutants if one in sample)
    assert sample == chosen(mutants, limit=limit, seed=seed)


def test_mutants_of_some_operators():
    mutants = (mutant(1), mutant(2, "units-changed"))
    assert chosen(mutants, ["units-changed"]) == mutants[1:]
    with pytest.raises(UsageError, match="There is no mutation operator 'los'"):
        chosen(mutants, ["los"])


def test_a_name_depends_on_what_was_there_before():
    other = Mutant(
        origin="reference", operator="loss-changed", what="", cells={"a": "b = 2"},
        before={"a": "b = 9"}, whole={"a": "b = 2"},
    )  # fmt: skip
    assert other.key != mutant(1).key
