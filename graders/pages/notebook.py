"""The executed notebook on a page: cells, what they showed here, and what was handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graders.checks.crashes import explain
from graders.course.submission import ReadSubmission
from graders.model.evidence import CellRun, Evidence
from graders.pages.outputs import Room, compared_text
from graders.pages.submitted import difference, matched, out_of_order, saved_cells
from graders.reports.cells import code_html, markdown_html
from graders.reports.student_page import CheckLine, NotebookCell
from graders.reports.table import Say

_SHORT = 3
"""Lines of a given cell that are shown all the same."""


class ShownNotebook:
    """A mended notebook, its run's evidence where there is any, and the file as handed in."""

    def __init__(
        self, read: ReadSubmission, evidence: Evidence | None, handed_in: bytes, say: Say
    ) -> None:
        self._read, self._evidence, self._say = read, evidence, say
        saved = matched(saved_cells(handed_in), [cell.source for cell in read.cells])
        self._saved = dict(zip((cell.index for cell in read.cells), saved, strict=True))
        self._names = {cell.index: cell.cell for cell in read.cells}
        self._runs = {run.index: run for run in evidence.cells} if evidence is not None else {}
        self.anchors = {cell.cell: f"cell-{cell.index}" for cell in read.cells}
        """The anchors of cells by their ids."""

    def cells(self, checks: Mapping[str, CheckLine], room: Room) -> tuple[NotebookCell, ...]:
        """Every cell in its order; a check cell with the line that it holds the points of."""
        titles = self._titles()
        shown = []
        ran = 0
        for place, cell in enumerate(self._read.notebook.cells):
            if cell.cell_type != "code":
                # Our own texts and the student's go the same way: none may load or lead anywhere.
                html = markdown_html(cell.source)
                shown.append(NotebookCell(f"cell-{place}", "", "markdown", html))
                continue
            run = self._runs.get(place)
            ran += run is not None and run.outcome not in {"skipped", "not-run"}
            made = self._code(place, cell.source, ran if run is not None else 0, titles, room)
            shown.append(made._replace(checks=_held(cell, checks)))
        return tuple(shown)

    def notices(self) -> list[str]:
        """State that was left in memory when the notebook was saved: names, order."""
        found = [self._left_over(place, run) for place, run in self._runs.items()]
        order = out_of_order(list(self._saved.values()))
        if order is not None:
            place, number, above = order
            cell = self._read.cells[place].cell
            found.append(
                self._say("page-out-of-order", {"cell": cell, "number": number, "before": above})
            )
        return [text for text in found if text]

    def _left_over(self, place: int, run: CellRun) -> str:
        """A name that was missing here, of a cell that had run for the student."""
        raised, saved = run.raised, self._saved.get(place)
        if raised is None or raised.type not in {"NameError", "UnboundLocalError"}:
            return ""
        if self._evidence is None or saved is None or saved.number is None:
            return ""
        if b'"error"' in saved.outputs:
            return ""
        found = explain(self._evidence, run)
        key = {
            "crash-restart": "page-hidden-state",
            "crash-name-nowhere": "page-hidden-state-nowhere",
        }.get(found.key if found is not None else "", "")
        if found is None or not key:
            return ""
        return self._say(key, {**found.facts, "cell": run.cell})

    def _titles(self) -> dict[str, list[str]]:
        titles: dict[str, list[str]] = {}
        for figure in self._evidence.figures if self._evidence is not None else ():
            title = figure.title or next((one.title for one in figure.axes if one.title), "")
            titles.setdefault(figure.cell, []).append(title)
        return titles

    def _code(
        self,
        place: int,
        source: str,
        number: int,
        titles: Mapping[str, Sequence[str]],
        room: Room,
    ) -> NotebookCell:
        run, saved = self._runs.get(place), self._saved.get(place)
        name = self._names.get(place, "")
        label = "" if name.startswith("cell-") else name
        about = label or f"[{number}]"
        outputs = room.shown(run.outputs, about, titles.get(name, ())) if run is not None else ()
        if run is not None and run.output_bytes_dropped:
            outputs = (*outputs, room.dropped())
        differ = ""
        if run is not None and saved is not None and saved.number:
            differ = difference(compared_text(saved.outputs), compared_text(run.outputs))
        return NotebookCell(
            anchor=f"cell-{place}",
            label=label,
            type="code",
            html=code_html(source),
            number=number,
            folded=place in self._read.released and source.count("\n") > _SHORT,
            stopped=_stopped(run, self._say),
            outputs=outputs,
            submitted=room.saved(saved.outputs, about) if differ and saved is not None else (),
            differ=differ,
        )


def _stopped(run: CellRun | None, say: Say) -> str:
    if run is None or run.outcome in {"ok", "skipped"}:
        return ""
    ends = {"error": "error", "not-run": "not-run"}
    return say(f"page-stopped-{ends.get(run.outcome, 'limit')}", {})


def _held(cell: Any, checks: Mapping[str, CheckLine]) -> tuple[CheckLine, ...]:
    """The line whose points a check cell holds."""
    meta = cell.metadata.get("nbgrader") or {}
    found = checks.get(str(meta.get("grade_id"))) if meta.get("grade") else None
    return (found,) if found is not None else ()
