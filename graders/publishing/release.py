"""Results and feedback let go to students; what went out, when, and with which grade is kept."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from graders.cohort.keys import digest
from graders.cohort.store import Store, Stored
from graders.course.names import student_problem
from graders.errors import StoreError
from graders.files import write_aside
from graders.model.publication import Publication
from graders.publishing.pages import make_pages
from graders.reports.totals import state_of, total

if TYPE_CHECKING:
    from decimal import Decimal

    from graders.course.folder import LoadedAssignment
    from graders.model.grade import Grade

_FOR_THE_EXCHANGE = ("timestamp.txt", "submission_secret.txt")
MakePages = Callable[["LoadedAssignment", Sequence[str]], dict[str, Path]]
"""The pages of these students of an assignment, by student."""


class Release(NamedTuple):
    """What publishing does, or would do, about one student.

    ``how``: ``new``; ``changed`` (what was published is another now); ``same`` (nothing is done);
    ``withheld`` (``why`` names the message that says for what reason). ``before`` is the score that
    was published last, ``now`` the one of today.
    """

    student: str
    how: str
    before: Decimal | None = None
    now: Decimal | None = None
    possible: Decimal | None = None
    why: str = ""


def releases(
    store: Store, loaded: LoadedAssignment, students: Iterable[str] = (), *, everyone: bool = False
) -> list[Release]:
    """What publishing an assignment would do now, by student. Nothing is written.

    Of ``students`` only, where some are named; ``everyone`` has unchanged pages written again.
    """
    slug = loaded.assignment.slug
    named = set(students)
    known = store.publications(slug)
    found = []
    for student, stored in store.grades(slug).items():
        if named and student not in named:
            continue
        found.append(_release(loaded, stored, known.get(student, ()), everyone=everyone))
    return found


def publish(
    store: Store,
    loaded: LoadedAssignment,
    planned: Sequence[Release],
    *,
    at: str,
    who: str,
    despite: Iterable[str] = (),
    pages: MakePages = make_pages,
) -> list[Release]:
    """Write the pages of what is new or changed, then append it to the store; what became of each.

    A page is written aside and moved in. One that could not be made is withheld, and the others go
    out. Raises :class:`StoreError` where pages cannot be made or written at all.
    """
    slug = loaded.assignment.slug
    going = [one.student for one in planned if one.how in {"new", "changed"}]
    if not going:
        return list(planned)
    grades = store.grades(slug)
    done: list[Release] = []
    published = []
    made = pages(loaded, going)
    for one in planned:
        if one.student not in going:
            done.append(one)
        elif one.student not in made:
            done.append(one._replace(how="withheld", why="publish-no-page"))
        else:
            page = made[one.student].read_bytes()
            _write(loaded, one.student, page)
            given = _publication(grades[one.student], page)
            published.append(msgspec.structs.replace(given, at=at, who=who, despite=tuple(despite)))
            done.append(one)
    store.add_publications(published)
    return done


def release_to_exchange(loaded: LoadedAssignment, students: Mapping[str, bool]) -> list[str]:
    """Have nbgrader's exchange give students what is in ``feedback/``; whom it cannot reach.

    Only who handed in through the exchange has the secret by which feedback finds its student.
    ``students`` says of each whether anything was published. Raises :class:`StoreError` with
    nbgrader's own words where it fails.
    """
    folder = loaded.course.layout.feedback
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    ready = {
        name
        for name in there
        if all((folder / name / loaded.name / file).is_file() for file in _FOR_THE_EXCHANGE)
    }
    unreached = [name for name, published in students.items() if published and name not in ready]
    if not ready:
        return unreached
    left_out = [name for name in there if name not in ready or not students.get(name)]
    if any("," in name for name in left_out):
        # nbgrader parts the names at commas, so one that has a comma cannot be left out.
        going = [name for name in there if name not in left_out]
        for name in going:
            _release_feedback(loaded, f"--student={name}")
    else:
        _release_feedback(loaded, f"--CourseDirectory.student_id_exclude={','.join(left_out)}")
    return unreached


def _release_feedback(loaded: LoadedAssignment, whom: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "release_feedback", whom, "--", loaded.name],
        cwd=loaded.course.root,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = "\n".join(done.stderr.splitlines()[-8:])
        raise StoreError(
            f"What was published lies in {loaded.course.layout.feedback}, but nbgrader's exchange "
            f"did not take it. Mend this, and run the same command again:\n{said}"
        )


def published_scores(store: Store, slug: str) -> dict[str, Decimal | None]:
    """The score each student was last given."""
    return {student: ones[-1].score for student, ones in store.publications(slug).items()}


def shown_digest(grade: Grade) -> str:
    """SHA-256 of what a student is shown of a grade: another, and there is something to publish."""
    said = tuple(one for one in grade.adjustments if one.kind != "accept")
    return digest(
        state_of(grade), str(total(grade)), str(grade.possible), grade.attempt, grade.lines,
        grade.remarks, grade.problem, said,
    )  # fmt: skip


def _release(
    loaded: LoadedAssignment, stored: Stored, known: Sequence[Publication], *, everyone: bool
) -> Release:
    grade = stored.grade
    now = total(grade)
    before = known[-1].score if known else None
    one = Release(grade.student, "new", before, now, grade.possible)
    if now is None:
        return one._replace(how="withheld", why="publish-no-points")
    if student_problem(grade.student):
        return one._replace(how="withheld", why="publish-no-name")
    if not known:
        return one
    page = _place(loaded, grade.student) / f"{loaded.notebook}.html"
    if not everyone and known[-1].shown == shown_digest(grade) and page.is_file():
        return one._replace(how="same")
    return one._replace(how="changed")


def _publication(stored: Stored, page: bytes) -> Publication:
    grade = stored.grade
    return Publication(
        student=grade.student,
        assignment=grade.assignment,
        at="",
        who="",
        score=total(grade),
        possible=grade.possible,
        state=state_of(grade),
        attempt=grade.attempt,
        grade=stored.key,
        adjustments=len(grade.adjustments),
        shown=shown_digest(grade),
        page=hashlib.sha256(page).hexdigest(),
    )


def _place(loaded: LoadedAssignment, student: str) -> Path:
    return loaded.course.layout.feedback / student / loaded.name


def _write(loaded: LoadedAssignment, student: str, page: bytes) -> None:
    """The page, and beside it what nbgrader's exchange needs; the page last."""
    layout = loaded.course.layout
    folder = _place(loaded, student)
    for name in _FOR_THE_EXCHANGE:
        source = layout.autograded / student / loaded.name / name
        if source.is_file():
            write_aside(folder / name, source.read_bytes(), durable=False)
    # The exchange hands the file on as it is, and students have to be able to read it.
    write_aside(folder / f"{loaded.notebook}.html", page, mode=0o644)
