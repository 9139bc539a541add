"""What runs notebooks, killed: each of its processes, by hand and by the kernel for want of memory."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import pytest
from faulty_course import NAME, SLUG, hand_in, leftovers, make_course, snapshot

from graders.cohort.store import Store

pytestmark = pytest.mark.box
SLOW = "import time\ntime.sleep(0.6)"
WORKER = -1


def slow_course(root):
    make_course(root)
    for student in ("ana", "ben"):
        hand_in(root, student, 0, SLOW)
    return root


@pytest.fixture(scope="module")
def undisturbed(launcher, tmp_path_factory):
    root = slow_course(tmp_path_factory.mktemp("undisturbed") / "course")
    run = launcher.grade(root, "run", "--jobs", "1")
    assert run.code == 0, run.said
    return snapshot(root)


def chain(launcher):
    """The box's processes from bubblewrap down to the student's, one job running; else fewer."""
    parents = {}
    for pid in launcher.boxes():
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            parents[pid] = int(fields[1])
    found = [pid for pid, parent in parents.items() if parent not in parents]
    while found and (below := [pid for pid, parent in parents.items() if parent == found[-1]]):
        found.append(below[0])
    return found


# bubblewrap, its own first process, the zygote, the sentinel, the box's first process, the worker
@pytest.mark.parametrize(
    "place", [0, 1, 2, 3, 4, WORKER],
    ids=["bubblewrap", "its-init", "zygote", "sentinel", "job-init", "worker"],
)  # fmt: skip
def test_a_killed_process_costs_nobody_anything(launcher, undisturbed, tmp_path, place):
    root = slow_course(tmp_path / "course")
    run = launcher(root, "run", "--jobs", "1")
    deadline = time.monotonic() + 60
    while len(found := chain(launcher)) < 6:
        assert time.monotonic() < deadline, run.said
        assert not run.ended(0.005), run.said
    os.kill(found[place], signal.SIGKILL)
    assert run.finish() == 0, run.said
    assert launcher.boxes_left() == []
    assert snapshot(root) == undisturbed
    assert leftovers(root) == []


def test_a_program_that_kills_itself_is_taken_at_its_word(launcher, tmp_path):
    root = make_course(tmp_path / "course")
    hand_in(root, "ben", 0, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    run = launcher.grade(root, "run")
    assert run.code == 0, run.said
    with Store(root / ".graders", readonly=True) as store:
        grades = store.grades(SLUG)
        assert grades["ben"].grade.score == 0
        assert store.evidence(grades["ben"].evidence).status.signal == signal.SIGKILL
        assert grades["ana"].grade.score == 3


@pytest.fixture
def small_memory():
    """A group of processes that the kernel lets have little memory."""
    group = _group()
    if group is None:
        pytest.skip("no memory group of processes can be made here: that takes root")
    yield group
    for _ in range(100):
        with contextlib.suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.05)


def _group():
    for base, limit in (
        (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
        (Path("/sys/fs/cgroup"), "memory.max"),
    ):
        group = base / f"graders-{os.getpid()}"
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            (group / limit).write_text(str(400 << 20))
            with contextlib.suppress(OSError):
                (group / "memory.swap.max").write_text("0")
        except OSError:
            group.rmdir()
            continue
        return group
    return None


def test_short_of_memory_is_never_a_zero(launcher, undisturbed, small_memory, tmp_path):
    """The kernel ends a program that stays within its own limits: our trouble, told as such."""
    hungry = "kept = bytearray(600 << 20)\nfor at in range(0, len(kept), 4096):\n    kept[at] = 1\ndel kept"
    root = make_course(tmp_path / "course")
    hand_in(root, "ben", 0, hungry)
    run = launcher(root, "run", "--jobs", "1")
    (small_memory / "cgroup.procs").write_text(str(run.pid))
    assert run.finish() == 1, run.said
    assert "memory" in run.said
    assert "--jobs 1" in run.said
    with Store(root / ".graders", readonly=True) as store:
        assert store.grades(SLUG)["ben"].grade.state == "broken"
        assert store.grades(SLUG)["ana"].grade.state == "graded"
    run = launcher.grade(root, "run")
    assert run.code == 0, run.said
    with Store(root / ".graders", readonly=True) as store:
        assert store.grades(SLUG)["ben"].grade.score == 3
        assert (root / "autograded" / "ben" / NAME).is_dir()
