"""A second course, of notebooks that are old, incomplete or strange."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from courses import shape
from courses.shape import Edit, Handed, Notebook, by_hand, code, locked, solution, task, tests, text

NAME = "week 2"
NOTEBOOK = "übung-2"
"""A space and a letter beyond ASCII: nbgrader takes both."""

CONFIG = """\
c = get_config()

c.CourseDirectory.course_id = "odd"
c.CourseDirectory.db_url = "sqlite:///grades.db"
c.Execute.timeout = 4
"""

DOUBLE = "def double(x):\n    return 2 * x"
HALVE = "def halve(x):\n    return x / 2"
ANSWERS = {"double": DOUBLE, "halve": HALVE, "why": "Because two halves make a whole."}
WRONG = "def double(x):\n    return x + 2"
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def source() -> Notebook:
    """A small notebook with each kind of cell."""
    return shape.notebook(
        [
            locked("intro", text("# Übung 2: 두 배와 절반")),
            solution("double", "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"),
            tests("test-double", 2, "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS"),
            solution("halve", "def halve(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION"),
            tests("test-halve", 1, "assert halve(6) == 3"),
            by_hand("why", 1, text("Why is `halve(double(x))` equal to `x`?")),
            task("discuss", 1, "Discuss rounding."),
        ]
    )  # fmt: skip


def make(root: Path) -> None:
    """Write the course's own part."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    shape.write(root / "source" / NAME / f"{NOTEBOOK}.ipynb", source())


def _format(minor: int) -> Edit:
    def edit(work: Handed) -> None:
        content = work.notebooks[NOTEBOOK]
        content["nbformat_minor"] = minor
        for cell in content["cells"]:
            if minor < 5:
                cell.pop("id", None)

    return edit


def _format_3(work: Handed) -> None:
    """As IPython 2 wrote it: worksheets, ``input``, numbered prompts."""
    content = work.notebooks[NOTEBOOK]
    old = []
    for cell in content["cells"]:
        one = {"cell_type": cell["cell_type"], "metadata": cell["metadata"]}
        if cell["cell_type"] == "code":
            one |= {
                "input": cell["source"],
                "language": "python",
                "collapsed": False,
                "outputs": [],
            }
        else:
            one["source"] = cell["source"]
        old.append(one)
    work.notebooks[NOTEBOOK] = {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": old, "metadata": {}}],
    }


def _no_metadata(work: Handed) -> None:
    """All metadata lost, as some web editors do."""
    content = work.notebooks[NOTEBOOK]
    content["metadata"] = {}
    for cell in content["cells"]:
        cell["metadata"] = {}


def _no_metadata_keys(work: Handed) -> None:
    """Cells without even the key."""
    content = work.notebooks[NOTEBOOK]
    del content["metadata"]
    for cell in content["cells"]:
        del cell["metadata"]


def _duplicate_cell_ids(work: Handed) -> None:
    for cell in work.notebooks[NOTEBOOK]["cells"]:
        cell["id"] = "same"


def _duplicate_grade_ids(work: Handed) -> None:
    """The wrong cell copied in front, its twin behind with nothing in it."""
    cells, number = work.place("double")
    before = copy.deepcopy(cells[number]) | {"id": "before", "source": WRONG}
    cells.insert(number, before)
    cells, number = work.place("halve")
    cells.insert(number, copy.deepcopy(cells[number]) | {"id": "earlier", "source": "halve = 1"})


def _one_id_for_two(work: Handed) -> None:
    """A solution that took the id of its test."""
    work.cell("halve")["metadata"]["nbgrader"]["grade_id"] = "test-halve"


def _unknown_grade_id(work: Handed) -> None:
    """An id of another assignment."""
    work.cell("double")["metadata"]["nbgrader"]["grade_id"] = "cell-938593c4"


def _cell_types(work: Handed) -> None:
    """Tests as text, text as code, an answer as a raw cell."""
    _as(work.cell("test-double"), "markdown")
    _as(work.cell("why"), "code")
    _as(work.cell("discuss"), "raw")


def _raw_answer(work: Handed) -> None:
    _as(work.cell("double"), "raw")


def _raw_cells(work: Handed) -> None:
    """Raw cells of the student's own."""
    work.insert(
        "double", {"cell_type": "raw", "metadata": {"format": "text/latex"}, "source": "\\emph"}
    )


def _large_outputs(work: Handed) -> None:
    """Ten megabytes of progress bars under one cell."""
    work.cell("double")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": ["=" * 99 + "\n"] * 100_000},
    ]


def _prints_a_lot(work: Handed) -> None:
    """Ten megabytes made while grading."""
    work.fill(double=DOUBLE + '\n\nprint("=" * 10_000_000)')


def _empty_cells(work: Handed) -> None:
    """Cells without text, one of them an answer."""
    work.fill(halve="")
    work.insert("double", code(""), text(""), code("\n\n"))


def _empty_list(work: Handed) -> None:
    """Sources as lists of lines, as Jupyter writes them, and an empty one."""
    for cell in work.notebooks[NOTEBOOK]["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    work.insert("double", code("") | {"source": []})


def _no_cells(work: Handed) -> None:
    work.notebooks[NOTEBOOK]["cells"] = []


def _no_kernelspec(work: Handed) -> None:
    work.notebooks[NOTEBOOK]["metadata"] = {}


def _other_kernel(work: Handed) -> None:
    """The student's own environment, which is not there."""
    work.notebooks[NOTEBOOK]["metadata"]["kernelspec"] = {
        "display_name": "my-env", "language": "python", "name": "my-env",
    }  # fmt: skip


def _schema(version: int) -> Edit:
    def edit(work: Handed) -> None:
        """Metadata of an nbgrader of years ago, which knew no tasks."""
        for cell in work.notebooks[NOTEBOOK]["cells"]:
            meta = cell["metadata"].get("nbgrader")
            if meta is None:
                continue
            meta["schema_version"] = version
            meta.pop("task", None)
            if version < 2:
                meta.pop("cell_type", None)
            if version < 1:
                del meta["schema_version"]

    return edit


def _schema_too_new(work: Handed) -> None:
    work.cell("double")["metadata"]["nbgrader"]["schema_version"] = 4


def _attachments(work: Handed) -> None:
    cell = work.cell("why")
    cell["source"] += "\n\n![picture](attachment:picture.png)"
    cell["attachments"] = {"picture.png": {"image/png": PICTURE}}


def _unicode_names(work: Handed) -> None:
    """Names and files beyond ASCII."""
    work.files["데이터.txt"] = "값".encode()
    work.fill(
        double='배 = 2\n값 = open("데이터.txt", encoding="utf-8").read()\n\n\n'
        "def double(x):\n    return 배 * x"
    )


def _half_emoji(work: Handed) -> None:
    """Half of a surrogate pair in a comment, as a cut text leaves it."""
    content = work.notebooks.pop(NOTEBOOK)
    for cell in content["cells"]:
        if shape.name_of(cell) == "why":
            cell["source"] += " \ud83d"
    work.files[f"{NOTEBOOK}.ipynb"] = json.dumps(content).encode()


def _byte_order_mark(work: Handed) -> None:
    content = json.dumps(work.notebooks.pop(NOTEBOOK)).encode()
    work.files[f"{NOTEBOOK}.ipynb"] = b"\xef\xbb\xbf" + content


def _not_a_number(work: Handed) -> None:
    """NaN in an output's metadata, which is no JSON."""
    work.cell("double")["outputs"] = [
        {
            "output_type": "display_data",
            "data": {"text/plain": "nan"},
            "metadata": {"x": float("nan")},
        }
    ]


def _windows_lines(work: Handed) -> None:
    work.fill(double=DOUBLE.replace("\n", "\r\n"))


def _cut_off(work: Handed) -> None:
    """Half of the file arrived."""
    content = json.dumps(work.notebooks.pop(NOTEBOOK)).encode()
    work.files[f"{NOTEBOOK}.ipynb"] = content[: len(content) // 2]


def _empty_file(work: Handed) -> None:
    del work.notebooks[NOTEBOOK]
    work.files[f"{NOTEBOOK}.ipynb"] = b""


def _web_page(work: Handed) -> None:
    """A saved web page by a notebook's name."""
    del work.notebooks[NOTEBOOK]
    work.files[f"{NOTEBOOK}.ipynb"] = b"<!DOCTYPE html><html><body>Jupyter</body></html>"


def _another_name(work: Handed) -> None:
    """Renamed by the browser."""
    work.notebooks[f"{NOTEBOOK} (1)"] = work.notebooks.pop(NOTEBOOK)


def _as(cell: dict[str, Any], kind: str) -> None:
    cell["cell_type"] = kind
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


SUBMISSIONS: dict[str, Edit] = {
    **{f"format-4.{minor}": _format(minor) for minor in range(6)},
    "format-3": _format_3,
    "no-metadata": _no_metadata,
    "no-metadata-keys": _no_metadata_keys,
    "duplicate-cell-ids": _duplicate_cell_ids,
    "duplicate-grade-ids": _duplicate_grade_ids,
    "one-id-for-two": _one_id_for_two,
    "unknown-grade-id": _unknown_grade_id,
    "cell-types": _cell_types,
    "raw-answer": _raw_answer,
    "raw-cells": _raw_cells,
    "outputs-of-10-mb": _large_outputs,
    "prints-10-mb": _prints_a_lot,
    "empty-cells": _empty_cells,
    "lines-as-lists": _empty_list,
    "no-cells": _no_cells,
    "no-kernelspec": _no_kernelspec,
    "other-kernel": _other_kernel,
    "schema-0": _schema(0),
    "schema-1": _schema(1),
    "schema-2": _schema(2),
    "schema-4": _schema_too_new,
    "attachments": _attachments,
    "유니코드-이름": _unicode_names,
    "half-emoji": _half_emoji,
    "byte-order-mark": _byte_order_mark,
    "not-a-number": _not_a_number,
    "windows-lines": _windows_lines,
    "cut-off": _cut_off,
    "empty-file": _empty_file,
    "web-page": _web_page,
    "another-name": _another_name,
}


def hand_in(root: Path, released: dict[str, Notebook]) -> None:
    """Write every submission into ``submitted/``: right answers in an odd notebook."""
    for student, edit in SUBMISSIONS.items():
        work = Handed(released, {})
        work.fill(**ANSWERS)
        edit(work)
        work.write(root / "submitted" / student / NAME)
