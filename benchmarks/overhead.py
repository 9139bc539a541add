"""What we add to the students' own CPU time, and where a cohort's time goes.

    .venv/bin/python benchmarks/overhead.py --students 100 --assignment regression

``ratio_cpu`` is the CPU time of the runs, of the boxes that measure and of the command itself,
divided by that of the students' cells; the zygote's start and the experiments are excluded. The
latter have a bar of their own: ``experiments_share`` of all that. ``ratio_wall`` puts wall time x
cores in its place, and so counts idle cores and other work on the machine too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path

from cohorts import make_course

from graders.cohort.pipeline import Runs, run_cohort
from graders.cohort.store import Store
from graders.running.backends import choose
from graders.running.runner import Runner


def cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--assignment", default="regression")
    chosen = parser.parse_args()
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        course = make_course(Path(name), chosen.assignment, chosen.students)
        runner = Runner(choose(), jobs=cores)

        def open_runner() -> AbstractContextManager[Runs]:
            return runner

        cpu_before, began = cpu(), time.perf_counter()
        with Store.writer(course.state, "benchmark") as store:
            result = run_cohort(course, [chosen.assignment], store=store, open_runner=open_runner)
            wall = time.perf_counter() - began - runner.startup_seconds
            used = cpu() - cpu_before
            runs = [
                store.evidence(one.evidence) for one in store.grades(chosen.assignment).values()
            ]
    cells = sum(run.cpu_seconds for evidence in runs for run in evidence.cells)
    extra = [one for evidence in runs for one in evidence.experiments]
    experiments = sum(one.cpu_seconds for one in extra)
    running = sum(evidence.status.cpu_seconds for evidence in runs)
    measuring = sum(evidence.timing.measure_cpu_seconds for evidence in runs)
    judging, used = used, used + running + measuring
    beside = sum(one.seconds for one in extra) / cores
    memory = max(evidence.status.peak_memory or 0 for evidence in runs)
    measured = {
        "assignment": chosen.assignment,
        "students": chosen.students,
        "full_marks": sum(grade.score == grade.possible for grade in result.grades),
        "cores": cores,
        "startup_seconds": round(runner.startup_seconds, 2),
        "wall_seconds": round(wall, 2),
        "cells_cpu_seconds": round(cells, 2),
        "runs_cpu_seconds": round(running, 2),
        "measuring_cpu_seconds": round(measuring, 2),
        "own_cpu_seconds": round(judging, 2),
        "all_cpu_seconds": round(used, 2),
        "experiments_cpu_seconds": round(experiments, 2),
        "experiments_share": round(experiments / used, 3),
        "ratio_wall": round((wall - beside) * cores / cells, 3),
        "ratio_cpu": round(used / cells, 3),
        "peak_memory_mib": round(memory / 2**20),
        "stages_seconds": {name: round(each, 2) for name, each in result.stages.items()},
    }
    print(json.dumps(measured, indent=2))
    place = Path(__file__).parent / "results"
    place.mkdir(exist_ok=True)
    (place / "overhead.json").write_text(json.dumps(measured, indent=2) + "\n")


if __name__ == "__main__":
    main()
