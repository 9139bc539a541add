"""A pass of all cheats: one cohort, one ``grade run``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from attack_suite import grading
from attack_suite.attack import attacks
from attack_suite.cohort import grade_run
from attack_suite.course import BESIDE
from attack_suite.grading import Cheat
from attack_suite.host import host

from graders.commands.init import make_course
from graders.course.folder import Course
from graders.model.grade import Grade


@dataclass(frozen=True)
class Cheats:
    """``honest`` is the reference's grade among them."""

    cheats: tuple[Cheat, ...]
    honest: Grade
    seconds: float


def try_cheats(backend: str | None = None, names: Iterable[str] = ()) -> Cheats:
    """Hand in every cheat (or those named) beside its base and grade them."""
    wanted = set(names)
    chosen = [one for one in attacks("grade") if not wanted or one.name in wanted]
    with tempfile.TemporaryDirectory(prefix="cheats-") as folder:
        # The built-in course's rows have bars; what cheats know of the public rows is the same.
        make_course(Path(folder), [grading.SLUG], public=True)
        course = Course(Path(folder))
        with host(course.root) as here:
            grading.hand_in_cheats(course, chosen, here)
            cohort = grade_run(course, grading.SLUG, backend=backend)
            if f"zz{BESIDE}" not in cohort.grades:
                raise RuntimeError(f"nobody was graded: {cohort.said[-2000:]}")
            found = tuple(grading.judge_cheat(one, cohort, here) for one in chosen)
    return Cheats(found, cohort.grades[f"zz{BESIDE}"], cohort.seconds)
