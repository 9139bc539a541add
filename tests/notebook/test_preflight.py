from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import nbformat
import pytest

from graders.course.own import own_assignment
from graders.model.evidence import CellRun, Evidence, Raised, RunStatus, Value
from graders.notebook.preflight import receipt
from graders.reports.messages import Messages

HERE = Path(__file__).resolve().parents[2] / "assignments" / "scaling"
AT = "2026-03-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def own():
    return own_assignment(HERE / "assignment.toml")


def written(own, **sources):
    """The released notebook with these answers; None takes a cell away."""
    notebook = nbformat.read(HERE / "scaling.ipynb", as_version=4)
    cells = []
    for cell in notebook.cells:
        task = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if task in sources and sources[task] is None:
            continue
        if task in {one.id for one in own.whole.cells}:
            cell.source = f"# task: {task}\n" + sources.get(task, "done = 1")
        cells.append(cell)
    notebook.cells = cells
    return nbformat.writes(notebook).encode()


def ran(own, read, *, missing=(), **raised):
    """Evidence of a run in which these cells raised, and these names were not made."""
    cells = tuple(
        CellRun(
            cell=cell.cell, index=cell.index, seconds=0.5,
            outcome="error" if cell.cell in raised else "ok", raised=raised.get(cell.cell),
            binds=tuple(cell.names) if cell.cell not in raised else (),
        )
        for cell in read.cells
    )  # fmt: skip
    values = tuple(
        Value(name=name, cell=task.id, kind="missing" if name in missing else "array")
        for task in own.whole.cells
        for name in task.names
    )
    return Evidence(status=RunStatus(outcome="finished"), cells=cells, values=values)


def made(own, data, beside=(), **more):
    read = own.read(data)
    files = dict.fromkeys(beside, b"")
    return receipt(
        data,
        name="scaling.ipynb",
        own=own,
        read=read,
        run=ran(own, read, **more),
        beside=files,
        at=AT,
    )


def test_a_finished_notebook_is_ready_and_stamped(own):
    data = written(own)
    found = made(own, data)
    assert found.ready
    assert found.runs
    assert (found.sha256, found.bytes, found.at) == (
        hashlib.sha256(data).hexdigest(),
        len(data),
        AT,
    )
    assert [task.id for task in found.tasks] == [cell.id for cell in own.whole.cells]
    assert all(task.answered and not task.missing for task in found.tasks)


def test_a_name_that_is_not_there_is_named(own):
    first = own.whole.cells[0]
    found = made(own, written(own), missing=first.names[:1])
    assert not found.ready
    assert found.tasks[0].missing == first.names[:1]


def test_a_task_without_an_answer_and_one_that_was_deleted(own):
    empty, gone = own.whole.cells[0].id, own.whole.cells[1].id
    found = made(
        own, written(own, **{empty: "# YOUR CODE HERE\nraise NotImplementedError()", gone: None})
    )
    assert [task.answered for task in found.tasks[:3]] == [False, False, True]
    assert "cells-missing" in {repair.key for repair in found.repairs}
    assert not found.ready


def test_hidden_state_is_told_by_the_later_cell(own):
    first, last = own.whole.cells[0].id, own.whole.cells[-1]
    error = Raised(type="NameError", message=f"name '{last.names[0]}' is not defined", line=2)
    found = made(own, written(own), **{first: error})
    (stop,) = found.hidden_state
    assert stop.reason.facts["later"] == last.id
    assert not found.ready
    for lang in ("en", "ko"):
        assert last.id in Messages(lang).say(stop.reason.key, stop.reason.facts)


def test_files_that_are_read_and_that_will_be_there(own):
    first = own.whole.cells[0].id
    lines = [
        'a = pd.read_csv("/content/drive/train.csv")',
        'b = pd.read_csv("mine.csv"); c = np.load("weights.npz")',
        'frame.to_csv("out.csv")', 'd = pd.read_csv("out.csv")', '# e = pd.read_csv("comment.csv")',
        'f = pd.read_csv("https://x.kr/far.csv")',
    ]  # fmt: skip
    found = made(own, written(own, **{first: "\n".join(lines)}), beside=["weights.npz"])
    mine = {file.path: file.found for file in found.files}
    assert mine["data/train.csv"]
    assert mine["weights.npz"]
    assert not mine["mine.csv"]
    assert not {"out.csv", "comment.csv", "/content/drive/train.csv", "https://x.kr/far.csv"} & set(
        mine
    )
    assert not found.ready


def test_a_receipt_knows_no_points(own):
    """Neither points nor a hidden check's name, whatever happened."""
    error = Raised(type="ValueError", message="boom", line=1)
    found = made(own, written(own), **{own.whole.cells[0].id: error})
    text = msgspec.json.encode(found).decode()
    words = [Messages("en").say(stop.reason.key, stop.reason.facts) for stop in found.stops]
    for item in own.whole.checks:
        assert item.title not in text
        assert item.title not in " ".join(words)
    assert "points" not in text
    assert "credit" not in text


def test_a_run_that_died_is_no_finished_run(own):
    data = written(own)
    read = own.read(data)
    run = msgspec.structs.replace(
        ran(own, read), status=RunStatus(outcome="died", cell=read.cells[0].cell)
    )
    found = receipt(data, name="x", own=own, read=read, run=run, beside={}, at=AT)
    assert not found.runs
    assert [stop.outcome for stop in found.stops] == ["killed"]
