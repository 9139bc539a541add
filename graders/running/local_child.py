"""The process of local runs: reads jobs from standard input, writes frames to standard output.

It is what runs one's own notebook (``grade check``) on any system, without a box. On Linux it
imports the libraries once and forks for each job, as the zygote of a box does; elsewhere, and
where a library has started a thread, a fork is not sound: it runs one job itself and ends.

A job is eight bytes of size (big-endian) and a map: ``kind``, ``job``, and the ``folder`` to
work in. Frames are as a box's; behind those of a fork that ended well come four zero bytes. One
that did not may have left half a frame, so this process then ends as it did.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import struct
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

import msgspec


def _take_channels() -> tuple[BinaryIO, int]:
    """Where jobs come from and frames go to; student code gets empty streams."""
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    jobs, frames = os.fdopen(os.dup(0), "rb"), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    return jobs, frames


def emitter(descriptor: int) -> Callable[[dict[str, Any]], None]:
    """Frames go out whole and at once."""
    encode, lock = msgspec.msgpack.Encoder().encode, threading.Lock()

    def emit(frame: dict[str, Any]) -> None:
        body = encode(frame)
        with lock:
            _write(descriptor, struct.pack(">I", len(body)) + body)

    return emit


def main() -> int:
    """Perform jobs until there are no more."""
    jobs, frames = _take_channels()
    forks = sys.platform == "linux"
    if forks:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to answer, by ending us
    _import_libraries()
    while order := _next(jobs):
        if not (forks and _alone()):
            _perform(order, frames)
            return 0
        pid = os.fork()
        if not pid:
            jobs.close()
            _end_with_parent()
            _perform(order, frames)
            _end(0)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code < 0:
            os.kill(os.getpid(), -code)
        if code:
            return code
        _write(frames, bytes(4))
    return 0


def _import_libraries() -> None:
    from graders.running.inside import (
        entry,  # noqa: F401 - for the forks
        mode,
    )
    from graders.running.inside.libraries import warm

    warm()
    with contextlib.suppress(ImportError):  # no Keras here
        from graders.running.inside import measuring, watch_keras  # noqa: F401 - for the forks
    mode.versions()
    gc.collect()
    gc.freeze()


def _alone() -> bool:
    from graders.running.inside import isolation

    return isolation.threads() == 1


def _end_with_parent() -> None:
    from graders.running.inside import isolation

    isolation.prctl(isolation.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _next(jobs: BinaryIO) -> dict[str, Any] | None:
    head = jobs.read(8)
    if len(head) < 8:
        return None
    body = jobs.read(struct.unpack(">Q", head)[0])
    found: dict[str, Any] = msgspec.msgpack.decode(body)
    return found


def _perform(order: dict[str, Any], frames: int) -> None:
    """Run a notebook (``run``), or measure a list of saved models (``measure``)."""
    from graders.running.inside import entry

    os.set_inheritable(frames, False)
    os.chdir(order["folder"])
    emit = emitter(frames)
    try:
        if order["kind"] == "run":
            entry.run(order["job"], emit)
        else:
            for one in order["job"]:
                entry.measure(one, emit)
    except BaseException:  # noqa: BLE001 - said where the parent looks, and by the exit code
        sys.excepthook(*sys.exc_info())
        _end(1)


def _end(code: int) -> None:
    """Without Python's own shutdown: a notebook may have left threads that never end."""
    sys.stderr.flush()
    os._exit(code)


def _write(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


if __name__ == "__main__":
    _end(main())
