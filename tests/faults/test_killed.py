"""The parent, killed at any moment: the next `grade run` goes on, and ends with the same grades."""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import pytest
from faulty_course import STUDENTS, go_on, leftovers, make_course, snapshot, stored

pytestmark = [pytest.mark.box, pytest.mark.slow]
KILLS = int(os.environ.get("GRADERS_KILLS", "50"))
SEED = int(os.environ.get("GRADERS_SEED", "20260301"))


@pytest.fixture(scope="module")
def undisturbed(launcher, tmp_path_factory):
    """What a course comes to when nothing goes wrong, after each of two runs; and their seconds."""
    root = make_course(tmp_path_factory.mktemp("undisturbed") / "course")
    launcher.grade(root, "run")  # the first one looks whether the box holds
    root = make_course(tmp_path_factory.mktemp("undisturbed") / "course")
    found, seconds = [], []
    for again in (False, True):
        if again:
            go_on(root)
        began = time.monotonic()
        run = launcher.grade(root, "run")
        assert run.code == 0, run.said
        seconds.append(time.monotonic() - began)
        found.append(snapshot(root))
    assert len(found[0]["store"]["grade"]) == len(STUDENTS)
    assert len(found[1]["store"]["grade"]) == len(STUDENTS) + 3
    assert len(found[1]["store"]["adjustment"]) == 3
    assert leftovers(root) == []
    return found, seconds


def test_killed_at_random_moments(launcher, undisturbed, tmp_path, record_property):
    expected, seconds = undisturbed
    chance = random.Random(SEED)
    killed = courses = 0
    while killed < KILLS:
        courses += 1
        (tmp_path / str(courses)).mkdir()
        root = make_course(tmp_path / str(courses) / "course")
        for again in (False, True):
            if again:
                go_on(root)
            while True:
                run = launcher(root, "run")
                if run.ended(chance.uniform(0.02, seconds[again])):
                    break
                run.kill()
                if run.code == 0:  # it came to its end between the last look and the signal
                    break
                assert run.code == -signal.SIGKILL, run.said
                killed += 1
                assert launcher.boxes_left() == []
            assert run.code == 0, run.said
            assert snapshot(root) == expected[again], f"course {courses}, seed {SEED}"
            assert leftovers(root) == []
    record_property("kills", killed)
    record_property("courses", courses)
    sys.stdout.write(f"{killed} kills over {courses} courses; {seconds[0]:.2f} s undisturbed\n")


def test_nothing_is_counted_twice(launcher, course):
    """A finished run, again and again: no row more."""
    launcher.grade(course, "run")
    before = snapshot(course)
    for _ in range(2):
        run = launcher.grade(course, "run")
        assert run.code == 0, run.said
        assert run.said.count("(unchanged)") == len(STUDENTS)
    assert snapshot(course) == before
    assert len(stored(course / ".graders" / "store.sqlite")["grade"]) == len(STUDENTS)
