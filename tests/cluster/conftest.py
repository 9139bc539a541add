"""A real Dask scheduler and real workers on loopback, each a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
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
def cluster(tmp_path):
    """A scheduler; workers are added by the test."""
    made = Cluster(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A scheduler with one hostile worker, for all tests of a module."""
    made = Cluster(tmp_path_factory.mktemp("hostile"))
    made.hostile("mallory")
    yield made
    made.close()
