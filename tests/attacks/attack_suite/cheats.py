"""A pass of all cheats: one cohort, one ``grade run``, those known from before judged anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from attack_suite import grading, known
from attack_suite.attack import attacks
from attack_suite.cohort import grade_run
from attack_suite.course import BESIDE
from attack_suite.grading import Cheat
from attack_suite.host import host

from graders.commands.init import make_course
from graders.course.folder import Course
from graders.model.grade import Grade

LIVE = frozenset(
    {
        "another-program", "archive-bomb", "billion-parameters", "detects-timing", "forged-values",
        "links-in-weights", "patched-predict", f"zz{BESIDE}",
    }
)  # fmt: skip
"""Run in every pass: what hangs on the machine, on a path of this run, and one of each kind."""


@dataclass(frozen=True)
class Cheats:
    """``honest`` is the reference's grade among them; ``judged`` ran before, and not now."""

    cheats: tuple[Cheat, ...]
    honest: Grade
    seconds: float
    judged: frozenset[str]


def try_cheats(
    backend: str | None = None,
    names: Iterable[str] = (),
    *,
    afresh: bool = True,
    record: bool = False,
) -> Cheats:
    """Hand in every cheat (or those named) beside its base and grade them.

    Without ``afresh``, what ran before under the same code and libraries is only judged.
    """
    wanted = set(names)
    chosen = [one for one in attacks("grade") if not wanted or one.name in wanted]
    with tempfile.TemporaryDirectory(prefix="cheats-") as folder:
        # The built-in course's rows have bars; what cheats know of the public rows is the same.
        make_course(Path(folder), [grading.SLUG], public=True)
        course = Course(Path(folder))
        with host(course.root) as here:
            grading.hand_in_cheats(course, chosen, here)
            naive = {} if afresh or record else known.give(course, grading.SLUG, LIVE)
            cohort = grade_run(course, grading.SLUG, backend=backend)
            if f"zz{BESIDE}" not in cohort.grades:
                raise RuntimeError(f"nobody was graded: {cohort.said[-2000:]}")
            if record:
                known.keep(course, grading.SLUG, cohort, LIVE)
            found = tuple(grading.judge_cheat(one, cohort, naive) for one in chosen)
    return Cheats(found, cohort.grades[f"zz{BESIDE}"], cohort.seconds, frozenset(naive))
