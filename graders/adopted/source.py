"""An nbgrader assignment's notebooks, as students got them but with the hidden tests in place.

nbgrader's own preprocessors make them from ``source/``; what its gradebook has saved of a cell
wins, because that is what nbgrader restores and grades by. Where there is no source, the released
notebook says how the cells follow each other.
"""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.errors import CourseError
from graders.gradebook.kept import KeptCell, KeptNotebook

if TYPE_CHECKING:
    from graders.course.layout import Layout

AUTOTEST = "AUTOTEST"
_PYTHON = frozenset({"python", "python3", "ipython", "xpython"})
_KERNELS = ("python", "conda", "ipython", "xpython")


def skeleton(
    layout: Layout, assignment: str, notebook: str, kept: KeptNotebook | None
) -> NotebookNode:
    """The notebook that every submission is held against.

    ``kept`` is what the gradebook has of it. Raises :class:`CourseError` where there is neither a
    source, nor a release, nor anything kept; where one is no notebook or is of another kernel; or
    where nbgrader would refuse it.
    """
    source = layout.source / assignment / f"{notebook}.ipynb"
    release = layout.release / assignment / f"{notebook}.ipynb"
    if source.is_file():
        made = _generated(layout, assignment, source, with_tests=kept is None)
    elif release.is_file():
        made = _upgraded(_read(release), release)
    elif kept is not None and kept.cells:
        made = nbformat.v4.new_notebook()
        made.metadata["kernelspec"] = _kernelspec(kept)
    else:
        raise CourseError(
            f"{assignment}/{notebook}: there is no {source}, no {release}, and the gradebook knows "
            "nothing of it. Put the source notebook there, or run `nbgrader generate_assignment`."
        )
    if kept is not None:
        _as_kept(made, kept)
    _only_python(made, assignment, notebook)
    return made


def _read(path: Path) -> NotebookNode:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CourseError(f"{path} cannot be read: {problem}.") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return nbformat.reads(text, as_version=4)
    except (ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError) as problem:
        raise CourseError(f"{path} is not a notebook ({type(problem).__name__}).") from None


def _upgraded(notebook: NotebookNode, path: Path) -> NotebookNode:
    """Nbgrader's metadata in its newest form."""
    from nbgrader.nbgraderformat import MetadataValidator
    from nbgrader.nbgraderformat.common import SchemaTooNewError, ValidationError

    try:
        return MetadataValidator().upgrade_notebook_metadata(notebook)
    except (SchemaTooNewError, ValidationError, KeyError, ValueError) as problem:
        raise CourseError(f"{path}: nbgrader's metadata is not right: {problem}") from None


def _generated(layout: Layout, assignment: str, path: Path, *, with_tests: bool) -> NotebookNode:
    """What ``nbgrader generate_assignment`` saves in its gradebook, without a gradebook."""
    from nbgrader import preprocessors
    from traitlets.config import Config

    from graders.adopted.layout import config_of

    notebook = _upgraded(_read(path), path)
    config: Config = config_of(layout.root)
    _rooted(config, layout.root, path.parent)
    steps: list[Any] = [preprocessors.IncludeHeaderFooter]
    # Tests are made by running the instructor's solution; the gradebook has them already where
    # the assignment was generated.
    if with_tests and any(AUTOTEST in cell.source for cell in notebook.cells):
        steps.append(preprocessors.InstantiateTests)
    steps += [
        preprocessors.LockCells,
        preprocessors.ClearSolutions,
        preprocessors.ClearOutput,
        preprocessors.CheckCellMetadata,
        preprocessors.ComputeChecksums,
    ]
    resources: dict[str, Any] = {
        "metadata": {"name": path.stem, "path": str(path.parent)},
        "nbgrader": {"assignment": assignment, "notebook": path.stem, "student": "."},
    }
    for step in steps:
        try:
            notebook, resources = step(config=config)(notebook, resources)
        except Exception as problem:  # noqa: BLE001 - whatever nbgrader says about a source
            # nbgrader's check of the metadata says what it found in what it raised first.
            found = problem.__context__ if step is preprocessors.CheckCellMetadata else None
            said = str(found or problem).strip().splitlines() or [type(problem).__name__]
            raise CourseError(
                f"{path}: nbgrader would refuse this notebook ({step.__name__}): {said[-1][:300]}"
            ) from None
    return notebook


def _rooted(config: Any, root: Path, folder: Path) -> None:
    """Settings that name a file by its place in the course, wherever `grade` is called from."""
    around = config["IncludeHeaderFooter"]
    for end in ("header", "footer"):
        if around.get(end):
            around[end] = str(root / around[end])
    templates = str(config["InstantiateTests"].get("autotest_filename", "autotests.yml"))
    if not (folder / templates).is_file():
        config["InstantiateTests"]["autotest_filename"] = str(root / templates)


def _as_kept(notebook: NotebookNode, kept: KeptNotebook) -> None:
    """Locked cells, points and roles as the gradebook has them; cells only it has come last."""
    there = set()
    for cell in notebook.cells:
        name = str((cell.metadata.get("nbgrader") or {}).get("grade_id") or "")
        if name in kept.cells:
            there.add(name)
            _restore(cell, kept.cells[name])
    for name, one in kept.cells.items():
        if name not in there:
            new = (
                nbformat.v4.new_code_cell
                if one.cell_type == "code"
                else nbformat.v4.new_markdown_cell
            )
            cell = new(one.source)
            _restore(cell, one)
            notebook.cells.append(cell)


def _restore(cell: NotebookNode, kept: KeptCell) -> None:
    cell.cell_type = kept.cell_type
    cell.source = kept.source
    graded = kept.points is not None and not kept.task
    meta: dict[str, Any] = {
        "grade_id": kept.name,
        "grade": graded,
        "solution": kept.solution,
        "task": kept.task,
        "locked": kept.locked,
        "checksum": kept.checksum,
        "cell_type": kept.cell_type,
        "schema_version": 3,
    }
    if kept.points is not None:
        meta["points"] = kept.points
    cell.metadata["nbgrader"] = nbformat.from_dict(meta)


def _kernelspec(kept: KeptNotebook) -> dict[str, Any]:
    try:
        found = json.loads(kept.kernel or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _only_python(notebook: NotebookNode, assignment: str, name: str) -> None:
    spec: Mapping[str, Any] = notebook.metadata.get("kernelspec") or {}
    language = str(spec.get("language") or "").lower()
    kernel = str(spec.get("name") or "").lower()
    if language and language not in _PYTHON:
        wanted = language
    elif not language and kernel and not kernel.startswith(_KERNELS):
        wanted = kernel
    else:
        return
    raise CourseError(
        f"{assignment}/{name}: its kernel is {wanted!r}, and `grade` runs Python only. Grade it "
        "with `nbgrader autograde`."
    )


def plain_copy(notebook: NotebookNode) -> NotebookNode:
    """A copy without outputs, for whoever changes it."""
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return made
