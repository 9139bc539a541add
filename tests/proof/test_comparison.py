"""Only a change for the worse is told, and every one is."""

import msgspec
import pytest

from graders.model.proof import AssignmentProof, Figures, Proof
from graders.proof.comparison import worse
from graders.proof.figures import upper_bound

LINE = Figures(check="head", nature="structural", right_solutions=5, right_runs=50,
               false_reject_bound=upper_bound(0, 50), wrong_solutions=4, wrong_runs=12, caught=3,
               )  # fmt: skip


def proof(line=LINE, shard="", item="head", **more):
    settings = {"right_solutions": 5, "wrong_solutions": 10, "splits": 50, "splits_resolved": 50}
    one = AssignmentProof(slug="a", lines={item: line}, runs=80, **settings | more)
    return Proof(right_seeds=10, wrong_seeds=3, shard=shard, assignments=(one,))


def changed(**fields):
    return msgspec.structs.replace(LINE, **fields)


def test_the_same_is_not_worse():
    assert worse(proof(), proof()) == []


@pytest.mark.parametrize(
    "after",
    [
        proof(changed(caught=4)),
        proof(changed(wrong_solutions=8, caught=8)),
        proof(changed(right_runs=5)),
        proof(right_solutions=6, wrong_solutions=11),
        proof(splits=10, splits_resolved=10),
        proof(splits=0, splits_resolved=0),
        proof(changed(nature="metric", right_runs=50, false_rejects=1)),
    ],
)
def test_better_or_as_good_is_not_told(after):
    assert worse(proof(), after) == []


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (proof(changed(caught=2)), "a: head: catches 50% of the wrong solutions aimed at it, 75%"),
        (proof(changed(wrong_solutions=3)), "a: head: 3 wrong solutions aim at it, 4 before"),
        (proof(changed(holds=False)), "a: head: held before"),
        (proof(changed(false_rejects=5)), "a: head: rejects 5 of 50 right runs"),
        (proof(right_solutions=4), "a: 4 right solutions, 5 before"),
        (proof(wrong_solutions=9), "a: 9 wrong solutions, 10 before"),
        (proof(item="loss"), "a: no longer judged: head"),
        (proof(splits_resolved=43), "a: held-out rows found in 86% of the runs that split, 100%"),
    ],
)
def test_worse_is_told(after, said):
    (told,) = worse(proof(), after)
    assert told.startswith(said)


def test_a_share_that_chance_explains_is_not_told():
    assert worse(proof(), proof(splits=30, splits_resolved=26)) == []


def test_below_the_bar_is_told_once():
    low = proof(splits_resolved=40)
    assert worse(low, low) == []
    assert len(worse(low, proof(splits_resolved=39))) == 1


def test_a_shard_says_nothing_about_how_many_there_are():
    part = proof(changed(wrong_solutions=1, wrong_runs=3, caught=1), "1/4", right_solutions=2)
    assert worse(proof(), part) == []
    assert len(worse(proof(), proof(changed(wrong_solutions=1, caught=0), "1/4"))) == 1


def test_another_assignment_is_not_compared():
    other = msgspec.structs.replace(proof().assignments[0], slug="b", right_solutions=0)
    assert worse(proof(), msgspec.structs.replace(proof(), assignments=(other,))) == []
