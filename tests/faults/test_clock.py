"""The clock jumps, backwards and far ahead, between runs and in the middle of one: nobody notices."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from faulty_course import differences, go_on, make_course, snapshot
from launched import Launcher

pytestmark = pytest.mark.box
YEAR = 365 * 86_400


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """Where a process looks by how much its clock is wrong."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler here, which the clock to be set is made with: apt install gcc")
    folder = tmp_path_factory.mktemp("clock")
    library, told = folder / "clock.so", folder / "seconds"
    source = Path(__file__).with_name("clock.c")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    told.write_text("0")
    return told, {"LD_PRELOAD": str(library), "GRADERS_CLOCK": str(told)}


@pytest.fixture(scope="module")
def elsewhen(clock, backend, tmp_path_factory):
    """Starts `grade` with that clock."""
    del backend
    with Launcher(tmp_path_factory.mktemp("elsewhen"), clock[1]) as started:
        yield started


def test_jumps(launcher, elsewhen, clock, tmp_path):
    told, _ = clock
    undisturbed = make_course(tmp_path / "undisturbed" / "course")
    assert launcher.grade(undisturbed, "run").code == 0
    first = snapshot(undisturbed)
    go_on(undisturbed)
    assert launcher.grade(undisturbed, "run").code == 0
    second = snapshot(undisturbed)
    shutil.rmtree(undisturbed)
    root = make_course(tmp_path / "jumping" / "course")
    told.write_text(str(10 * YEAR))
    run = elsewhen(root, "run")
    for jump in (-10 * YEAR, 24 * YEAR, -86_400, 0):
        time.sleep(0.25)
        told.write_text(str(jump))
    if not run.ended(0.2):
        os.kill(run.pid, signal.SIGKILL)  # some years later, by its clock
        run.finish()
    told.write_text(str(-20 * YEAR))
    run = elsewhen.grade(root, "run")
    assert run.code == 0, run.said
    assert differences(snapshot(root), first) == []
    go_on(root)
    told.write_text(str(33 * YEAR))  # 2059, past what 32 bits of seconds can say
    run = elsewhen.grade(root, "run")
    assert run.code == 0, run.said
    assert differences(snapshot(root), second) == []


def test_the_clock_is_believed(elsewhen, clock, tmp_path):
    """Else the test above would say nothing."""
    told, _ = clock
    told.write_text(str(-20 * YEAR))
    root = make_course(tmp_path / "course")
    assert elsewhen.grade(root, "run").code == 0
    with contextlib.closing(sqlite3.connect(root / ".graders" / "store.sqlite")) as connection:
        (moment,) = connection.execute("SELECT DISTINCT at FROM grade LIMIT 1").fetchone()
    assert moment.startswith("20")
    assert int(moment[:4]) < 2010
