"""The same cohort through ``nbgrader autograde`` and ``grade run``, one after the other, cold.

    .venv/bin/python benchmarks/against_nbgrader.py --students 24 --assignment regression

Both use all cores that they know how to use. nbgrader grades a copy of the course without our
plugin, as its users do. Prints seconds and the ratio, and keeps them in benchmarks/results/.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from cohorts import BIN, environment, grade, make_course

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.ExecutePreprocessor.timeout = 600
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}
"""


def nbgrader(folder: Path, *arguments: str) -> None:
    """Run an nbgrader command in a course; raises with its output where it fails."""
    done = subprocess.run(
        [str(BIN / "nbgrader"), *arguments], cwd=folder, env=environment(), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--assignment", default="regression")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        ours, theirs = Path(name, "ours"), Path(name, "theirs")
        make_course(ours, chosen.assignment, chosen.students)
        theirs.mkdir()
        for part in ("source", "submitted"):
            shutil.copytree(ours / part, theirs / part)
        (theirs / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        nbgrader(theirs, "generate_assignment", chosen.assignment, "--create")

        began = time.perf_counter()
        shown = grade("run", chosen.assignment, "--timing", cwd=ours)
        seconds_ours = time.perf_counter() - began
        began = time.perf_counter()
        nbgrader(theirs, "autograde", chosen.assignment)
        seconds_theirs = time.perf_counter() - began
        graded = len(list(theirs.glob(f"autograded/*/{chosen.assignment}/*.ipynb")))

    result = {
        "assignment": chosen.assignment,
        "students": chosen.students,
        "cores": os.cpu_count(),
        "nbgrader_seconds": round(seconds_theirs, 1),
        "nbgrader_notebooks": graded,
        "grade_seconds": round(seconds_ours, 1),
        "ratio": round(seconds_theirs / seconds_ours, 2),
    }
    print(shown)
    print(json.dumps(result, indent=2))
    place = Path(__file__).parent / "results"
    place.mkdir(exist_ok=True)
    (place / "against_nbgrader.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
