"""From our store to nbgrader: the gradebook, the executed notebooks, the feedback pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graders.cohort.index import AttemptRow
    from graders.cohort.store import Store, Stored
    from graders.commands.executed_notebooks import NotebookMaker
    from graders.course.folder import Course, LoadedAssignment
    from graders.gradebook.projection import Result


def project_grades(
    course: Course, store: Store, slugs: Sequence[str], *, lang: str | None = None
) -> None:
    """Bring the gradebook and ``autograded/`` up to date with the store.

    What people changed in formgrader is read back first, and appended to the store. Notebooks of
    one assignment of nbgrader's are written together. Raises :class:`StoreError` where the
    gradebook is in use; the store is not harmed by that.
    """
    from graders.commands.executed_notebooks import NotebookMaker
    from graders.commands.language import messages
    from graders.gradebook.projection import project_parts
    from graders.reports.plain import printable

    read_back(course, store, slugs)
    speaker = messages(lang)
    together: dict[str, list[LoadedAssignment]] = {}
    for slug in slugs:
        loaded = course.load(slug)
        together.setdefault(loaded.name, []).append(loaded)
    with NotebookMaker(course, store, slugs, speaker) as maker:
        for parts in together.values():
            results = [(loaded, _results(loaded, store, maker)) for loaded in parts]
            projected = project_parts(results, speaker, maker)
            for student, problem in projected.refused.items():
                click.echo(f"{printable(student)}: {problem}", err=True)


def read_back(course: Course, store: Store, slugs: Sequence[str]) -> None:
    """Append to the store what people changed in formgrader since it was read last."""
    from graders.gradebook.adjustments import read_adjustments

    for slug in slugs:
        loaded = course.load(slug)
        store.add_adjustments(slug, read_adjustments(loaded, store.adjustments(slug)))


def _results(loaded: LoadedAssignment, store: Store, maker: NotebookMaker) -> Iterator[Result]:
    """Every newest grade of an assignment, with what makes its executed notebook."""
    from graders.cohort.store import HAND_IN_AGAIN
    from graders.commands.executed_notebooks import Executed
    from graders.errors import StoreError
    from graders.gradebook.projection import Result
    from graders.reports.plain import printable

    for row, stored in store.each(loaded.assignment.slug):
        if row is None:
            raise StoreError(
                f"the hand-in that {printable(stored.grade.student)} has a grade for is not in the "
                f"store. {HAND_IN_AGAIN}"
            )
        yield Result(
            grade=stored.grade,
            received_at=_received_at(loaded, row),
            notebook=Executed(maker, loaded, row, stored) if _shown(loaded, stored) else None,
        )


def _received_at(loaded: LoadedAssignment, row: AttemptRow) -> str:
    """When it was handed in, where nbgrader was told.

    Any other time than ``timestamp.txt``'s, and one without that file, would have formgrader say
    that the submission "needs autograding".
    """
    told = f"{loaded.course.layout.submitted}/{row.student}/{loaded.name}/timestamp.txt"
    return row.received_at if os.path.isfile(told) else ""  # noqa: PTH113 - of every student


def _shown(loaded: LoadedAssignment, stored: Stored) -> bool:
    """Whether there is an executed notebook; nbgrader makes none of one that was not handed in."""
    problem = stored.grade.problem
    missing = problem is not None and problem.key == "submission-no-notebook"
    return not (loaded.adopted and missing)


def make_feedback(course: Course, slugs: Sequence[str]) -> Path:
    """Run ``nbgrader generate_feedback``; the folder with the pages.

    Raises :class:`StoreError` with nbgrader's own words where it fails.
    """
    import os
    import subprocess
    import sys

    from graders.errors import StoreError

    # nbgrader calls `alembic` by name, which is beside this Python also where no virtual
    # environment is activated.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    for name in dict.fromkeys(course.load(slug).name for slug in slugs):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "generate_feedback", name, "--force"],
            cwd=course.root,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = "\n".join(done.stderr.splitlines()[-8:])
            raise StoreError(f"nbgrader could not make feedback for {name}. It said:\n{said}")
    return course.layout.feedback
