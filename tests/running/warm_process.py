"""A process that imports the libraries once and forks for each job it reads, as the zygote does.

For tests of what runs inside a box, without the box: jobs on standard input, frames on standard
output, four zero bytes after each job. Started by path from ``conftest.py``.
"""

import os
import struct
import sys
import tempfile

import msgspec

from graders.running.inside import entry
from graders.running.inside.libraries import warm
from graders.running.local_child import emitter


def child(order: dict, frames: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        getattr(entry, order["kind"])(order["job"], emitter(frames))
        os.chdir("/")


def main() -> None:
    warm()
    jobs, frames = sys.stdin.buffer, os.dup(1)
    while len(head := jobs.read(4)) == 4:
        order = msgspec.msgpack.decode(jobs.read(struct.unpack(">I", head)[0]))
        pid = os.fork()
        if not pid:
            try:
                child(order, frames)
            finally:
                sys.stderr.flush()
                os._exit(0)
        os.waitpid(pid, 0)
        os.write(frames, bytes(4))


main()
