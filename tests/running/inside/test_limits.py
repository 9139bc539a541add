import contextlib
import threading
import time

import pytest

from graders.running.inside import limits
from graders.running.inside.limits import CellTimeLimit, Clock, cell_limit


def never() -> None:
    raise AssertionError


def nap() -> None:
    for _ in range(100):
        time.sleep(0.05)


def swallow_all() -> None:
    while True:
        with contextlib.suppress(CellTimeLimit):
            burn()


def burn() -> None:
    while True:
        pass


WAYS = pytest.mark.parametrize("way", ["signal", "thread"])


@pytest.fixture
def _way(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if way == "thread":
        monkeypatch.delattr(limits.signal, "setitimer")


@WAYS
@pytest.mark.usefixtures("_way")
def test_cpu_time_decides() -> None:
    clock = Clock()
    with pytest.raises(CellTimeLimit), cell_limit(clock, 0.3, 60, never):
        burn()
    assert clock.struck == "cpu"
    assert clock.cpu_seconds >= 0.25


@WAYS
@pytest.mark.usefixtures("_way")
def test_sleeping_reaches_only_the_backstop() -> None:
    clock = Clock()
    with pytest.raises(CellTimeLimit), cell_limit(clock, 0.2, 0.6, never):
        nap()
    assert clock.struck == "wall"


@WAYS
@pytest.mark.usefixtures("_way")
def test_no_limit_stays_behind() -> None:
    clock = Clock()
    with cell_limit(clock, 0.3, 0.3, never):
        pass
    time.sleep(0.7)
    assert clock.struck is None
    assert threading.current_thread() is threading.main_thread()


def test_a_cell_that_swallows_everything_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REPEAT_SECONDS", 0.005)

    class GaveUpError(Exception):
        pass

    given_up = []

    def give_up() -> None:
        given_up.append(True)
        raise GaveUpError

    with pytest.raises(GaveUpError), cell_limit(Clock(), 0.05, 60, give_up):
        swallow_all()
    assert given_up
