"""Every attack on the machine, armed by a control run, handed in beside honest work."""

import os

import pytest
from attack_suite import layers
from attack_suite.attack import attacks
from attack_suite.suite import take_away, try_all

pytestmark = [pytest.mark.box, pytest.mark.slow]
NAMES = [one.name for folder in ("machine", "submissions") for one in attacks(folder)]
ARMED_AT_LEAST = 60


@pytest.fixture(scope="module")
def tried(backend):
    """One pass for all tests of this module."""
    return try_all(backend.name)


@pytest.fixture(scope="module")
def trials(tried):
    return {trial.attack.name: trial for trial in tried.trials}


@pytest.mark.parametrize("name", NAMES)
def test_attack_is_contained(trials, tried, name):
    trial = trials[name]
    if tried.backend in trial.attack.open:
        pytest.skip(f"{tried.backend} is known not to hold it: docs/sandbox.md")
    assert trial.contained, trial.problems
    if not trial.armed:
        pytest.skip("this machine stops it without a box, so it shows nothing")


def test_enough_attacks_are_armed(trials):
    armed = sum(trial.armed for trial in trials.values())
    assert armed >= ARMED_AT_LEAST
    if os.geteuid() == 0:
        assert armed == len(NAMES)


def test_the_honest_have_the_same_grades_to_the_bit(tried):
    assert tried.honest >= 10
    assert tried.differences == ()


@pytest.mark.parametrize("where", ["job", "box", "parent"])
def test_every_layer_is_missed(backend, where):
    chosen = layers.of([where], backend.name)
    if not chosen:
        pytest.skip(f"{backend.name} has no such layers")
    unnoticed = {
        removal.layer.name: [trial.attack.name for trial in removal.trials if trial.contained]
        for removal in take_away(chosen, backend.name)
        if not removal.noticed
    }
    assert unnoticed == {}
