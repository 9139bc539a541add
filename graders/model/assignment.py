"""An assignment as its author wrote it, and its rubric."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from graders.model.values import Struct

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Seconds = Annotated[float, Meta(gt=0, le=86_400)]
Parameter = bool | int | float | str | list[bool | int | float | str]


class Limits(Struct, frozen=True, kw_only=True):
    """What a run may use. CPU seconds decide; ``wall_factor`` times them is the backstop."""

    cell_seconds: Seconds = 60.0
    notebook_seconds: Seconds = 180.0
    wall_factor: Annotated[float, Meta(ge=1, le=100)] = 6.0
    memory_mb: Annotated[int, Meta(ge=256, le=1_048_576)] = 4096
    disk_mb: Annotated[int, Meta(ge=16, le=65_536)] = 256
    processes: Annotated[int, Meta(ge=16, le=4096)] = 256
    output_mb: Annotated[int, Meta(ge=1, le=1024)] = 64


class TaskCell(Struct, frozen=True, kw_only=True):
    """A solution cell by grade id, and the names whose values are taken when it has run."""

    id: Slug
    names: tuple[str, ...] = ()


class RubricItem(Struct, frozen=True, kw_only=True):
    """One line of the rubric: a check from the catalogue with parameters and points.

    ``requires`` names items that must have passed; otherwise this one is *blocked*. ``follows``
    names items whose failure explains a failure of this one: it is judged all the same, keeps
    what it earns, and where it fails as well it is *blocked* by the root instead of failed.
    ``cell`` is where a student should look. ``public`` items are judged by ``grade check`` too.
    """

    id: Slug
    check: Slug
    points: Decimal
    title: str = ""
    title_ko: str = ""
    cell: str = ""
    requires: tuple[Slug, ...] = ()
    follows: tuple[Slug, ...] = ()
    public: bool = True
    parameters: dict[str, Parameter] = {}

    def __post_init__(self) -> None:
        if not self.points.is_finite() or self.points < 0:
            # msgspec has no bounds for decimals; it adds the place to a ValueError.
            raise ValueError(f"`points` must be a number from 0 on, got {self.points}")


class Targets(Struct, frozen=True, kw_only=True):
    """Hidden targets: the column of the hidden file, and what a prediction may look like.

    ``labels`` are the class names in the order of their integer codes.
    """

    column: str
    task: Literal["regression", "binary", "multiclass", "none"]
    labels: tuple[str, ...] = ()


class Assignment(Struct, frozen=True, kw_only=True):
    """``assignment.toml``: title, dataset, limits, the contract of cells and names, the rubric.

    ``original`` takes the rows from the original that ``dataset`` is a twin of, as many as it has.
    """

    slug: Slug
    title: str
    title_ko: str = ""
    dataset: Slug
    original: bool = False
    rows: dict[str, int] = {}
    targets: Targets
    limits: Limits = Limits()
    models: tuple[str, ...] = ("model",)
    cells: tuple[TaskCell, ...]
    checks: tuple[RubricItem, ...]

    @property
    def points(self) -> Decimal:
        """Full marks."""
        return sum((item.points for item in self.checks), Decimal(0))

    def item(self, item_id: str) -> RubricItem:
        """A rubric line by id; ``KeyError`` where there is none."""
        for item in self.checks:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
