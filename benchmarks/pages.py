"""How long the pages of a cohort take, and how large they are.

    python benchmarks/pages.py [--students 500] [--processes 2] [--slug regression]

A cohort of so many students is put into a store, each with the evidence that is recorded of one of
the assignment's right and wrong solutions in turn, with what real notebooks print and draw: a log
of every epoch, a table, a picture. No two students are the same: each has a cell of their own, so
nothing rendered for one serves another but what all were given. Then every page is made, made
again (nothing has changed), and made again after one student's grade was changed by hand.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import resource
import tempfile
import time
from pathlib import Path

import msgspec
import nbformat

from graders.cohort.judge import Judge
from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission
from graders.commands.init import make_course
from graders.course.folder import Course
from graders.model.evidence import Evidence
from graders.model.grade import Adjustment
from graders.pages.writing import write_pages
from graders.proof.recorded import read_pack

ROOT = Path(__file__).parents[1]


def picture(seed: int) -> str:
    """A plot of two lines as a notebook draws it, as base64."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt
    import numpy as np

    lines = np.random.default_rng(seed).random((2, 60)).cumsum(axis=1)
    figure, axes = plt.subplots()
    axes.plot(lines.T)
    axes.legend(["training", "validation"])
    data = io.BytesIO()
    figure.savefig(data, format="png")
    plt.close(figure)
    return base64.b64encode(data.getvalue()).decode()


def outputs(number: int, drawn: list[str]) -> dict[str, list[dict[str, object]]]:
    """What the cells of one student showed."""
    log = "".join(
        f"Epoch {epoch}/60\n13/13 ━━━━━━━━━━ 0s 4ms/step - loss: {700 / epoch + number:.4f} - "
        f"mae: {20 / epoch:.4f} - val_loss: {800 / epoch + number:.4f} - "
        f"val_mae: {22 / epoch:.4f}\n"
        for epoch in range(1, 61)
    )
    rows = "".join(f"<tr><th>{n}</th><td>{n * number}</td><td>0.{n}</td></tr>" for n in range(9))
    table = f'<table border="1" class="dataframe"><tbody>{rows}</tbody></table>'
    return {
        "setup": [],
        "split": [{"output_type": "execute_result", "metadata": {}, "execution_count": 1,
                   "data": {"text/html": table, "text/plain": "a table"}}],
        "fit": [{"output_type": "stream", "name": "stdout", "text": log}],
        "evaluate": [{"output_type": "display_data", "metadata": {},
                      "data": {"image/png": drawn[number % len(drawn)], "text/plain": "<Figure>"}}
                     ] * 2,
    }  # fmt: skip


def fill(course: Course, slug: str, students: int) -> None:
    """Hand in and grade so many students' work."""
    pack = read_pack(ROOT / "reference" / slug)
    names = list(pack.entries)
    loaded = course.load(slug)
    judge = Judge(loaded)
    skeleton, solutions = loaded.skeleton_notebook(), loaded.solution_cells()
    drawn = [picture(seed) for seed in range(8)]
    grades = []
    with Store.writer(course.state) as store:
        for number in range(students):
            notebook = nbformat.from_dict(skeleton)
            cells = []
            for cell in notebook.cells:
                grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
                if grade_id in solutions:
                    cell.source = f"{solutions[grade_id]}\n# student {number}"
                cells.append(cell)
            notebook.cells = cells
            data = nbformat.writes(notebook).encode()
            row = store.note_attempt(
                Submission(
                    student=f"student-{number:04}", slug=slug, notebook=data,
                    digest=hashlib.sha256(data).hexdigest(),
                    received_at="2026-03-01T10:00:00+00:00",
                )
            )  # fmt: skip
            evidence = shown(pack.evidence(names[number % len(names)]), outputs(number, drawn))
            key = hashlib.sha256(f"{slug}{number}".encode()).hexdigest()
            store.put_evidence(key, evidence)
            grades.append(Stored(judge.grade(row, (), key, evidence), f"grade-{number}", key))
        store.put_grades(grades)


def shown(evidence: Evidence, made: dict[str, list[dict[str, object]]]) -> Evidence:
    """Evidence whose cells showed this."""
    cells = tuple(
        msgspec.structs.replace(run, outputs=json.dumps(made.get(run.cell, [])).encode())
        for run in evidence.cells
    )
    return msgspec.structs.replace(evidence, cells=cells)


def cpu_seconds() -> float:
    """CPU time of this process and of those that it started and that have ended."""
    mine, theirs = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--slug", default="regression")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_course(Path(folder), [asked.slug], public=True)
        course = Course(Path(folder))
        fill(course, asked.slug, asked.students)
        for what in ("all pages", "nothing changed", "one grade changed"):
            if what == "one grade changed":
                with Store.writer(course.state) as store:
                    change = Adjustment(kind="comment", who="x", at="2026-03-01", why="y")
                    store.add_adjustments(asked.slug, {"student-0000": (change,)})
            began, used = time.perf_counter(), cpu_seconds()
            written = write_pages(course, asked.slug, processes=asked.processes)
            seconds, used = time.perf_counter() - began, cpu_seconds() - used
            print(
                f"{what:18} {written.made:5} pages {seconds:7.2f} s "
                f"({used:.2f} s of CPU) {written.problems or ''}"
            )
        sizes = [path.stat().st_size for path in written.pages.values()]
        print(
            f"a page: {sum(sizes) / len(sizes) / 1000:.0f} kB, "
            f"the largest {max(sizes) / 1000:.0f} kB"
        )


if __name__ == "__main__":
    main()
