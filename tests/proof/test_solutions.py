"""Which runs make the matrix, and who does which."""

from pathlib import Path

import pytest

from graders.course.folder import Course
from graders.errors import UsageError
from graders.proof.solutions import cases, shard_of, verify_seed

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def loaded():
    return Course.find(ROOT).load("scaling")


def names(found):
    return [(case.solution.label, case.seed) for case in found]


def test_every_solution_under_every_seed(loaded):
    found = names(cases(loaded, 3, 2))
    assert found[:4] == [("reference", 0), ("reference", 1), ("reference", 2), ("skeleton", 0)]
    counts = {label: sum(name == label for name, _ in found) for label, _ in found}
    for label, count in counts.items():
        assert count == {"reference": 3, "skeleton": 1, "right": 3, "wrong": 2}[label.split("/")[0]]
    assert {"right/pipeline", "wrong/only-centred"} <= set(counts)


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_shards_make_the_whole_and_share_nothing(loaded, parts):
    shards = [names(cases(loaded, 2, 1, (part + 1, parts))) for part in range(parts)]
    together = [one for shard in shards for one in shard]
    assert sorted(together) == sorted(names(cases(loaded, 2, 1)))
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


def test_the_first_seed_is_gradings_own(loaded):
    first, second, third = cases(loaded, 3, 1)[:3]
    assert not first.job.plan.remap_seeds
    assert second.job.plan.remap_seeds
    assert third.job.plan.remap_seeds
    assert len({case.job.plan.seed for case in (first, second, third)}) == 3
    assert second.job.plan.cells == first.job.plan.cells
    assert second.job.files == first.job.files


def test_seeds_are_the_courses_own():
    seeds = {verify_seed(secret, slug, number)
             for secret in (b"a" * 16, b"b" * 16) for slug in ("x", "y") for number in range(9)}  # fmt: skip
    assert len(seeds) == 36
    assert all(0 <= seed < 2**31 for seed in seeds)


@pytest.mark.parametrize("text", ["", "1", "0/4", "5/4", "1/0", "a/b", "1/4/2", "-1/4", "1.5/4"])
def test_a_shard_that_is_none(text):
    with pytest.raises(UsageError, match="as in 1/4"):
        shard_of(text)
