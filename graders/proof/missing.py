"""What an assignment still lacks to be trusted, told to its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks import make_check
from graders.checks.calibrated import Calibrated
from graders.course.variants import read_variants
from graders.errors import CourseError
from graders.model.evidence import Remark

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

RIGHT, WRONG = 5, 8
"""How many solutions of each kind an assignment should be proved on."""


def missing(loaded: LoadedAssignment) -> tuple[Remark, ...]:
    """Sentences' keys and facts, the most important first; none where nothing is missing."""
    assignment = loaded.assignment
    variants = read_variants(loaded)
    right = sum(one.kind == "right" for one in variants)
    wrong = len(variants) - right
    said: list[Remark] = []

    def say(key: str, **facts: str | int) -> None:
        said.append(Remark(key=f"missing-{key}", facts={"slug": assignment.slug, **facts}))

    bands = loaded.calibration.bands if loaded.calibration is not None else {}
    bare = [
        item.id
        for item in assignment.checks
        if isinstance(make_check(item, loaded.types), Calibrated) and item.id not in bands
    ]
    if bare:
        say("calibration", lines=", ".join(bare))
    if right < RIGHT:
        say("right", count=right, wanted=RIGHT)
    if wrong < WRONG:
        say("wrong", count=wrong, wanted=WRONG)
    aimed = {
        one.item for variant in variants for one in variant.expected if one.outcome != "varies"
    }
    safe = [item.id for item in assignment.checks if item.id not in aimed and item.points]
    if safe:
        say("aim", lines=", ".join(safe))
    try:
        loaded.texts("ko")
    except CourseError as problem:
        say("korean", problem=str(problem))
    untitled = [item.id for item in assignment.checks if not item.title]
    if untitled:
        say("titles", lines=", ".join(untitled))
    untitled = [item.id for item in assignment.checks if not item.title_ko]
    if untitled or not assignment.title_ko:
        whole = [] if assignment.title_ko else [assignment.slug]
        say("titles-korean", lines=", ".join([*whole, *untitled]))
    return tuple(said)
