"""A real Dask scheduler and real workers on loopback, each a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'graders[cluster]'")

HOSTILE = "hostile_worker.py"


class Cluster:
    """Starts and ends the processes; ``address`` is the scheduler's."""

    def __init__(self, folder, *security):
        self.folder = folder
        self._security = security
        self._processes = []
        self.workers = {}
        place = folder / "scheduler.json"
        protocol = ["--protocol", "tls"] if security else []
        self.scheduler = self._start(
            "scheduler", "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(place), *protocol,
        )  # fmt: skip
        self.address = self._wait(place)

    def _start(self, name, module, *arguments, **environment):
        log = (self.folder / f"{name}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *arguments, *self._security],
                cwd=self.folder,
                env={**os.environ, "TMPDIR": str(self.folder), **environment},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._processes.append(process)
        return process

    def _wait(self, place):
        for _ in range(600):
            with contextlib.suppress(OSError, ValueError):
                return json.loads(place.read_text())["address"]
            time.sleep(0.1)
        raise AssertionError((self.folder / "scheduler.log").read_text())

    def worker(self, name, *arguments, threads=1, **environment):
        """A worker without a nanny: when it is killed, it is gone."""
        self.workers[name] = self._start(
            name, "dask_worker", self.address, "--host", "127.0.0.1", "--no-nanny",
            "--no-dashboard", "--name", name, "--nthreads", str(threads),
            "--local-directory", str(self.folder / name), *arguments, **environment,
        )  # fmt: skip
        return self.workers[name]

    def hostile(self, name, **options):
        """A worker whose functions are somebody else's (``hostile_worker.py``)."""
        preload = str(Path(__file__).with_name(HOSTILE))
        return self.worker(name, "--preload", preload, **options)

    def close(self):
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def make_cluster(tmp_path):
    """Starts a scheduler; its arguments are those of TLS."""
    with contextlib.ExitStack() as made:

        def make(*security):
            found = Cluster(tmp_path, *security)
            made.callback(found.close)
            return found

        yield make


@pytest.fixture
def cluster(make_cluster):
    """A scheduler; workers are added by the test."""
    return make_cluster()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A scheduler with one hostile worker, for all tests of a module."""
    made = Cluster(tmp_path_factory.mktemp("hostile"))
    made.hostile("mallory")
    yield made
    made.close()


class Recorder:
    """A TCP proxy before a scheduler, which keeps every byte that this machine sends.

    Forwards connections to ``address``; ``sent`` is what came from this side.
    """

    def __init__(self, address):
        scheme, _, place = address.partition("://")
        host, _, port = place.rpartition(":")
        self._to = (host, int(port))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open = [self._listening]
        self.address = f"{scheme}://127.0.0.1:{self._listening.getsockname()[1]}"
        self.streams = []
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def sent(self):
        return b"\0\0".join(bytes(stream) for stream in self.streams)

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                ours, _ = self._listening.accept()
                theirs = socket.create_connection(self._to)
                self._open += [ours, theirs]
                stream = bytearray()
                self.streams.append(stream)
                for source, target, kept in ((ours, theirs, stream), (theirs, ours, None)):
                    threading.Thread(
                        target=self._pump, args=(source, target, kept), daemon=True
                    ).start()

    @staticmethod
    def _pump(source, target, kept):
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if kept is not None:
                    kept += data
                target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self):
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def recorder(cluster):
    """Stands between this machine and ``cluster``."""
    made = Recorder(cluster.address)
    yield made
    made.close()
