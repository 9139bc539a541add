"""What a notebook drew: axes with their labels, and the numbers behind each line."""

from __future__ import annotations

from typing import Literal

from graders.model.values import Array, Struct


class SeriesDrawn(Struct, frozen=True, kw_only=True):
    """One line, set of bars or points, or image. ``x`` and ``y`` are its numbers.

    ``label`` is the text that a legend shows for it; matplotlib's own names (``_child0``) are
    left out. An image has its shape in ``y`` and no numbers.
    """

    kind: Literal["line", "bars", "points", "image", "other"]
    label: str = ""
    x: Array | None = None
    y: Array | None = None


class AxesDrawn(Struct, frozen=True, kw_only=True):
    """One pair of axes: its title, labels, the texts of its legend, and what is drawn in it.

    ``texts`` were written into it. A legend that a twin, the figure or its other axes have counts.
    """

    title: str = ""
    x_label: str = ""
    y_label: str = ""
    legend: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    series: tuple[SeriesDrawn, ...] = ()


class FigureDrawn(Struct, frozen=True, kw_only=True):
    """A figure that ``cell`` showed. ``title`` is that of the whole figure."""

    cell: str
    title: str = ""
    axes: tuple[AxesDrawn, ...] = ()
