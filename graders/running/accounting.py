# Read ten times a second, where pathlib would cost more than the reading.
# ruff: noqa: PTH123, PTH208
"""What a job's processes use, read from ``/proc`` outside the box, where nothing can be forged.

In a pid namespace every process stays below the namespace's pid 1, so parents' numbers tell
which processes belong to a job, daemons included.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
FRESH = 0.08
POLICY = 38  # the field's place behind the name
USUAL = (b"0", b"1", b"2")


class Process(NamedTuple):
    """A line of ``/proc``: CPU of its own and of children it reaped, in clock ticks.

    ``yields`` is True where it lets others go first, by its own will: nice, batch or idle.
    """

    pid: int
    parent: int
    own: int
    reaped: int
    resident: int
    began: int
    yields: bool = False


class ProcessTable:
    """One snapshot of the machine's processes for all jobs, at most ``FRESH`` seconds old."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = 0.0
        self._processes: dict[int, Process] = {}
        self._children: dict[int, list[int]] = {}

    def tree(self, root: int) -> list[Process]:
        """``root`` and everything below it."""
        with self._lock:
            if time.monotonic() - self._taken > FRESH:
                self._processes = _read_all()
                self._children = {}
                for process in self._processes.values():
                    self._children.setdefault(process.parent, []).append(process.pid)
                self._taken = time.monotonic()
            processes, children = self._processes, self._children
        found: list[Process] = []
        heads = [root]
        while heads:
            found += [processes[pid] for pid in heads if pid in processes]
            heads = [child for pid in heads for child in children.get(pid, ())]
        return found

    def anonymous(self, process: Process) -> int:
        """Bytes that belong to a process and not to a file; its resident ones where unknown."""
        found = anonymous(process.pid)
        return process.resident if found is None else found


def _read_all() -> dict[int, Process]:
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (process := read(int(name))) is not None:
            found[process.pid] = process
    return found


def read(pid: int) -> Process | None:
    """One process, or None where it is gone. Its name may hold spaces and parentheses."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            line = file.read()
    except OSError:
        return None
    fields = line.rpartition(b")")[2].split()
    if len(fields) < 22:
        return None
    numbers = [int(number) for number in fields[1:22]]
    return Process(
        pid=pid,
        parent=numbers[0],
        own=numbers[10] + numbers[11],
        reaped=numbers[12] + numbers[13],
        resident=numbers[20] * PAGE,
        began=numbers[18],
        yields=numbers[15] > 0 or (len(fields) > POLICY and fields[POLICY] not in USUAL),
    )


@dataclass
class Usage:
    """What one job has used so far. ``shared`` is what every fork has from the zygote, in bytes.

    Memory is counted without pages of files: a fork inherits the zygote's anonymous pages but
    maps files only as it touches them, so resident sizes of the two do not compare. ``forks`` is
    the number of processes between the zygote and student code, that one included.

    ``cpu_seconds`` is the larger of two counts: the living with what they reaped, and the
    most that was seen of each process. A program that ignores SIGCHLD loses its children from
    the first, and one that forks between two looks from the second.
    """

    table: ProcessTable
    root: int
    shared: int
    forks: int = 1
    cpu_seconds: float = 0.0
    memory: int = 0
    peak_memory: int = 0
    processes: int = 0
    pids: tuple[int, ...] = ()
    _exact: int = 0
    _next_exact: float = 0.0
    _seen: dict[tuple[int, int], int] = field(default_factory=dict)

    def look(self, limit: int) -> None:
        """Take a new reading. Memory near ``limit`` bytes is counted again, more exactly."""
        tree = self.table.tree(self.root)
        self.processes = len(tree)
        self.pids = tuple(process.pid for process in tree)
        living = sum(process.own + process.reaped for process in tree)
        for process in tree:
            key = (process.pid, process.began)
            self._seen[key] = max(self._seen.get(key, 0), process.own)
        self.cpu_seconds = max(self.cpu_seconds, living / TICKS, sum(self._seen.values()) / TICKS)
        held = sum(map(self.table.anonymous, tree))
        self.memory = max(0, held - self.shared * min(len(tree), self.forks))
        workers = tree[self.forks - 1 :]
        if len(workers) > 1 and self.memory > limit:
            self.memory = self._exactly(workers)
        self.peak_memory = max(self.peak_memory, self.memory)

    def _exactly(self, workers: list[Process]) -> int:
        """Memory with shared pages divided among their holders.

        That takes the kernel 10 ms a process, so it is done for at most a fifth of the time,
        and the last figure stands in between.
        """
        now = time.monotonic()
        if now < self._next_exact:
            return self._exact
        try:
            self._exact = sum(proportional(process.pid) for process in workers)
        except PermissionError:
            return self.memory
        finally:
            self._next_exact = time.monotonic() + 4 * (time.monotonic() - now)
        return self._exact

    def waited(self) -> float:
        """Seconds for which the job's processes were ready to run and had no processor.

        One that gave way of its own accord did not wait for us, unless all of the job does: then
        it is graders that was started so.
        """
        tree = self.table.tree(self.root)
        usual = [process for process in tree if process.yields == tree[0].yields]
        return max((_waited(process.pid) for process in usual), default=0.0)


def anonymous(pid: int) -> int | None:
    """Bytes of anonymous and of shared anonymous memory, or None for a process that is gone."""
    try:
        with open(f"/proc/{pid}/status", "rb") as file:
            lines = file.read().splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith((b"RssAnon:", b"RssShmem:"))]
    return sum(map(int, found)) * 1024 if found else None


def proportional(pid: int) -> int:
    """Bytes of memory with shared pages divided among those who share them; 0 where it is gone.

    Raises ``PermissionError`` where this user may not look.
    """
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return 0


def _waited(pid: int) -> float:
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
