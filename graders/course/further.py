"""What an assignment has beside its rows: further files for everyone, and answers for nobody.

``reference/<slug>/data/`` holds further public files. They lie beside every notebook, under
``data/`` too, and are the same in a box. ``reference/<slug>/answers.toml`` holds what students are
asked to find out about them, as lists of texts by name. It never leaves the trusted side.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from graders.course.names import path_problem
from graders.errors import CourseError

DRAWN = frozenset({"data/train.csv", "data/test.csv"})
"""The files that a dataset is drawn into: no further file takes their place."""

MOST_BYTES = 32 * 2**20


def further_files(folder: Path) -> dict[str, bytes]:
    """The further public files of ``reference/<slug>``, by the path that students see.

    Hidden files (``.DS_Store``) are left out. Raises :class:`CourseError` for a name that some
    system cannot hold, a file of the drawn ones' name, or more than ``MOST_BYTES``.
    """
    found: dict[str, bytes] = {}
    for path in sorted((folder / "data").glob("*")):
        if path.name.startswith(".") or not path.is_file():
            continue
        name = f"data/{path.name}"
        if name in DRAWN:
            raise CourseError(f"{path} should have another name: the dataset's rows come as that.")
        if path_problem(name):
            raise CourseError(f"{path} should have a name that every system can hold.")
        found[name] = path.read_bytes()
    if sum(map(len, found.values())) > MOST_BYTES:
        raise CourseError(f"The files in {folder / 'data'} are larger than {MOST_BYTES >> 20} MB.")
    return found


def beside_drawn(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of all data files of an assignment, those that are not drawn."""
    return {name: data for name, data in files.items() if name not in DRAWN}


def answers(folder: Path) -> dict[str, tuple[str, ...]]:
    """The right answers by name, several where several are right; empty where there is no file.

    Raises :class:`CourseError` where the file is not as it should be.
    """
    path = folder / "answers.toml"
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        raise CourseError(f"{path} cannot be read: {problem}.") from None
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, tuple[str, ...]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise CourseError(
            f'{path} should be lists of texts by name, such as c01 = ["good"]: {problem}.'
        ) from None
