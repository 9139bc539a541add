"""The executed notebook: a submission's cells with the outputs of its run and the reasons.

nbgrader attaches comments to solution cells only, so the reasons of a check are the output of its
check cell, as plain text. It is what teachers read in formgrader and what feedback is made from.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.course.outputs import clean_outputs, clean_text, harmless_markdown
from graders.course.submission import ReadSubmission
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Grade, Line

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment


class Speaker(Protocol):
    """What makes a sentence of a key and its facts: :class:`graders.reports.messages.Messages`."""

    def say(self, key: str, facts: Mapping[str, Any]) -> str:
        """The sentence."""
        ...


def executed_notebook(
    read: ReadSubmission, evidence: Evidence | None, grade: Grade, messages: Speaker
) -> NotebookNode:
    """The notebook with its outputs put back and every check cell's reasons as its output.

    ``evidence`` is ``None`` where nothing ran. Outputs are made harmless, see
    :mod:`graders.course.outputs`; HTML in a student's text cells is shown as text.
    """
    notebook = copy.deepcopy(read.notebook)
    runs = {run.index: run for run in evidence.cells} if evidence is not None else {}
    lines = {line.item: line for line in grade.lines}
    count = 0
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            if place not in read.released:
                cell.source = harmless_markdown(cell.source)
                cell.cell_type = "markdown"
            continue
        run = runs.get(place)
        if run is not None and run.outcome not in {"skipped", "not-run"}:
            count += 1
            cell.execution_count = count
            cell.outputs = nbformat.from_dict(clean_outputs(run.outputs, count))
        item = _check_of(cell, lines, grade)
        if item is not None:
            cell.outputs.append(_printed(reasons(lines.get(item), grade, messages)))
    return notebook


def unread_notebook(loaded: LoadedAssignment, grade: Grade, messages: Speaker) -> NotebookNode:
    """In place of a submission that could not be read: the released notebook, with the reason."""
    notebook = loaded.skeleton_notebook("en")
    lines = {line.item: line for line in grade.lines}
    for cell in notebook.cells:
        item = _check_of(cell, lines, grade)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if item is not None:
                cell.outputs = [_printed(reasons(lines.get(item), grade, messages))]
    return notebook


def reasons(line: Line | None, grade: Grade, messages: Speaker) -> str:
    """Points and reasons of a rubric line as plain text, one sentence a line."""
    if line is None:
        return spoken(grade.problem, messages) if grade.problem is not None else ""
    said = [f"{_number(line.points)} / {_number(line.possible)}"]
    verdict = line.verdict
    said.append(spoken(Remark(key=verdict.key, facts=verdict.facts), messages))
    said += [spoken(remark, messages) for remark in verdict.remarks]
    return "\n".join(said)


def spoken(remark: Remark, messages: Speaker) -> str:
    """A remark as a sentence without control characters or line ends of the facts' making."""
    return clean_text(messages.say(remark.key, remark.facts))


def _check_of(cell: NotebookNode, lines: Mapping[str, Line], grade: Grade) -> str | None:
    """The rubric line whose points this cell holds. Tests show their own output, then reasons."""
    meta = cell.metadata.get("nbgrader") or {}
    if not meta.get("grade") or meta.get("solution"):
        return None
    item = str(meta.get("grade_id"))
    return item if item in lines or grade.state in {"broken", "unreadable"} else None


def _printed(text: str) -> NotebookNode:
    return nbformat.from_dict({"output_type": "stream", "name": "stdout", "text": f"{text}\n"})


def _number(points: Decimal) -> str:
    return f"{points.normalize():f}"
