"""A folder that is an nbgrader course and none of ours."""

from __future__ import annotations

import fnmatch
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graders.adopted.layout import CONFIG, layout_of
from graders.course.folder import MARK, Course
from graders.course.layout import Layout
from graders.errors import CourseError

if TYPE_CHECKING:
    from graders.adopted.part import Part
    from graders.gradebook.kept import KeptNotebook


def find_course(start: Path) -> Course:
    """The course that ``start`` is in, ours or nbgrader's; the nearest folder that is one.

    Raises :class:`CourseError` where it is in none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MARK).is_file():
            return Course(folder)
        if is_nbgrader_course(folder):
            return AdoptedCourse(folder)
    raise CourseError(
        f"{start} is not inside a course: neither it nor a folder above has a {MARK}, or is "
        f"a course of nbgrader's with a {CONFIG}. Go to your course's folder, or make one with "
        "`grade init`."
    )


def is_nbgrader_course(folder: Path) -> bool:
    """Whether nbgrader would take the folder for a course."""
    if (folder / CONFIG).is_file():
        return True
    return (folder / "source").is_dir() and (
        (folder / "submitted").is_dir() or (folder / "gradebook.db").is_file()
    )


class AdoptedCourse(Course):
    """A course as nbgrader keeps it. Its slugs are ``<assignment>/<notebook>``."""

    def __init__(self, root: Path) -> None:  # no course.toml is read
        from graders.course.folder import Settings

        self.settings = Settings()
        self.folder = root
        self._layout = layout_of(root)
        self.root = self._layout.root
        self._kept: dict[str, dict[str, KeptNotebook]] = {}
        self._loaded: dict[str, Part] = {}

    @property
    def layout(self) -> Layout:
        """The folders that the settings name."""
        return self._layout

    @property
    def secret(self) -> bytes:
        """The key of what is drawn for this course; made where there is none yet."""
        self.make_secret()
        return super().secret

    @cached_property
    def notebooks(self) -> dict[str, tuple[str, ...]]:
        """The notebooks of each assignment, by the gradebook, the source or the release."""
        # Here, and below: nbgrader takes a second to import, and most courses are not its own.
        from graders.gradebook.kept import kept_assignments

        found = {
            name: notebooks
            for name, notebooks in kept_assignments(self.layout).items()
            if notebooks
        }
        for folder in (self.layout.source, self.layout.release):
            for assignment in _folders(folder, self.layout.ignore):
                names = tuple(sorted(path.stem for path in assignment.glob("*.ipynb")))
                if names:
                    found.setdefault(assignment.name, names)
        return dict(sorted(found.items()))

    def slugs(self) -> list[str]:
        """Every notebook of every assignment."""
        return [f"{name}/{one}" for name, notebooks in self.notebooks.items() for one in notebooks]

    def parts(self) -> dict[str, list[str]]:
        """The slugs of each assignment, by nbgrader's name for it."""
        return {
            name: [f"{name}/{one}" for one in notebooks]
            for name, notebooks in self.notebooks.items()
        }

    def load(self, slug: str) -> Part:  # type: ignore[override]  # it has what is asked of one
        """A notebook of an assignment. Raises :class:`CourseError` for one that is not there."""
        from graders.adopted.part import Part
        from graders.gradebook.kept import kept_notebooks

        if slug not in self._loaded:
            name, _, notebook = slug.partition("/")
            if notebook not in self.notebooks.get(name, ()):
                known = ", ".join(self.notebooks) or "none yet"
                raise CourseError(
                    f"There is no assignment {slug!r} in {self.root} (there: {known})."
                )
            if name not in self._kept:
                self._kept[name] = kept_notebooks(self.layout, name)
            self._loaded[slug] = Part(self, name, notebook, self._kept[name].get(notebook))
        return self._loaded[slug]


def _folders(folder: Path, ignore: tuple[str, ...]) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_dir()
        and not path.name.startswith(".")
        and not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignore)
    )
