"""The process of local runs as its parent sees it: jobs go in, frames and an exit code come out."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any

import msgspec

from graders.errors import SandboxError
from graders.running.inside.mode import ENVIRONMENT

CHUNK = 1 << 16
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""As in a box: sums come out alike, and a process of one thread may fork."""

SPARE_SECONDS = 30.0


class LocalProcess:
    """A fresh Python in an empty folder of its own; see :mod:`graders.running.local_child`.

    Raises :class:`SandboxError` where Python cannot be started.
    """

    def __init__(self) -> None:
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._folder = tempfile.TemporaryDirectory(prefix="graders-", ignore_cleanup_errors=True)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "graders.running.local_child"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
                cwd=self._folder.name, env={**os.environ, **ENVIRONMENT, **ONE_THREAD},
            )  # fmt: skip
        except OSError as problem:
            self._log.close()
            self._folder.cleanup()
            raise SandboxError(
                f"Python could not be started for a local run: {problem}"
            ) from problem
        self._said = 0
        self._found: queue.Queue[bytes | int] = queue.Queue(maxsize=256)
        self._job_folder = ""
        threading.Thread(target=self._read, daemon=True).start()

    def start(self, kind: str, job: msgspec.Struct | list[Any]) -> None:
        """Give it a job; what comes of it is to be taken by :meth:`take`."""
        self._said = self._log.seek(0, os.SEEK_END)
        if self._job_folder:
            shutil.rmtree(self._job_folder, ignore_errors=True)
        self._job_folder = tempfile.mkdtemp(dir=self._folder.name)
        order = msgspec.msgpack.encode({"kind": kind, "job": job, "folder": self._job_folder})
        threading.Thread(target=self._write, args=(order,), daemon=True).start()

    def take(self, seconds: float) -> bytes | int:
        """What has arrived of the job's frames, or its exit code, below 0 for a signal.

        Raises ``queue.Empty`` where nothing comes within ``seconds``.
        """
        return self._found.get(timeout=max(0.0, seconds))

    @property
    def over(self) -> bool:
        """Whether it has ended, and can take no further job."""
        return self._process.poll() is not None

    def said(self) -> str:
        """What Python printed to its error stream since the job was given."""
        self._log.seek(self._said)
        return self._log.read(1 << 20).decode("utf-8", "replace").strip()

    def close(self) -> None:
        """End it, with the job under way."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(queue.Empty):  # its reader waits where nobody takes
            while True:
                self._found.get_nowait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._log.close()
        self._folder.cleanup()

    def _write(self, order: bytes) -> None:
        stream = self._process.stdin
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):  # it has ended, as is said elsewhere
                stream.write(struct.pack(">Q", len(order)) + order)
                stream.flush()

    def _read(self) -> None:
        """Pass frames on as they arrive; behind a job's last one an exit code."""
        stream = self._process.stdout
        left = 0  # bytes of the frame that is arriving
        head = b""
        with contextlib.suppress(OSError, ValueError):
            while stream is not None and (data := os.read(stream.fileno(), CHUNK)):
                while data:
                    if left:
                        part, data = data[:left], data[left:]
                        left -= len(part)
                        self._found.put(part)
                        continue
                    head, data = head + data[: 4 - len(head)], data[4 - len(head) :]
                    if len(head) == 4:
                        left = struct.unpack(">I", head)[0]
                        self._found.put(head if left else 0)
                        head = b""
        # One that lingers when its frames are closed is ended.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=SPARE_SECONDS)
        self._process.kill()
        self._found.put(self._process.wait())
