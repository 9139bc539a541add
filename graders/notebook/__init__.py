"""What a student has inside Jupyter: the line ``%grade <id>`` in the notebook's check cells.

The notebook's first cell loads it where graders is installed. It reads names and the rubric beside
the notebook, runs nothing, and never raises: a check cell must not stop *Run All*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Make ``%grade`` known. Called by the notebook's first cell, or by ``%load_ext``."""

    def grade(line: str) -> None:
        """Say what the check of this id is about, and how to see its points: ``%grade scaled``."""
        from graders.notebook.magic import explain

        print(explain(line, ipython.user_ns))  # noqa: T201 - stderr would count as an error

    ipython.register_magic_function(grade, "line", "grade")
