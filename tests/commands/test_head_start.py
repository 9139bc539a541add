"""A box that is opened while the course is read: only where there is work, never in the way."""

import os
import threading
import time

import pytest

from graders.commands.head_start import HeadStart, head_start, something_new
from graders.errors import SandboxError
from graders.running import backends, runner


class Slow:
    """A runner whose start lasts until it is closed or let through."""

    def __init__(self, backend=None, jobs=1):
        self.backend, self.jobs = backend, jobs
        self.entered, self.closed, self.through = (threading.Event() for _ in range(3))

    def __enter__(self):
        self.entered.set()
        while not (self.closed.is_set() or self.through.is_set()):
            time.sleep(0.001)
        if self.closed.is_set():
            raise SandboxError("The run was interrupted.")
        return self

    def close(self):
        self.closed.set()


@pytest.fixture
def opened(monkeypatch):
    made = []

    def make(backend, jobs):
        made.append(Slow(backend, jobs))
        return made[-1]

    monkeypatch.setattr(runner, "Runner", make)
    monkeypatch.setattr(backends, "choose", lambda wanted, **_: wanted or "first")
    return made


@pytest.fixture
def course(tmp_path):
    (tmp_path / "submitted" / "ada" / "ps1").mkdir(parents=True)
    return tmp_path


def test_work_is_new_until_the_store_is_newer(course):
    assert something_new(course)
    assert something_new(course / "submitted" / "ada")
    store = course / ".graders" / "store.sqlite"
    store.parent.mkdir()
    store.touch()
    later = store.stat().st_mtime + 60
    os.utime(store, (later, later))
    assert not something_new(course)
    os.utime(course / "submitted" / "ada" / "ps1", (later + 1, later + 1))
    assert something_new(course)


def test_no_course_or_nobody_is_nothing_new(tmp_path):
    assert not something_new(tmp_path)
    assert not something_new(tmp_path / "nowhere")
    (tmp_path / "submitted").mkdir()
    assert not something_new(tmp_path)


def test_whoever_takes_it_gets_the_runner_that_was_begun(course, opened):
    with head_start(course, backend="bubblewrap", unsafe=False, jobs=3) as early:
        while not opened:
            time.sleep(0.001)
        opened[0].through.set()
        assert early.take() is opened[0]
        assert (opened[0].backend, opened[0].jobs) == ("bubblewrap", 3)
        assert early.take() is None
    assert not opened[0].closed.is_set()  # it is the taker's to close


def test_what_nobody_takes_is_closed_without_waiting_for_its_start(course, opened):
    with head_start(course, backend=None, unsafe=False, jobs=1):
        while not (opened and opened[0].entered.is_set()):
            time.sleep(0.001)
    assert opened[0].closed.is_set()


def test_nothing_new_begins_nothing_and_force_does(tmp_path, opened):
    with head_start(tmp_path, backend=None, unsafe=False, jobs=1) as early:
        assert early.take() is None
    assert opened == []
    with head_start(tmp_path, backend=None, unsafe=False, jobs=1, force=True):
        while not opened:
            time.sleep(0.001)
    assert opened[0].closed.is_set() or not opened[0].entered.is_set()


def test_a_box_that_cannot_be_had_is_for_the_usual_way_to_explain(course, monkeypatch):
    def nothing(wanted, unsafe):
        raise SandboxError("no box")

    monkeypatch.setattr(backends, "choose", nothing)
    with head_start(course, backend=None, unsafe=False, jobs=1) as early:
        assert early.take() is None


def test_without_a_start_there_is_nothing_to_take():
    assert HeadStart().take() is None


@pytest.mark.box
def test_a_real_box_that_nobody_took_leaves_no_process(course, backend):
    with head_start(course, backend=backend.name, unsafe=False, jobs=1) as early:
        while (held := early._runner) is None or held._zygote is None:
            time.sleep(0.01)
        zygote = held._zygote
    assert zygote._process is None or zygote._process.poll() is not None
    assert not zygote.alive
