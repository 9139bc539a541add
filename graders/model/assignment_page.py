"""What an instructor wants to know of an assignment before giving it."""

from __future__ import annotations

from graders.model.reference import Band
from graders.model.values import Struct


class Mistake(Struct, frozen=True, kw_only=True):
    """A misconception that the assignment is proved on, and the lines that it costs."""

    title: str
    costs: tuple[str, ...]


class Step(Struct, frozen=True, kw_only=True):
    """A task of the notebook: its cell's id, and the heading that it stands under."""

    cell: str
    heading: str


class AssignmentPage(Struct, frozen=True, kw_only=True):
    """The facts of one page.

    ``story`` is the first paragraph of the notebook, markdown included;
    ``data`` the title of the dataset's card, ``caveats`` what the card warns of.

    ``cpu_seconds`` is what the reference's whole notebook took when its evidence was recorded,
    None where it was not.
    """

    story: str
    data: str
    caveats: tuple[str, ...]
    steps: tuple[Step, ...]
    right: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    bands: dict[str, Band]
    cpu_seconds: float | None
