import platform

import pytest

from graders.errors import SandboxError, UsageError
from graders.running import backends
from graders.running.backend import BackendReport
from graders.running.backends.bubblewrap import Bubblewrap
from graders.running.backends.unboxed import Unboxed


def line(backend, *, works):
    return BackendReport(name=backend.name, title=backend.title, works=works, why="w", fix="f")


def test_an_unknown_box_is_a_usage_error():
    with pytest.raises(UsageError, match="bubblewrap, container, landlock or none"):
        backends.choose("vault")


def test_no_box_must_be_asked_for_twice():
    with pytest.raises(UsageError, match="--unsafe"):
        backends.choose("none")
    chosen = backends.choose("none", unsafe=True)
    assert isinstance(chosen, Unboxed)
    assert chosen.unsafe
    assert chosen.warning


def test_the_first_that_works_is_chosen(monkeypatch):
    monkeypatch.setattr(
        backends, "examine", lambda backend: line(backend, works=backend.name == "landlock")
    )
    assert backends.choose().name == "landlock"
    with pytest.raises(SandboxError, match="bubblewrap"):
        backends.choose("bubblewrap")


def test_where_nothing_works_every_reason_is_told(monkeypatch):
    monkeypatch.setattr(backends, "examine", lambda backend: line(backend, works=False))
    with pytest.raises(SandboxError) as caught:
        backends.choose()
    for backend in backends.ALL:
        assert backend.title in str(caught.value)
    assert isinstance(backends.choose(unsafe=True), Unboxed)


def test_the_report_marks_one_active_and_ends_with_none(monkeypatch):
    monkeypatch.setattr(backends, "examine", lambda backend, **_: line(backend, works=True))
    report = backends.report()
    assert [found.active for found in report] == [True, False, False, False]
    assert [found.name for found in report] == ["bubblewrap", "container", "landlock", "none"]


def test_elsewhere_than_on_linux_each_says_so(monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    for found in backends.report():
        assert not found.works
        assert found.why
        assert found.fix


def test_without_bubblewrap_the_remedy_is_a_command(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "apt install bubblewrap" in Bubblewrap().obstacle()[1]
