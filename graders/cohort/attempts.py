"""Several attempts of one student: which of them counts.

Mostly the last, which is the one in ``submitted/``. Where ``course.toml`` says ``attempts =
"best"``, every attempt that `grade collect` kept is graded as well, and the best one's grade is
appended last: the newest grade is the one that counts, for every reader of the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import structs

from graders.cohort.store import Store, Stored
from graders.cohort.submissions import Found
from graders.course.layout import attempts_folder

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment


def with_earlier(loaded: LoadedAssignment, found: Iterable[Found]) -> list[Found]:
    """Each submission, and before it the student's earlier attempts, oldest first."""
    folder = attempts_folder(loaded.course.state, loaded.name)
    everything: list[Found] = []
    for one in found:
        # The folder's own name: of a student whose name is no text, `student` is another.
        kept = folder / one.folder.parent.name
        earlier = sorted(
            path
            for path in (kept.iterdir() if kept.is_dir() else ())
            if not path.name.startswith(".") and path.is_dir() and not path.is_symlink()
        )
        everything += [structs.replace(one, folder=path) for path in earlier]
        everything.append(one)
    return everything


def of_each(store: Store, student: str, slug: str) -> dict[int, Stored]:
    """The newest grade of each of a student's attempts, by its number."""
    return {stored.grade.attempt: stored for stored in store.history(student, slug)}


def best(graded: Mapping[int, Stored]) -> Stored:
    """The attempt with the most points; the later one of equals; one of our fault last.

    Points as they were graded: penalties and overrides are of the student, not of an attempt.
    """
    return max(
        graded.values(),
        key=lambda one: (one.grade.state != "broken", one.grade.score, one.grade.attempt),
    )


def let_the_best_count(store: Store, slug: str) -> None:
    """Append the best attempt's grade once more wherever another one's is the newest."""
    again = []
    for student, newest in store.grades(slug).items():
        graded = of_each(store, student, slug)
        chosen = best(graded)
        if chosen.grade.attempt != newest.grade.attempt:
            again.append(chosen)
    if again:
        store.put_grades(again)
