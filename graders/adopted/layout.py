"""Where an nbgrader course keeps what, by its own ``nbgrader_config.py``."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from graders.course.layout import Layout
from graders.errors import CourseError

CONFIG = "nbgrader_config.py"
STRUCTURE = os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")  # noqa: PTH118 - no path yet
OURS = "graders.gradebook.plugin"
"""Our own plug-ins, which an adopted course may name: what they do is done anyway."""

_HONOURED = {
    "Execute": {"timeout"},
    "ExecutePreprocessor": {"timeout"},
    "Autograde": {"exclude_overwriting", "create_student"},
    "OverwriteCells": {"add_missing_cells", "missing_cell_notification"},
    "ClearSolutions": None, "LockCells": None, "ClearHiddenTests": None, "ClearMarkScheme": None,
    "InstantiateTests": None, "IncludeHeaderFooter": None, "ClearOutput": None,
    "ComputeChecksums": None,
}  # fmt: skip
"""Settings that grading follows, or that have no say in it; ``None`` is all of a class."""

_NO_MATTER = (
    "Exchange", "Formgrade", "GenerateFeedback", "Feedback", "HTMLExporter", "JupyterApp",
    "NbGrader", "Application", "ZipCollect", "FileNameCollector", "ExtractorPlugin", "Zip",
    "Validat", "CreateAssignment", "AssignmentList", "CourseList", "Authenticator", "GetGrades",
    "CourseDirectory", "ServerApp", "NotebookApp", "Export", "GenerateAssignment",
    "GenerateSolution", "Quickstart", "Db", "Lab", "ReleaseAssignment", "ReleaseFeedback",
    "Collect", "Submit", "List", "Fetch", "SourceWithTests", "GenerateSourceWithTests",
)  # fmt: skip
"""Classes, by how their names begin, whose settings say nothing about how work is graded."""


def layout_of(root: Path) -> Layout:
    """What nbgrader itself would take for this course's folders and settings.

    The configuration is the instructor's own Python and is run as nbgrader runs it, in this
    process. Raises :class:`CourseError` where it fails or says what cannot be.
    """
    from nbgrader.coursedir import CourseDirectory
    from traitlets import TraitError

    config = config_of(root)
    try:
        told = CourseDirectory(config=config)
        if "root" not in config.get("CourseDirectory", {}):
            told.root = str(root)
        autograde = _class(config, "Autograde")
        timeout = _class(config, "ExecutePreprocessor").get("timeout", 30)
        timeout = _class(config, "Execute").get("timeout", timeout)
        structure = os.path.normpath(str(told.directory_structure))
        if structure != STRUCTURE:
            raise CourseError(
                f"{root / CONFIG} sets CourseDirectory.directory_structure to {structure!r}. "
                f"`grade` reads {STRUCTURE!r} only: move the folders, or grade with nbgrader."
            )
        base = Path(told.root)
        return Layout(
            root=base,
            source=base / told.source_directory,
            release=base / told.release_directory,
            submitted=base / told.submitted_directory,
            autograded=base / told.autograded_directory,
            feedback=base / told.feedback_directory,
            db_url=str(told.db_url),
            course_id=str(told.course_id),
            ignore=tuple(told.ignore),
            timeout=None if timeout is None or timeout < 0 else float(timeout),
            kept=tuple(
                (str(name), tuple(map(str, files)))
                for name, files in dict(autograde.get("exclude_overwriting", {})).items()
            ),
            only=str(told.student_id),
            without=tuple(
                one.strip() for one in str(told.student_id_exclude).split(",") if one.strip()
            ),
            unheard=unheard(config),
        )
    except (TraitError, TypeError, ValueError, AttributeError) as problem:
        raise CourseError(f"{root / CONFIG} has a setting that is not right: {problem}") from None


def unheard(config: Any) -> tuple[str, ...]:
    """The settings that say how work is graded and that we cannot follow."""
    said = []
    for owner, settings in sorted(config.items()):
        if owner.startswith(_NO_MATTER) and owner not in _HONOURED:
            continue
        followed = _HONOURED.get(owner, set())
        if followed is None or not hasattr(settings, "items"):
            continue
        # Our exporter reads no file of a student's, so there is nothing to sanitise before it.
        done = {"sanitize_preprocessors"} if OURS in repr(settings.get("exporter_class")) else set()
        for name, value in sorted(settings.items()):
            if name not in followed | done and OURS not in repr(value):
                said.append(f"{owner}.{name} = {str(value)[:100]}")
    return tuple(said)


def _class(config: Any, name: str) -> dict[str, Any]:
    found = config.get(name, {})
    return dict(found) if hasattr(found, "items") else {}


def config_of(root: Path) -> Any:
    """The configuration files that nbgrader reads for this folder, the folder's own last."""
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config, PyFileConfigLoader
    from traitlets.config.loader import ConfigFileNotFound, JSONFileConfigLoader

    whole = Config()
    for folder in [*reversed(jupyter_config_path()), str(root)]:
        for loader, name in (
            (PyFileConfigLoader, CONFIG),
            (JSONFileConfigLoader, "nbgrader_config.json"),
        ):
            path = Path(folder) / name
            if not path.is_file():
                continue
            before = Path.cwd()
            try:
                os.chdir(root)  # a configuration may read files beside it, as under nbgrader
                log = logging.getLogger("graders.nbgrader_config")
                whole.merge(loader(name, path=folder, log=log).load_config())
            except ConfigFileNotFound:
                continue
            except (Exception, SystemExit) as problem:  # noqa: BLE001 - whatever it raises
                raise CourseError(
                    f"{path} cannot be used: it raised {type(problem).__name__}: {problem}"
                ) from None
            finally:
                os.chdir(before)
    return whole
