"""An interrupt that waits until what was begun is on the disk."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_later() -> Iterator[Callable[[], None]]:
    """Ctrl-C counts at the end of the block, from the call of what this gives on.

    Where rows and files are kept together, one between them would leave rows without files.
    """
    waiting: list[FrameType | None] = []
    begun: list[bool] = []
    before = signal.getsignal(signal.SIGINT)

    def begin() -> None:
        # Interrupts come to the main thread, and only that may say what becomes of them.
        if callable(before) and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, lambda _, frame: waiting.append(frame))
            begun.append(True)

    try:
        yield begin
    finally:
        if begun and callable(before):
            signal.signal(signal.SIGINT, before)
            if waiting:
                before(signal.SIGINT, waiting[0])
