"""The process of a local run: reads a job from standard input, writes frames to standard output.

It is what runs one's own notebook (``grade check``) on any system, without a box. Standard input
and output are the parent's only until the job starts; student code gets empty ones.
"""

from __future__ import annotations

import os
import struct
import sys
import threading
from collections.abc import Callable
from typing import Any

import msgspec


def _take_channels() -> tuple[bytes, int]:
    """Read the whole job; keep standard output for frames, and give others an empty one."""
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    job = sys.stdin.buffer.read()
    frames = os.dup(1)
    os.set_inheritable(frames, False)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    return job, frames


def emitter(descriptor: int) -> Callable[[dict[str, Any]], None]:
    """Frames go out whole and at once."""
    encode, lock = msgspec.msgpack.Encoder().encode, threading.Lock()

    def emit(frame: dict[str, Any]) -> None:
        body = encode(frame)
        data = memoryview(struct.pack(">I", len(body)) + body)
        with lock:
            while data:
                data = data[os.write(descriptor, data) :]

    return emit


def main(kind: str) -> int:
    """Run one notebook (``run``) or measure a list of saved models (``measure``)."""
    job, descriptor = _take_channels()
    emit = emitter(descriptor)
    from graders.running.inside import entry
    from graders.running.inside.libraries import warm

    warm()
    if kind == "run":
        entry.run(msgspec.msgpack.decode(job), emit)
    else:
        for one in msgspec.msgpack.decode(job):
            entry.measure(one, emit)
    return 0


if __name__ == "__main__":
    status = main(sys.argv[1])
    # Without Python's own shutdown: a notebook may have left threads that never end.
    os._exit(status)
