"""The clock jumps, backwards and far ahead, between runs and in the middle of one: nobody notices."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from faulty_course import differences, go_on, make_course, snapshot
from launched import Launcher

pytestmark = pytest.mark.box
PLACES = (
    "/usr/lib/*/faketime/libfaketime.so.1",
    "/usr/lib64/faketime/libfaketime.so.1",
    "/usr/local/lib/faketime/libfaketime.so.1",
)


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """Where a process looks for the time that it is to believe in."""
    found = [path for place in PLACES for path in Path("/").glob(place.lstrip("/"))]
    if not found:
        pytest.skip("libfaketime is not installed: apt install libfaketime")
    told = tmp_path_factory.mktemp("clock") / "time"
    told.write_text("+0")
    environment = {
        "LD_PRELOAD": str(found[0]), "FAKETIME_TIMESTAMP_FILE": str(told), "FAKETIME_NO_CACHE": "1",
        # As where a person or a time server sets the clock: what counts seconds goes on.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
    }  # fmt: skip
    return told, environment


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
    told.write_text("+3650d")
    run = elsewhen(root, "run")
    for jump in ("-3650d", "+9000d", "-1d", "+0"):
        time.sleep(0.25)
        told.write_text(jump)
    if not run.ended(0.2):
        os.kill(run.pid, signal.SIGKILL)  # some years later, by its clock
        run.finish()
    told.write_text("-7300d")
    run = elsewhen.grade(root, "run")
    assert run.code == 0, run.said
    assert differences(snapshot(root), first) == []
    go_on(root)
    told.write_text("+12000d")  # 2059, past what 32 bits of seconds can say
    run = elsewhen.grade(root, "run")
    assert run.code == 0, run.said
    assert differences(snapshot(root), second) == []


def test_the_clock_is_believed(elsewhen, clock, tmp_path):
    """Else the test above would say nothing."""
    told, _ = clock
    told.write_text("-7300d")
    root = make_course(tmp_path / "course")
    assert elsewhen.grade(root, "run").code == 0
    with contextlib.closing(sqlite3.connect(root / ".graders" / "store.sqlite")) as connection:
        (moment,) = connection.execute("SELECT DISTINCT at FROM grade LIMIT 1").fetchone()
    assert moment.startswith("20")
    assert int(moment[:4]) < 2010
