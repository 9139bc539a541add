"""The instructor's page of 500 students: time to make it, its size, how fast it opens.

    .venv/bin/python benchmarks/dashboard.py --students 500

A cohort really runs (``grade demo``; or one that has run, with ``--course``). Its verdicts, its
evidence and its task cells are then put together anew for 500 students, each line and each cell
from somebody else, so that mistakes come in many combinations; a few students hand in the same
odd cell. The page is opened in Chromium, from the disk, several times.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import msgspec
import nbformat
from cohorts import grade

from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Submission, digest_of_files
from graders.course.folder import Course
from graders.dashboard.cohort import CohortReader
from graders.dashboard.page import write_dashboard
from graders.reports.dashboard_page import dashboard_page
from graders.reports.messages import Messages

SLUG = "regression"
OPENED = 7
_NUMBER = re.compile(r"\b[1-9]\d{0,2}\b")
ODD = """
def bend(table, quarter=0.37):
    # the third column behaves strangely, so it is bent
    folded = table[:, 2] ** quarter - np.log1p(np.abs(table[:, 0]))
    return np.column_stack([table, folded, np.sign(folded) * 4.25])
"""


def mixed(course: Course, target: Path, students: int, seed: int = 5) -> Course:
    """A course in ``target`` with the cohort of ``course`` put together anew."""
    chance = random.Random(seed)
    for name in ("course.toml", "reference", "datasets"):
        source = course.root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target / name)
    with Store(course.state, readonly=True) as store:
        rows = store.newest_attempts(SLUG)
        known = [one for one in store.grades(SLUG).values() if one.evidence]
        books = [
            nbformat.reads(store.submission(rows[one.grade.student]).notebook, as_version=4)
            for one in known
        ]
        runs = [store.whole_evidence(one.evidence) for one in known]
    with Store.writer(Course(target).state, "benchmark") as store:
        made = []
        for number in range(students):
            student = f"student-{number:04d}"
            place = chance.randrange(len(known))
            one = known[place].grade
            others = [chance.choice(known).grade for _ in range(2)]
            lines = tuple(
                chance.choices((line, others[0].lines[at], others[1].lines[at]), (18, 1, 1))[0]
                for at, line in enumerate(one.lines)
            )
            key = hashlib.sha256(student.encode()).hexdigest()
            store.put_evidence(key, runs[place])
            data = _notebook(books, chance, odd=number % 100 < 2)
            submission = Submission(
                student=student,
                slug=SLUG,
                notebook=data,
                digest=hashlib.sha256(data).hexdigest(),
                files_digest=digest_of_files({}),
            )
            store.note_attempt(submission)
            score = sum((line.points for line in lines), start=type(one.score)(0))
            graded = msgspec.structs.replace(
                one, student=student, lines=lines, score=score, attempt=1
            )
            made.append(Stored(graded, "benchmark", key))
        store.put_grades(made)
    return Course(target)


def _notebook(books: list[nbformat.NotebookNode], chance: random.Random, *, odd: bool) -> bytes:
    book = nbformat.from_dict(chance.choice(books))
    others = {cell.get("id"): cell for cell in chance.choice(books).cells}
    for cell in book.cells:
        if cell.get("id") in others and cell.cell_type == "code" and chance.random() < 0.3:
            cell.source = others[cell.id].source
    for cell in book.cells:
        if cell.cell_type == "code":
            # Students choose numbers of their own: units, epochs, seeds, shares.
            cell.source = _NUMBER.sub(lambda found: _other(found[0], chance), cell.source)
    if odd:
        book.cells.append(nbformat.v4.new_code_cell(ODD, id="odd"))
    return nbformat.writes(book).encode()


def _other(number: str, chance: random.Random) -> str:
    return number if chance.random() < 0.5 else str(chance.choice((4, 8, 16, 24, 32, 42, 64, 100)))


def opened(path: Path) -> dict[str, float]:
    """Seconds until Chromium has the page ready to use, and until a click has sorted it."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    ready, clicked = [], []
    with sync_playwright() as session:
        browser = session.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in range(OPENED):
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            began = time.perf_counter()
            page.goto(path.as_uri(), wait_until="load")
            # A frame has been drawn with the script done.
            page.evaluate(
                "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            ready.append(time.perf_counter() - began)
            began = time.perf_counter()
            page.click("#sort-score")
            page.wait_for_selector("th[aria-sort=ascending]")
            clicked.append(time.perf_counter() - began)
            page.close()
        browser.close()
    return {
        "opens_seconds_median": round(statistics.median(ready), 3),
        "opens_seconds_most": round(max(ready), 3),
        "sorts_seconds_median": round(statistics.median(clicked), 3),
    }


def main() -> None:
    """Measure, print, and keep the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--course", type=Path, help="a course that `grade demo` has graded")
    parser.add_argument("--keep", type=Path, help="write the page here as well")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = chosen.course
        if source is None:
            source = Path(folder) / "demo"
            grade("demo", "--dir", str(source))
        target = Path(folder) / "many"
        target.mkdir()
        course = mixed(Course(source), target, chosen.students)
        reader = CohortReader(course, SLUG)
        figures: dict[str, object] = {"students": chosen.students}
        with Store(course.state, readonly=True) as store:
            for name in ("read_seconds", "read_again_seconds"):
                began = time.perf_counter()
                view = reader.read(store)
                figures[name] = round(time.perf_counter() - began, 2)
        began = time.perf_counter()
        dashboard_page(view, Messages("en").say, "en")
        figures["render_seconds"] = round(time.perf_counter() - began, 2)
        pages = {one.student: f"{one.student}.html" for one in view.grades}
        path, _ = write_dashboard(course, SLUG, pages=pages)
        figures["bytes"] = path.stat().st_size
        figures["groups"] = len(view.similar.groups)
        figures |= opened(path)
        if chosen.keep:
            shutil.copy(path, chosen.keep)
    print(json.dumps(figures, indent=1))
    result = Path(__file__).parent / "results" / "dashboard.json"
    result.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
