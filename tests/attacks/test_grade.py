"""Every cheat beside the same notebook without it: no gain, in one cohort."""

import pytest
from attack_suite.attack import attacks
from attack_suite.cheats import try_cheats

pytestmark = [pytest.mark.box, pytest.mark.slow, pytest.mark.tensorflow]
NAMES = [one.name for one in attacks("grade")]


@pytest.fixture(scope="module")
def tried(backend):
    """One pass for all tests of this module; ``python tests/attacks --grade`` runs all."""
    return try_cheats(backend.name, afresh=False)


@pytest.fixture(scope="module")
def cheats(tried):
    return {cheat.attack.name: cheat for cheat in tried.cheats}


@pytest.mark.parametrize("name", NAMES)
def test_a_cheat_gains_nothing(cheats, name):
    cheat = cheats[name]
    assert cheat.contained, (cheat.problems, cheat.lines)
    assert cheat.armed, "it gains nothing from a naive grader either, so it shows nothing"


def test_the_honest_beside_them_has_full_marks(tried):
    assert tried.honest.score == tried.honest.possible
    assert tried.honest.review == ()


def test_most_who_behave_otherwise_are_looked_at(cheats):
    """A person hears of answers that no network gave, and of programs that differ when tried."""
    looked_at = {name for name, cheat in cheats.items() if cheat.review}
    assert {"another-program", "detects-timing", "hard-coded", "lying-layer"} <= looked_at
    assert {"memorised-rows", "patched-predict"} <= looked_at
