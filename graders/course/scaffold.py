"""The files of a new assignment, dataset or check, laid down as a worked example that passes."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import nbformat

from graders.course.folder import Course
from graders.course.released_notebook import notebook_bytes
from graders.errors import CourseError

TEMPLATES = Path(__file__).with_name("templates")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def new_dataset(course: Course, name: str) -> list[Path]:
    """``datasets/<name>``: a card and a seeded generator. The paths made.

    Raises :class:`CourseError` for a name that is taken or none, as the others here do.
    """
    folder = course.root / "datasets" / _slug(name, "dataset")
    return _lay_down("dataset", folder, {"name": name})


def new_assignment(course: Course, name: str, dataset: str = "") -> list[Path]:
    """``reference/<name>``, and a dataset ``<name>`` where none is chosen.

    The example is about the columns of its own dataset: over another one it has to be changed
    before it passes.
    """
    folder = course.root / "reference" / _slug(name, "assignment")
    if folder.exists():
        raise CourseError(f"{folder} is there already. Choose another name, or change that one.")
    made = [] if dataset else new_dataset(course, name)
    made += _lay_down("assignment", folder, {"name": name, "dataset": dataset or name})
    notebook = folder / "notebook.ipynb"
    own = folder / f"{name}.ipynb"
    notebook.rename(own)
    return sorted(own if path == notebook else path for path in made)


def new_check(course: Course, name: str, slug: str) -> list[Path]:
    """``checks.py`` of an assignment, its line in the rubric, and its cell in the notebook."""
    loaded = course.load(slug)
    _slug(name, "check")
    folder = loaded.folder
    if name in loaded.types:
        raise CourseError(f"There is a check {name!r} already. Choose another name.")
    if (folder / "checks.py").exists():
        raise CourseError(
            f"{folder / 'checks.py'} is there already: add the new check to it by hand, "
            f"and its name to CHECKS."
        )
    models = loaded.assignment.models
    cell = next(
        (task.id for task in loaded.assignment.cells if set(task.names) & set(models)),
        loaded.assignment.cells[-1].id,
    )
    class_name = "".join(part.capitalize() for part in name.split("-"))
    facts = {"name": name, "class_name": class_name, "cell": cell, "model": models[0]}
    # Everything is made before anything is written: a fault leaves the folder as it was.
    rubric = folder / "assignment.toml"
    text = rubric.read_text("utf-8").rstrip("\n") + "\n" + _rendered("check/rubric.toml.j2", facts)
    tomllib.loads(text)
    notebook = folder / f"{slug}.ipynb"
    data = _with_check_cell(nbformat.reads(notebook.read_text("utf-8"), as_version=4), cell, name)
    source = _rendered("check/checks.py.j2", facts)
    try:
        (folder / "checks.py").write_text(source, encoding="utf-8")
        rubric.write_text(text, encoding="utf-8")
        notebook.write_bytes(data)
    except OSError as problem:
        raise CourseError(f"{problem.filename} cannot be written: {problem.strerror}.") from None
    return [rubric, folder / "checks.py", notebook]


def _slug(name: str, what: str) -> str:
    if not SLUG.match(name) or len(name) > 64:
        raise CourseError(
            f"{name!r} is no name for {_article(what)}: small letters, digits and hyphens, "
            f"for example `rain-forecast`."
        )
    return name


def _article(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def _lay_down(kind: str, folder: Path, facts: dict[str, str]) -> list[Path]:
    if folder.exists():
        raise CourseError(f"{folder} is there already. Choose another name, or change that one.")
    made = []
    try:
        for template in sorted((TEMPLATES / kind).rglob("*.j2")):
            inner = template.relative_to(TEMPLATES)
            path = folder / inner.relative_to(kind).with_suffix("")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_rendered(inner.as_posix(), facts), encoding="utf-8")
            made.append(path)
    except OSError as problem:
        raise CourseError(f"{problem.filename} cannot be written: {problem.strerror}.") from None
    return made


def _rendered(template: str, facts: dict[str, str]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - source files, and names are slugs
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return made.get_template(template).render(facts)


def _with_check_cell(notebook: Any, after: str, name: str) -> bytes:
    """The notebook with a locked check cell behind the last one of its task."""
    places = [at for at, cell in enumerate(notebook.cells) if cell.id == after]
    if not places:
        raise CourseError(f"The notebook has no cell {after!r} to put the check behind.")
    at = places[0] + 1
    while at < len(notebook.cells) and notebook.cells[at].source.startswith("%grade "):
        at += 1
    cell = nbformat.v4.new_code_cell(f"%grade {name}", id=name)
    cell.metadata["nbgrader"] = json.loads(
        '{"grade": true, "locked": true, "schema_version": 3, "solution": false, "task": false}'
    ) | {"grade_id": name, "points": 1}
    notebook.cells.insert(at, cell)
    return notebook_bytes(notebook)
