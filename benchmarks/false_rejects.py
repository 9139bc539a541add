"""How often a right answer fails its calibrated bar: simulated, and measured on real runs.

    .venv/bin/python benchmarks/false_rejects.py --seeds 3

Every right solution runs under training seeds that neither the calibration nor `grade verify` has
used; where a figure is below its bar and within reach, the two looks are run as for a student.
Writes `results/false_rejects.json` and prints the table of `docs/calibration.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from graders.calibration import (
    band,
    expected_false_rejects,
    false_rejects,
    needs_minimum,
    share_between,
)
from graders.checks import check_types, make_check
from graders.checks.metric import Metric
from graders.course.calibrate import right_solutions
from graders.course.folder import Course, LoadedAssignment
from graders.course.planning import make_job
from graders.course.submission import read_submission
from graders.model.assignment import RubricItem
from graders.model.reference import Band, Reference
from graders.proof.figures import upper_bound

RESULTS = Path(__file__).parent / "results" / "false_rejects.json"
COLUMNS = (
    "line | bar from | fresh runs | below, one look: simulated | measured | left one out "
    "| fail, three looks: simulated | measured | 95 % bound"
)


class Outcome(NamedTuple):
    """One fresh run of a right solution: its figure, and the verdicts without and with looks."""

    figure: float
    below: bool
    failed: bool
    runs: int


def fresh_seed(secret: bytes, slug: str, number: int) -> int:
    """A training seed that nothing else uses, in [0, 2**31)."""
    message = f"false rejects\0{slug}\0{number}".encode()
    return int.from_bytes(hmac.new(secret, message, hashlib.sha256).digest()[:4], "big") >> 1


def left_one_out(held: Band) -> tuple[int, int]:
    """Of a band's figures, how many are below the bar of all the others: (below, figures).

    For a minimum that is always one, the least, and says nothing: (0, 0).
    """
    if held.method == "minimum":
        return 0, 0
    below = count = 0
    sign = 1 if held.higher_is_better else -1
    for place, figure in enumerate(held.figures):
        others = held.figures[:place] + held.figures[place + 1 :]
        if needs_minimum(others):
            continue
        made = band(held.metric, others, held.baseline, higher_is_better=held.higher_is_better)
        count += 1
        below += sign * (figure - made.bar) < 0
    return below, count


def measure(loaded: LoadedAssignment, runner: Any, seeds: int) -> dict[str, dict[str, Any]]:
    """Figures by rubric line of one assignment; none where no line has a bar."""
    types = check_types(loaded.custom_checks())
    reference = loaded.reference()
    bands = reference.calibration.bands if reference.calibration is not None else {}
    lines = [
        (item, check)
        for item in loaded.assignment.checks
        if isinstance(check := make_check(item, types), Metric) and item.id in bands
    ]
    if not lines:
        return {}
    solutions = right_solutions(loaded)
    jobs = []
    for number in range(seeds):
        seed = fresh_seed(loaded.course.secret, loaded.assignment.slug, number)
        for _, notebook in solutions:
            job = make_job(loaded, read_submission(notebook, loaded), {})
            plan = msgspec.structs.replace(
                job.plan, seed=seed, remap_seeds=True, split_seed=job.plan.seed
            )
            jobs.append(msgspec.structs.replace(job, plan=plan))

    def one(job: Any) -> dict[str, Outcome]:
        run = runner.run(job)
        return {item.id: outcome(runner, job, run, check, reference, item) for item, check in lines}

    with ThreadPoolExecutor(runner.jobs) as pool:
        found = list(pool.map(one, jobs))
    return {
        f"{loaded.assignment.slug}: {item.id} ({check.metric})": figures(
            [each[item.id] for each in found], bands[item.id], len(solutions)
        )
        for item, check in lines
    }


def outcome(  # noqa: PLR0917 - a run and what it is judged by
    runner: Any, job: Any, run: Any, check: Metric, reference: Reference, item: RubricItem
) -> Outcome:
    """Judge a run as a student's: with two looks where the check asks for them."""
    from graders.running import looks

    found = check.figure_of(run, reference, item)
    first = check(run, reference, item)
    if first.outcome == "passed":
        return Outcome(found, below=False, failed=False, runs=1)
    runs = 1
    if check.asks(run, reference, item):
        record = looks.perform(runner.run, job, run, (check.answers,))
        run = msgspec.structs.replace(run, experiments=(record,))
        runs += record.runs
    return Outcome(
        found, below=True, failed=check(run, reference, item).outcome != "passed", runs=runs
    )


def figures(found: list[Outcome], held: Band, solutions: int) -> dict[str, Any]:
    """What the table shows of one line. ``found`` are solutions taking turns."""
    between = share_between([one.figure for one in found], solutions)
    simulated = false_rejects(
        held.count, held.method, between=between, solutions=min(solutions, held.count)
    )
    below = sum(one.below for one in found)
    failed = sum(one.failed for one in found)
    left, of = left_one_out(held)
    return {
        "method": held.method,
        "count": held.count,
        "solutions": solutions,
        "runs": len(found),
        "share_between_solutions": round(between, 3),
        "one_look_formula": round(expected_false_rejects(held.count, held.method), 5),
        "one_look_simulated": round(simulated.one_look, 5),
        "one_look_measured": below,
        "left_one_out": [left, of],
        "three_looks_simulated": round(simulated.three_looks, 5),
        "three_looks_measured": failed,
        "bound": round(upper_bound(failed, len(found)), 4),
        "runs_per_answer_simulated": round(simulated.runs, 3),
        "runs_per_answer_measured": round(sum(one.runs for one in found) / len(found), 3),
    }


def table(measured: dict[str, dict[str, Any]]) -> list[str]:
    """The table of `docs/calibration.md`, a line each."""
    rows = [f"| {COLUMNS} |", "|" + " --- |" * len(COLUMNS.split("|"))]
    for name, each in measured.items():
        left, of = each["left_one_out"]
        cells = (
            name,
            f"{each['count']} runs, {each['method']}",
            f"{each['runs']} of {each['solutions']} solutions",
            f"{each['one_look_simulated']:.1%}",
            f"{each['one_look_measured']} ({each['one_look_measured'] / each['runs']:.1%})",
            f"{left} of {of} ({left / of:.1%})" if of else "",
            f"{each['three_looks_simulated']:.2%}",
            f"{each['three_looks_measured']} ({each['three_looks_measured'] / each['runs']:.1%})",
            f"{each['bound']:.1%}",
        )
        rows.append("| " + " | ".join(cells) + " |")
    return rows


def main() -> None:
    """Measure, write and print."""
    from graders.running.backends import choose
    from graders.running.runner import Runner

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="fresh seeds for every right solution")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--course", type=Path, default=Path(__file__).parents[1])
    chosen = parser.parse_args()
    course = Course.find(chosen.course)
    assignments = [course.load(slug) for slug in course.slugs()]
    measured: dict[str, dict[str, Any]] = {}
    with Runner(choose(), jobs=chosen.jobs) as runner:
        for loaded in assignments:
            measured |= measure(loaded, runner, chosen.seeds)
    RESULTS.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    print("\n".join(table(measured)))


if __name__ == "__main__":
    main()
