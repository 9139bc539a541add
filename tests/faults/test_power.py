"""The power goes between any two writes: the next `grade run` ends with the same gradebook.

A run's calls are recorded; from prefixes of them follow what the disk may hold (see ``power.py``).
``GRADERS_POWER=all`` tries every prefix in every way, which takes half an hour or more; a test tries some.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys

import pytest
from faulty_course import differences, go_on, make_course, snapshot
from power import Disk, available, lay_down, read_log, recorded

from graders.cohort.store import Store

pytestmark = pytest.mark.box
STATES = os.environ.get("GRADERS_POWER", "6")
SEED = int(os.environ.get("GRADERS_SEED", "20260301"))
POLICIES = ("killed", "synced", "names", "torn")


@pytest.fixture(scope="module", autouse=True)
def _strace():
    if why := available():
        pytest.skip(why)


def record(launcher, root, log, *arguments):
    """Run a command in a course; the changes that it made, in order."""
    go = log.with_suffix(".go")
    run = launcher(root, *arguments, go=go)
    with recorded(run.pid, log):
        go.touch()
        assert run.finish() == 0, run.said
    return read_log(log, root)


@pytest.fixture(scope="module", params=[False, True], ids=["first-run", "second-run"])
def recorded_run(request, launcher, tmp_path_factory):
    """The course before a run, what the run did, and the course afterwards."""
    base = tmp_path_factory.mktemp("recorded")
    root, before = make_course(base / "course"), base / "before"
    if request.param:
        assert launcher.grade(root, "run").code == 0
        go_on(root)
    shutil.copytree(root, before, symlinks=True)
    ops = record(launcher, root, base / "log.strace", "run")
    assert len(ops) > 100
    return before, ops, root


def states(before, ops, count):
    """Different states of the disk, each with where and how it came about."""
    chance = random.Random(SEED)
    every = count == "all"
    seen: set[bytes] = set()
    disk = Disk(before)
    found = []
    for place, op in enumerate([None, *ops]):
        if op is not None:
            disk.apply(op)
        for policy in POLICIES:
            state = disk.after(policy, chance)
            digest = hashlib.sha256(repr(sorted(state.items())).encode()).digest()
            if digest not in seen:
                seen.add(digest)
                found.append((f"{policy} after {place} of {len(ops)}", state))
    if every:
        return found
    # Spread over the whole run, of every kind: the seed chooses.
    share = len(found) / int(count)
    return [found[int(share * (number + chance.random()))] for number in range(int(count))]


def test_the_model_agrees_with_the_disk(recorded_run):
    """After all calls, what is worked out is what lies there."""
    before, ops, root = recorded_run
    disk = Disk(before)
    for op in ops:
        disk.apply(op)
    there = {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in root.rglob("*")
    }
    assert disk.after("killed", random.Random(0)) == there


def test_the_power_goes(launcher, recorded_run, tmp_path):
    before, ops, after = recorded_run
    expected = snapshot(after)
    bad = []
    tried = states(before, ops, STATES)
    for number, (told, state) in enumerate(tried):
        root = tmp_path / str(number) / "course"
        lay_down(state, root, after)
        run = launcher.grade(root, "run")
        found = differences(snapshot(root), expected) if run.code == 0 else [run.said[-900:]]
        if found:
            bad.append((told, found))
        shutil.rmtree(root.parent)
    sys.stdout.write(f"{len(tried)} states of {len(ops)} changes\n")
    assert bad == [], bad[0]


def test_what_was_said_to_be_done_survives(launcher, tmp_path):
    """`grade override` has ended: whatever the disk has not written yet, the points are there."""
    root = make_course(tmp_path / "course")
    assert launcher.grade(root, "run").code == 0
    before = tmp_path / "before"
    shutil.copytree(root, before)
    why = ["cho", "sums/sums", "small", "1.5", "--why", "nearly right"]
    ops = record(launcher, root, tmp_path / "log.strace", "override", *why)
    disk = Disk(before)
    for op in ops:
        disk.apply(op)
    for policy in POLICIES:
        found = tmp_path / policy / "course"
        lay_down(disk.after(policy, random.Random(1)), found)
        with Store(found / ".graders", readonly=True) as store:
            (change,) = store.adjustments("sums/sums")["cho"]
            assert change.why == "nearly right", policy


def test_states_differ(recorded_run):
    """The model does lose what was not synchronised; else the tests above would say nothing."""
    before, ops, _ = recorded_run
    disk = Disk(before)
    lost = 0
    for op in ops:
        disk.apply(op)
        kept, synced = (disk.after(policy, random.Random(0)) for policy in ("killed", "synced"))
        lost += kept != synced
    assert lost > 20
