"""The limit of one cell: CPU time decides, wall time is a generous backstop.

Where the system has interval timers a signal raises in the main thread, again and again until
the cell lets go; elsewhere (Windows) a thread watches the clocks and raises there.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from time import perf_counter, process_time  # bound here: a notebook may replace them
from typing import Any

REPEAT_SECONDS = 0.25


class CellTimeLimit(BaseException):
    """The cell used up its time."""


class Clock:
    """Counts one cell's time. ``struck`` is the limit that ended it: ``cpu`` or ``wall``."""

    def __init__(self) -> None:
        self.struck: str | None = None
        self.where: Any = None
        self.raised = 0
        self._wall = self._cpu = 0.0

    def start(self) -> None:
        """Begin to count."""
        self.struck, self.where, self.raised = None, None, 0
        self._wall, self._cpu = perf_counter(), process_time()

    @property
    def seconds(self) -> float:
        """Wall seconds since the start."""
        return perf_counter() - self._wall

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds of all threads since the start."""
        return process_time() - self._cpu

    def strike(self, limit: str) -> CellTimeLimit:
        """The exception that says which limit was reached."""
        self.struck = self.struck or limit
        self.raised += 1
        used = self.cpu_seconds if self.struck == "cpu" else self.seconds
        kind = "CPU time" if self.struck == "cpu" else "wall time"
        return CellTimeLimit(f"stopped after {used:.0f} seconds of {kind}: the cell's limit")


@contextlib.contextmanager
def cell_limit(
    clock: Clock, cpu: float, wall: float, give_up: Callable[[], None]
) -> Iterator[None]:
    """Stop what runs inside after ``cpu`` seconds of CPU or ``wall`` seconds.

    ``give_up`` is called where the code swallowed the exception 40 times: it must not return.
    """
    clock.start()
    main = threading.current_thread() is threading.main_thread()
    if hasattr(signal, "setitimer") and hasattr(signal, "SIGPROF") and main:
        with _by_signal(clock, cpu, wall, give_up):
            yield
    else:
        with _by_thread(clock, cpu, wall, give_up):
            yield


@contextlib.contextmanager
def _by_signal(
    clock: Clock, cpu: float, wall: float, give_up: Callable[[], None]
) -> Iterator[None]:
    def handler(number: int, frame: Any) -> None:
        if clock.where is None:
            clock.where = frame
        if clock.raised >= 40:
            give_up()
        raise clock.strike("cpu" if number == signal.SIGPROF else "wall")

    before = signal.signal(signal.SIGPROF, handler), signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_PROF, max(0.01, cpu), REPEAT_SECONDS)
    signal.setitimer(signal.ITIMER_REAL, max(0.01, wall), REPEAT_SECONDS)
    try:
        yield
    finally:
        while True:
            try:
                signal.setitimer(signal.ITIMER_PROF, 0)
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGPROF, before[0] or signal.SIG_IGN)
                signal.signal(signal.SIGALRM, before[1] or signal.SIG_DFL)
                break
            except CellTimeLimit:
                continue


@contextlib.contextmanager
def _by_thread(
    clock: Clock, cpu: float, wall: float, give_up: Callable[[], None]
) -> Iterator[None]:
    done = threading.Event()
    target = threading.get_ident()
    pending = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        while not done.wait(REPEAT_SECONDS):
            limit = "cpu" if clock.cpu_seconds > cpu else "wall" if clock.seconds > wall else None
            if limit is None:
                continue
            if clock.where is None:
                import sys

                clock.where = sys._current_frames().get(target)
            clock.strike(limit)
            if clock.raised >= 40:
                give_up()
            pending(ctypes.c_ulong(target), ctypes.py_object(CellTimeLimit))

    watcher = threading.Thread(target=watch, daemon=True, name="cell limit")
    watcher.start()
    try:
        yield
    finally:
        while True:
            try:
                done.set()
                watcher.join(1.0)
                pending(ctypes.c_ulong(target), None)
                break
            except CellTimeLimit:
                continue
