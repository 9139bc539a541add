"""The ``nbgrader_config.py`` of a course: after it, no nbgrader command runs student code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graders.course.folder import Course

_CONFIG = """\
# Made by `grade init`, read by nbgrader and by formgrader. Add your own settings below.
import os
import sys

c = get_config()

# nbgrader calls `alembic` by its bare name when it makes a gradebook: found without activating.
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])

# `source/` is made by `grade release` and holds public files only; nbgrader's `release/` is made
# from it. `reference/` is not for nbgrader: it copies whatever lies beside a source notebook into
# releases and feedback.
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".graders", "checks.py",
    "calibration.json",
]

"""

_ADDED = """\
# `nbgrader autograde` and formgrader's Autograde button call `grade run`: notebooks run in a box,
# never in nbgrader's own kernel, and a file that is no notebook stops nobody else's grade.
c.Autograde.exporter_class = "graders.gradebook.plugin.PatientExporter"
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = ["graders.gradebook.plugin.GradeInBox"]

# Feedback shows what students' code printed; scripts and event handlers are not passed on.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {"clean_html": "graders.gradebook.pages.clean_html"}
"""


def nbgrader_config(_course: Course | None = None) -> str:
    """The text of ``nbgrader_config.py``, for `grade init`."""
    return f"{_CONFIG}{_ADDED}"


def added_lines() -> str:
    """What an existing ``nbgrader_config.py`` lacks, to be put at its end; `get_config` included.

    After it, `nbgrader autograde` and formgrader's button run our pipeline, and feedback pages are
    sanitised. Its other settings stay as they are.
    """
    return f"\n# Added by `grade adopt`.\nc = get_config()\n{_ADDED}"
