"""What a student has inside Jupyter: the line ``%grade <id>`` in the notebook's check cells.

The notebook's first cell loads it where graders is installed. From then on cells are watched as
they run, by the collector of a real run, and ``%grade`` judges what the kernel holds: nothing is
executed twice, and nothing is ever raised, since a check cell must not stop *Run All*. Where no
rubric lies beside the notebook it says which check this is and how to go on. While nbgrader
validates the notebook, a check whose task is not done says so on stderr: nbgrader takes that for
failed.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_LOADED = "_graders_loaded"


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Make ``%grade`` known. Called by the notebook's first cell, or by ``%load_ext``."""
    if getattr(ipython, _LOADED, False):
        return
    setattr(ipython, _LOADED, True)
    last: dict[str, str] = {}

    def remember(result: Any) -> None:
        """Which task ran last, and what stopped it."""
        source = getattr(result.info, "raw_cell", None) or ""
        if source.startswith("# task:"):
            error = result.error_before_exec or result.error_in_exec
            last.update(source=source, error="" if error is None else type(error).__name__)

    def grade(line: str) -> None:
        """Judge what this check is about, as the kernel holds it now: ``%grade scaled``."""
        from graders.notebook.magic import explain, unfinished

        card = live.card(line) if live is not None else None
        if card is not None:
            from IPython.display import display

            display(card)
        else:
            print(explain(line, ipython.user_ns))  # noqa: T201 - stderr would count as an error
        if "NBGRADER_VALIDATING" in os.environ:
            said = unfinished(line, ipython.user_ns, last.get("source", ""), last.get("error", ""))
            if said:
                print(said, file=sys.stderr)  # noqa: T201 - it should count as one

    live = _Watched(ipython) if _may_watch(ipython) else None
    ipython.events.register("post_run_cell", remember)
    ipython.register_magic_function(grade, "line", "grade")


def _may_watch(ipython: InteractiveShell) -> bool:
    """Whether this kernel is a student's, and none whose run is watched or only validated."""
    own_run = type(ipython).__module__.endswith("inside.kernel")
    return not own_run and "NBGRADER_VALIDATING" not in os.environ


class _Watched:
    """A kernel's session, made when its first cell after the setup runs."""

    def __init__(self, ipython: InteractiveShell) -> None:
        self._ipython = ipython
        self._session: Any = None
        self._failed = False
        ipython.events.register("pre_run_cell", self._before)
        ipython.events.register("post_run_cell", self._after)

    def card(self, line: str) -> Any:
        """The card of a check, or ``None`` where nothing can be judged here. Never raises."""
        from graders.notebook import judging

        if self._session is None:
            return None
        return judging.card(self._session, line.strip(), self._ipython.user_ns)

    def _before(self, info: Any) -> None:
        if self._failed or not (source := info.raw_cell or "").strip():
            return
        from graders.notebook import judging

        if self._session is None:
            self._session = judging.session(self._ipython)
            self._failed = self._session is None
        if self._session is not None:
            judging.before(self._session, source)

    def _after(self, result: Any) -> None:
        info = result.info
        if self._session is None or info is None or not (info.raw_cell or "").strip():
            return
        from graders.notebook import judging

        problem = result.error_before_exec or result.error_in_exec
        judging.after(self._session, info.raw_cell, problem)
