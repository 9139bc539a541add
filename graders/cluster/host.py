"""One machine's zygote, shared by all Dask workers of one user on it.

A process of its own, which the first worker starts: workers come and go, are killed and started
again, and their runs all go to the one runner here. It ends when nobody holds it any more.

    python -m graders.cluster.host DESCRIPTOR BACKEND    (a listening Unix socket; "" for any box)
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from graders.cluster.wire import (
    Cell,
    Connection,
    Done,
    Facts,
    Hold,
    Known,
    Order,
    Reply,
    Run,
    own_facts,
    release,
)
from graders.cohort import keys
from graders.errors import ClusterError, SandboxError
from graders.running.backends import choose
from graders.running.frames import TOTAL_BYTES
from graders.running.runner import Runner

LINGER = 3.0
"""Seconds without a connection before it ends."""

IDLE = 900.0
"""Seconds without a run before it ends: a command that was killed tells no worker."""

MOST = 512
"""Dask's threads say how many runs go on at once; this is no limit of ours."""


class Host:
    """Serves one runner over a listening socket."""

    def __init__(self, listening: socket.socket, backend: str | None) -> None:
        self._listening, self._backend = listening, backend
        self._lock = threading.Lock()
        self._opened: Runner | None = None
        self._facts: Facts | None = None
        self._connections = 0
        self._runs = 0
        self._left = self._last_run = time.monotonic()

    def serve(self) -> None:
        """Answer until nobody has held it for ``LINGER`` or asked for a run for ``IDLE`` s."""
        self._listening.settimeout(0.5)
        try:
            while not self._over():
                try:
                    theirs, _ = self._listening.accept()
                except TimeoutError:
                    continue
                theirs.setblocking(True)
                with self._lock:
                    self._connections += 1
                threading.Thread(target=self._answer, args=(theirs,), daemon=True).start()
        finally:
            self._listening.close()
            if self._opened is not None:
                self._opened.close()

    def _over(self) -> bool:
        with self._lock:
            now = time.monotonic()
            alone = self._connections == 0 and now - self._left > LINGER
            return alone or (self._runs == 0 and now - self._last_run > IDLE)

    def _answer(self, theirs: socket.socket) -> None:
        connection = Connection(theirs)
        try:
            if _uid_of(theirs) != os.getuid():
                return
            while (message := connection.receive()) is not None:
                self._hear(message, connection)
        except (OSError, ClusterError):
            return  # who asked is gone, or no worker of ours
        finally:
            connection.close()
            with self._lock:
                self._connections -= 1
                self._left = time.monotonic()

    def _hear(self, message: Known, connection: Connection) -> None:
        if isinstance(message, Hold):
            connection.send(self._ready())
        elif isinstance(message, Run):
            # Apart, so that the end of the connection is seen while it runs.
            threading.Thread(
                target=self._perform, args=(message.order, connection), daemon=True
            ).start()

    def _perform(self, order: bytes, connection: Connection) -> None:
        with self._lock:
            self._runs += 1
        try:
            connection.send(Done(reply=self._run(order, connection)))
        except OSError:
            return  # who asked is gone
        finally:
            with self._lock:
                self._runs -= 1
                self._last_run = time.monotonic()

    def _ready(self) -> Facts:
        """Open the runner, once, whoever asks first."""
        with self._lock:
            if self._facts is not None:
                return self._facts
            self._last_run = time.monotonic()
            machine = socket.gethostname()
            try:
                box = choose(self._backend)
                runner = Runner(box, jobs=MOST)
                runner.__enter__()
            except SandboxError as problem:
                return own_facts(machine, problem=str(problem))
            self._opened = runner
            self._facts = own_facts(machine, backend=box.name, warning=box.warning)
            return self._facts

    def _run(self, order: bytes, connection: Connection) -> bytes:
        digest = hashlib.sha256(order).hexdigest()
        try:
            reply = Reply(order=digest, evidence=self._evidence(order, connection))
        except Exception as fault:  # noqa: BLE001 - told to who asked, and there our fault
            reply = Reply(order=digest, problem=str(fault)[:2000] or type(fault).__name__)
        return msgspec.msgpack.encode(reply)

    def _evidence(self, order: bytes, connection: Connection) -> bytes:
        problem = self._ready().problem
        if problem or self._opened is None:
            raise SandboxError(problem or "there is no runner")

        def tell(cell: str) -> None:
            with contextlib.suppress(OSError):
                connection.send(Cell(cell=cell))

        job = msgspec.msgpack.decode(order, type=Order).job
        evidence = self._opened.run(job, tell).encode()
        if len(evidence) > TOTAL_BYTES:
            raise SandboxError(f"the evidence would be {len(evidence)} bytes")
        return evidence


def attach(backend: str | None) -> Connection:
    """A connection to this machine's host, which is started where there is none.

    Raises :class:`SandboxError` where it does not come up.
    """
    folder = _folder(backend)
    address = str(folder / "socket")
    with _only_one(folder / "lock"):
        found = _connect(address)
        if found is None:
            _start(folder, address, backend)
            found = _connect(address)
    if found is None:
        raise SandboxError(f"The runner of this machine does not answer at {address}.")
    return Connection(found)


def _folder(backend: str | None) -> Path:
    """A folder that no other user can write to; another release of ours has another one."""
    mark = keys.digest(release(), sys.prefix, backend or "")[:16]
    folder = Path(tempfile.gettempdir()) / f"graders-{os.getuid()}-{mark}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise SandboxError(f"{folder} is somebody else's; remove it, or set TMPDIR for the worker.")
    return folder


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _connect(address: str) -> socket.socket | None:
    ours = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        ours.connect(address)
    except OSError:
        ours.close()
        return None
    return ours


def _start(folder: Path, address: str, backend: str | None) -> None:
    Path(address).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(address)
        listening.listen(128)
        with (folder / "log").open("wb") as log:
            subprocess.Popen(
                [sys.executable, "-P", "-m", "graders.cluster.host", str(listening.fileno()),
                 backend or ""],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=(listening.fileno(),), start_new_session=True,
            )  # fmt: skip


def _uid_of(theirs: socket.socket) -> int:
    credentials = theirs.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", credentials)[1])


if __name__ == "__main__":
    Host(socket.socket(fileno=int(sys.argv[1])), sys.argv[2] or None).serve()
