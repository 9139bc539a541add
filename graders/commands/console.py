"""The terminal: a table at the end, and meanwhile what is running and for how much longer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from graders.checks.by_hand import PENDING
from graders.cohort.events import (
    CellStarted,
    Event,
    Finished,
    Planned,
    Retrying,
    RunnerReady,
    RunnerStarting,
    Started,
)
from graders.model.grade import Grade
from graders.reports.plain import printable
from graders.reports.table import Say, cohort_table, score, states
from graders.reports.totals import state_of

ROWS = 60
"""A longer cohort's table is cut to what a person should look at first."""
_SHOWN_RUNNING = 4


def console(*, stderr: bool = False) -> Console:
    """A terminal that takes no markup from data and breaks no file's lines."""
    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not made.is_terminal:
        made = Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=120)
    return made


class Display:
    """Progress of a cohort: a bar on a terminal, a line per submission elsewhere.

    :meth:`watch` takes the pipeline's events, from any thread.
    """

    def __init__(self, say: Say, terminal: Console | None = None) -> None:
        self._say = say
        self._console = terminal or console(stderr=True)
        self._lock = threading.Lock()
        self._running: dict[tuple[str, str], str] = {}
        self._total = self._done = 0
        self._bar: Progress | None = None
        if self._console.is_terminal:
            self._bar = Progress(
                TextColumn("{task.percentage:>3.0f}%"),
                BarColumn(bar_width=24),
                MofNCompleteColumn(),
                TimeRemainingColumn(compact=True),
                TextColumn("{task.description}", markup=False),
                console=self._console,
                transient=True,
            )
            self._task = self._bar.add_task("", total=None)

    @property
    def done(self) -> int:
        """Submissions that have their grade."""
        return self._done

    @property
    def total(self) -> int:
        """Submissions in the cohort."""
        return self._total

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *problem: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def watch(self, event: Event) -> None:
        """Show an event."""
        with self._lock:
            if isinstance(event, Planned):
                self._total += event.total
                if self._bar is not None:
                    self._bar.update(self._task, total=self._total)
                else:
                    self._line(self._say("progress-found", {"count": event.total}))
            elif isinstance(event, RunnerStarting):
                self._describe(self._say("progress-starting", {}))
            elif isinstance(event, RunnerReady):
                if self._bar is None:
                    seconds = round(event.seconds, 1)
                    self._line(self._say("progress-ready", {"seconds": seconds}))
            elif isinstance(event, Started):
                self._running[event.student, event.slug] = ""
                self._describe_running()
            elif isinstance(event, CellStarted):
                self._running[event.student, event.slug] = event.cell
                self._describe_running()
            elif isinstance(event, Retrying):
                facts = {"student": printable(event.student), "problem": printable(event.problem)}
                self._line(self._say("progress-retrying", facts))
            else:
                self._finished(event)

    def _finished(self, event: Finished) -> None:
        grade = event.grade
        self._done += 1
        self._running.pop((grade.student, grade.assignment), None)
        if self._bar is not None:
            self._bar.advance(self._task)
            self._describe_running()
            return
        how = self._say(f"how-{event.how}", {})
        state = self._say(f"state-{grade.state}", {})
        name = f"{printable(grade.student)}, {grade.assignment}"
        self._line(f"{self._done}/{self._total}  {name}: {score(grade)}  {state} ({how})")

    def _describe_running(self) -> None:
        names = [
            f"{printable(student)[:24]}: {cell}" if cell else printable(student)[:24]
            for (student, _), cell in self._running.items()
        ]
        more = len(names) - _SHOWN_RUNNING
        shown = ", ".join(names[:_SHOWN_RUNNING]) + (f" +{more}" if more > 0 else "")
        if self._bar is not None:
            self._bar.update(self._task, description=shown)

    def _describe(self, text: str) -> None:
        if self._bar is not None:
            self._bar.update(self._task, description=text)
        else:
            self._line(text)

    def _line(self, text: str) -> None:
        self._console.print(Text(text), soft_wrap=True)


def show_cohort(grades: Sequence[Grade], say: Say) -> None:
    """The table of grades and how many are in which state, to standard output."""
    out = console()
    out.print(cohort_table(grades, say, limit=ROWS))
    count = states(grades)
    facts = {state.replace("-", "_"): count[state] for state in _STATES}
    out.print(Text(say("cohort-counts", {"total": len(grades), **facts})), soft_wrap=True)
    if count["needs-review"]:
        look = say("cohort-look", {"review": count["needs-review"]})
        out.print(Text(look), soft_wrap=True)
    waiting = sum(
        state_of(grade) == "needs-review"
        and any(line.verdict.key == PENDING for line in grade.lines)
        for grade in grades
    )
    if waiting:
        out.print(Text(say("cohort-by-hand", {"count": waiting})), soft_wrap=True)
    if count["broken"]:
        again = say("cohort-again", {"broken": count["broken"]})
        out.print(Text(again), soft_wrap=True)


_STATES = ("graded", "needs-review", "unreadable", "broken")
