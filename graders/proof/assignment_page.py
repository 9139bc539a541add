"""An assignment's page for instructors: what stands on it is gathered from the sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.course.variants import Variant, read_variants
from graders.errors import EvidenceError
from graders.model.assignment_page import AssignmentPage, Mistake, Step
from graders.proof.recorded import read_pack

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment

README = "README.md"
PLOT = "calibration.svg"


def assignment_page(loaded: LoadedAssignment) -> AssignmentPage:
    """Read everything off the reference's folder. Raises :class:`CourseError` for a bad variant."""
    titles = {item.id: item.title or item.id for item in loaded.assignment.checks}
    variants = read_variants(loaded)
    calibration = loaded.calibration
    return AssignmentPage(
        story=_story(loaded),
        data=loaded.dataset.card.title,
        caveats=loaded.dataset.card.caveats,
        steps=_steps(loaded),
        right=tuple(_sentence(one) for one in variants if one.kind == "right"),
        mistakes=tuple(
            Mistake(
                title=_sentence(one),
                costs=tuple(
                    titles[expected.item]
                    for expected in one.expected
                    if expected.outcome in {"failed", "partial"}
                ),
            )
            for one in variants
            if one.kind == "wrong"
        ),
        bands=dict(calibration.bands) if calibration is not None else {},
        cpu_seconds=_seconds(loaded),
    )


def _sentence(variant: Variant) -> str:
    return variant.title.split("\n", 1)[0]


def _story(loaded: LoadedAssignment) -> str:
    """The first paragraph below the notebook's title."""
    for cell in loaded.source_notebook().cells:
        if cell.cell_type != "markdown":
            continue
        paragraphs = [part.strip() for part in re.split(r"\n\s*\n", cell.source)]
        told = [part for part in paragraphs if part and not part.startswith("#")]
        if told:
            return told[0]
    return ""


def _steps(loaded: LoadedAssignment) -> tuple[Step, ...]:
    """The task cells in order, each with the latest heading above it."""
    tasks = {cell.id for cell in loaded.assignment.cells}
    heading, found = "", []
    for cell in loaded.source_notebook().cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#{1,4}\s+(.+)$", cell.source, re.MULTILINE)
            heading = headings[-1].strip() if headings else heading
        grade_id = (cell.metadata.get("nbgrader") or {}).get("grade_id", cell.get("id", ""))
        if grade_id in tasks:
            found.append(Step(cell=grade_id, heading=heading))
    return tuple(found)


def _seconds(loaded: LoadedAssignment) -> float | None:
    pack = read_pack(loaded.folder)
    name = "reference"
    if name not in pack.entries:
        return None
    try:
        return pack.evidence(name).status.cpu_seconds
    except EvidenceError:  # recorded by another version
        return None
