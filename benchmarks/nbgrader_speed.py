"""Courses of right answers through ``nbgrader autograde`` and ``grade run``: seconds and memory.

    .venv/bin/python benchmarks/nbgrader_speed.py --plain 24 --tensorflow 8

Both grade the same course, one after the other, cold, and both use the cores that they know how to
use. No two notebooks are alike, so that nothing is known from before. Memory is the largest sum
over all processes that a command started, each page counted once (what Linux calls PSS).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "adopted"))

from cohorts import BIN, environment
from courses import networks, problem_set
from courses.shape import Handed
from nbgrader_courses import nbgrader, read_gradebook

RESULT = Path(__file__).parent / "results" / "nbgrader_speed.json"
BARS = {"plain": 5, "tensorflow": 8}
EVERY = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    megabytes: float


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command to its end. Raises ``SystemExit`` with its output where it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        running = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=said, stderr=subprocess.STDOUT
        )
        largest = 0
        while running.poll() is None:
            largest = max(largest, memory(running.pid))
            time.sleep(EVERY)
        seconds = time.perf_counter() - began
        if running.returncode not in {0, 1}:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{said.read()[-3000:].decode()}")
    return Cost(round(seconds, 2), round(largest / 2**20, 1))


def memory(process: int) -> int:
    """Bytes that a process and all that it started hold now, shared pages once."""
    try:
        parent = psutil.Process(process)
        everybody = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    total = 0
    for one in everybody:
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return total


def plain_course(root: Path, notebooks: int) -> str:
    """Two notebooks a student, plain Python; the assignment's name."""
    problem_set.make(root)
    nbgrader(root, "generate_assignment", problem_set.NAME)
    released = problem_set.released(root / "release" / problem_set.NAME)
    for number in range((notebooks + 1) // 2):
        work = Handed(released, problem_set.files())
        work.fill(**problem_set.ANSWERS)
        for name in ("squares", "ranks"):
            work.cell(name)["source"] += f"\n# student {number}"
        work.write(root / "submitted" / f"student-{number:04d}" / problem_set.NAME)
    return problem_set.NAME


def tensorflow_course(root: Path, notebooks: int) -> str:
    """One notebook a student that trains a network; the assignment's name."""
    networks.make(root)
    nbgrader(root, "generate_assignment", networks.NAME)
    released = problem_set.released(root / "release" / networks.NAME)
    for number in range(notebooks):
        work = Handed(released, {})
        networks.answer(work)
        work.cell("network")["source"] += f"\n# student {number}"
        work.write(root / "submitted" / f"student-{number:04d}" / networks.NAME)
    return networks.NAME


def side_by_side(kind: str, notebooks: int) -> dict[str, object]:
    """Both commands on copies of one course, with ratios; the scores must agree."""
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        theirs, ours = Path(name, "theirs"), Path(name, "ours")
        make = plain_course if kind == "plain" else tensorflow_course
        assignment = make(theirs, notebooks)
        shutil.copytree(theirs, ours)
        handed_in = len(list(theirs.glob("submitted/*/*/*.ipynb")))
        by_us = cost([str(BIN / "grade"), "run", assignment], ours)
        by_them = cost([str(BIN / "nbgrader"), "autograde", assignment], theirs)
        same = scores(ours, assignment) == scores(theirs, assignment)
    return {
        "notebooks": handed_in,
        "bar": BARS[kind],
        "ratio": round(by_them.seconds / by_us.seconds, 2),
        "nbgrader_seconds": by_them.seconds,
        "grade_seconds": by_us.seconds,
        "nbgrader_megabytes": by_them.megabytes,
        "grade_megabytes": by_us.megabytes,
        "same_scores": same,
    }


def scores(root: Path, assignment: str) -> dict[tuple[str, str, str], float | None]:
    """Every graded cell's points."""
    return {
        (student, notebook, cell): values["auto_score"]
        for student, one in read_gradebook(root / "gradebook.db", assignment).items()
        for notebook, cells in one["notebooks"].items()
        for cell, values in cells.items()
        if "auto_score" in values
    }


def main() -> None:
    """Measure and print; results of today's run are kept, each kind on its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", type=int, default=24, help="notebooks; 0 leaves them out")
    parser.add_argument("--tensorflow", type=int, default=8, help="notebooks; 0 leaves them out")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/")
    chosen = parser.parse_args()
    result = json.loads(RESULT.read_text()) if RESULT.is_file() else {}
    result["cores"] = os.cpu_count()
    for kind in BARS:
        if notebooks := getattr(chosen, kind):
            result[kind] = side_by_side(kind, notebooks)
            print(json.dumps({kind: result[kind]}, indent=2))
    if chosen.keep:
        RESULT.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
