"""The executed notebook: a submission's cells with the outputs of its run and the reasons.

nbgrader attaches comments to solution cells only, so the reasons of a check are the output of its
check cell, as plain text. It is what teachers read in formgrader and what feedback is made from.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from graders.course.outputs import clean_outputs, clean_text, harmless_markdown
from graders.course.submission import ReadSubmission
from graders.model.evidence import CellRun, Remark
from graders.model.grade import Grade, Line

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

_WIDTH = 90


class Speaker(Protocol):
    """What makes a sentence of a key and its facts: :class:`graders.reports.messages.Messages`."""

    def say(self, key: str, facts: Mapping[str, Any]) -> str:
        """The sentence."""
        ...


def executed_notebook(
    read: ReadSubmission, ran: Iterable[CellRun], grade: Grade, messages: Speaker
) -> dict[str, Any]:
    """The notebook with its outputs put back and every check cell's reasons as its output.

    As JSON has it: a node looks for mappings in all that it is given, at each of a cohort's cells.
    ``ran`` is empty where nothing ran. Outputs are made harmless, see
    :mod:`graders.course.outputs`; HTML in a student's text cells is shown as text.
    """
    runs = {run.index: run for run in ran}
    count = 0
    # A copy as deep as what is changed here.
    cells = [dict(cell) for cell in read.notebook["cells"]]
    for place, cell in enumerate(cells):
        if cell["cell_type"] != "code":
            if place not in read.released:
                cell["source"] = harmless_markdown(cell["source"])
                cell["cell_type"] = "markdown"
            continue
        cell["outputs"] = list(cell["outputs"])
        run = runs.get(place)
        if run is not None and run.outcome not in {"skipped", "not-run"}:
            count += 1
            cell["execution_count"] = count
            cell["outputs"] = clean_outputs(run.outputs, count)
    _append_reasons(cells, grade, messages)
    return {**read.notebook, "cells": cells}


def renew_reasons(cells: Sequence[dict[str, Any]], grade: Grade, messages: Speaker) -> None:
    """Put a new grade's reasons into the cells of an executed notebook, in place of the old.

    The outputs of the run stay: a changed rubric needs neither the evidence nor a notebook read.
    """
    for cell in cells:
        if _check_of(cell) is not None and cell["outputs"]:
            del cell["outputs"][-1]
    _append_reasons(cells, grade, messages)


def unread_notebook(loaded: LoadedAssignment, grade: Grade, messages: Speaker) -> dict[str, Any]:
    """In place of a submission that could not be read: the released notebook, with the reason."""
    notebook: dict[str, Any] = loaded.skeleton_notebook("en")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    _append_reasons(notebook["cells"], grade, messages)
    return notebook


def notebook_bytes(notebook: Mapping[str, Any]) -> bytes:
    """A notebook as Jupyter writes it: one space of indent, keys in order, a line end."""
    encoded = msgspec.json.encode(notebook, order="sorted")
    return msgspec.json.format(encoded, indent=1) + b"\n"


def reasons(
    line: Line | None, grade: Grade, messages: Speaker, said_before: set[str] | None = None
) -> str:
    """Points and reasons of a rubric line as plain text, one sentence a line.

    What took points and stands in ``said_before`` is not said again: "as above".
    """
    if line is None:
        return spoken(grade.problem, messages) if grade.problem is not None else ""
    said = [f"{_number(line.points)} / {_number(line.possible)}"]
    verdict = line.verdict
    why = spoken(Remark(key=verdict.key, facts=verdict.facts), messages)
    before = said_before if said_before is not None else set()
    again = why in before and verdict.outcome != "passed"
    said.append(messages.say("check-as-above", {}) if again else why)
    remarks = [spoken(remark, messages) for remark in verdict.remarks]
    said += [remark for remark in remarks if remark not in before]
    before.update([why, *remarks])
    return "\n".join(said)


def spoken(remark: Remark, messages: Speaker) -> str:
    """A remark as a sentence without control characters or line ends of the facts' making."""
    return clean_text(messages.say(remark.key, remark.facts))


def _append_reasons(cells: Sequence[dict[str, Any]], grade: Grade, messages: Speaker) -> None:
    """One more output for each check cell: an nbgrader test shows its own, then its reasons."""
    lines = {line.item: line for line in grade.lines}
    said: set[str] = set()
    for cell in cells:
        item = _check_of(cell)
        if item is not None:
            text = _wrapped(reasons(lines.get(item), grade, messages, said)) + "\n"
            cell["outputs"].append({"output_type": "stream", "name": "stdout", "text": text})


@lru_cache(maxsize=4_000)
def _wrapped(text: str) -> str:
    """Lines as wide as a page shows them: printed text is not wrapped there."""
    return "\n".join(
        line
        if len(line) <= _WIDTH
        else textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def _check_of(cell: dict[str, Any]) -> str | None:
    """The rubric line whose points this cell holds."""
    meta = cell["metadata"].get("nbgrader") or {}
    if cell["cell_type"] != "code" or not meta.get("grade") or meta.get("solution"):
        return None
    return str(meta.get("grade_id"))


@lru_cache(maxsize=1_000)
def _number(points: Decimal) -> str:
    return f"{points.normalize():f}"
