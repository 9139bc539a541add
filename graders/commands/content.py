"""The course that ships with graders: its assignments and datasets, for `init` and `demo`."""

from __future__ import annotations

from pathlib import Path

import graders
from graders.errors import CourseError


def built_in() -> Path:
    """The folder with ``course.toml``, ``reference/`` and ``datasets/``.

    In a wheel it lies inside the package, in a clone beside it. Raises :class:`CourseError`
    where it is in neither place.
    """
    package = Path(graders.__file__).parent
    for folder in (package / "_course", package.parent):
        if (folder / "reference").is_dir() and (folder / "datasets").is_dir():
            return folder
    raise CourseError(
        f"The course that ships with graders is not beside {package}. "
        "Install graders from its wheel or from a whole clone."
    )
