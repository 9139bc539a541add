"""Altered notebooks are mended by stated rules, and every repair is said."""

import json
from types import SimpleNamespace

import msgspec
import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from graders.course.notebook_bytes import GivenCell, GivenNotebook, decode_notebook
from graders.course.skeleton import skeleton_from
from graders.course.submission import mend, read_submission, skeletons_of
from graders.errors import SubmissionError
from graders.model.assignment import Assignment, TaskCell

SOLVED = {
    "split": "# task: split\nx_train, x_val = [1, 2], [3]",
    "scale": "# task: scale\nx_scaled = [x / 2 for x in x_train]",
    "fit": "# task: fit\nmodel = sum(x_scaled)\nhistory = [model]",
}
NAMES = {"split": ("x_train", "x_val"), "scale": ("x_scaled",), "fit": ("model", "history")}
TODO = {"en": "# YOUR CODE HERE", "ko": "# 여기에 코드를 쓰세요"}
HINTS = {"split": "# 20 % to the side", "scale": "# statistics of x_train", "fit": "# then train"}


def nbgrader(grade_id, **kind):
    meta = {"grade": False, "solution": False, "locked": False, "task": False, **kind}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **meta}}


def skeleton(lang="en"):
    text = {"en": "Train a small network.", "ko": "작은 신경망을 학습시키세요."}[lang]
    cells = [
        new_code_cell("%load_ext graders.notebook", metadata=nbgrader("setup", locked=True)),
        new_markdown_cell(text),
        new_code_cell("import math"),
    ]
    for task, hint in HINTS.items():
        cells.append(new_markdown_cell(f"## {task}"))
        source = f"# task: {task}\n{hint}\n{TODO[lang]}"
        cells.append(new_code_cell(source, metadata=nbgrader(task, solution=True)))
        meta = nbgrader(f"{task}-right", grade=True, locked=True)
        meta["nbgrader"]["points"] = 2
        cells.append(new_code_cell(f"%grade {task}-right", metadata=meta))
    cells.append(
        new_code_cell("assert model == 1.5", metadata=nbgrader("old-test", grade=True, locked=True))
    )
    return new_notebook(cells=cells)


class Loaded(SimpleNamespace):
    __hash__ = object.__hash__


LOADED = Loaded(
    assignment=SimpleNamespace(cells=[TaskCell(id=task, names=NAMES[task]) for task in SOLVED]),
    adopted=False,
    skeleton_notebook=skeleton,
)


def solved(lang="en"):
    notebook = skeleton(lang)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in SOLVED:
            cell.source = SOLVED[grade_id]
    return notebook


def place(notebook, grade_id):
    return next(
        at
        for at, cell in enumerate(notebook.cells)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def read(notebook):
    data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    return read_submission(data, LOADED)


def keys(reading):
    return [repair.key for repair in reading.repairs]


def facts(reading, key):
    return next(repair.facts for repair in reading.repairs if repair.key == key)


def planned(reading):
    return [cell.cell for cell in reading.cells]


STANDARD = ["setup", "cell-2", "split", "scale", "fit", "old-test"]


def test_an_untouched_notebook_needs_no_repair():
    reading = read(solved())
    assert reading.repairs == ()
    assert planned(reading) == STANDARD
    assert [cell.names for cell in reading.cells if cell.cell == "fit"] == [("model", "history")]
    assert [cell.kind for cell in reading.cells][-1] == "test"
    nbformat.validate(reading.notebook)


def test_check_cells_are_never_run():
    assert not any("%grade" in cell.source for cell in read(solved()).cells)


def test_index_is_the_place_in_the_repaired_notebook():
    reading = read(solved())
    assert all(reading.notebook.cells[c.index].source == c.source for c in reading.cells)


def test_the_language_is_that_of_the_released_text():
    assert read(solved("ko")).language == "ko"
    assert read(solved()).language == "en"


def test_a_missing_task_is_named_and_its_names_are_taken_before_the_next_task():
    notebook = solved()
    del notebook.cells[place(notebook, "scale")]
    notebook.cells[place(notebook, "split")].source += "\nx_scaled = x_train"
    reading = read(notebook)
    assert facts(reading, "cells-missing") == {"cells": "scale"}
    assert planned(reading) == STANDARD


def test_a_missing_check_cell_is_put_back_after_its_task():
    notebook = solved()
    del notebook.cells[place(notebook, "scale-right")]
    reading = read(notebook)
    assert facts(reading, "cells-missing") == {"cells": "scale-right"}
    order = [
        c.metadata.nbgrader.grade_id for c in reading.notebook.cells if "nbgrader" in c.metadata
    ]
    assert order.index("scale-right") == order.index("scale") + 1


def test_of_duplicates_the_last_that_was_worked_on_counts():
    notebook = solved()
    at = place(notebook, "fit")
    better = new_code_cell("# task: fit\nmodel = 7\nhistory = []")
    untouched = new_code_cell(skeleton().cells[at].source)
    notebook.cells[at + 1 : at + 1] = [better, untouched]
    reading = read(notebook)
    assert facts(reading, "cells-duplicated") == {"cell": "fit", "copies": 3, "place": at + 2}
    chosen = [cell.source for cell in reading.cells if cell.cell == "fit"]
    assert chosen == [better.source]
    # The earlier answer runs where it stands, the untouched copy does not run.
    assert f"cell-{at}" in planned(reading)
    assert untouched.source not in [cell.source for cell in reading.cells]


def test_a_duplicated_check_cell_is_kept_once():
    notebook = solved()
    at = place(notebook, "fit-right")
    notebook.cells.append(notebook.cells[at].copy())
    sources = [cell.source for cell in read(notebook).notebook.cells]
    assert sources.count("%grade fit-right") == 1


def test_an_order_that_cannot_run_is_put_right():
    notebook = solved()
    first, second = place(notebook, "scale"), place(notebook, "fit")
    notebook.cells[first], notebook.cells[second] = notebook.cells[second], notebook.cells[first]
    reading = read(notebook)
    assert [name for name in planned(reading) if name in SOLVED] == ["split", "scale", "fit"]
    assert facts(reading, "cells-reordered") == {"cells": "scale, fit"}


def test_an_order_that_runs_is_the_students_own():
    notebook = solved()
    first, second = place(notebook, "split"), place(notebook, "scale")
    notebook.cells[first].source = "# task: split\nx_train, x_val = x_scaled, []"
    notebook.cells[second].source = "# task: scale\nx_scaled = [1, 2]"
    notebook.cells[first], notebook.cells[second] = notebook.cells[second], notebook.cells[first]
    reading = read(notebook)
    assert [name for name in planned(reading) if name in SOLVED] == ["scale", "split", "fit"]
    assert reading.repairs == ()


def test_a_code_cell_turned_into_text_is_code_again():
    notebook = solved()
    at = place(notebook, "fit")
    notebook.cells[at] = new_markdown_cell(SOLVED["fit"])
    reading = read(notebook)
    assert facts(reading, "cell-type-changed") == {"cell": "fit", "type": "markdown"}
    assert planned(reading) == STANDARD


def test_lost_metadata_is_recovered_by_the_first_line():
    notebook = solved()
    for cell in notebook.cells:
        cell.metadata.clear()
    reading = read(notebook)
    assert planned(reading) == STANDARD
    assert "scale" in facts(reading, "cells-recognised")["cells"]
    assert reading.ours


@pytest.mark.parametrize(
    ("source", "by"),
    [
        ("x_scaled = 1", "names"),
        ("# statistics of x_train\nother = 1", "text"),
        ("print('nothing in common')", "place"),
    ],
)
def test_a_cell_that_lost_everything_is_found_by_what_it_does(source, by):
    notebook = solved()
    notebook.cells[place(notebook, "scale")] = new_code_cell(source)
    reading = read(notebook)
    assert facts(reading, "cells-recognised") == {"cells": "scale", "by": by}
    assert [cell.source for cell in reading.cells if cell.cell == "scale"] == [source]


def test_altered_locked_cells_are_restored_and_their_code_never_runs():
    notebook = solved()
    notebook.cells[place(notebook, "fit-right")].source = "print('full marks')"
    notebook.cells[place(notebook, "old-test")].source = "pass"
    reading = read(notebook)
    assert facts(reading, "cells-restored") == {"cells": "fit-right, old-test"}
    sources = [cell.source for cell in reading.cells]
    assert "print('full marks')" not in sources
    assert sources[-1] == "assert model == 1.5"


def test_a_notebook_that_is_not_ours_runs_in_its_order_and_is_read_at_the_end():
    notebook = new_notebook(
        cells=[new_code_cell("model = 1"), new_markdown_cell("# Hi"), new_code_cell("history = 2")]
    )
    reading = read(notebook)
    assert keys(reading) == ["notebook-not-ours"]
    assert not reading.ours
    assert planned(reading) == ["cell-0", "cell-2", "old-test"]
    assert set(reading.cells[1].names) == {name for names in NAMES.values() for name in names}
    assert reading.cells[0].names == ()
    ids = [c.metadata.nbgrader.grade_id for c in reading.notebook.cells if "nbgrader" in c.metadata]
    assert ids == ["split-right", "scale-right", "fit-right", "old-test"]


def test_ids_of_the_students_own_making_are_ignored():
    notebook = solved()
    notebook.cells[2].metadata = nbgrader("../../etc/passwd", solution=True)
    notebook.cells[2].id = "duplicate"
    notebook.cells[3].id = "duplicate"
    notebook.nbformat_minor = 5
    reading = read(notebook)
    assert planned(reading) == STANDARD
    assert "passwd" not in nbformat.writes(reading.notebook)


def test_a_notebook_without_code_is_said():
    notebook = new_notebook(cells=[new_markdown_cell("I was ill.")])
    assert "notebook-without-code" in keys(read(notebook))


def test_ones_own_notebook_is_read_with_the_rubric_alone():
    task = {"id": "fit", "names": ["model"]}
    item = {"id": "fit-right", "check": "trained", "points": 2, "cell": "fit"}
    assignment = msgspec.convert(
        {
            "slug": "small",
            "title": "Small",
            "dataset": "none",
            "targets": {"column": "y", "task": "none"},
            "cells": [task],
            "checks": [item],
        },
        Assignment,
    )
    given_notebook = decode_notebook(json.dumps(solved()).encode())
    reading = mend(given_notebook, {"en": skeleton_from(assignment)})
    assert "fit" in planned(reading)
    assert "%grade fit-right" not in [cell.source for cell in reading.cells]


def mangled():
    """Notebooks made from ours by what students and tools do to them."""
    other = st.sampled_from(
        ["", "x_train = 1", "# task: fit\nmodel = 2", "%grade fit-right", "# task: none", "a\r\nb "]
    )
    return st.lists(
        st.tuples(
            st.sampled_from(["drop", "copy", "swap", "text", "strip", "write", "own"]),
            st.integers(0, 30),
            st.integers(0, 30),
            other,
        ),
        max_size=6,
    )


@settings(max_examples=150, deadline=None)
@given(mangled())
def test_reading_what_was_mended_mends_nothing_more(steps):
    cells = list(solved().cells)
    for what, one, other, source in steps:
        if not cells:
            break
        first, second = one % len(cells), other % len(cells)
        if what == "drop":
            del cells[first]
        elif what == "copy":
            cells.insert(second, cells[first].copy())
        elif what == "swap":
            cells[first], cells[second] = cells[second], cells[first]
        elif what == "text":
            cells[first] = new_markdown_cell(cells[first].source)
        elif what == "strip":
            cells[first] = new_code_cell(cells[first].source)
        elif what == "write":
            cells[first] = new_code_cell(source, metadata=cells[first].metadata)
        else:
            cells.insert(first, new_code_cell(source))
    once = read({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    nbformat.validate(once.notebook)
    again = read(nbformat.writes(once.notebook).encode())
    assert again.notebook == once.notebook
    assert planned(again) == planned(once)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["cells", "nbformat", "source", "cell_type", "metadata", "nbgrader"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_a_reading_or_a_submission_error(value):
    for data in (
        json.dumps(value).encode(),
        json.dumps(
            {"nbformat": 4, "cells": [value, {"cell_type": "code", "source": value}]}
        ).encode(),
    ):
        try:
            reading = read(data)
        except SubmissionError:
            continue
        nbformat.validate(reading.notebook)


def test_two_thousand_marked_cells_are_quick():
    cells = [GivenCell("code", "x = 1\n" * 200)] * 1900
    reading = mend(SimpleNamespace(cells=cells, remarks=()) and _given(cells), skeletons_of(LOADED))
    assert len(reading.cells) > 1900


def _given(cells):
    from graders.course.notebook_bytes import GivenCell

    marked = GivenCell(type="code", source="# task: fit\nmodel = 1")
    return GivenNotebook(cells=(marked, *(GivenCell("code", cell.source) for cell in cells)))
