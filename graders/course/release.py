"""What students get, made from the reference: ``assignments/<slug>/``, Korean in ``ko/`` there.

Also nbgrader's source folder ``source/<slug>/``, generated and git-ignored. nbgrader copies all
that lies there into releases and feedback, so it holds public files only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path, PurePosixPath

import msgspec

from graders.course.alone import alone
from graders.course.folder import Course, LoadedAssignment
from graders.course.released_notebook import nbgrader_source, notebook_bytes
from graders.course.rubric import HIDDEN
from graders.files import unwritten, write_aside
from graders.model.assignment import Assignment

NOTE = "# Made by `grade release` from the course's reference; changes here are overwritten.\n"


def release(course: Course, slug: str, lang: str | None = None) -> list[Path]:
    """Write an assignment's public files; the paths written, those unchanged included.

    ``lang`` chooses one of its languages; nbgrader's source is English. Files of other names in
    these folders are left alone. Raises :class:`CourseError` where there are no texts in that
    language, :class:`StoreError` where a file cannot be written.
    """
    loaded = course.load(slug)
    written = []
    langs = loaded.languages if lang is None else (lang,)
    source = _source(loaded) if "en" in langs else {}
    wanted = {
        **{course.root / "assignments" / path: data
           for path, data in _released(loaded, langs).items()},
        **{course.root / "source" / path: data for path, data in source.items()},
    }  # fmt: skip
    for path, data in wanted.items():
        if not path.is_file() or path.read_bytes() != data:
            _write(path, data)
        written.append(path)
    return written


def release_alone(course: Course, slug: str, folder: Path, lang: str | None = None) -> list[Path]:
    """Write notebooks that carry their files, ``<slug>.ipynb`` and ``<slug>.ko.ipynb``.

    Raises what :func:`release` raises.
    """
    loaded = course.load(slug)
    files = {**loaded.public_files(), "assignment.toml": _public_toml(loaded)}
    written = []
    for one in loaded.languages if lang is None else (lang,):
        path = folder / (f"{slug}.ipynb" if one == "en" else f"{slug}.{one}.ipynb")
        notebook = alone(loaded.skeleton_notebook(one), files, one)
        _write(path, notebook_bytes(notebook))
        written.append(path)
    return written


def _write(path: Path, data: bytes) -> None:
    """Write what anybody may read, in a folder that anybody may look into."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise unwritten(path.parent, problem) from problem
    write_aside(path, data, durable=False, mode=0o644)


def check_released(course: Course) -> list[str]:
    """How ``assignments/`` differs from what `grade release` would write; empty is well."""
    differences = []
    folder = course.root / "assignments"
    wanted: dict[str, bytes] = {}
    for slug in course.slugs():
        loaded = course.load(slug)
        wanted |= {str(path): data for path, data in _released(loaded, loaded.languages).items()}
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
    for path, data in sorted(wanted.items()):
        if path not in there:
            differences.append(f"assignments/{path} is missing")
        elif (folder / path).read_bytes() != data:
            differences.append(f"assignments/{path} is not what the reference gives")
    differences += [f"assignments/{path} is not from the reference" for path in there - {*wanted}]
    return differences


def public_part(assignment: Assignment) -> Assignment:
    """The rubric as students may read it: a line that is not public keeps its title and points."""
    return msgspec.structs.replace(
        assignment,
        checks=tuple(
            item
            if item.public
            else msgspec.structs.replace(item, check=HIDDEN, parameters={}, requires=(), follows=())
            for item in assignment.checks
        ),
    )


def assignment_toml(assignment: Assignment) -> str:
    """An assignment as TOML, which reads back as the same assignment."""
    values = msgspec.to_builtins(assignment, builtin_types=(Decimal,))
    tables = {name: values.pop(name) for name in ("rows", "targets", "limits", "cells", "checks")}
    single = [f"[{name}]\n{_pairs(tables[name])}" for name in ("rows", "targets", "limits")]
    blocks = [_pairs(values), *single]
    for name in ("cells", "checks"):
        blocks += [f"[[{name}]]\n{_pairs(element)}" for element in tables[name]]
    return "\n".join(blocks)


def _released(loaded: LoadedAssignment, langs: Iterable[str]) -> dict[PurePosixPath, bytes]:
    slug = loaded.assignment.slug
    toml = _public_toml(loaded)
    files: dict[PurePosixPath, bytes] = {}
    for lang in langs:
        folder = PurePosixPath(slug) if lang == "en" else PurePosixPath(slug, lang)
        files[folder / f"{slug}.ipynb"] = notebook_bytes(loaded.skeleton_notebook(lang))
        files[folder / "assignment.toml"] = toml
        for path, data in loaded.public_files().items():
            files[folder / path] = data
    return files


def _source(loaded: LoadedAssignment) -> dict[PurePosixPath, bytes]:
    slug = loaded.assignment.slug
    notebook = nbgrader_source(
        loaded.source_notebook(),
        address=loaded.address,
        install=loaded.course.settings.install,
    )
    files = {
        PurePosixPath(slug, f"{slug}.ipynb"): notebook_bytes(notebook),
        # Who fetches the assignment by the exchange has `%grade` and `grade check` as well.
        PurePosixPath(slug, "assignment.toml"): _public_toml(loaded),
    }
    for path, data in loaded.public_files().items():
        files[PurePosixPath(slug, path)] = data
    return files


def _public_toml(loaded: LoadedAssignment) -> bytes:
    return (NOTE + assignment_toml(public_part(loaded.assignment))).encode()


def _pairs(values: dict[str, object]) -> str:
    return "".join(f"{_key(name)} = {_toml(value)}\n" for name, value in values.items())


def _key(name: str) -> str:
    plain = name and name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else _toml(name)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A JSON string is a TOML basic string, but for this character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Decimal):
        return f"{value:f}" if value == value.to_integral_value() else f'"{value}"'
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(name)} = {_toml(item)}" for name, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)
