"""`grade` and `nbgrader` processes: started quickly, waited for or killed, their boxes counted."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

LIMIT = 120.0
HEAVY = ("tensorflow", "keras", "sklearn", "pandas", "matplotlib", "scipy", "seaborn", "imblearn")
"""Libraries that boxes take long to import. What plain Python is enough for does without."""


class Command:
    """One process of `grade` or `nbgrader`. Its output goes to ``log``."""

    def __init__(self, launcher: Launcher, pid: int, log: Path, began: int) -> None:
        self._launcher, self.pid, self._log, self._began = launcher, pid, log, began
        self.began = time.monotonic()
        self.code: int | None = None

    @property
    def said(self) -> str:
        """What it has printed so far."""
        if not self._log.exists():
            return ""
        return self._log.read_bytes()[self._began :].decode("utf-8", "replace")

    def ended(self, within: float = LIMIT) -> bool:
        """Whether it ends within so many seconds."""
        if self.code is None and self._launcher.readable(within):
            self.code = int(self._launcher.answer()["code"])
        return self.code is not None

    def finish(self) -> int:
        """Its exit code; it is killed where it takes too long."""
        if not self.ended():
            self.kill()
            raise AssertionError(f"still running after {LIMIT} s:\n{self.said}")
        assert self.code is not None
        return self.code

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Signal it, and wait for its end."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, how)
        self.ended()


class Launcher:
    """Starts commands in children of a process that has imported them. One at a time.

    Boxes find no library of ``hidden``.
    """

    def __init__(
        self,
        folder: Path,
        environment: dict[str, str] | None = None,
        hidden: Sequence[str] = HEAVY,
    ) -> None:
        self._folder, self._environment, self._hidden = folder, environment or {}, hidden
        self.mark = f"faults-{secrets.token_hex(8)}"

    def __enter__(self) -> Self:
        without = self._folder / "without"
        without.mkdir()
        script = Path(__file__).with_name("launcher.py")
        environment = {**os.environ, **self._environment}
        environment.pop("PYTHONWARNINGS", None)
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(without), self.mark, *self._hidden],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
            bufsize=0,  # a line that was read with the one before it would never be waited for
        )  # fmt: skip
        assert self.answer() == {"ready": True}
        return self

    def __exit__(self, *problem: object) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait(timeout=30)

    def __call__(
        self,
        course: Path,
        *arguments: str,
        program: str = "grade",
        log: Path | None = None,
        most: int = 0,
        go: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Command:
        """Start ``grade``, or another ``program``, in a course.

        ``most`` is how large a file may grow, in bytes; it begins when the file ``go`` is there.
        ``environment`` is what it finds besides.
        """
        log = log or course.parent / "log"
        began = log.stat().st_size if log.exists() else 0
        order = {
            "program": program, "arguments": list(arguments), "folder": str(course), "log": str(log),
            "most": most, "go": str(go or ""), "environment": dict(environment or {}),
        }  # fmt: skip
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return Command(self, int(self.answer()["pid"]), log, began)

    def grade(self, course: Path, *arguments: str, **options: Any) -> Command:
        """Start it and wait for its end."""
        started = self(course, *arguments, **options)
        started.finish()
        return started

    def run(self, course: Path, program: str, *arguments: str) -> str:
        """What a command said that did what it should."""
        done = self.grade(course, *arguments, program=program)
        assert done.code == 0, f"{program} {arguments}: {done.code}\n{done.said[-6000:]}"
        return done.said

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the launcher has died"
        return dict(json.loads(line))

    def readable(self, within: float) -> bool:
        return bool(select.select([self._process.stdout], [], [], within)[0])

    def boxes(self) -> list[int]:
        """Processes of boxes, seen from outside: bubblewrap, the zygote and all that it forked."""
        found = []
        for path in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                words = (path / "cmdline").read_bytes() if path.name.isdigit() else b""
                if self.mark.encode() in words and b"inside.zygote" in words:
                    found.append(int(path.name))
        return found

    def boxes_left(self, within: float = 10.0) -> list[int]:
        """Those that are still there after so many seconds at most."""
        deadline = time.monotonic() + within
        while (found := self.boxes()) and time.monotonic() < deadline:
            time.sleep(0.02)
        return found
