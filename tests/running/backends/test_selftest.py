import json

import pytest

from graders.running import backends, box_view
from graders.running.backends import selftest
from graders.running.backends.bubblewrap import Bubblewrap
from graders.running.backends.landlock import Landlock
from graders.running.backends.unboxed import Unboxed

HELD = {
    "environment": False, "file": False, "network": False, "abstract": False, "signal": False,
    "disk": 16 << 20, "inodes": 19_000, "memory": 512 << 20, "processes": 30, "namespaces": False,
}  # fmt: skip


def test_a_box_that_holds_has_no_failures():
    assert selftest.judge(Bubblewrap(), HELD) == ()


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        (name, True)
        for name in ("environment", "file", "network", "abstract", "signal", "namespaces")
    ]
    + [("disk", 32 << 20), ("inodes", 40_000), ("memory", 1 << 30), ("processes", 64)]
    + [("processes", "OSError: broken"), ("memory", None)],
)
def test_each_leak_is_a_sentence(fact, found):
    assert len(selftest.judge(Bubblewrap(), {**HELD, fact: found})) == 1


def test_a_box_that_did_not_start_is_a_failure():
    assert selftest.judge(Bubblewrap(), {"failure": "no uid map"}) == ("no uid map",)


def test_the_result_is_kept_until_the_machine_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(box_view, "cache_folder", lambda: tmp_path)
    tried = []

    def attack(backend):
        tried.append(backend.name)
        return HELD

    monkeypatch.setattr(selftest, "attack", attack)
    assert selftest.self_test(Bubblewrap()).works
    assert selftest.self_test(Bubblewrap()).works
    assert tried == ["bubblewrap"]
    selftest.self_test(Bubblewrap(), fresh=True)
    monkeypatch.setattr(selftest, "machine_state", lambda _: "booted again")
    selftest.self_test(Bubblewrap())
    assert len(tried) == 3
    (tmp_path / "selftest-bubblewrap.json").write_text("{half a")
    selftest.self_test(Bubblewrap())
    (tmp_path / "selftest-bubblewrap.json").write_text(json.dumps({"state": "booted again"}))
    assert selftest.self_test(Bubblewrap()).works
    assert len(tried) == 5


def test_a_failure_is_tried_once_more_and_never_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(box_view, "cache_folder", lambda: tmp_path)
    killed = {"failure": "the box ended with killed"}
    answers = iter([killed, HELD, killed, killed, HELD])
    monkeypatch.setattr(selftest, "attack", lambda _: next(answers))
    assert selftest.self_test(Bubblewrap()).works
    assert not selftest.self_test(Bubblewrap(), fresh=True).works
    monkeypatch.setattr(selftest, "machine_state", lambda _: "another interpreter")
    assert selftest.self_test(Bubblewrap()).works


@pytest.mark.box
@pytest.mark.parametrize("backend", backends.ALL, ids=lambda backend: backend.name)
def test_what_is_said_to_work_here_really_holds(backend):
    if backend.obstacle() is not None:
        pytest.skip(backend.obstacle()[0])
    facts = selftest.attack(backend)
    if "failure" in facts and backend.name == "container":
        pytest.skip(facts["failure"])
    assert selftest.judge(backend, facts) == ()


@pytest.mark.box
def test_the_self_test_sees_that_no_box_is_no_box():
    failures = selftest.judge(Unboxed(), selftest.attack(Unboxed()))
    assert "a secret file was read" in failures
    assert "a network connection was made" in failures
    assert "a process outside could be signalled" in failures


def test_landlock_bounds_more_than_it_isolates():
    assert set(selftest.bounded(Landlock())) >= {"disk", "processes"}
