"""Further processes of our own that help with much work of one kind."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


class Helpers(ProcessPoolExecutor):
    """``count`` processes, made anew and never by a fork: this one may hold threads and databases.

    Ctrl-C is for the process that asks. Helpers never hear of it, from their first moment on, and
    leaving the block begins nothing more. :meth:`submit` raises ``OSError`` or
    ``NotImplementedError`` where the system has no room for processes, and as making one does.
    """

    def __init__(
        self,
        count: int,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> None:
        context = multiprocessing.get_context("spawn")
        super().__init__(count, mp_context=context, initializer=initializer, initargs=initargs)

    def submit(
        self, fn: Callable[Given, Returned], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Returned]:
        """Have this done; the first call starts the processes, which inherit what is blocked."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __exit__(self, *problem: object) -> None:
        self.shutdown(cancel_futures=True)
