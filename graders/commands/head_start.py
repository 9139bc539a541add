"""A runner whose libraries are imported while the course is still being read.

Importing TensorFlow in the box and nbgrader here take seconds each, one after the other. Where
work was handed in since the last run, both begin at once.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graders.errors import GradersError, SandboxError

if TYPE_CHECKING:
    from graders.running.runner import Runner


class HeadStart:
    """A runner on its way. Whoever takes it closes it."""

    def __init__(self) -> None:
        self._runner: Runner | None = None
        self._ready: Future[Runner] | None = None
        self._dropped = False

    @property
    def begun(self) -> bool:
        """Whether one was begun that nobody has taken yet."""
        return self._ready is not None

    def begin(self, pool: ThreadPoolExecutor, open_runner: Callable[[], Runner]) -> None:
        """Choose a box and start what runs in it, in a thread of the ``pool``."""

        def start() -> Runner:
            self._runner = open_runner()
            if self._dropped:
                raise SandboxError("Nothing had to run.")
            return self._runner.__enter__()

        self._ready = pool.submit(start)

    def take(self) -> Runner | None:
        """The runner, once it is there; None where none was begun or none can be had.

        Why there is none is for the usual way of opening one to say.
        """
        ready, self._ready = self._ready, None
        if ready is None:
            return None
        try:
            return ready.result()
        except GradersError:
            return None

    def drop(self) -> None:
        """Close what nobody took, without waiting until it has started."""
        if self._ready is None:
            return
        self._dropped = True
        if self._runner is not None:
            self._runner.close()


@contextmanager
def head_start(
    start: Path, *, backend: str | None, unsafe: bool, jobs: int, force: bool = False
) -> Iterator[HeadStart]:
    """Begin where something new was handed in, or by ``force``; what nobody took is closed."""
    if not (force or something_new(start)):
        yield HeadStart()
        return

    def open_runner() -> Runner:
        from graders.running.backends import choose
        from graders.running.runner import Runner

        return Runner(choose(backend, unsafe=unsafe), jobs=jobs)

    with ThreadPoolExecutor(1, thread_name_prefix="head-start") as pool:
        one = HeadStart()
        one.begin(pool, open_runner)
        try:
            yield one
        finally:
            one.drop()


def something_new(start: Path) -> bool:
    """Whether a folder below ``submitted/`` changed after the store did, as far as names tell."""
    with contextlib.suppress(OSError):
        here = start.resolve()
        course = next((one for one in (here, *here.parents) if (one / "submitted").is_dir()), None)
        if course is None:
            return False
        graded = _changed(course / ".graders" / "store.sqlite")
        with os.scandir(course / "submitted") as students:
            for student in students:
                if student.stat().st_mtime > graded:
                    return True
                if student.is_dir():
                    with os.scandir(student.path) as works:
                        if any(work.stat().st_mtime > graded for work in works):
                            return True
    return False


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
