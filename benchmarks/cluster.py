"""Two Dask workers against the local pool with two places, on the same cohort of Keras notebooks.

    .venv/bin/python benchmarks/cluster.py --students 12 --assignment regression --rounds 3

Scheduler and workers are processes of their own on loopback. In each round both grade the same
submissions, the order swapped from round to round, and neither's start counts (TensorFlow is
imported once for both workers, as for the pool). ``ratio`` is the cluster's wall time through the
pool's, both the least of their rounds: what else ran on the machine only ever adds. ``grades``
says that both gave the same. ``added_cpu_seconds_a_submission`` is what scheduler, workers and
gateway used, the boxes' runs not counted.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from cohorts import make_course

from graders.cluster.runner import ClusterRunner
from graders.cohort.judge import Runs
from graders.cohort.pipeline import run_cohort
from graders.cohort.store import Store
from graders.course.folder import Course
from graders.running.backends import choose
from graders.running.runner import Runner

WORKERS = 2


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread; its address."""
    place = folder / "scheduler.json"
    started = []

    def start(module: str, *words: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(
            subprocess.Popen(command, cwd=folder, env=os.environ | {"TMPDIR": str(folder)}, **quiet)
        )

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
              "--scheduler-file", str(place))  # fmt: skip
        while not place.exists() or not place.read_text():
            time.sleep(0.1)
        address = str(json.loads(place.read_text())["address"])
        for number in range(WORKERS):
            own = str(folder / f"worker-{number}")
            start("dask_worker", address, "--host", "127.0.0.1", "--no-nanny", "--no-dashboard",
                  "--nthreads", "1", "--local-directory", own)  # fmt: skip
        yield address
    finally:
        for process in started:  # a worker that loses its scheduler as it ends may wait for it
            process.kill()
            process.wait()


def cpu_seconds() -> float:
    """CPU seconds so far of what a cluster adds: scheduler, workers, gateway; not of the boxes."""
    spent = 0.0
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            words = (entry / "cmdline").read_bytes()
            theirs = b"distributed.cli." in words or b"graders.cluster.gateway" in words
            if int(fields[1]) == os.getpid() and theirs:
                spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def graded(course: Course, slug: str, runner: Runs) -> tuple[float, dict[str, str]]:
    """Seconds, and each student's score; all of it is run."""

    def open_runner() -> AbstractContextManager[Runs]:
        return contextlib.nullcontext(runner)

    with Store.writer(course.state, "benchmark") as store:
        began = time.perf_counter()
        result = run_cohort(
            course, [slug], store=store, open_runner=open_runner, jobs=WORKERS, force=True
        )
        seconds = time.perf_counter() - began
    return seconds, {g.student: f"{g.state} {g.score}" for g in result.grades}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--assignment", default="regression")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    slug = chosen.assignment
    seconds: dict[str, list[float]] = {"pool": [], "cluster": []}
    scores = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name, contextlib.ExitStack() as stack:
        course = make_course(Path(name) / "course", slug, chosen.students)
        address = stack.enter_context(cluster(Path(name)))
        runners: dict[str, Runs] = {}
        began = time.perf_counter()
        runners["pool"] = stack.enter_context(Runner(choose(), jobs=WORKERS))
        pool_start = time.perf_counter() - began
        began = time.perf_counter()
        remote = stack.enter_context(ClusterRunner(address))
        while remote.slots < WORKERS:
            time.sleep(0.1)
        cluster_start = time.perf_counter() - began
        runners["cluster"] = remote
        added = -cpu_seconds()
        for round_ in range(chosen.rounds):
            order = ["pool", "cluster"]
            for one in order if round_ % 2 == 0 else reversed(order):
                spent, found = graded(course, slug, runners[one])
                seconds[one].append(spent)
                scores.append(found)
                print(f"{one:>8} {spent:7.2f} s", flush=True)
        added += cpu_seconds()
    measured = {
        "assignment": slug,
        "students": chosen.students,
        "rounds": chosen.rounds,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "seconds": {one: [round(each, 2) for each in found] for one, found in seconds.items()},
        "starts_seconds": {"pool": round(pool_start, 1), "cluster": round(cluster_start, 1)},
        "ratio": round(min(seconds["cluster"]) / min(seconds["pool"]), 3),
        "ratio_of_medians": round(
            statistics.median(seconds["cluster"]) / statistics.median(seconds["pool"]), 3
        ),
        "added_cpu_seconds_a_submission": round(added / chosen.rounds / chosen.students, 3),
        "grades": "the same" if all(one == scores[0] for one in scores) else "different",
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(measured, indent=2))
    place = Path(__file__).parent / "results"
    place.mkdir(exist_ok=True)
    (place / "cluster.json").write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
