import os
import struct
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from graders.model.evidence import Environment, Evidence, RunStatus
from graders.model.plan import RunJob
from graders.running.frames import Assembler
from graders.running.inside.mode import ENVIRONMENT
from graders.running.measuring import confirm, measure_job


@pytest.fixture(scope="session")
def keras():
    """Keras, imported once for all tests that look at live models."""
    for name in ("TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS"):
        os.environ.setdefault(name, ENVIRONMENT[name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import keras
    return keras


class Warm:
    """Runs jobs in forks of one process that has imported the libraries."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm_process.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, **ENVIRONMENT},
        )  # fmt: skip

    def frames(self, kind: str, job: msgspec.Struct, assembler: Assembler) -> Assembler:
        order = msgspec.msgpack.encode({"kind": kind, "job": job})
        self.process.stdin.write(struct.pack(">I", len(order)) + order)
        self.process.stdin.flush()
        while size := struct.unpack(">I", head := self.process.stdout.read(4))[0]:
            assembler.feed(head + self.process.stdout.read(size))
        return assembler

    def __call__(self, job: RunJob) -> Evidence:
        assembler = self.frames("run", job, Assembler(job.plan.cells, probes=job.plan.probes))
        outcome = "finished" if assembler.finished is not None else "died"
        evidence = assembler.evidence(RunStatus(outcome=outcome), Environment(local=True))
        found = []
        for record in evidence.models:
            order = measure_job(record, training=job.plan.training)
            measured = self.frames("measure", order, Assembler()).measurement if order else None
            found.append(confirm(record, measured))
        return msgspec.structs.replace(evidence, measurements=tuple(found))


@pytest.fixture(scope="session")
def run() -> Iterator[Callable[[RunJob], Evidence]]:
    """Run a job as in a box, but without one; the libraries are imported once."""
    warm = Warm()
    yield warm
    warm.process.stdin.close()
    warm.process.stdout.close()
    warm.process.wait(timeout=60)
