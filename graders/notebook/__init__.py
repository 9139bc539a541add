"""What a student has inside Jupyter: the line ``%grade <id>`` in the notebook's check cells.

The notebook's first cell loads it where graders is installed. It reads names and the rubric beside
the notebook, runs nothing, and never raises: a check cell must not stop *Run All*. While nbgrader
validates the notebook, a check whose task is not done says so on stderr: nbgrader takes that for
failed.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Make ``%grade`` known. Called by the notebook's first cell, or by ``%load_ext``."""
    last: dict[str, str] = {}

    def remember(result: Any) -> None:
        """Which task ran last, and what stopped it."""
        source = getattr(result.info, "raw_cell", None) or ""
        if source.startswith("# task:"):
            error = result.error_before_exec or result.error_in_exec
            last.update(source=source, error="" if error is None else type(error).__name__)

    def grade(line: str) -> None:
        """Say what the check of this id is about, and how to see its points: ``%grade scaled``."""
        from graders.notebook.magic import explain, unfinished

        print(explain(line, ipython.user_ns))  # noqa: T201 - stderr would count as an error
        if "NBGRADER_VALIDATING" in os.environ:
            said = unfinished(line, ipython.user_ns, last.get("source", ""), last.get("error", ""))
            if said:
                print(said, file=sys.stderr)  # noqa: T201 - it should count as one

    ipython.events.register("post_run_cell", remember)
    ipython.register_magic_function(grade, "line", "grade")
