"""Progress of a run: which cell has started, told as its frame comes in."""

from __future__ import annotations

from collections.abc import Callable

from graders.model.plan import RunJob
from graders.running.frames import Assembler

Progress = Callable[[str], None]
"""Is told the id of a cell that has started, and ``measuring``."""


class TellingAssembler(Assembler):
    """Tells each planned cell once, also where several have ended by the time they are read."""

    def __init__(self, job: RunJob, tell: Progress) -> None:
        self._tell = tell
        self._running: str | None = None
        self.told: set[str] = set()
        plan = job.plan
        super().__init__(plan.cells, array_bytes=plan.array_bytes, probes=plan.probes)

    @property
    def running_cell(self) -> str | None:
        """The cell that has started and not ended."""
        return self._running

    @running_cell.setter
    def running_cell(self, cell: str | None) -> None:
        self._running = cell
        if cell is not None and cell not in self.told:
            self.told.add(cell)
            self._tell(cell)
