import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graders.running.accounting import (
    Process,
    ProcessTable,
    Usage,
    anonymous,
    proportional,
    read,
)

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")


def test_a_process_is_read_whatever_its_name():
    with subprocess.Popen(
        [sys.executable, "-S", "-c", "open('/proc/self/comm', 'w').write('a) S (b'); input()"],
        stdin=subprocess.PIPE,
    ) as child:
        time.sleep(0.2)
        found = read(child.pid)
        child.communicate(b"\n")
    assert found is not None
    assert found.parent == os.getpid()
    assert found.resident > 1_000_000
    assert read(child.pid) is None


def test_a_tree_has_children_of_children():
    code = "import subprocess, sys; subprocess.run(['sleep', '5'])"
    with subprocess.Popen([sys.executable, "-S", "-c", code]) as child:
        time.sleep(0.4)
        tree = ProcessTable().tree(child.pid)
        for process in reversed(tree):
            os.kill(process.pid, 9)
    assert [process.parent for process in tree] == [os.getpid(), child.pid]


class Table:
    """Snapshots one after another."""

    def __init__(self, *snapshots):
        self.snapshots = list(snapshots)

    def tree(self, _root):
        return self.snapshots.pop(0)

    def anonymous(self, process):
        return process.resident


def process(pid, own=0, reaped=0, resident=0):
    return Process(pid, 1, own, reaped, resident, 7)


def test_cpu_of_vanished_children_is_not_forgotten():
    ticks = os.sysconf("SC_CLK_TCK")
    usage = Usage(
        Table([process(2), process(3, own=4 * ticks)], [process(2, own=ticks)]), root=2, shared=0
    )
    usage.look(1 << 30)
    assert usage.cpu_seconds == pytest.approx(4)
    usage.look(1 << 30)
    assert usage.cpu_seconds == pytest.approx(5)  # nobody reaped the child, and it counts


def test_shared_memory_of_the_zygote_is_left_out():
    usage = Usage(
        Table(
            [process(2, resident=500)],
            [process(2, resident=500), process(3, resident=500), process(4, resident=900)],
            [process(2, resident=500), process(3, resident=500), process(4, resident=900),
             process(5, resident=300)],
        ),
        root=2, shared=500, forks=3,
    )  # fmt: skip
    usage.look(1 << 30)
    assert (usage.memory, usage.processes) == (0, 1)
    usage.look(1 << 30)
    assert (usage.memory, usage.processes) == (400, 3)
    usage.look(1 << 30)  # what a student starts anew has nothing of the zygote
    assert (usage.memory, usage.peak_memory) == (700, 700)


def test_pages_of_files_are_not_counted_as_a_program_s_own(tmp_path):
    file = tmp_path / "large"
    file.write_bytes(bytes(50 << 20))
    code = (
        "import mmap, sys; own = bytearray(b'x' * (30 << 20)); file = open(sys.argv[1], 'rb');"
        "view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ); bytes(view); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-S", "-c", code, str(file)], stdin=subprocess.PIPE
    ) as child:
        time.sleep(1)
        found, held = read(child.pid), anonymous(child.pid)
        child.communicate(b"\n")
    assert found is not None
    assert held is not None
    assert 30 << 20 <= held < 80 << 20 < found.resident
    assert anonymous(2**22 + 1) is None


def test_proportional_memory_is_at_most_resident():
    found = read(os.getpid())
    assert found is not None
    assert 0 < proportional(os.getpid()) <= 1.1 * found.resident
    assert proportional(2**22 + 1) == 0


def test_who_gives_way_by_its_own_will_does_not_wait_for_us(monkeypatch):
    idle = (
        "import os, time; os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)); time.sleep(5)"
    )
    with (
        subprocess.Popen(["sleep", "5"]) as usual,
        subprocess.Popen(["nice", "-n", "5", "sleep", "5"]) as nice,
        subprocess.Popen([sys.executable, "-S", "-c", idle]) as last,
    ):
        time.sleep(0.3)
        found = [read(one.pid) for one in (usual, nice, last)]
        for one in (usual, nice, last):
            one.kill()
    before = read(os.getpid()).yields
    assert [one.yields for one in found] == [before, True, True]
    monkeypatch.setattr("graders.running.accounting._waited", float)
    few, many = process(2), process(900)._replace(yields=True)
    assert Usage(Table([few, many]), root=2, shared=0).waited() == 2
    assert Usage(Table([few._replace(yields=True), many]), root=2, shared=0).waited() == 900
